"""Aliases of mutt and neomutt, in and out: `alias [-group G] KEY Name <address> # comment`."""

import re
from collections.abc import Iterable, Iterator
from email.utils import formataddr, getaddresses

from msgspec import Struct

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Named, Row
from dexcli.formats import table
from dexcli.formats.leaving import Chunks, Leaving
from dexcli.formats.source import Rows, Source, Terms

_ALIAS = re.compile(rb"(?m)^[^\S\n]*alias[^\S\n]+\S")
_WORD = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|\'([^\']*)\'|((?:[^\s\\"\']|\\.)+))')
_LONGEST = 65_536  # characters of a line; an alias of 1,000 people has half of it
_TAGS = re.compile(r"(?:^|\s)tags:(\S+)")
_PLAIN = re.compile(r"[\w.+=/%~-]+")
_SPECIAL = re.compile(r'["\\$`]')


class _Alias(Struct, frozen=True):
    line: int
    key: str
    groups: tuple[str, ...]
    addresses: str
    comment: str


def recognises(source: Source) -> bool:
    """Return whether there is a line that begins with the word alias and has an address."""
    return (
        not source.members
        and _ALIAS.search(source.head) is not None
        and b"BEGIN:V" not in source.head
    )


def rows(source: Source, terms: Terms) -> Rows:  # noqa: ARG001 - as every format
    """Yield a row an address; what a muttrc holds beside aliases is no record.

    A file that it sources is told, and not read.

    Raises:
        DexcliError: There is no alias.
    """
    raw = source.read()
    if not _ALIAS.search(raw):
        raise DexcliError(
            f"{source.name}: no aliases of mutt; expected lines such as "
            "'alias ada Ada Lovelace <ada@example.org>'"
        )
    aliases: list[_Alias] = []
    for found in _aliases(table.decode(raw)):
        if isinstance(found, BadRow):
            yield found
        else:
            aliases.append(found)
    yield from _people(aliases)


def write(leaving: Leaving) -> Chunks:
    """Yield a line for each contact who has an e-mail; tags are groups, a note is a comment."""
    taken: set[str] = set()
    for contact in leaving.contacts:
        for number, email in enumerate(contact.emails):
            key = _free(_key(contact, number), taken)
            taken.add(key)
            groups = "".join(f"-group {_quoted(tag)} " for tag in contact.tags)
            note = " ".join(contact.notes.split()) if leaving.notes and number == 0 else ""
            line = f"alias {groups}{key} {_address(contact.name, email)}"
            yield f"{line}{f' # {note}' if note else ''}\n".encode()


def _aliases(text: str) -> Iterator["_Alias | BadRow"]:
    for line, command in _commands(text):
        words = command.split(None, 1)
        if words[:1] == ["source"] and words[1:]:
            yield BadRow(line, "not read; import it too", label=words[1], unreadable=False)
        if words[:1] != ["alias"]:
            continue
        if len(command) > _LONGEST:
            yield BadRow(line, f"an alias of {len(command):,} characters")
            continue
        rest = words[1] if len(words) > 1 else ""
        groups = []
        while (option := _word(rest)) is not None and option[0] == "-group":
            group = _word(option[1])
            groups += [group[0]] if group else []
            rest = group[1] if group else ""
        key = _word(rest)
        body, comment = _uncommented(key[1]) if key else ("", "")
        if key is None or not body.strip():
            yield BadRow(line, "an alias without an address", label=key[0] if key else "")
            continue
        if tags := _TAGS.search(comment):
            groups += [each for each in tags[1].split(",") if each]
            comment = comment.replace(tags[0], " ")
        yield _Alias(line, key[0], tuple(groups), body.strip(), " ".join(comment.split()))


def _commands(text: str) -> Iterator[tuple[int, str]]:
    """Yield each command with the line where it begins; a backslash at the end goes on."""
    begun, waiting = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        begun = begun if waiting else number
        if line.endswith("\\") and not line.lstrip().startswith("#"):
            waiting += f"{line[:-1]} "
            continue
        command, waiting = waiting + line, ""
        if command.strip():
            yield begun, command.strip()
    if waiting.strip():
        yield begun, waiting.strip()


