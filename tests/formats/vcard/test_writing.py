"""Cards that phones read, and ledgers that come back from them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dexcli.core import names
from dexcli.core.contact import Contact
from dexcli.core.document import to_contact
from dexcli.core.ledger import Ledger
from tests.formats.fields import vcard as sample
from tests.formats.vcard.imports import card, ledger, lines_of, person, written


def lines(*, vcard4: bool = False, with_notes: bool = False, **keys: Any) -> list[str]:  # noqa: ANN401 - TOML values
    return lines_of(written(Ledger.of([person(**keys)]), vcard4=vcard4, notes=with_notes))


def test_a_card_as_phones_read_it() -> None:
    assert lines(
        aka=["Countess"],
        tags=["friend"],
        birthday="12-10",
        emails=["ada@example.org"],
        phones=["+44 20 7946 0958"],
        addresses=["12 St James's Square, London"],
        accounts={"website": "https://ada.example", "linkedin": "https://www.linkedin.com/in/ada"},
        org="Engines; Ltd",
        dates=[{"label": "anniversary", "on": date(1835, 7, 8)}],
        relationships=[{"kind": "mentor", "name": "Charles Babbage"}],
    ) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:k7m2x9q4c1",
        "FN:Ada Byron",
        "N:Byron;Ada;;;",
        "NICKNAME:Countess",
        "EMAIL;TYPE=INTERNET:ada@example.org",
        "TEL:+44 20 7946 0958",
        "ADR:;;12 St James's Square\\, London;;;;",
        "ORG:Engines\\; Ltd",
        "URL:https://ada.example",
        "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/ada",
        "BDAY:--1210",
        "item1.X-ABDATE:1835-07-08",
        "item1.X-ABLABEL:_$!<Anniversary>!$_",
        "item2.X-ABRELATEDNAMES:Charles Babbage",
        "item2.X-ABLABEL:mentor",
        "CATEGORIES:friend",
        "END:VCARD",
        "",
    ]


def test_a_card_of_version_4() -> None:
    found = lines(
        vcard4=True,
        birthday="1815-12",
        dates=[{"label": "anniversary", "on": "07-08"}],
        relationships=[{"kind": "friend", "name": "Charles Babbage"}],
    )

    assert found[1] == "VERSION:4.0"
    assert {
        "BDAY:1815-12",
        "ANNIVERSARY:--0708",
        "RELATED;TYPE=friend;VALUE=text:Charles Babbage",
    } <= set(found)


def test_what_was_written_about_somebody_leaves_only_with_notes() -> None:
    keys: dict[str, Any] = {
        "notes": "Secret one",
        "gifts": [{"idea": "Secret two"}],
        "reminders": [{"note": "Secret three"}],
        "interactions": [{"on": date(2026, 1, 1), "note": "Secret four"}],
        "vcard": {"lines": ["NOTE;LANGUAGE=en:Secret one"]},
    }

    assert "Secret" not in "\n".join(lines(**keys))
    assert "\n".join(lines(**keys, with_notes=True)).count("Secret") == 4


def test_a_kept_line_stands_as_long_as_its_value_does() -> None:
    table = {"lines": ["item1.EMAIL;TYPE=home:a@example.org", "item1.X-ABLabel:Den"]}

    kept = lines(emails=["b@example.org", "a@example.org"], vcard=table)
    gone = lines(emails=["b@example.org"], vcard=table)

    assert kept[5:8] == [
        "EMAIL;TYPE=INTERNET:b@example.org",
        "item1.EMAIL;TYPE=home:a@example.org",
        "item1.X-ABLabel:Den",
    ]
    assert not any("Den" in line or "a@example" in line for line in gone)


def test_the_order_here_wins_over_a_preference_there() -> None:
    table = {"lines": ["TEL;TYPE=cell,pref:111", "TEL;PREF=2;TYPE=work:222"]}
    assert lines(phones=["222", "111"], vcard=table)[5:7] == [
        "TEL;TYPE=work;TYPE=pref:222",
        "TEL;TYPE=cell:111",
    ]


def test_a_renamed_person_is_renamed_on_the_card() -> None:
    (ada,) = ledger(card("FN:Lady Ada", "N:Byron;Ada;;Lady;"))

    same = lines_of(written(Ledger.of([ada])))
    renamed = lines_of(written(Ledger.of([replace(ada, name="Ada Lovelace")])))

    assert same[3:5] == ["FN:Lady Ada", "N:Byron;Ada;;Lady;"]
    assert renamed[3:5] == ["FN:Ada Lovelace", "N:Lovelace;Ada;;;"]


@pytest.mark.parametrize("vcard4", [False, True])
def test_every_card_comes_back_as_it_was(vcard4: bool) -> None:  # noqa: FBT001
    first = ledger(sample.SAMPLE)
    assert list(ledger(written(first, notes=True, vcard4=vcard4))) == list(first)


# -- the law: ledger -> cards -> empty ledger gives an equal ledger

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="  ") | st.just("\n"),
    min_size=1,
    max_size=12,
).filter(str.strip)
LINE = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
NAME = st.sampled_from(
    ["Ada Byron", "Zoë", "Lovelace, Ada", "van der Berg; Jan", "A. B. C. D", "李"]
)
DAYS = st.dates(date(1700, 1, 1), date(2026, 1, 1))
YEARLY = DAYS | DAYS.map(lambda day: f"{day.month:02}-{day.day:02}")
PARTIAL = YEARLY | DAYS.map(lambda day: f"{day.year}-{day.month:02}") | DAYS.map(lambda d: d.year)
PHONE = st.from_regex(r"[1-9][0-9]{7,9}", fullmatch=True)
MAIL = st.from_regex(r"[a-z,;\\]{1,8}@example\.org", fullmatch=True)
KIND = st.sampled_from(["friend", "Best friend", "x, y", "PREF", 'a:b;"c"', "spouse"]) | LINE


def several(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=1, max_size=3, unique_by=str)


KEYS: dict[str, st.SearchStrategy[Any]] = {
    "aka": several(LINE),
    "tags": several(LINE.filter(lambda tag: tag.lower() not in {"mycontacts", "* mycontacts"})),
    "cadence": st.sampled_from(["3 weeks", "monthly"]),
    "birthday": PARTIAL,
    "emails": several(MAIL),
    "phones": several(PHONE),
    "addresses": several(LINE),
    "accounts": st.dictionaries(st.sampled_from(["website", "github", "X y", "matrix"]),
                                LINE.filter(lambda text: "linkedin" not in text), min_size=1),
    "org": LINE,
    "title": LINE,
    "city": LINE,
    "interests": several(TEXT),
    "met": st.fixed_dictionaries({"on": PARTIAL, "at": TEXT}),
    "paused": st.just(True),  # noqa: FBT003 - a value
    "snoozed": st.fixed_dictionaries({"until": DAYS, "since": DAYS}),
    "added": DAYS,
    "dates": st.lists(
        st.fixed_dictionaries(
            {"label": LINE | st.just("anniversary"), "on": YEARLY}, optional={"with": several(LINE)}
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda each: each["label"],
    ),
    "relationships": st.lists(st.fixed_dictionaries({"kind": KIND, "name": LINE},
                                                    optional={"born": PARTIAL}),
                              min_size=1, max_size=3,
                              unique_by=lambda each: (each["kind"], each["name"])),
}  # fmt: skip
NOTES: dict[str, st.SearchStrategy[Any]] = {
    "notes": TEXT,
    "gifts": several(st.fixed_dictionaries({"idea": TEXT}, optional={"given": DAYS, "for": TEXT})),
    "reminders": several(st.fixed_dictionaries({"note": TEXT}, optional={"on": DAYS})),
    "interactions": several(
        st.fixed_dictionaries({"on": DAYS}, optional={"note": TEXT, "kind": LINE})
    ),
}  # fmt: skip


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Return some people with what a card can hold, some of them related."""
    spelled = draw(st.lists(NAME, min_size=1, max_size=3, unique_by=names.stem))
    people = []
    for number, name in enumerate(spelled):
        table = _own_to(number, draw(st.fixed_dictionaries({}, optional=KEYS | NOTES)))
        if number and draw(st.booleans()):
            other = {"kind": draw(KIND), "who": names.stem(spelled[0])}
            table["relationships"] = [other]
        people.append(to_contact({"name": name, "id": f"id{number}", **table}, names.stem(name)))
    return Ledger.of(people)


