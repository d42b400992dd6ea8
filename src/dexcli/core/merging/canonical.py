"""Values of a TOML document made comparable: 1, 1.0 and true are three values."""

from datetime import date, time
from json.encoder import encode_basestring, encode_basestring_ascii


def of(value: object) -> str:
    """Return a text that two values share only if they are the same; its order is a total one.

    The order of a table's keys says nothing in TOML and nothing here.
    """
    match value:
        case str():
            return encode_basestring(value)
        case dict():
            inner = [f"{encode_basestring_ascii(key)}:{of(value[key])}" for key in sorted(value)]
            return f"{{{','.join(inner)}}}"
        case list() | tuple():
            return f"[{','.join(map(of, value))}]"
        case date() | time():
            return f"{type(value).__name__} {value.isoformat()}"
        case _:
            return f"{type(value).__name__} {value!r}"


def same(one: object, other: object) -> bool:
    """Return whether two values are the same, type by type: whether `of` gives one text."""
    if one is other:
        return True
    match one:
        case str():
            return isinstance(other, str) and one == other
        case dict():
            return (
                isinstance(other, dict)
                and one.keys() == other.keys()
                and all(same(value, other[key]) for key, value in one.items())
            )
        case list() | tuple():
            return (
                isinstance(other, list | tuple)
                and len(one) == len(other)
                and all(map(same, one, other))
            )
        case _:
            return type(one) is type(other) and of(one) == of(other)
