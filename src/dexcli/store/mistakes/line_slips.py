"""What to say of a line whose key, header or comment is no TOML."""

import re

from dexcli.core.document import BLOCKS, INLINE
from dexcli.store import locate
from dexcli.store.mistakes import expected, meant, remedy
from dexcli.store.mistakes.expected import Kind
from dexcli.store.mistakes.meant import quoted, shortened
from dexcli.store.mistakes.slip import Slip

CONFLICT_WORDS = "git left a conflict"  # by which `doctor` knows such a file
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")
_NOT_SEPARATED = re.compile(r"([\w-]+)\s+()([\"'\[{][^=]*)$")
_SEPARATED = re.compile(r"([^=:]+?)\s*(==|=>|:=|:|->)\s*(.*)")
_SIGNS = re.compile(r"[=>][=>\s]*")


def conflict(slip: Slip) -> str:
    """Say how to end a conflict that git left."""
    mark = shortened(slip.here if slip.conflict is None else slip.conflict[0])
    return (
        f"{CONFLICT_WORDS} here ({mark}); keep one side "
        "and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
    )


def nul(slip: Slip) -> str:
    """Say what NUL bytes come from."""
    del slip
    return "the file holds NUL bytes, as after a power cut; take it from git or a backup"


def line_end(slip: Slip) -> str:
    """Say how to save the line ends of an old Macintosh."""
    del slip
    return "a carriage return stands alone; save the file with Unix line ends (LF)"


def control(slip: Slip) -> str:
    """Name the control character in a text."""
    code = ord(slip.char)
    return (
        f"{slip.label}the invisible character U+{code:04X} stands in the text; "
        f"delete it, or write \\u{code:04x} in its place"
    )


def invisible(slip: Slip) -> str:
    """Name the character that only looks like a blank, or like nothing."""
    return (
        f"{slip.label}the invisible character U+{ord(slip.char):04X} stands outside of quotes, "
        "as in text from a web page; type the line anew"
    )


def twice(slip: Slip) -> str:
    """Say where a key stands for the first time."""
    if slip.complaint.startswith("Duplicate"):
        key = re.search(r"'(.*)'$", slip.complaint)
        name = shortened(key[1]) if key else "a key"
        return f"{slip.label}{name!r} stands twice inside the braces; delete one of them"
    path = slip.statement.path
    before = locate.lines(slip.text[: slip.statement.start])
    first = locate.nearest(before, path)
    if slip.typed.startswith("[[") and path[0] in BLOCKS:
        return f"{slip.label}line {first} isn't a block of this kind; write [[{path[0]}]] there too"
    if path not in before:
        return f"{slip.label}another kind of value stands in line {first}; keep one of the two"
    new_block = f", or begin a block with [[{path[0]}]] above this one" if path[0] in BLOCKS else ""
    return f"{slip.label}the key stands twice, first in line {first}; delete one of them{new_block}"


def declared_twice(slip: Slip) -> str:
    """Say that blocks have two brackets, or where else the table stands."""
    name = slip.key.strip("[] ")
    if name in BLOCKS and not slip.typed.startswith("[["):
        return f"{slip.label}each one is a block of its own; write [[{name}]], with two brackets"
    before = locate.lines(slip.text[: slip.statement.start])
    first = locate.nearest(before, slip.statement.path)
    return f"{slip.label}line {first} has this table already; put what is in both into one"


def header(slip: Slip) -> str:
    """Write a header with the brackets that it needs."""
    name = slip.typed.partition("#")[0].strip("[] \t")
    double = name in BLOCKS or (slip.typed.startswith("[[") and name not in INLINE)
    fixed = f"[[{name}]]" if double else f"[{name}]"
    typed = shortened(slip.typed)
    if remedy.is_sound(fixed):
        return f"{typed}: the brackets of a block's first line must pair; write {fixed}"
    return f"{typed}: expected the first line of a block, such as [[interactions]]"


