"""Who of those whose files have the words is shown, and what is to be told where nobody is."""

from collections.abc import Sequence

from msgspec import Struct

from dexcli.core import query, words
from dexcli.core.query import holding
from dexcli.core.query.asked import Asked, Subject
from dexcli.core.query.tree import All, Filter
from dexcli.core.roster import Kind
from dexcli.core.search.hits import Candidate
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
    named = asked.ledger.roster.exact(Kind.NAMES, question.whole) if question.whole else set()
    shown, hidden = [], 0
    for each in found:
        subject, contact = Subject(each.contact, asked), each.contact
        if not holds(subject):
            continue
        if everybody or contact.is_active or contact.handle in named or lets_in(subject):
            shown.append(each)
        else:
            hidden += 1
    told = [] if shown else _why_nobody(found, question, wanted, asked)
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
    has = asked.ledger.roster.containing
    missing = [word for word in question.words if not has(Kind.TEXTS, word)]
    told += [f"nothing has {word!r} in it" for word in missing]
    if not missing and not told:
        without = " and none that is excluded" if question.excluded else ""
        told.append(f"no file has all of these words{without}")
    return told
