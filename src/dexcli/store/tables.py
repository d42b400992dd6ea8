"""Tables, lists and blocks changed inside the format-preserving editor, where they differ."""

from difflib import SequenceMatcher
from typing import Any

MISSING = object()


def edit_value(
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
        if repr(was.get(key, MISSING)) != repr(each):  # true is not 1
            edit_value(table, key, was.get(key, MISSING), each, paragraphs)
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


def edit_blocks(
    document: Any,  # noqa: ANN401 - as above
    key: str,
    was: Any,  # noqa: ANN401 - a list, or missing
    value: list[dict[str, Any]],
    paragraphs: dict[str, str],
) -> None:
    """Change the blocks of one kind: those that stay keep their text."""
    import tomlrt  # see above

    if was is MISSING or not was:
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
