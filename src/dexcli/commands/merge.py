"""`dexcli merge`: two contacts who are one person become one, and who they may be."""

from collections.abc import Sequence
from typing import Annotated

import typer
from msgspec import Struct
from msgspec.structs import replace

from dexcli import options
from dexcli.core import ids, twins, words
from dexcli.core.contact import Contact
from dexcli.core.errors import UsageError
from dexcli.core.twins import Found, Twins, namesakes, sides
from dexcli.output.screen import SEPARATOR, spoken_key
from dexcli.session import Session
from dexcli.store import chains, config, uniting
from dexcli.store.change import About, Change
from dexcli.store.uniting import United

LEGEND = """\
  y one person, the left one's values win  n two people  s swap left and right
  l later  ? help  q quit"""
HELP = """\
  The one on the left stays and gets everything of the other; where they differ,
  what the left one says stands, and 'resolve' shows the other value. Two people
  are never asked about again: the file of one says so. Each answer is saved at
  once, and 'undo' takes it back."""
YES, NO, SWAP, LATER, ASK_HELP, QUIT = "y", "n", "s", "l", "?", "q"
_WIDTH = 34  # characters of a value beside another
_MANY = 6  # people who are named one by one


class _Tally(Struct):
    """What was answered in one run."""

    merged: int = 0
    distinct: int = 0