def _own_to(number: int, table: dict[str, Any]) -> dict[str, Any]:
    """Return a table whose ways to reach somebody nobody else has, who would be the same person."""
    own = {key: [f"{number}{each}" for each in table.get(key, ())] for key in ("emails", "phones")}
    accounts = {kind: f"{number}{value}" for kind, value in table.get("accounts", {}).items()}
    return table | {key: value for key, value in own.items() if value} | {"accounts": accounts}


def comparable(contact: Contact, *, notes: bool) -> Contact:
    """Return a contact without what an import gives anew, and what didn't leave."""
    bare = replace(contact, id="", sources=(), added=contact.added)
    if notes:
        return bare
    return replace(bare, notes="", gifts=(), reminders=(), interactions=())


@pytest.mark.parametrize("vcard4", [False, True], ids=["3.0", "4.0"])
@pytest.mark.parametrize("notes", [False, True], ids=["without notes", "with notes"])
@given(before=ledgers())
def test_a_ledger_comes_back_from_its_cards(
    before: Ledger,
    vcard4: bool,  # noqa: FBT001
    notes: bool,  # noqa: FBT001
) -> None:
    raw = written(before, notes=notes, vcard4=vcard4)

    after = ledger(raw)

    known = {each.handle: each.added for each in before}
    back = [
        replace(comparable(each, notes=notes), added=known[each.handle] and each.added)
        for each in after
    ]
    assert back == [comparable(each, notes=notes) for each in before]
    assert ledger(written(after, notes=notes, vcard4=vcard4)) == after  # and again
    assert b"1604" not in raw
