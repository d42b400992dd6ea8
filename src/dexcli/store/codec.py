"""One place where a contact's file becomes values: parse, check, explain."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import tomli
from msgspec import Struct

from dexcli.core import quoted
from dexcli.core.contact import Contact
from dexcli.core.document import DocumentError, to_contact
from dexcli.core.errors import UnreadableFileError
from dexcli.core.quoted import Path
from dexcli.store import excess

BOM = "\ufeff"
_NO_TOML = "this is no TOML: "  # where we have no better words
MOST_BYTES = 16 * 1024 * 1024


class Decoded(Struct, frozen=True):
    """A file's contact, what is doubtful in it, a line each, and its `quoted.paths`."""

    contact: Contact
    warnings: tuple[str, ...] = ()
    quoted: tuple[Path, ...] = ()


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
        told = _or_plainly(partial(_why_no_contact, text, document, error), f": {error}")
        raise UnreadableFileError(f"{name}{told}") from None
    return Decoded(contact, _warnings(contact, text, name), quoted.paths(document))


def is_understood(contact: Contact) -> bool:
    """Whether the model knows the type of all that a contact's file says."""
    if contact.extra or contact.conflicts:  # a conflict holds values of any type
        return False
    for one in contact.interactions:  # nearly all blocks: no generator, 0.1 s of 10,000 contacts
        if one.extra:
            return False
    return not any(block.extra for block in _other_blocks(contact))


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
    excess.refuse(text, name)
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        told = _or_plainly(
            partial(_why_no_toml, text, error), f":{error.lineno}: {_NO_TOML}{error.msg}"
        )
        raise UnreadableFileError(f"{name}{told}") from None
    except ValueError:
        from dexcli.store.mistakes import syntax  # only for a file that is wrong

        raise UnreadableFileError(f"{name}{syntax.explain_excess(text)}") from None


def _why_no_contact(text: str, document: dict[str, Any], error: DocumentError) -> str:
    from dexcli.store.mistakes import values  # only for a file that is wrong

    place = values.place_of(text, values.culprit(document, error))
    return f"{place}: {values.explain_value(document, error)}"


def _why_no_toml(text: str, error: tomli.TOMLDecodeError) -> str:
    from dexcli.store.mistakes import syntax  # only for a file that is wrong

    return f":{syntax.line_of_error(text, error)}: {syntax.explain_syntax(text, error)}"


def _or_plainly(explain: Callable[[], str], plain: str) -> str:
    """Return the explanation, or the parser's words: one file that puzzles us stops no command."""
    try:
        return explain()
    except Exception:  # noqa: BLE001 - whatever is wrong with the explanation, the file is known
        return plain


def _warnings(contact: Contact, text: str, name: str) -> tuple[str, ...]:
    if is_understood(contact):
        return ()
    from dexcli.store import doubts  # only for a file with keys that we don't know

    return tuple(doubts.find(contact, text, name))


def _other_blocks(contact: Contact) -> Iterator[Any]:
    if contact.met is not None:
        yield contact.met
    if contact.snoozed is not None:
        yield contact.snoozed
    yield from contact.relationships
    yield from contact.dates
    yield from contact.gifts
    yield from contact.reminders
