"""What stands in one cell: several phones, addresses of mail, tags, a name, or nothing at all."""

import re

from dexcli.core import names

HONORIFICS = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "m", "mme", "mlle", "monsieur", "madame",
     "herr", "frau", "herr dr", "frau dr", "sr", "sra", "don", "dona", "sig", "dott", "dhr", "mevr",
     "drs", "ir", "prof dr")
)  # fmt: skip
_NOTHING = frozenset({"-", "--", "---", "—", "–", "n/a", "#n/a", "null", "none", "nan", "nil", "."})
_MAIL = re.compile(r"[^\s<>;,|/\"'()]+@[^\s<>;,|/\"'()]+")
_BETWEEN_PHONES = re.compile(r"\s*[;|\n]\s*|\s+/\s+|\s+(?:or|ou|oder|and|et|und|o|of)\s+")
_BESIDE = (re.compile(r"\s*,\s*"), re.compile(r"\s*/\s*"))
_LIST = re.compile(r"[;,|\n]")
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_LEAST_DIGITS = 3  # what has fewer is a remark and no number
_WHOLE_NUMBER = 7  # digits; what has fewer on one side of a slash is part of one number
_FRACTION = re.compile(r"(\+?\d{6,})[.,]0")
# Behind a comma these are no first name.
_DEGREE = re.compile(
    r"(?:ph\.?\s?d|m\.?d|jr|sr|dr|esq|inc|ltd|gmbh|llc|ag|sa|bv|sarl|spa)\.?", re.IGNORECASE
)
_INITIALS = re.compile(r"[A-Z][A-Z.]{1,5}")


def filled(cell: str) -> str:
    """Return a cell's text, nothing for what people and programs write into empty ones."""
    text = cell.strip()
    return "" if text.casefold() in _NOTHING else text


def mails(cell: str) -> list[str]:
    """Return the addresses in a cell, also in ``Ada <ada@example.org>``; none where it has none."""
    found = (each.removeprefix("mailto:").strip(".") for each in _MAIL.findall(cell))
    return list(dict.fromkeys(found))


def phones(cell: str) -> list[str]:
    """Return the numbers in a cell: "a / b", "a; b", one a line; "0171/1234567" is one.

    Raises:
        ValueError: A spreadsheet has shortened it, and its digits are lost.
    """
    found = _BETWEEN_PHONES.split(cell)
    for mark in _BESIDE:
        found = [piece for part in found for piece in _apart(part, mark)]
    if shortened := [each for each in found if _SHORTENED.fullmatch(each.strip())]:
        raise ValueError(f"a spreadsheet has shortened a phone to {shortened[0]!r}")
    cleaned = (_FRACTION.sub(r"\1", each.strip()) for each in found)
    return list(dict.fromkeys(each for each in cleaned if _digits(each) >= _LEAST_DIGITS))


def several(cell: str) -> list[str]:
    """Return the items of a list, parted by commas, semicolons, bars or lines."""
    items = (" ".join(each.split()).removeprefix("#") for each in _LIST.split(cell))
    return list(dict.fromkeys(each for each in items if each))


def spoken(name: str) -> str:
    """Return a name as it is spoken: "Lovelace, Ada" is Ada Lovelace, "Ada Lovelace, PhD" stays."""
    bare = " ".join(name.split())
    last, _, rest = (part.strip() for part in bare.partition(","))
    is_degree = _DEGREE.fullmatch(rest) or (_INITIALS.fullmatch(rest) and not last.isupper())
    if not rest or "," in rest or is_degree:
        return bare
    return names.natural(f"{last},{rest}")


def _apart(part: str, mark: re.Pattern[str]) -> list[str]:
    pieces = [piece for piece in mark.split(part) if piece]
    return pieces if all(_digits(piece) >= _WHOLE_NUMBER for piece in pieces) else [part]


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))
