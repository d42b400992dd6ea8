"""Who has no cadence by any rule, and what the first word of a line decides: the laws."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import triage
from dexcli.core.cadence import Cadence
from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings

TODAY = date(2026, 11, 22)
SETTINGS = Settings(cadence={"friend": Cadence.parse("monthly")})
NAMES = st.text(min_size=1).filter(str.strip)
HANDLES = st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1), unique=True)


def somebody(handle: str, **rest: object) -> Contact:
    return Contact(**({"name": handle, "handle": handle} | rest))  # type: ignore[arg-type]  # the keys are the fields'


def met(*days: date) -> tuple[Interaction, ...]:
    return tuple(Interaction(on=PartialDate.of(day)) for day in days)


@given(HANDLES, NAMES, st.lists(st.text(), max_size=3))
def test_the_text_as_it_comes_decides_nothing(
    handles: list[str], name: str, tags: list[str]
) -> None:
    contacts = [somebody(handle, name=name, tags=tuple(tags)) for handle in handles]
    ledger = Ledger.of(contacts)

    text = triage.text_of(contacts, ledger, SETTINGS, today=TODAY)

    assert triage.parse(text, handles, triage.tags_in_use(ledger, SETTINGS)) == triage.Reading()


@given(st.text())
def test_any_text_is_read_or_told_by_line(text: str) -> None:
    found = triage.parse(text, {"ada"}, {"friend"})

    assert not (found.decisions and found.mistakes)
    assert all(1 <= each.line <= text.count("\n") + 1 for each in found.mistakes)


def test_who_was_met_comes_before_who_was_only_added() -> None:
    people = [
        somebody("added", added=PartialDate.of(TODAY)),
        somebody("long-ago", interactions=met(date(2020, 1, 1), date(1999, 1, 1))),
        somebody("nothing"),
        somebody("lately", interactions=met(date(2026, 11, 1))),
        somebody("another", interactions=met(date(2026, 11, 1))),
        somebody("to-come", interactions=met(date(2027, 1, 1))),
        somebody("by-tag", tags=("friend",)),
        somebody("her-own", cadence=Cadence.parse("never")),
    ]

    found = triage.undecided(people, SETTINGS, today=TODAY)

    assert [each.handle for each in found] == [
        "another", "lately", "long-ago", "added", "nothing", "to-come",
    ]  # fmt: skip


def test_a_tag_that_is_named_like_a_word_of_ours_is_written_with_tag() -> None:
    assert triage.parse_word("monthly", {"monthly"}) == triage.Every(Cadence.parse("monthly"))
    assert triage.parse_word("rm", {"rm"}) == triage.Remove()
    assert triage.parse_word("tag:rm", set()) == triage.Tag("rm")
