"""A kind that nobody has used yet, and perhaps a misspelt one."""

from collections.abc import Iterable

from dexcli.core import names, vocabulary
from dexcli.core.contact import ATTEMPT_KIND, DEFAULT_KIND, NOTE_KIND

_SHORT = 5  # letters; of fewer, two others make quite another word
_MOST = 2  # letters that are wrong; two in each other's place are one
_OWN = (DEFAULT_KIND, ATTEMPT_KIND, NOTE_KIND)


def meant(kind: str, used: Iterable[str]) -> str | None:
    """Return the kind that was perhaps meant; None where this one is known, or like none.

    Args:
        kind: What was typed.
        used: The kinds that are used here already; they are asked for last.
    """
    typed = names.fold(kind)
    if typed in vocabulary.KINDS or kind in _OWN:
        return None
    here = list(used)
    known = {names.fold(each): each for each in (*_OWN, *vocabulary.NOUNS, *_spelled(), *here)}
    if typed in {names.fold(each) for each in here}:
        return None
    from rapidfuzz import process  # only for a kind that is new
    from rapidfuzz.distance import OSA

    most = 1 if len(typed) < _SHORT else _MOST
    found = process.extractOne(typed, sorted(known), scorer=OSA.distance, score_cutoff=most)
    return None if found is None else known[str(found[0])]


def _spelled() -> Iterable[str]:
    return vocabulary.KINDS.values()