def _word(text: str) -> tuple[str, str] | None:
    """Return the first word as mutt reads it, and the rest; None where there is none."""
    found = _WORD.match(text)
    if found is None:
        return None
    if found[2] is not None:
        return found[2], text[found.end() :]
    return re.sub(r"\\(.)", r"\1", found[1] if found[1] is not None else found[3]), text[
        found.end() :
    ]


def _uncommented(text: str) -> tuple[str, str]:
    """Return what stands before and behind the first # that is outside quotes."""
    quoted = escaped = False
    for place, character in enumerate(text):
        if escaped or character == "\\":
            escaped = not escaped
        elif character == '"':
            quoted = not quoted
        elif character == "#" and not quoted:
            return text[:place], text[place + 1 :]
    return text, ""


def _people(aliases: list[_Alias]) -> Iterator[Row | BadRow]:
    """Yield the rows; an alias for several addresses, or for other aliases, is a group of them."""
    by_key = {alias.key: alias for alias in aliases}
    for alias in aliases:
        found = [each for each in getaddresses([alias.addresses]) if any(each)]
        if not found:
            yield BadRow(alias.line, f"no address: {alias.addresses}", label=alias.key)
        for name, address in found:
            if "@" in address:
                yield _row(alias, name, address, is_one=len(found) == 1)
            elif (other := by_key.get(address)) is not None and other is not alias:
                yield from _members(other, alias)
            else:
                reason = f"{address or name!r} is no address and no alias"
                yield BadRow(alias.line, reason, label=alias.key)


def _members(alias: _Alias, group: _Alias) -> Iterator[Row]:
    """Yield the people of an alias once more, as members of a group."""
    for name, address in getaddresses([alias.addresses]):
        if "@" in address:
            key = names.fold(address)
            person = Named(name or alias.key, name or alias.key, key)
            contact = {"emails": [address], "tags": list(dict.fromkeys((*group.groups, group.key)))}
            yield Row(group.line, key, group.key, person, contact=contact)


def _row(alias: _Alias, name: str, address: str, *, is_one: bool) -> Row:
    name = " ".join(name.split())
    tags = [*alias.groups, *([] if is_one else [alias.key])]
    contact = {
        "emails": [address],
        "tags": list(dict.fromkeys(tags)),
        "notes": alias.comment,
        "mutt": {"alias": alias.key} if is_one else {},
    }
    spoken = names.natural(name) or (alias.key if is_one else address)
    key = names.fold(address)
    kept = {key: value for key, value in contact.items() if value}
    return Row(alias.line, key, alias.key, Named(spoken, spoken, key), contact=kept)


def _key(contact: Contact, number: int) -> str:
    """Return the alias of a contact's first or further address: its own, else the handle."""
    own = contact.extra.get("mutt")
    alias = own.get("alias") if isinstance(own, dict) else None
    is_plain = isinstance(alias, str) and _PLAIN.fullmatch(alias) is not None
    key = str(alias) if is_plain else contact.handle
    key = key if _PLAIN.fullmatch(key) else names.stem(key)
    return key if number == 0 else f"{key}-{number + 1}"


def _free(key: str, taken: Iterable[str]) -> str:
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found


def _address(name: str, email: str) -> str:
    """Return an address as mutt reads it: the name in quotes where it has marks."""
    spoken = _SPECIAL.sub("", " ".join(name.split()))
    if spoken.isascii():
        return formataddr((spoken, email))
    quoted = f'"{spoken}"' if re.search(r"[,;:<>()@\[\].#]", spoken) else spoken
    return f"{quoted} <{email}>"


def _quoted(group: str) -> str:
    return group if _PLAIN.fullmatch(group) else f'"{_SPECIAL.sub("", group)}"'
