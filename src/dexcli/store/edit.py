"""Changed text: a contact's file after a change, with every other byte as it was.

An interaction or a reminder is appended as text, a key or a block that goes is
cut out of it; all else goes through the format-preserving editor. Every result
is read back before it counts (W4).
"""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.document import BLOCKS, keys_in_order, to_document
from dexcli.core.errors import DexcliError
from dexcli.store import codec, cut, encode, locate, tables

_APPENDED = ("reminders", "interactions")
Table = dict[str, Any]


def update(raw: bytes, old: Contact, new: Contact) -> bytes:
    """Return the bytes of ``old``'s file changed so that they say ``new``.

    Raises:
        DexcliError: No way was found to change it and nothing else.
    """
    if old == new:
        return raw
    name = f"{old.handle}.toml"

    def read(text: str) -> Table:
        return to_document(codec.decode(text.encode(), name).contact)

    def says(text: str) -> bool:
        return codec.decode(text.encode(), f"{new.handle}.toml").contact == new

    form = _Form(read, says)
    return _changed(raw, to_document(old), to_document(new), form, name=name)


def update_document(raw: bytes, new: Table, *, name: str) -> bytes:
    """Return a file's bytes changed so that they say ``new``, whatever TOML it holds.

    Raises:
        UnreadableFileError: ``raw`` is no TOML; ``name`` is the file's name.
        DexcliError: No way was found to change it and nothing else.
    """
    from dexcli.core.merging import canonical  # a plain log doesn't need it

    def read(text: str) -> Table:
        return codec.parse(text, name)

    def says(text: str) -> bool:
        return canonical.same(codec.parse(text, name), new)

    old = read(codec.decode_text(raw, name))
    return (
        raw if canonical.same(old, new) else _changed(raw, old, new, _Form(read, says), name=name)
    )


class _Form(Struct, frozen=True):
    """How a text is understood: what it says, and whether that is what was meant."""

    read: Callable[[str], Table]
    is_meant: Callable[[str], bool]

    def says(self, text: str) -> bool:
        try:
            return self.is_meant(text)
        except DexcliError:
            return False


def _changed(raw: bytes, old: Table, new: Table, form: _Form, *, name: str) -> bytes:
    text, marked = raw.decode("utf-8"), raw.startswith(codec.BOM.encode())
    body = text.removeprefix(codec.BOM)
    for changed in _attempts(body, old, new, form):
        if form.says(changed):
            return ((codec.BOM if marked else "") + changed).encode()
    raise DexcliError(
        f"{name}: this change can't be made without touching the rest of the file; "
        f"make it by hand with 'dexcli edit {name.removesuffix('.toml')}'"
    )


def _attempts(text: str, old: Table, new: Table, form: _Form) -> Iterator[str]:
    if blocks := _appended(old, new):
        rest = {key: value for key, value in new.items() if key not in _APPENDED}
        rest |= {key: old[key] for key in _APPENDED if key in old}
        ahead = [text] if rest == old else _attempts(text, old, rest, form)
        yield from (append(changed, blocks) for changed in ahead)
    if trimmed := _trimmed(text, old, new, form):
        yield trimmed[0]
        yield cut.with_comments(_edited(*trimmed, new), trimmed[0])
    edited = _edited(text, old, new)
    yield cut.with_comments(edited, text)
    yield edited


def append(text: str, blocks: list[tuple[str, dict[str, Any]]]) -> str:
    """Return ``text`` with these blocks behind it, in its own line endings.

    What stood there before stays a prefix; a missing final newline is added.
    """
    ending = "\r\n" if "\r\n" in text and text.count("\r\n") * 2 > text.count("\n") else "\n"
    parts = [text]
    if text and not text.endswith("\n"):
        parts.append(ending)
    for name, table in blocks:
        parts.append(ending)
        parts.append(encode.block(name, table).replace("\n", ending))
    return "".join(parts)


def _appended(old: Table, new: Table) -> list[tuple[str, Table]]:
    """Return the blocks that ``new`` has behind those of ``old``; none where one of these went."""
    blocks: list[tuple[str, Table]] = []
    for name in _APPENDED:
        before, after = old.get(name, []), new.get(name, [])
        if after[: len(before)] != before:
            return []
        blocks += [(name, block) for block in after[len(before) :]]
    return blocks


def _trimmed(text: str, old: Table, new: Table, form: _Form) -> tuple[str, Table] | None:
    """Return the text without what the change removes, and what it says then, if that is sound."""
    gone = set(cut.gone(old, new))
    trimmed = cut.without(text, gone) if gone else text
    if trimmed == text:
        return None
    try:
        return trimmed, form.read(trimmed)
    except DexcliError:
        return None


def _edited(text: str, before: Table, after: Table) -> str:
    import tomlrt  # the editor costs 21 ms; a plain log doesn't need it

    stood = {name for name, _ in _head(text)}  # also an empty value, which says nothing
    lines = [key for key in after if not (key in before or key in stood or key in BLOCKS)]
    for key in lines:
        text = _with_line(text, key, after[key])
    document = tomlrt.loads(text)
    paragraphs: dict[str, str] = {}
    for key in [key for key in before if key not in after]:
        del document[key]
    for key, value in after.items():
        if key in lines and key in document:
            continue
        was = before.get(key, tables.MISSING)
        if repr(was) == repr(value):  # true is not 1
            continue
        if _are_blocks(document, key, value):
            tables.edit_blocks(document, key, was, value, paragraphs)
        else:
            tables.edit_value(document, key, was, value, paragraphs)
    return _with_paragraphs(tomlrt.dumps(document), paragraphs)


def _are_blocks(document: Any, key: str, value: object) -> bool:  # noqa: ANN401 - the editor's own types
    import tomlrt  # see above

    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return False
    return key in BLOCKS or isinstance(document.get(key), tomlrt.AoT)


def _with_line(text: str, key: str, value: object) -> str:
    """Return ``text`` with a new key of the contact where the format's order has it.

    Where none of the keys before it stands there, the text as it was: the
    editor then puts the key behind the others.
    """
    order = list(keys_in_order(Contact))
    if key not in order:
        return text
    ahead = set(order[: order.index(key)])
    place = max((end for name, end in _head(text) if name in ahead), default=None)
    if place is None:
        return text
    newline = text.find("\n", place)
    before = text if newline < 0 else text[: newline + 1]
    ending = "\r\n" if before.endswith("\r\n") else "\n"
    line = f"{encode.line(key, value)}\n".replace("\n", ending)
    return f"{before}{'' if before.endswith(ending) else ending}{line}{text[len(before) :]}"


def _head(text: str) -> Iterator[tuple[str, int]]:
    """Yield the contact's own keys with where each one's value ends, up to the first block."""
    for statement in locate.statements(text):
        if statement.equals is None or not statement.path:
            return
        yield str(statement.path[0]), statement.end


def _with_paragraphs(text: str, paragraphs: dict[str, str]) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    for mark, value in paragraphs.items():
        text = text.replace(f'"{mark}"', encode.literal(value).replace("\n", ending))
    return text
