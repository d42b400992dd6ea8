"""Phone numbers as they are compared; what is kept is what was typed."""

import functools
import re

_LEAST = 7  # digits of a number that can be told from another without its country
_NATIONAL = 9  # digits of its end by which a number without its country is compared
_NO_DIGIT = re.compile(r"\D")
_ABROAD = re.compile(r"\s*(?:\+|00)")


@functools.lru_cache(maxsize=65536)
def digits(phone: str) -> str:
    """Return a number's digits without what stands for "abroad" or "not from here"."""
    bare = _NO_DIGIT.sub("", phone)
    return bare.removeprefix("00").lstrip("0")


def end(phone: str) -> str:
    """Return what two spellings of one number share at the least: their last seven digits."""
    return digits(phone)[-_LEAST:]


@functools.lru_cache(maxsize=65536)
def are_same(one: str, other: str) -> bool:
    """Return whether two spellings are of one number.

    A number without its country is the same as one that has it if their last nine
    digits are, or all there are, of at least seven.
    """
    mine, yours = digits(one), digits(other)
    if mine == yours:
        return True
    if min(len(mine), len(yours)) < _LEAST:
        return False
    abroad = bool(_ABROAD.match(one)), bool(_ABROAD.match(other))
    if all(abroad):
        return _whole(one) == _whole(other)
    if not any(abroad):
        return False
    mine, yours = (_whole(each)[1] if is_ else digits(each)
                   for each, is_ in zip((one, other), abroad, strict=True))  # fmt: skip
    return mine[-_NATIONAL:] == yours[-_NATIONAL:]


@functools.lru_cache(maxsize=65536)
def _whole(phone: str) -> tuple[int, str]:
    """Return the country and the number in it; 0 and all digits of what is no number."""
    import phonenumbers  # 24 ms, only where two numbers end alike

    try:
        found = phonenumbers.parse(re.sub(r"^\s*00", "+", phone), None)
    except phonenumbers.NumberParseException:
        return 0, digits(phone)
    return found.country_code or 0, str(found.national_number)