def comment(slip: Slip) -> str:
    """Write a comment of another language as one of TOML."""
    words = re.sub(r"^(?://+|;+|--+|/\*+|%+)\s*|\s*\*+/$", "", slip.typed)
    return f"{shortened(slip.typed)}: a comment begins with #; write # {shortened(words)}".rstrip()


def json(slip: Slip) -> str:
    """Say that TOML is expected."""
    del slip
    return 'this is JSON; expected TOML, a line for each key, such as name = "Ada Lovelace"'


def separator(slip: Slip) -> str:
    """Write = between key and value."""
    found = _NOT_SEPARATED.match(slip.typed) or _SEPARATED.match(slip.typed)
    assert found is not None, "the rule saw it"
    key = meant.bare(found[1])
    return _separated(slip, key, _as_key(key), found[2], found[3])


def second_separator(slip: Slip) -> str:
    """Write one = where another sign stands behind it."""
    signs = _SIGNS.match(slip.value)
    assert signs is not None, "the rule saw it"
    gap = "" if slip.text[slip.after_equals] in "=>" else " "
    key = slip.text[slip.statement.start : slip.statement.head_end].strip()
    return _separated(
        slip, meant.bare(key), key, f"={gap}{signs[0].rstrip()}", slip.value[signs.end() :]
    )


def dash(slip: Slip) -> str:
    """Write a list of YAML, or a line between its documents, as TOML has it."""
    words = slip.typed.lstrip("- ")
    if not words:
        return f"{shortened(slip.typed)} is no TOML; delete the line"
    return (
        f"{shortened(slip.typed)}: expected a list in brackets behind its key; "
        f"write tags = [{quoted(shortened(meant.bare(words)))}], say"
    )


def no_key(slip: Slip) -> str:
    """Say that there is a value and no key."""
    return f'{shortened(slip.typed)}: expected a key before the =, such as city = "Paris"'


def odd_key(slip: Slip) -> str:
    """Write a key without blanks, or in quotes."""
    key, _, value = (part.strip() for part in slip.typed.partition("="))
    joined = re.sub(r"\s+", "_", meant.bare(key))
    plain = _PLAIN_KEY.fullmatch(joined) is not None
    name = joined if plain else quoted(meant.bare(key))
    values = (value,) if remedy.is_sound(f"a = {value}") else (quoted(meant.bare(value)),)
    line = remedy.lines(name, values, ())
    rule = "has no blanks" if plain else "with other than plain letters stands in quotes"
    return f"{shortened(key)}: a key {rule}{f'; write {line}' if line else ''}"


def no_equals(slip: Slip) -> str:
    """Ask for the value of a key, or for a # before words that are neither."""
    if not _PLAIN_KEY.fullmatch(slip.typed):
        return (
            f"{quoted(shortened(slip.typed))} is no key with a value; "
            f"write # {shortened(slip.typed)} to keep it as a comment"
        )
    key = shortened(slip.typed)
    return f"{key}: expected = and a value; write {key} = {_blank(key)}, or delete the line"


def _separated(slip: Slip, key: str, written: str, mark: str, value: str) -> str:
    """Return what separates key and value, and the line with the key as it is ``written``."""
    typed = value.partition(" #")[0].strip(" ,") or slip.dashed
    path = (*slip.above, key)
    values = expected.written(path, typed) if typed else (_blank(key),)
    line = remedy.lines(written, values, path)
    wrong = {":": "a colon", "": "nothing"}.get(mark, shortened(mark))
    return (
        f"{shortened(key)}: expected = between key and value, found {wrong}"
        f"{f'; write {line}' if line else ''}"
    )


def _blank(key: str) -> str:
    """Return the emptiest value that a contact's key may have."""
    empty = {Kind.TEXT: '""', Kind.OWN: '""', Kind.LIST: "[]"}
    return empty.get(expected.kind_of((key,))) or expected.example_of((key,)).partition(" or ")[0]


def _as_key(key: str) -> str:
    return key if _PLAIN_KEY.fullmatch(key) else quoted(key)
