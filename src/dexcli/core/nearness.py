"""Why somebody is as close as they are: each part of the score, the rank, and what weighs most."""

import math
from collections import Counter
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from dexcli.core import circles, closeness, ids, words
from dexcli.core.closeness import Score
from dexcli.core.contact import ME, Contact, Interaction
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

_WEIGHTIEST = 3
_NOTE_WIDTH = 40
_YOU, _THEM = "from you", "from them"


class Part(Struct, frozen=True):
    """One part of the score: its value and what a point of it weighs."""

    name: str
    value: float
    weight: float

    @property
    def points(self) -> float:
        """What it adds to the score."""
        return self.value * self.weight


class Weighed(Struct, frozen=True):
    """An interaction with its id, and how much lower the score would be without it."""

    interaction: Interaction
    id: str
    weight: float


class Sides(Struct, frozen=True):
    """How many of the times that count came from whom."""

    me: int
    them: int
    both: int


class Nearness(Struct, frozen=True, kw_only=True):
    """How close somebody is, with all that it follows from.

    ``times`` are the interactions that count, the oldest first. ``rank`` is None
    for whom nothing counts, and for those who are never among the closest;
    ``of`` is how many people have one, ``circle`` the smallest that holds them.
    """

    contact: Contact
    score: Score
    times: tuple[Interaction, ...]
    sides: Sides
    weightiest: tuple[Weighed, ...]
    rank: int | None
    of: int

    @property
    def circle(self) -> int | None:
        """The smallest circle that they are in: 5, 15, 50 or 150."""
        return None if self.rank is None else circle_of(self.rank)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The four parts, in the order of the document."""
        return (
            Part("recent", self.score.recent, closeness.RECENT),
            Part("often", self.score.often, closeness.OFTEN),
            Part("mutual", self.score.mutual, closeness.MUTUAL),
            Part("long", self.score.long, closeness.LONG),
        )


def circle_of(rank: int) -> int | None:
    """Return the smallest circle that holds this rank, counted from 1; None beyond the widest."""
    return next((size for size in circles.SIZES if rank <= size), None)


def of(contact: Contact, ledger: Ledger, settings: Settings, *, today: date) -> Nearness:
    """Return how close somebody is, and why."""
    everybody = closeness.closest(ledger, settings, today=today, most=len(ledger))
    ranks = {each.contact.handle: rank for rank, each in enumerate(everybody, 1)}
    times = sorted(
        (
            each
            for each in contact.interactions
            if each.on.first <= today and settings.counts(each.kind)
        ),
        key=lambda each: each.on.first,
    )
    return Nearness(
        contact=contact,
        score=closeness.score(contact, settings, today=today),
        times=tuple(times),
        sides=_sides(contact, times, settings),
        weightiest=tuple(_weightiest(contact, settings, today=today)),
        rank=ranks.get(contact.handle),
        of=len(everybody),
    )


def sentences(near: Nearness, ledger: Ledger, settings: Settings, *, today: date) -> list[str]:
    """Return the sentences that lead from the log to the score, and to the rank."""
    name = ledger.label(near.contact)
    if not near.times:
        return [f"{name} has a closeness of 0: nothing in the log counts yet."]
    return [
        f"{name} has a closeness of {near.score.total:.2f}{_ranked(near, settings)}.",
        *_parts(near, today),
        f"What weighs most: {_heaviest(near, settings)}.",
    ]


def _sides(contact: Contact, times: list[Interaction], settings: Settings) -> Sides:
    counts = Counter(_side(each, contact, settings) for each in times)
    return Sides(me=counts[_YOU], them=counts[_THEM], both=counts[""])


def _side(interaction: Interaction, contact: Contact, settings: Settings) -> str:
    """Return from whom it came, in words; nothing where it came from both."""
    if interaction.by in {ME, settings.me} - {""}:
        return _YOU
    return _THEM if interaction.by in {contact.handle, *contact.was} else ""


def _weightiest(contact: Contact, settings: Settings, *, today: date) -> list[Weighed]:
    """Return the interactions without which the score would be lowest, the heaviest first.

    Of two that came from the same side the later never weighs less, so that the
    latest few of each side are all that need be tried.
    """
    latest: dict[str, list[int]] = {}
    order = sorted(
        range(len(contact.interactions)),
        key=lambda place: contact.interactions[place].on.first,
        reverse=True,
    )
    for place in order:
        each = contact.interactions[place]
        if each.on.first <= today and settings.counts(each.kind):
            latest.setdefault(each.by, []).append(place)
    whole, keys = (
        closeness.score(contact, settings, today=today).total,
        ids.of_interactions(contact),
    )
    found = [
        Weighed(
            contact.interactions[place],
            keys[place],
            whole - closeness.score(_without(contact, place), settings, today=today).total,
        )
        for places in latest.values()
        for place in places[:_WEIGHTIEST]
    ]
    return sorted(
        found, key=lambda each: (-each.weight, -each.interaction.on.first.toordinal(), each.id)
    )[:_WEIGHTIEST]


def _without(contact: Contact, place: int) -> Contact:
    rest = contact.interactions[:place] + contact.interactions[place + 1 :]
    return replace(contact, interactions=rest)


def _ranked(near: Nearness, settings: Settings) -> str:
    """Return where somebody stands, or why they stand nowhere."""
    contact = near.contact
    if contact.handle == settings.me:
        return ", and no rank: it is you"
    if contact.is_dead or contact.archived:
        return f", and no rank: {'has died' if contact.is_dead else 'archived'}"
    if near.rank is None:
        return ""
    circle = (
        "beyond the widest circle" if near.circle is None else f"in the circle of {near.circle}"
    )
    people = "1 person" if near.of == 1 else f"{near.of:,} people"
    return f", the {words.ordinal(near.rank)} of {people}: {circle}"


def _parts(near: Nearness, today: date) -> Iterator[str]:
    recent, often, mutual, long = near.parts
    half, years = closeness.HALF_LIFE_DAYS, closeness.LONG_HALF_LIFE_DAYS
    first, last = near.times[0], near.times[-1]
    times, age = words.counted(len(near.times), "time"), (today - last.on.first).days
    fade, it_fades = ("fades", "it fades") if len(near.times) == 1 else ("fade", "they fade")
    ago = "today" if not age else f"{words.counted(age, 'day')} ago"
    yield f"{_sum(recent)}: last {last.kind} {last.on}, {ago}; it halves every {half} days."
    yield (
        f"{_sum(often)}: {times}, which {fade} to {_faded(often)}; "
        f"each halves every {half} days, and more add less and less."
    )
    yield (
        f"{_sum(mutual)}: {_sided(near.sides)}; the side that gave less fades to "
        f"{_faded(mutual)}, each time by half every {years} days."
    )
    since = f"{times} since {first.on}" if len(near.times) > 1 else f"{times}, {first.on}"
    yield f"{_sum(long)}: {since}; at half every {years} days {it_fades} to {_faded(long)}."


def _sum(part: Part) -> str:
    weight = "" if part.weight == 1 else f" ({part.weight:g} × {part.value:.2f})"
    return f"{part.name.capitalize()} adds {part.points:.2f}{weight}"


def _faded(part: Part) -> str:
    """Return the sum that a part is the logarithm of."""
    return f"{math.expm1(part.value):.1f}"


def _sided(sides: Sides) -> str:
    told = [
        f"{number:,} {side}"
        for number, side in (
            (sides.me, _YOU),
            (sides.them, _THEM),
            (sides.both, "from both sides alike"),
        )
        if number
    ]
    return words.listed(told)


def _heaviest(near: Nearness, settings: Settings) -> str:
    return "; ".join(_weighed(each, near, settings) for each in near.weightiest)


def _weighed(each: Weighed, near: Nearness, settings: Settings) -> str:
    one = each.interaction
    note = words.start_of(one.note, _NOTE_WIDTH)
    parts = (f"{one.kind} {one.on}", _side(one, near.contact, settings), note and f'"{note}"')
    return f"{' '.join(part for part in parts if part)} ({each.weight:.2f})"
