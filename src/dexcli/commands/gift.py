"""`dexcli gift`: ideas, and what was given and received."""

from enum import StrEnum
from typing import Annotated, NoReturn

import typer
from msgspec import Struct
from msgspec.structs import replace

from dexcli import options
from dexcli.core import gifts, words
from dexcli.core.contact import Contact, Ended, Gift
from dexcli.core.dates import PartialDate
from dexcli.core.errors import AmbiguousContactError, DexcliError, UsageError
from dexcli.session import Session

_AHEAD = "60 days"
_MOST_TOLD = 5


class Act(StrEnum):
    """What is done about gifts."""

    ADD = "add"
    GIVE = "give"
    RECEIVED = "received"
    LIST = "list"
    IDEAS = "ideas"


class _Said(Struct, frozen=True):
    """What the options say of a gift."""

    gift: Gift  # without its idea
    on: str | None
    force: bool


def gift(
    ctx: typer.Context,
    act: Annotated[
        Act, typer.Argument(metavar=f"[{'|'.join(Act)}]", help="What to do.", show_default=False)
    ] = Act.LIST,
    typed: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WHO|FILTER] [IDEA…]", help="Whose gift; then what it is."),
    ] = None,
    *,
    occasion: Annotated[
        str | None, typer.Option("--for", metavar="OCCASION", help="Such as birthday.")
    ] = None,
    budget: Annotated[
        str | None, typer.Option(metavar="SUM", help='What it may cost, such as "30 €".')
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="NOTE", help="Where to find it, which size.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="When it was given or received; today if not given."),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(metavar="SPAN", help=f"For ideas: dates so far ahead; {_AHEAD} if not given."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also give what was given before.")
    ] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Keep gift ideas, and what was given and received.

    'add WHO IDEA' notes an idea, and 'give WHO IDEA' that it was given, noted
    before or not; nothing is given twice. 'received WHO WHAT' is what you got.
    'list' shows all, or those of WHO or FILTER, and 'ideas' whom to give what on
    the birthdays and other dates ahead.

    Example: dexcli gift add ada a book of puzzles --for birthday --budget 30
    """
    session: Session = ctx.obj
    typed = typed or []
    about = Gift(idea="", occasion=occasion or "", budget=budget or "", note=note or "")
    said = _Said(about, on, force)
    _refuse(act, said, within=within)

    match act:
        case Act.LIST:
            _list(typed, session, json=json)
        case Act.IDEAS:
            _ideas(typed, within or _AHEAD, session, json=json)
        case _:
            _change(act, typed, said, session, dry_run=dry_run)


def _refuse(act: Act, said: _Said, *, within: str | None) -> None:
    """Refuse an option that says nothing of what is done.

    Raises:
        UsageError: There is one.
    """
    shows = act in {Act.LIST, Act.IDEAS}
    if shows and (said.gift != Gift(idea="") or said.force or said.on is not None):
        raise UsageError(f"gift {act} shows gifts; --for, --budget, --note, --on and --force go "
                         "with 'gift add' and 'gift give'")  # fmt: skip
    if said.force and act is not Act.GIVE:
        raise UsageError("--force gives again what was given before, with 'gift give'")
    if within is not None and act is not Act.IDEAS:
        raise UsageError("--within goes with 'gift ideas'")
    if said.on is not None and act is Act.ADD:
        raise UsageError("--on is when it was given; an idea has no day: give it with 'gift give'")


def _change(act: Act, typed: list[str], said: _Said, session: Session, *, dry_run: bool) -> None:
    if not typed:
        raise UsageError(f"gift {act}: whose gift? Expected WHO, then what it is")
    if option := _option(typed, session):
        raise UsageError(f"no such option: {option}")
    contact, rest = session.leading(typed)
    what = " ".join(rest).strip()
    if not what:
        raise UsageError(f"gift {act}: what is it? Expected it behind {' '.join(typed)!r}")
    on = PartialDate.of(session.today)
    if said.on is not None:
        on = options.past(said.on, session, name="--on")

    with session.changing([contact.handle]) as ledger:
        before = ledger.contacts[contact.handle]
        fresh = replace(said.gift, idea=what, id=session.new_id())
        match act:
            case Act.ADD:
                after = _with_idea(before, fresh)
            case Act.GIVE:
                after = _with_given(before, fresh, on, force=said.force)
            case _:
                after = gifts.adding(before, replace(fresh, received=Ended(over=True, on=on)))
        step = f"gift {act}: {after.name}, {words.start_of(what)}"
        session.save([after] if after != before else [], what=step, dry_run=dry_run)
    if not dry_run:
        session.done(_answer(act, before, after, session, on=on))


def _option(typed: list[str], session: Session) -> str | None:
    """Return a word that no option has; a sentence, a handle or a noted idea is meant as it is."""
    words_ = [word for word in typed if word.startswith("--") and len(word.split()) == 1]
    if not words_:
        return None
    whose = [session.ledger.contacts[word] for word in typed if word in session.ledger.contacts]
    known = {each.handle for each in whose} | {gift.idea for each in whose for gift in each.gifts}
    return next((word for word in words_ if word not in known), None)


def _with_idea(contact: Contact, fresh: Gift) -> Contact:
    """Return the contact with an idea; one that is there already changes nothing."""
    if (before := gifts.given_before(contact, fresh.idea)) is not None:
        _refuse_again(contact, before)
    if gifts.idea_like(contact, fresh.idea) is not None:
        return contact
    return gifts.adding(contact, fresh)


def _with_given(contact: Contact, fresh: Gift, on: PartialDate, *, force: bool) -> Contact:
    """Return the contact with an idea given, or with a gift of which no idea was noted.

    Raises:
        AmbiguousContactError: Several ideas may be meant.
    """
    ideas = gifts.meant(contact, fresh.idea)
    if len(ideas) > 1:
        told = [words.start_of(each.idea) for each in ideas]
        raise AmbiguousContactError(fresh.idea, told)
    idea = ideas[0] if ideas else fresh
    again = (
        gifts.given_before(contact, idea.idea) if ideas else gifts.given_like(contact, idea.idea)
    )
    if again is not None and not force:
        _refuse_again(contact, again)
    if not ideas:
        return gifts.adding(contact, replace(fresh, given=Ended(over=True, on=on)))
    about = {key: said for key in ("occasion", "budget", "note") if (said := getattr(fresh, key))}
    given = replace(idea, **about)
    contact = replace(
        contact, gifts=tuple(given if each is idea else each for each in contact.gifts)
    )
    return gifts.giving(contact, given, on)


def _refuse_again(contact: Contact, before: Gift) -> NoReturn:
    """Refuse what was given before.

    Raises:
        DexcliError: Always.
    """
    on = before.given.on if before.given else None
    when = "" if on is None else f" {'in' if on.full is None else 'on'} {on}"
    raise DexcliError(
        f"{contact.name} got {before.idea!r} from you{when}; nothing was written; "
        "'gift give … --force' if it is to be given again"
    )


def _answer(act: Act, before: Contact, after: Contact, session: Session, *, on: PartialDate) -> str:
    name = session.ledger.label(after)
    if after == before:
        return f"That is an idea for {name} already."
    changed = next(each for each in reversed(after.gifts) if each not in before.gifts)
    what, when = words.start_of(changed.idea), words.day_told(on, today=session.today)
    occasion = f", for {changed.occasion}" if changed.occasion else ""
    count = len(gifts.ideas_of(after))
    left = f" {words.counted(count, 'idea')} {'waits' if count == 1 else 'wait'}." if count else ""
    match act:
        case Act.ADD:
            return f"Gift idea for {name}: {what}{occasion}.{left}"
        case Act.GIVE:
            return f"Given to {name}, {when}: {what}{occasion}.{left}"
        case _:
            thanks = f"To thank: {session.program} remind {after.handle} thank you"
            return f"Received from {name}, {when}: {what}{occasion}. {thanks}."


def _list(typed: list[str], session: Session, *, json: bool) -> None:
    from dexcli.output import presents  # only to show

    people = [each for each in _people(typed, session) if each.gifts]
    if json:
        session.screen.json(presents.gifts_json(people))
    elif people:
        session.screen.listing(presents.gifts_listing(people, session.ledger))
    elif session.screen.is_terminal:
        session.screen.note(f"no gifts; {session.program} gift add WHO IDEA notes an idea")


def _people(typed: list[str], session: Session) -> list[Contact]:
    """Return who is meant: a filter where a word can be nothing else, else one person."""
    from dexcli.core import query  # only where somebody is asked for

    if not typed or query.is_one(typed):
        return session.matching(typed)
    return [session.person(" ".join(typed))]


def _ideas(typed: list[str], within: str, session: Session, *, json: bool) -> None:
    from dexcli.core import promises  # only for the dates ahead
    from dexcli.output import presents

    days = options.span(within, session, name="--within")
    people = {each.handle for each in _people(typed, session)}
    near = promises.anniversaries(
        session.ledger, session.settings, today=session.today, within=days
    )
    asked = [
        each
        for each in near
        if each.days <= days and any(one.handle in people for one in each.contacts)
    ]
    found = [each for each in asked if each.ideas]
    if json:
        session.screen.json(presents.ahead_json(found))
        return
    if found:
        session.screen.listing(presents.ahead_listing(found, session.ledger, today=session.today))
    if without := [each for each in asked if not each.ideas]:
        whose = [f"{session.ledger.label(each.contacts[0])} ({each.label})" for each in without]
        more = [f"{len(whose) - _MOST_TOLD} more"] if len(whose) > _MOST_TOLD else []
        dates = words.counted(len(without), "date")
        session.screen.note(
            f"{dates} in the next {words.span(days)} without an idea: "
            f"{words.listed([*whose[:_MOST_TOLD], *more])}"
        )
