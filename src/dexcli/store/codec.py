"""One place where a contact's file becomes values: parse, check, explain."""

import re
from collections.abc import Iterator
from typing import Any

import tomli
from msgspec import Struct

from dexcli.core.contact import Contact
from dexcli.core.document import DocumentError, to_contact
from dexcli.core.errors import UnreadableFileError

BOM = "\ufeff"
MOST_BYTES = 16 * 1024 * 1024
_MOST_DOTS = 30  # in one key; our own have one
_ENDLESS_KEY = re.compile(
    r"""\.(?:[ \t]*+(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.)"""
    f"{{{_MOST_DOTS}}}"
)


class Decoded(Struct, frozen=True):
    """A file's contact and what is doubtful in it, a line each."""

    contact: Contact
    warnings: tuple[str, ...] = ()


def decode(raw: bytes, name: str) -> Decoded:
    """Return the contact in a file's bytes; ``name`` is the file's name.

    Raises:
        UnreadableFileError: With the file, the line, what was expected and what
            the person probably meant.
    """
    text = decode_text(raw, name)
    document = parse(text, name)
    try:
        contact = to_contact(document, name.removesuffix(".toml"))
    except DocumentError as error:
        from dexcli.store.mistakes import values  # only for a file that is wrong

        place = values.place_of(text, values.culprit(document, error))
        raise UnreadableFileError(
            f"{name}{place}: {values.explain_value(document, error)}"
        ) from None
    return Decoded(contact, _warnings(contact, text, name))


def is_understood(contact: Contact) -> bool:
    """Whether the model knows the type of all that a contact's file says."""
    if getattr(contact, "conflicts", ()):  # which hold values of any type
        return False
    return not (contact.extra or any(block.extra for block in _blocks(contact)))


def decode_text(raw: bytes, name: str) -> str:
    """Return a file's text without its byte-order mark.

    Raises:
        UnreadableFileError: It is no UTF-8.
    """
    try:
        return raw.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(
            f"{name}:{line}: this is not UTF-8 text (byte {raw[error.start]:#04x}); "
            "open it in an editor and save it again as UTF-8"
        ) from None


def parse(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a TOML text, read with TOML 1.1.

    Raises:
        UnreadableFileError: It is no TOML, or nested beyond reason.
    """
    _refuse_endless_key(text, name)
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        from dexcli.store.mistakes import syntax  # only for a file that is wrong

        raise UnreadableFileError(
            f"{name}:{syntax.line_of_error(text, error)}: {syntax.explain_syntax(text, error)}"
        ) from None
    except (RecursionError, ValueError) as error:
        from dexcli.store.mistakes import syntax  # only for a file that is wrong

        raise UnreadableFileError(f"{name}{syntax.explain_excess(text, error)}") from None


def _refuse_endless_key(text: str, name: str) -> None:
    """Refuse a.a.a…, each part of which costs the parser as much as all before it.

    Source: measured, 1 MB of keys with 190 dots takes tomli 4 s, with 30 dots
    1.4 s; a 32 KB key takes the editor 4.8 s (reference/libraries.md).
    """
    if text.count(".") <= _MOST_DOTS or _ENDLESS_KEY.search(text) is None:
        return
    from dexcli.store import locate  # only for a file with very many dots in a row

    keys = locate.without_strings(text)
    if (found := _ENDLESS_KEY.search(keys)) is not None:
        line = keys.count("\n", 0, found.start()) + 1
        raise UnreadableFileError(
            f"{name}:{line}: a key of more than {_MOST_DOTS} parts; "
            "expected one such as met.on, delete the line"
        )


def _warnings(contact: Contact, text: str, name: str) -> tuple[str, ...]:
    if is_understood(contact):
        return ()
    from dexcli.store import doubts  # only for a file with keys that we don't know

    return tuple(doubts.find(contact, text, name))


def _blocks(contact: Contact) -> Iterator[Any]:
    yield from (block for block in (contact.met, contact.snoozed) if block is not None)
    yield from contact.relationships
    yield from contact.dates
    yield from contact.gifts
    yield from contact.reminders
    yield from contact.conflicts
    yield from contact.interactions
