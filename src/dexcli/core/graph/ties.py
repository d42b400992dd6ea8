"""A tie between two people: what speaks for it, and how strong that makes it."""

import math

from msgspec import Struct

from dexcli.core.dates import PartialDate

# A tie that carries an introduction outlives closeness: who often shared a table with you
# five years ago still takes your call, though a little less gladly.
HALF_LIFE_DAYS = 5 * 365

STATED = 1.0  # points of a relationship that a file states, however many it states
INTRODUCED = 0.5  # points for having made the other known to you
MEETING = 0.25  # points of today's meeting of two; of an older or larger one less
MET = 0.1  # points for a file that says how you met, which may be long ago

_COST_OF_E = 10**9  # of a step that is weaker by the factor e


class Stated(Struct, frozen=True, order=True):
    """What a file states: ``who`` is the ``kind`` of ``of``; both are handles."""

    of: str
    kind: str
    who: str


class Tie(Struct, frozen=True, kw_only=True):
    """What there is between two people, ``one`` being the first by handle.

    ``met`` are the points of their meetings, ``times`` how many there were and
    ``last`` the latest day. Of ``introduced``, each became known to you through the
    other. ``acquainted`` is whether a file says how the two met.
    """

    one: str
    other: str
    stated: tuple[Stated, ...] = ()
    times: int = 0
    last: PartialDate | None = None
    met: float = 0.0
    introduced: tuple[str, ...] = ()
    acquainted: bool = False

    @property
    def points(self) -> float:
        """All that speaks for the tie, added up."""
        return (
            self.met
            + (STATED if self.stated else 0)
            + (INTRODUCED if self.introduced else 0)
            + (MET if self.acquainted else 0)
        )

    @property
    def strength(self) -> float:
        """How strong the tie is, from 0 to 1: a point makes a half, three make three quarters."""
        return self.points / (self.points + 1)

    @property
    def cost(self) -> int:
        """What a step along the tie costs: the logarithm of its strength, turned around.

        A whole number, so that the costs of a way add up to the same from either end
        and equals stay equal; from the points, since a strength may round to 1.
        """
        return round(math.log1p(1 / self.points) * _COST_OF_E)

    @property
    def kinds(self) -> tuple[str, ...]:
        """By what the two are tied: "stated", "together", "introduced"."""
        there = {
            "stated": bool(self.stated),
            "together": bool(self.times) or self.acquainted,
            "introduced": bool(self.introduced),
        }
        return tuple(kind for kind, is_there in there.items() if is_there)

    def beyond(self, handle: str) -> str:
        """Return who is at the other end."""
        return self.other if handle == self.one else self.one


def faded(age: int, others: int) -> float:
    """Return the points of a meeting for each two who were there.

    One of many says less of each pair: it counts by the number of people
    beside you. What is years ago counts less, by half in ``HALF_LIFE_DAYS``.

    Args:
        age: How many days ago it was.
        others: How many were there beside you, at least 1.

    Source: M. E. J. Newman, "Scientific collaboration networks. II", Phys. Rev. E
        64, 016132 (2001), for the share of a meeting of many.
    """
    return MEETING * math.exp2(-age / HALF_LIFE_DAYS) / others