def merge(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KEEP OTHER]", help="Who stays, then who becomes a part of them."),
    ] = None,
    *,
    auto: Annotated[
        bool, typer.Option("--auto", help="Merge those who are one beyond doubt, in one step.")
    ] = False,
    limit: options.Limit = None,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Make one of two contacts who are one person, or find who may be.

    KEEP has everything of both then, and whoever mentions OTHER mentions KEEP.
    Where they differ, what KEEP says stands, and 'resolve' shows the other value.
    Alone it finds who may be here twice, and on a terminal asks about them one by
    one. --auto takes only those who share an e-mail, phone or account and
    contradict each other in nothing; never a name alone.

    Example: dexcli merge ada "Ada Byron"
    """
    session: Session = ctx.obj
    if who:
        if auto or json or limit is not None:
            raise UsageError("--auto, --json and --limit find who is meant; leave out KEEP OTHER")
        _two(session, who, dry_run=dry_run)
        return
    if auto:
        _unasked(session, limit, dry_run=dry_run, json=json)
        return
    found = _found(session)
    pairs = found.twins[:limit]
    if json:
        session.screen.json([_as_json(each) for each in pairs])
        return
    gone: set[str] = set()
    if pairs and (dry_run or not session.can_ask):
        _list(session, pairs, found)
    elif pairs:
        gone = _one_by_one(session, pairs)
    asked = [(each.keep.handle, each.other.handle) for each in found.twins]
    alike = namesakes.left(session.ledger, asked, gone)
    if not pairs and not alike:
        session.screen.note("nobody seems to be here twice")
    _tell_namesakes(session, alike, limit)


def _found(session: Session) -> Found:
    return twins.find(session.ledger, me=session.settings.me or "")


# -- the two who are named


def _two(session: Session, who: Sequence[str], *, dry_run: bool) -> None:
    people = session.together(who)
    if len(people) != len(("KEEP", "OTHER")):
        raise UsageError("merge KEEP OTHER: name the two who are one, who stays first")
    told = _united(session, people[0].handle, people[1].handle, dry_run=dry_run)
    if not dry_run:
        session.done(told)


def _united(session: Session, keep: str, other: str, *, dry_run: bool = False) -> str:
    """Make one of two, and return what is to be said of it."""
    with session.changing([keep, other], whole=True) as ledger:
        mine, yours = ledger.contacts[keep], ledger.contacts[other]
        united = uniting.plan(session.folder, session.reading, mine, yours)
        changes = [*united.changes, *_me(session, {other: keep})]
        about = About(what=f"merge: {yours.name} into {mine.name}", people=(mine.name,))
        session.commit(changes, about, dry_run=dry_run)
    return _told(session, mine, yours, united)


def _me(session: Session, now: dict[str, str]) -> list[Change]:
    me = session.settings.me
    if me not in now:
        return []
    return [config.change(session.folder.path, session.loaded, "me", now[me])]


def _told(session: Session, keep: Contact, other: Contact, united: United) -> str:
    known = set(ids.of_interactions(keep))
    came = sum(each not in known for each in ids.of_interactions(other))
    what = f" {words.counted(came, 'interaction')} came along." if came else ""
    waits = _waiting(session, len(united.conflicts), f" {keep.handle}")
    return f"{other.name} ({other.handle}) is {keep.name} ({keep.handle}) now.{what}{waits}"


def _waiting(session: Session, count: int, whose: str) -> str:
    if not count:
        return ""
    verb = "waits" if count == 1 else "wait"
    return f" {words.counted(count, 'conflict')} {verb}: `{session.program} resolve{whose}`."


# -- who may be here twice


def _list(session: Session, pairs: Sequence[Twins], found: Found) -> None:
    for each in pairs:
        two = (f"{one.name} ({one.handle})" for one in (each.keep, each.other))
        session.screen.line(*two, f"{each.score:.2f}", ", ".join(each.evidence))
    sure = sum(len(person) - 1 for person in found.sure)
    more = f", {session.program} merge --auto for {sure:,} of them" if sure else ""
    session.screen.note(f"one by one: {session.program} merge KEEP OTHER{more}")


def _tell_namesakes(
    session: Session, alike: Sequence[Sequence[Contact]], limit: int | None
) -> None:
    """Tell who has the same name and shares nothing else, which no question can settle."""
    screen = session.screen
    most = limit or (_MANY if screen.is_terminal else len(alike))
    for group in alike[:most]:
        who = words.listed([session.ledger.told_apart(each) for each in group])
        screen.note(f"the same name, and too little else in common: {who}")
    if len(alike) > most:
        screen.note(f"and {words.counted(len(alike) - most, 'more name')} that several have")
    if alike:
        screen.note(
            f"if two of one name are one: {session.program} merge KEEP OTHER; "
            f"if they are two: {session.program} set ONE distinct+=OTHER"
        )


def _as_json(pair: Twins) -> dict[str, object]:
    return {
        "keep": pair.keep.handle,
        "other": pair.other.handle,
        "score": pair.score,
        "evidence": list(pair.evidence),
    }


# -- those who need no question


def _unasked(session: Session, limit: int | None, *, dry_run: bool, json: bool) -> None:
    """Merge all who are one beyond doubt, in one step."""
    with session.changing(whole=True):
        found = _found(session)
        persons = found.sure[:limit]
        chained = chains.plan(session.folder, session.reading, persons)
        now = {other.handle: keep.handle for keep, *others in persons for other in others}
        stay = tuple(keep.name for keep, *_ in persons)
        about = About(what=f"merge: {words.counted(len(now), 'contact')}", people=stay)
        changes = [*chained.changes, *_me(session, now)]
        if persons and not (json and dry_run):
            session.commit(changes, about, dry_run=dry_run)
    if json:
        pairs = [each for each in found.twins if now.get(each.other.handle) == each.keep.handle]
        session.screen.json([_as_json(each) for each in pairs])
        return
    left = sum(each.other.handle not in now and each.keep.handle not in now for each in found.twins)
    if not dry_run and persons:
        waits = _waiting(session, chained.conflicts, "")
        many = f" of {words.crowd(stay)}" if len(stay) <= _MANY else ""
        became = "is a part" if len(now) == 1 else "are parts"
        told = words.counted(len(now), "contact")
        session.done(f"{told} {became}{many or f' of {len(stay):,} others'} now.{waits}")
    if not persons:
        session.screen.note("nobody is here twice beyond doubt")
    if left:
        asks = f"{words.counted(left, 'pair')} left to decide: {session.program} merge"
        session.screen.note(asks)


# -- one by one


def _one_by_one(session: Session, pairs: Sequence[Twins]) -> set[str]:
    """Ask about each pair until somebody stops, and return who is a part of another now.

    Every answer is saved at once.
    """
    tally, now = _Tally(), dict[str, str]()
    for number, pair in enumerate(pairs, 1):
        keep, other = (_now(now, each.handle) for each in (pair.keep, pair.other))
        if keep == other or _are_told_apart(session, keep, other):
            continue
        head = f"{number} of {len(pairs)}"
        session.screen.talk(SEPARATOR.join([head, ", ".join(pair.evidence)]))
        if not _asked(session, (keep, other), now, tally):
            break
    answered = [
        f"{words.counted(tally.merged, 'contact')} merged" if tally.merged else "",
        f"{words.counted(tally.distinct, 'pair')} told apart" if tally.distinct else "",
    ]
    told = words.listed([each for each in answered if each])
    session.done(
        f"{told}." if told else "Nothing was decided.", steps=tally.merged + tally.distinct
    )
    return set(now)


def _asked(session: Session, two: tuple[str, str], now: dict[str, str], tally: _Tally) -> bool:
    """Ask about two until it is decided; False where somebody stops."""
    keep, other = two
    _show(session, keep, other)
    while True:
        match session.screen.key(LEGEND):
            case None | "q":
                return False
            case "l":
                return True
            case "y":
                session.screen.talk(f"  {_united(session, keep, other)}")
                now[other] = keep
                tally.merged += 1
                return True
            case "n":
                _tell_apart(session, keep, other)
                tally.distinct += 1
                return True
            case "s":
                keep, other = other, keep
                _show(session, keep, other)
            case "?":
                session.screen.talk(HELP)
            case key:
                session.screen.talk(f"  {spoken_key(key)} is none of the keys")


def _now(now: dict[str, str], handle: str) -> str:
    while handle in now:
        handle = now[handle]
    return handle


def _are_told_apart(session: Session, one: str, other: str) -> bool:
    mine, yours = session.ledger.contacts[one], session.ledger.contacts[other]
    return other in mine.distinct or one in yours.distinct


def _tell_apart(session: Session, keep: str, other: str) -> None:
    """Remember in a file that two are two people."""
    with session.changing([keep, other]) as ledger:
        contact = ledger.contacts[keep]
        changed = replace(contact, distinct=(*contact.distinct, other))
        what = f"merge: {contact.name} and {ledger.contacts[other].name} are two"
        session.save([changed], what=what)
    session.screen.talk("  Two people; that isn't asked again.")


def _show(session: Session, keep: str, other: str) -> None:
    """Show what differs, who stays on the left."""
    mine, yours = session.ledger.contacts[keep], session.ledger.contacts[other]
    rows = [("", keep, other), *sides.differences(mine, yours)]
    widest = max(len(key) for key, _, _ in rows)
    width = max(len(_cut(left)) for _, left, _ in rows)
    for key, left, right in rows:
        session.screen.talk(f"  {key:{widest}}  {_cut(left):{width}}  {_cut(right)}".rstrip())


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
