"""The circles around oneself: the closest 5, 15, 50 and 150, who came and who went."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from dexcli.core import closeness, triage
from dexcli.core.contact import Contact
from dexcli.core.settings import Settings

# How many people each circle holds, those of the smaller ones among them, and how often one is
# in touch with those of the next: weekly with the five, and so on to once a year.
CADENCES = {5: "1 week", 15: "1 month", 50: "6 months", 150: "1 year"}
SIZES = tuple(CADENCES)


class Place(Struct, frozen=True):
    """The smallest circle that somebody is in, and was in; None is outside all."""

    handle: str
    now: int | None
    before: int | None


class Suggested(Struct, frozen=True):
    """A cadence for those of a circle who have none, and aren't in a smaller one."""

    size: int
    cadence: str
    handles: tuple[str, ...]


class Circles(Struct, frozen=True):
    """Who is how close on a day, and was on an earlier one."""

    on: date
    before: date
    places: tuple[Place, ...]  # the closest first, then who is out, by how close they were
    suggested: tuple[Suggested, ...]

    def within(self, size: int) -> list[str]:
        """Return who is in a circle, the closest first."""
        return [each.handle for each in self.places if _is_in(each.now, size)]

    def ring(self, size: int) -> list[str]:
        """Return who is in a circle and in no smaller one, the closest first."""
        return [each.handle for each in self.places if each.now == size]

    def came(self, size: int) -> list[Place]:
        """Return who is in a circle and wasn't before."""
        return [e for e in self.places if _is_in(e.now, size) and not _is_in(e.before, size)]

    def left(self, size: int) -> list[Place]:
        """Return who was in a circle and isn't any more."""
        return [e for e in self.places if _is_in(e.before, size) and not _is_in(e.now, size)]


def circles(contacts: Sequence[Contact], settings: Settings, *, on: date, before: date) -> Circles:
    """Return the circles of two days, by `closeness.closest`.

    Who is archived or dead now is in neither: only the living come and go. That
    there are circles of about these sizes, each about three times the one inside
    it, and how often people are in touch with those of each, is what surveys found.

    Source: R. A. Hill, R. I. M. Dunbar, "Social network size in humans", Human
    Nature 14 (2003), 53-72; W.-X. Zhou, D. Sornette, R. A. Hill, R. I. M. Dunbar,
    "Discrete hierarchical organization of social group sizes", Proceedings of the
    Royal Society B 272 (2005), 439-444; A. Sutcliffe, R. Dunbar, J. Binder,
    H. Arrow, "Relationships and the social brain", British Journal of Psychology
    103 (2012), 149-168, for how often.
    """
    now, then = (_rings(contacts, settings, today=day) for day in (on, before))
    everybody = dict.fromkeys([*now, *then])
    places = tuple(Place(handle, now.get(handle), then.get(handle)) for handle in everybody)
    return Circles(on, before, places, tuple(_suggested(contacts, now, settings)))


def _rings(contacts: Iterable[Contact], settings: Settings, *, today: date) -> dict[str, int]:
    """Return the smallest circle of each who is in one, the closest first."""
    close = closeness.closest(contacts, settings, today=today, most=SIZES[-1])
    return {
        each.contact.handle: next(size for size in SIZES if place < size)
        for place, each in enumerate(close)
    }


def _suggested(
    contacts: Iterable[Contact], rings: dict[str, int], settings: Settings
) -> Iterable[Suggested]:
    undecided = {each.handle for each in contacts if triage.is_undecided(each, settings)}
    for size, cadence in CADENCES.items():
        asked = [handle for handle, ring in rings.items() if ring == size and handle in undecided]
        if asked:
            yield Suggested(size, cadence, tuple(asked))


def _is_in(smallest: int | None, size: int) -> bool:
    return smallest is not None and smallest <= size
