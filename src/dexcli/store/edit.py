"""Changed text: a contact's file after a change, with every other byte as it was.

An interaction or a reminder is appended as text, a key or a block that goes is
cut out of it; all else goes through the format-preserving editor. Every result
is read back before it counts (W4).
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from msgspec.structs import replace

from dexcli.core.contact import Contact
from dexcli.core.document import BLOCKS, keys_in_order, to_document
from dexcli.core.errors import DexcliError
from dexcli.store import codec, cut, encode, locate

_APPENDED = ("reminders", "interactions")
_MISSING = object()


def update(raw: bytes, old: Contact, new: Contact) -> bytes:
    """Return the bytes of ``old``'s file changed so that they say ``new``.

    Raises:
        DexcliError: No way was found to change it and nothing else.
    """
    if old == new:
        return raw
    text, marked = raw.decode("utf-8"), raw.startswith(codec.BOM.encode())
    body = text.removeprefix(codec.BOM)
    for changed in _attempts(body, old, new):
        if _says(changed, new):
            return ((codec.BOM if marked else "") + changed).encode()
    raise DexcliError(
        f"{old.handle}.toml: this change can't be made without touching the rest of the file; "
        f"make it by hand with 'dexcli edit {old.handle}'"
    )


def _attempts(text: str, old: Contact, new: Contact) -> Iterator[str]:
    appended = _only_appended(old, new)
    if appended is not None:
        yield append(text, appended)
    if trimmed := _trimmed(text, old, new):
        if trimmed[1] == new:
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


def _only_appended(old: Contact, new: Contact) -> list[tuple[str, dict[str, Any]]] | None:
    """Return the blocks that ``new`` has behind those of ``old``, if that is all."""
    same = replace(new, **{name: getattr(old, name) for name in _APPENDED})
    if same != old:
        return None
    blocks = []
    for name in _APPENDED:
        before, after = getattr(old, name), getattr(new, name)
        if after[: len(before)] != before:
            return None
        blocks += [(name, to_document(block)) for block in after[len(before) :]]
    return blocks


def _says(text: str, wanted: Contact) -> bool:
    try:
        return codec.decode(text.encode(), f"{wanted.handle}.toml").contact == wanted
    except DexcliError:
        return False


def _trimmed(text: str, old: Contact, new: Contact) -> tuple[str, Contact] | None:
    """Return the text without what the change removes, and what it says then, if that is sound."""
    gone = set(cut.gone(to_document(old), to_document(new)))
    trimmed = cut.without(text, gone) if gone else text
    if trimmed == text:
        return None
    try:
        return trimmed, codec.decode(trimmed.encode(), f"{old.handle}.toml").contact
    except DexcliError:
        return None


def _edited(text: str, old: Contact, new: Contact) -> str:
    import tomlrt  # the editor costs 21 ms; a plain log doesn't need it

    before, after = to_document(old), to_document(new)
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
        was = before.get(key, _MISSING)
        if was == value and type(was) is type(value):
            continue
        if key in BLOCKS:
            _edit_blocks(document, key, was, value, paragraphs)
        else:
            _edit_value(document, key, was, value, paragraphs)
    return _with_paragraphs(tomlrt.dumps(document), paragraphs)


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


def _edit_value(
    table: Any,  # noqa: ANN401 - the editor's own types
    key: str,
    was: object,
    value: object,
    paragraphs: dict[str, str],
) -> None:
    """Change one value; inside a table and a list only what differs."""
    if isinstance(was, dict) and isinstance(value, dict) and value:
        _edit_table(table[key], was, value, paragraphs)
    elif isinstance(was, list) and isinstance(value, list) and value and _is_flat(was, value):
        _edit_list(table[key], was, value)
    elif isinstance(value, str) and "\n" in value and "\r" not in value:
        mark = f"dexcli-paragraph-{len(paragraphs)}"
        paragraphs[mark] = value
        table[key] = mark
    else:
        table[key] = value


def _edit_table(
    table: Any,  # noqa: ANN401 - as above
    was: dict[str, Any],
    value: dict[str, Any],
    paragraphs: dict[str, str],
) -> None:
    for key in [key for key in was if key not in value]:
        del table[key]
    fresh = [key for key in value if key not in table]
    for key, each in value.items():
        if was.get(key, _MISSING) != each:
            _edit_value(table, key, was.get(key, _MISSING), each, paragraphs)
    if fresh:
        _put_in_order(table, fresh, list(value))


def _put_in_order(table: Any, fresh: list[str], wanted: list[str]) -> None:  # noqa: ANN401 - as above
    """Move new keys behind those that come before them; what stood there stays as it stands."""
    order = [key for key in table if key not in fresh]
    for key in fresh:
        ahead = wanted[: wanted.index(key)]
        order.insert(max((n for n, each in enumerate(order, 1) if each in ahead), default=0), key)
    if order != list(table):
        table.sort(key=order.index)


def _edit_list(array: Any, was: list[Any], value: list[Any]) -> None:  # noqa: ANN401 - as above
    for tag, i1, i2, j1, j2 in reversed(
        SequenceMatcher(None, was, value, autojunk=False).get_opcodes()
    ):
        if tag == "equal":
            continue
        if tag == "replace" and i2 - i1 == j2 - j1:
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                array[i] = value[j]
            continue
        for index in reversed(range(i1, i2)):
            del array[index]
        for offset, j in enumerate(range(j1, j2)):
            array.insert(i1 + offset, value[j])


def _is_flat(*lists: list[Any]) -> bool:
    return all(isinstance(each, str) for values in lists for each in values)


def _edit_blocks(
    document: Any,  # noqa: ANN401 - as above
    key: str,
    was: Any,  # noqa: ANN401 - a list, or missing
    value: list[dict[str, Any]],
    paragraphs: dict[str, str],
) -> None:
    """Change the blocks of one kind: those that stay keep their text."""
    import tomlrt  # see above

    if was is _MISSING or not was:
        document.pop(key, None)  # an empty list on one line can't hold blocks
        document[key] = tomlrt.AoT(value)
        return
    blocks = document[key]
    now, then = [repr(each) for each in was], [repr(each) for each in value]
    codes = SequenceMatcher(None, now, then, autojunk=False).get_opcodes()
    for tag, i1, i2, j1, j2 in reversed(codes):
        if tag == "equal":
            continue
        shared = min(i2 - i1, j2 - j1)
        for index in reversed(range(i1 + shared, i2)):
            del blocks[index]
        for offset in range(shared):
            _edit_table(blocks[i1 + offset], was[i1 + offset], value[j1 + offset], paragraphs)
        for j in range(j1 + shared, j2):
            blocks.insert(i1 + j - j1, value[j])
