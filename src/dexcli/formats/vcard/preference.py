"""Which of several is preferred: by their order, and by what their lines say of it."""

import re
from collections.abc import Iterable, Iterator

from dexcli.formats.vcard.cards import property_of
from dexcli.formats.vcard.says import Saying

_SAID = re.compile(r";PREF=\d+|;(?:TYPE=)?pref(?=[;:])|,pref(?=[,;:])|(?<==)pref,", re.IGNORECASE)


def agreeing(lines: Iterable[str], *, is_4: bool) -> Iterator[str]:
    """Yield lines whose order is that of preference: where they say another, they say none."""
    kept = list(lines)
    ranks = [rank for each in kept if (rank := _rank(each)) is not None]
    if ranks == sorted(ranks):
        yield from kept
        return
    mark = ";PREF=1" if is_4 else ";TYPE=pref"
    for number, each in enumerate(map(_without, kept)):
        head, colon, value = each.partition(":")
        yield f"{head}{mark}{colon}{value}" if number == 0 else each


def _rank(line: str) -> int | None:
    each = property_of(line)
    is_label = each is None or each.name.startswith("X-AB")
    return None if each is None or is_label else Saying(each).preference


def _without(line: str) -> str:
    head, colon, value = line.partition(":")
    return f"{_SAID.sub('', f'{head}:')[:-1]}{colon}{value}"
