"""Laws of an import's plan: what it brings is there, again is nothing, and strangers stay out."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.ledger import Ledger
from dexcli.core.plans import Plan, Terms, plan_import
from dexcli.core.rows import BadRow, Named, Row
from dexcli.core.sieve import Sieve

TODAY = PartialDate.of(date(2026, 11, 22))
NAMES = ("Ada Lovelace", "Ada King", "Bob Berger", "Berger, Bob", "Ada", "Zoë", "李白")
EMAILS = ("a@x.org", "A@X.org", "b@x.org", "office@x.org")
PHONES = ("+44 20 7946 0958", "020 7946 0958", "112")
SPACES = ("one", "two")


@st.composite
def rows(draw: st.DrawFn, *, only_known: bool | None = None) -> Row:
    """Return a record of somebody out of few, so that they meet."""
    name = draw(st.sampled_from(NAMES))
    contact: dict[str, object] = {
        "emails": draw(st.lists(st.sampled_from(EMAILS), max_size=2, unique=True)),
        "phones": draw(st.lists(st.sampled_from(PHONES), max_size=1)),
        "org": draw(st.sampled_from(("", "Acme", "Globex"))),
        "tags": draw(st.lists(st.sampled_from(("x", "y")), max_size=2, unique=True)),
    }
    late = draw(st.booleans()) if only_known is None else only_known
    key = draw(st.sampled_from(("k1", "k2", "k3", "k4")))
    day = PartialDate(year=2026, month=1, day=draw(st.integers(1, 2)))
    logged = Interaction(on=day) if late or draw(st.booleans()) else None
    return Row(
        draw(st.integers(1, 99)),
        f"r{day}",
        "",
        Named(name, name, key),
        contact={key: value for key, value in contact.items() if value},
        interaction=logged,
        source=draw(st.sampled_from(SPACES)),
        only_known=late,
        by_name=draw(st.booleans()),
    )


def planned(ledger: Ledger, given_: list[Row | BadRow], said: Plan | None = None) -> Plan:
    """Return the plan for rows, with what the sources said at the plan before."""
    taken = set(ledger.contacts)
    before = {} if said is None else said.said
    terms = Terms(source="", removed={}, today=TODAY, taken=taken, said=before)
    return plan_import(ledger, given_, terms)


def after(ledger: Ledger, plan: Plan) -> Ledger:
    """Return the ledger that a plan makes."""
    return ledger.replacing([*plan.added, *plan.changed])


@given(st.lists(rows(), max_size=8))
def test_the_same_rows_again_change_nothing(given_: list[Row | BadRow]) -> None:
    first = planned(Ledger(), given_)
    ledger = after(Ledger(), first)

    again = planned(ledger, given_, first)

    assert (again.added, again.changed, again.interactions) == ([], [], 0)
    assert [each for each in again.news if not each.is_kept] == []


@given(st.lists(rows(), max_size=8))
def test_without_what_was_said_they_change_nothing_either(given_: list[Row | BadRow]) -> None:
    ledger = after(Ledger(), planned(Ledger(), given_))

    again = planned(ledger, given_)

    assert (again.added, again.changed) == ([], [])


@given(st.lists(rows(), max_size=8))
def test_no_address_of_a_row_that_came_is_lost(given_: list[Row | BadRow]) -> None:
    plan = planned(Ledger(), given_)
    ledger = after(Ledger(), plan)

    for row, handle in zip(given_, plan.handles, strict=True):
        if handle and isinstance(row, Row) and not row.only_known:
            here = {each.casefold() for each in ledger.contacts[handle].emails}
            assert {each.casefold() for each in row.contact.get("emails", ())} <= here
    assert len(plan.outcomes) == len(given_)


@given(st.lists(rows(only_known=False), max_size=4), st.lists(rows(only_known=True), max_size=6))
def test_strangers_put_aside_while_reading_change_no_plan(
    people: list[Row], mail: list[Row]
) -> None:
    """A mail's key is its address, so that rows of one key say the same of somebody."""
    first: dict[tuple[str, str], Row] = {}
    for number, row in enumerate(mail):
        model = first.setdefault((row.source, row.person.key), row)
        same = {"person": model.person, "contact": model.contact, "by_name": model.by_name}
        mail[number] = replace(row, key=f"m{number}", **same)
    ledger = Ledger.of([Contact(name="Ada Lovelace", emails=("a@x.org",), handle="ada")])
    every: list[Row | BadRow] = [*people, *mail]

    whole = planned(ledger, every)
    sieved = planned(ledger, list(Sieve(ledger).passed(every)))

    assert sieved == whole


def test_two_of_one_family_at_one_address_stay_two_however_alike_their_names_are() -> None:
    home = ["home@x.org"]
    ledger = Ledger.of([Contact(name="Karl Michaelis", emails=tuple(home), handle="karl")])
    names = ("Karin Michaelis", "Karl Michaëlis", "K. Michaelis")
    given_ = [
        Row(number, str(number), "", Named(name, name, str(number)), contact={"emails": home})
        for number, name in enumerate(names, start=1)
    ]

    plan = planned(ledger, list(given_))

    assert [each.name for each in plan.added] == ["Karin Michaelis", "K. Michaelis"]
    assert [each.handle for each in plan.changed] == ["karl"]
