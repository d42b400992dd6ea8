"""Who of those whose files have the words is shown, and what is to be told where nobody is."""

from collections.abc import Sequence

from msgspec import Struct

from dexcli.core import query, words
from dexcli.core.query import holding
from dexcli.core.query.asked import Asked, Subject
from dexcli.core.query.tree import All, Filter
from dexcli.core.roster import Kind
from dexcli.core.search import candidates
from dexcli.core.search.candidates import Candidate
from dexcli.core.search.question import Question


class Chosen(Struct, frozen=True):
    """Who is shown, and what is to be told about the others, a line each."""

    shown: list[Candidate]
    told: list[str]


def of(found: Sequence[Candidate], question: Question, asked: Asked, *, everybody: bool) -> Chosen:
    """Return for whom the filters hold too.

    The archived and the dead only with ``everybody``, where a filter asks for
    them, or where the words are exactly a name of theirs.

    Raises:
        FilterError: The filters are none.
    """
    wanted = _filter(question, asked)
    holds, lets_in = holding.test(wanted, asked), holding.let_in(wanted)
    is_any = not question.filters  # then nobody needs to be looked at
    named = asked.ledger.roster.exact(Kind.NAMES, question.whole) if question.whole else set()
    shown, hidden = [], 0
    for each in found:
        subject = None if is_any else Subject(asked.ledger.contacts[each.handle], asked)
        if subject is not None and not holds(subject):
            continue
        if (
            everybody
            or each.is_active
            or each.handle in named
            or (subject is not None and lets_in(subject))
        ):
            shown.append(each)
        else:
            hidden += 1
    told = [] if shown else _why_nobody(found, question, wanted, asked)
    if found and not (shown or hidden or told):
        having = words.counted(len(found), "file")
        told.append(f"{having} with this, but none for which the filter holds")
    if hidden:
        more = "" if not shown else "more "
        told.append(f"{more}in {words.counted(hidden, 'file')} of archived or dead people: --all")
    return Chosen(shown, told)


def _filter(question: Question, asked: Asked) -> Filter:
    if not question.filters:
        return All(())
    return query.parse(question.filters, asked.settings, today=asked.today)


def _why_nobody(
    found: Sequence[Candidate], question: Question, wanted: Filter, asked: Asked
) -> list[str]:
    """Return why nothing is shown: which word nobody has, or which value of a filter."""
    told = []
    if question.filters:
        everyone = [Subject(contact, asked) for contact in asked.ledger]
        told = [str(each) for each in holding.unknown_values(wanted, asked, everyone)]
    if found:
        return told
    missing = [word for word in question.words if not candidates.is_said(word, asked)]
    told += [f"nothing has {word!r} in it" for word in missing]
    if not missing and not told:
        without = " and none that is excluded" if question.excluded else ""
        told.append(f"no file has all of these words{without}")
    return told
