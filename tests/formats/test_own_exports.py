"""What we export and read again into the same ledger changes nothing and doubles nobody."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core import plans
from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate
from dexcli.core.document import to_contact
from dexcli.core.ledger import Ledger
from dexcli.core.plans import Plan
from dexcli.formats import registry
from tests.formats.bringing import TERMS, TODAY, leaving, source

FORMATS = ("vcard", "google", "dex", "csv", "json")
NAMES = ("Ada King", "Ada", "Bob", "Zoë Ng")
ADA: Mapping[str, Any] = {"name": "Ada King", "id": "k7m2x9q4c1"}


def planned(name: str, raw: bytes, contacts: list[Contact]) -> Plan:
    """Return the plan of reading a file of this format into a ledger of these contacts."""
    rows = registry.reads(registry.readable(name)).rows(source(raw, f"x.{name}"), TERMS)
    terms = plans.Terms(
        source=name,
        removed={},
        today=PartialDate.of(TODAY),
        taken={each.handle for each in contacts},
    )
    return plans.plan_import(Ledger.of(contacts), list(rows), terms)


def exported(name: str, contacts: list[Contact]) -> bytes:
    return b"".join(registry.writes(registry.writable(name)).write(leaving(contacts)))


@st.composite
def ledgers(draw: st.DrawFn) -> list[Contact]:
    """Return people of few names and addresses, most of whom nothing else tells apart."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        document = {
            "name": draw(st.sampled_from(NAMES)),
            "id": draw(st.sampled_from(("", f"k7m2x9q4c{number}"))),
            "emails": draw(st.lists(st.sampled_from(("a@x.org", "b@x.org")), max_size=1)),
            "sources": draw(st.sampled_from(([], [f"letters:{number}"], [f"linkedin:{number}"]))),
            "tags": draw(st.lists(st.sampled_from(("x", "y")), max_size=2, unique=True)),
        }
        kept = {key: value for key, value in document.items() if value}
        found.append(to_contact(kept, f"handle-{number}"))
    return found


@pytest.mark.parametrize("name", FORMATS)
@given(ledgers())
def test_an_export_of_ours_changes_nothing_in_the_ledger_it_is_of(
    name: str, contacts: list[Contact]
) -> None:
    plan = planned(name, exported(name, contacts), contacts)

    assert (plan.added, plan.changed, plan.news) == ([], [], [])


@pytest.mark.parametrize("name", ["vcard", "google", "dex"])
def test_what_was_changed_elsewhere_comes_back_to_the_same_person(name: str) -> None:
    ada = to_contact(dict(ADA), "ada-king")
    moved = to_contact({**ADA, "emails": ["ada@new.example"]}, "ada-king")

    plan = planned(name, exported(name, [moved]), [ada])

    assert plan.added == []
    assert [(each.handle, each.emails, each.sources) for each in plan.changed] == [
        ("ada-king", ("ada@new.example",), ())
    ]


@pytest.mark.parametrize("name", ["vcard", "google", "dex"])
def test_a_handle_alone_means_nobody_of_another_name(name: str) -> None:
    ada = to_contact({"name": "Ada King"}, "ada")
    other = to_contact({"name": "Ada Smith"}, "ada")

    plan = planned(name, exported(name, [other]), [ada])

    assert [each.name for each in plan.added] == ["Ada Smith"]


def test_a_web_page_means_nobody_even_where_it_is_the_second() -> None:
    page = {"website-2": "https://acme.example"}
    ada = to_contact({"name": "Ada King", "accounts": page}, "ada")
    card = to_contact({"name": "Ada Kinge", "accounts": page, "id": "x7m2x9q4c1"}, "kinge")

    plan = planned("vcard", exported("vcard", [card]), [ada])

    assert [each.name for each in plan.added] == ["Ada Kinge"]
