"""Values of a TOML document made comparable: 1, 1.0 and true are three values."""

import json
from datetime import date, time


def of(value: object) -> str:
    """Return a text that two values share only if they are the same; its order is a total one.

    The order of a table's keys says nothing in TOML and nothing here.
    """
    match value:
        case dict():
            inner = (f"{json.dumps(key)}:{of(value[key])}" for key in sorted(value))
            return f"{{{','.join(inner)}}}"
        case list() | tuple():
            return f"[{','.join(map(of, value))}]"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case date() | time():
            return f"{type(value).__name__} {value.isoformat()}"
        case _:
            return f"{type(value).__name__} {value!r}"


def same(one: object, other: object) -> bool:
    """Return whether two values are the same, type by type."""
    return one is other or of(one) == of(other)
