"""Names are found in an index's texts as they are found among the contacts themselves."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dexcli.core import columns, lookup, names
from dexcli.core.contact import Contact, Relationship
from dexcli.core.ledger import Ledger
from dexcli.core.roster import Beforehand, Kind, Lines
from dexcli.core.settings import Settings

WORDS = ["Ada", "ada", "Ádá", "Lovelace", "von", "b1", "A. B.", "---", "Lovelace, Ada", "李"]
words = st.sampled_from(WORDS)
people = st.lists(
    st.builds(
        Contact,
        name=words,
        aka=st.lists(words, max_size=2).map(tuple),
        emails=st.lists(st.sampled_from(["A@x.org", "ada@x.org", ""]), max_size=2).map(tuple),
        was=st.lists(st.sampled_from(["b1", "p0", "p\n1", "old"]), max_size=2).map(tuple),
        archived=st.booleans(),
        relationships=st.lists(
            st.builds(
                Relationship, kind=st.just("friend"), who=st.sampled_from(["p0", "b1", "p\n1"])
            ),
            max_size=2,
        ).map(tuple),
    ),
    min_size=1,
    max_size=6,
).map(lambda found: [_at(each, f"p{place}") for place, each in enumerate(found)])


def _at(contact: Contact, handle: str) -> Contact:
    return replace(contact, handle=handle)


def known(then: Sequence[Contact], now: Sequence[Contact]) -> Ledger:
    """Return the ledger of today with what an index knew of it then."""
    alike: dict[str, list[str]] = {}
    for contact in then:
        if contact.is_active:
            alike.setdefault(names.same_key(contact.name), []).append(contact.handle)
    twins = {key: handles for key, handles in alike.items() if len(handles) > 1}
    handles = frozenset(contact.handle for contact in now)
    before = Beforehand(
        columns=columns.of(
            ((contact.handle, columns.row_of(contact, Settings())) for contact in then), b""
        ),
        lines=lambda kind: Lines.of(kind, then),
        twins=lambda: twins,
        texts=lambda _: None,
        fresh=frozenset(contact.handle for contact in now if contact not in then),
        gone=frozenset(contact.handle for contact in then) - handles,
    )
    return Ledger({contact.handle: contact for contact in now}, before)


@given(people, people, words | st.sampled_from(["a", "p1", "old", "p\n1", "x.org", "lovelace a"]))
def test_an_index_finds_whom_the_contacts_themselves_would_be(
    then: list[Contact], now: list[Contact], query: str
) -> None:
    plain, indexed = Ledger.of(now), known(then, now)

    assert indexed.matches(query) == plain.matches(query)
    assert indexed.is_name(query) == plain.is_name(query)
    assert indexed.resolve(query) == plain.resolve(query)
    found, expected = (
        lookup.addresses(query, ledger, Settings(), today=date(2026, 11, 22))
        for ledger in (indexed, plain)
    )
    assert found == expected
    for contact in now:
        assert indexed.label(contact) == plain.label(contact)
        assert indexed.mentioning(contact) == plain.mentioning(contact)


def test_a_value_is_found_whole_or_by_its_start() -> None:
    lines = Lines.of(Kind.NAMES, [Contact(name="Ada Lovelace", handle="ada")])

    assert set(lines.exact("ada lovelace")) == {"ada"}
    assert set(lines.exact("ada")) == set()
    assert set(lines.starting("love")) == {"ada"}
    assert set(lines.containing("vel")) == {"ada"}
    assert set(Lines.of(Kind.NAMES, [Contact(name="Ada", handle="p7")]).containing("p7")) == set()
