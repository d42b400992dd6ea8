"""New text reads back as what was meant, and appending to it changes nothing before."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.contact import Contact, Interaction
from dexcli.core.dates import PartialDate
from dexcli.core.document import to_contact, to_document
from dexcli.store import codec, edit, encode

texts = st.text(max_size=30) | st.sampled_from(
    ["", '"""', "'''", "a\nb", "a\r\nb", "\x00\x1b", "[[interactions]]", "\\", "é\u2028", " x "]
)
words = texts.filter(str.strip)
extras = st.dictionaries(
    st.text(min_size=1, max_size=8).map(lambda key: f"x {key}"),
    st.recursive(
        texts | st.integers(-(2**60), 2**60) | st.booleans() | st.dates(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
        ),
        max_leaves=5,
    ),
    max_size=3,
)
days = st.dates().map(PartialDate.of) | st.integers(1, 9999).map(lambda y: PartialDate(year=y))


@st.composite
def interactions(draw: st.DrawFn) -> Interaction:
    return Interaction(
        on=draw(days),
        kind=draw(texts),
        place=draw(texts),
        others=tuple(draw(st.lists(texts, max_size=3))),
        note=draw(texts),
        id=draw(texts),
        extra=draw(extras),
    )


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    return Contact(
        name=draw(words),
        aka=tuple(draw(st.lists(texts, max_size=3))),
        emails=tuple(draw(st.lists(texts, max_size=2))),
        accounts=draw(st.dictionaries(texts, texts, max_size=2)),
        city=draw(texts),
        notes=draw(texts),
        extra=draw(extras),
        interactions=tuple(draw(st.lists(interactions(), max_size=3))),
        handle="ada",
    )


def read(raw: bytes) -> Contact:
    return codec.decode(raw, "ada.toml").contact


@given(contacts())
def test_what_is_written_is_read(contact: Contact) -> None:
    assert read(encode.encode(contact).encode()) == contact


@given(contacts(), interactions())
def test_logging_only_adds_to_the_end(contact: Contact, interaction: Interaction) -> None:
    before = encode.encode(contact).encode()

    after = edit.update(before, contact, contact.logging(interaction))

    assert after.startswith(before)
    assert read(after) == contact.logging(interaction)


@given(contacts(), contacts())
def test_any_file_can_be_made_to_say_anything(old: Contact, new: Contact) -> None:
    raw = encode.encode(old).encode()

    assert read(edit.update(raw, old, new)) == new


@given(contacts())
def test_a_document_is_a_contact_and_back(contact: Contact) -> None:
    document: dict[str, Any] = to_document(contact)

    assert to_contact(document, "ada") == contact
