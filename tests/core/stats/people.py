"""Small ledgers as they may be: shared times, partial days, ranges, snoozes, and nothing at all."""

from datetime import date, timedelta

from hypothesis import strategies as st

from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact, Interaction, Met, Reminder, Snooze
from dexcli.core.dates import PartialDate
from dexcli.core.settings import KindSetting, Settings

TODAY = date(2026, 11, 22)
SETTINGS = Settings(
    me="me-myself",
    kinds={"like": KindSetting(counts=False)},
    cadence={"friend": Cadence.parse("monthly"), "work": Cadence.parse("10 days")},
)
HANDLES = ("ada", "bob", "eve", "me-myself")
# Among all days, those where one period ends and another begins.
EDGES = (TODAY, date(2026, 10, 31), date(2026, 10, 1), date(2025, 11, 22), date(2025, 11, 23))
DAYS = st.sampled_from(EDGES) | st.integers(-900, 40).map(lambda days: TODAY + timedelta(days=days))
SHARED = st.sampled_from(["", "", "i1", "i2", "i3"])


@st.composite
def partial_days(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    known = draw(st.integers(0, 5))
    return PartialDate(
        year=day.year, month=day.month if known else None, day=day.day if known > 1 else None
    )


@st.composite
def interactions(draw: st.DrawFn) -> Interaction:
    on = draw(partial_days())
    until = PartialDate.of(on.last) if draw(st.integers(0, 4)) == 0 else None
    kind = draw(st.sampled_from(["met", "call", "letter", "note", "attempt", "like"]))
    return Interaction(on=on, until=until, kind=kind, id=draw(SHARED))


@st.composite
def contacts(draw: st.DrawFn, handle: str) -> Contact:
    met = draw(st.none() | partial_days())
    snoozed = draw(st.none() | st.builds(Snooze, until=DAYS, since=st.none() | DAYS))
    planned = draw(st.none() | DAYS)
    return Contact(
        name=handle.title(),
        handle=handle,
        tags=tuple(draw(st.lists(st.sampled_from(["friend", "work", "old"]), max_size=2))),
        cadence=draw(st.sampled_from([None, *map(Cadence.parse, ("2w", "6 months", "never"))])),
        paused=draw(st.integers(0, 5)) == 0,
        archived=draw(st.integers(0, 5)) == 0,
        met=None if met is None else Met(on=met),
        added=draw(st.none() | partial_days()),
        snoozed=snoozed,
        reminders=()
        if planned is None
        else (Reminder(note="lunch", on=PartialDate.of(planned), meet=True),),
        interactions=tuple(draw(st.lists(interactions(), max_size=8))),
    )


def ledgers() -> st.SearchStrategy[list[Contact]]:
    return st.lists(st.sampled_from(HANDLES), unique=True, min_size=1).flatmap(
        lambda handles: st.tuples(*map(contacts, handles)).map(list)
    )
