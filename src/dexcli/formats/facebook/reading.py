"""Facebook's and Instagram's JSON: a file of friends or messages, or the whole archive."""

import re
from collections.abc import Iterator, Sequence

from dexcli.core.errors import DexcliError
from dexcli.core.rows import BadRow, Row
from dexcli.formats import jsontext
from dexcli.formats.facebook import people, threads
from dexcli.formats.facebook.people import Friend
from dexcli.formats.source import Rows, Source, Terms

REMEDY = "export it again, in the format JSON"
_FRIENDS = re.compile(r"(?:^|/)(?:friends|friends_and_followers)/(?:your_)?friends\.json$")
_FOLLOWING = re.compile(r"(?:^|/)followers_and_following/following\.json$")
_MESSAGES = re.compile(r"(?:^|/)messages/(?P<thread>[a-z0-9_]+/[^/]+)/message_\d+\.json$")
_READ_BOXES = ("inbox/", "archived_threads/", "e2ee_cutover/")
_HTML = re.compile(r"(?:^|/)(?:(?:your_)?friends|following|message_\d+)\.html$")


def recognises(source: Source) -> bool:
    """Return whether this looks like Facebook's or Instagram's, in JSON or in HTML."""
    if source.members:
        return any(_is_ours(each.name) or _HTML.search(each.name) for each in source.members)
    if not jsontext.looks_like_object(source):
        return False
    head = source.head
    if b'"friends_v2"' in head or b'"relationships_following"' in head:
        return True
    is_thread = b'"participants"' in head and (b'"sender_name"' in head or b'"senderName"' in head)
    return is_thread or (b'"friends"' in head and b'"timestamp"' in head)


def rows(source: Source, terms: Terms) -> Rows:
    """Yield a row for each friend, then one a person and day of messages.

    Raises:
        DexcliError: There is nothing in it that is read, or it is cut off.
    """
    if source.members:
        yield from _archive(source, terms)
        return
    document = jsontext.table(jsontext.parse(source, REMEDY))
    if people.is_list(document):
        yield from people.friend_rows(people.friends(document))
    elif people.is_following(document):
        yield from people.following_rows(document)
    elif threads.is_thread(document):
        found = threads.Thread(source.name)
        found.take(document, "")
        yield from threads.rows([found], (), terms)
    else:
        raise DexcliError(f"{source.name}: no list of friends and no messages; {REMEDY}")


def _is_ours(name: str) -> bool:
    return any(each.search(name) for each in (_FRIENDS, _FOLLOWING, _MESSAGES))


def _archive(source: Source, terms: Terms) -> Iterator[Row | BadRow]:
    if not any(_is_ours(each.name) for each in source.members):
        raise DexcliError(f"{source.name}: an export in HTML, which is not read; {REMEDY}")
    friends: list[Friend] = []
    followed: list[Row | BadRow] = []
    for member in source.members:
        if _FRIENDS.search(member.name):
            document = _document(member, followed)
            friends += people.friends(document, member.name)
        elif _FOLLOWING.search(member.name):
            followed += people.following_rows(_document(member, followed), member.name)
    yield from people.friend_rows(friends)
    yield from followed
    broken: list[Row | BadRow] = []
    found = _threads(source.members, broken)
    yield from broken
    yield from threads.rows(found, friends, terms)


def _threads(members: Sequence[Source], broken: list[Row | BadRow]) -> list[threads.Thread]:
    """Return the conversations, of each only who wrote on which day; a file is held at a time."""
    found: dict[str, threads.Thread] = {}
    for member in members:
        match = _MESSAGES.search(member.name)
        if match is None or not match["thread"].startswith(_READ_BOXES):
            continue
        thread = found.setdefault(match["thread"], threads.Thread(member.name))
        thread.take(_document(member, broken), member.name)
    return list(found.values())


def _document(member: Source, broken: list[Row | BadRow]) -> dict[str, object]:
    """Return what a member holds; what is wrong with it stops none of the others."""
    try:
        return jsontext.table(jsontext.parse(member, REMEDY))
    except DexcliError as error:
        reason = str(error).removeprefix(f"{member.name}: ")
        broken.append(BadRow(1, f"not read: {reason}", file=member.name, is_file=True))
        return {}
