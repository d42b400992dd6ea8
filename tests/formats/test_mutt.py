"""Aliases of mutt come in as mutt understands them, and go out as it reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.contact import Contact
from dexcli.core.rows import BadRow
from dexcli.formats import mutt
from dexcli.formats.source import Source
from tests.formats.bringing import complaint, held, leaving, ledger_of, read, source
from tests.formats.fields import mutt as fields


def brought(text: str) -> list[Contact]:
    rows, bad = read(mutt, text.encode())
    assert bad == []
    return ledger_of(rows, "mutt")


@pytest.mark.parametrize(
    "line",
    [
        "alias al Ada Lovelace <ada@example.org>",
        'alias al "Lovelace, Ada" <ada@example.org>',
        "alias al ada@example.org (Ada Lovelace)",
        "alias al \\\n  Ada Lovelace <ada@example.org>",
        '  alias "al" Ada  Lovelace <ada@example.org>',
    ],
)
def test_one_alias_in_every_spelling(line: str) -> None:
    (ada,) = brought(f"{line}\n")
    assert (ada.name, ada.emails, ada.extra, ada.sources) == (
        "Ada Lovelace",
        ("ada@example.org",),
        {"mutt": {"alias": "al"}},
        ("mutt:ada@example.org",),
    )


def test_groups_are_tags_and_a_comment_is_a_note() -> None:
    line = 'alias -group maths -group "old friends" al Ada <ada@x.org> # knows # looms tags:a,b\n'
    (ada,) = brought(line)
    assert ada.tags == ("maths", "old friends", "a", "b")
    assert ada.notes == "knows # looms"


def test_an_alias_of_several_is_a_group() -> None:
    people = brought("alias al Ada <ada@x.org>\nalias crowd Bob <bob@x.org>, al, Eve <eve@x.org>\n")
    assert [(each.name, each.tags) for each in people] == [
        ("Ada", ("crowd",)),
        ("Bob", ("crowd",)),
        ("Eve", ("crowd",)),
    ]


def test_the_rest_of_a_muttrc_is_no_record() -> None:
    (ada,) = brought("set from=me@x.org\n# alias no No <no@x.org>\nalias al ada@x.org\n")
    assert ada.name == "al"


def test_an_alias_without_an_address_is_named() -> None:
    _, bad = read(mutt, b"alias al\nalias bob nobody\nalias ok a@x.org\n")
    assert [(each.line, each.label, each.reason) for each in bad] == [
        (1, "al", "an alias without an address"),
        (2, "bob", "'nobody' is no address and no alias"),
    ]


def test_what_goes_out() -> None:
    ada = Contact(
        name="Lovelace, Ada", handle="ada", emails=("ada@x.org", "al@y.org"), tags=("old friends",),
        notes="knows\nlooms",
    )  # fmt: skip
    zoe = Contact(name="Zoë", handle="zoe", emails=("zoe@x.org",))
    nobody = Contact(name="Bob", handle="bob")
    assert b"".join(mutt.write(leaving([ada, zoe, nobody]))).decode() == (
        'alias -group "old friends" ada "Lovelace, Ada" <ada@x.org> # knows looms\n'
        'alias -group "old friends" ada-2 "Lovelace, Ada" <al@y.org>\n'
        "alias zoe Zoë <zoe@x.org>\n"
    )


def test_a_note_leaves_only_with_notes() -> None:
    ada = Contact(name="Ada", handle="ada", emails=("ada@x.org",), notes="secret")
    assert b"secret" not in b"".join(mutt.write(leaving([ada], notes=False)))


WORD = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=6)
ADDRESS = st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.org", fullmatch=True)
PEOPLE = st.lists(
    st.builds(
        lambda names, email, tags, note, alias: Contact(
            name=" ".join(names), handle=alias, emails=(email,), tags=tuple(tags), notes=note,
            extra={"mutt": {"alias": alias}},
        ),
        st.lists(WORD, min_size=1, max_size=2), ADDRESS, st.lists(WORD, max_size=2, unique=True),
        WORD | st.just(""), st.from_regex(r"[a-z]{1,5}", fullmatch=True),
    ),
    max_size=3, unique_by=(lambda each: each.handle, lambda each: each.emails),
)  # fmt: skip


@given(PEOPLE)
def test_what_went_out_comes_in_as_it_was(people: list[Contact]) -> None:
    raw = b"".join(mutt.write(leaving(people)))
    found = ledger_of(read(mutt, raw)[0], "mutt") if people else []
    assert [held(each) for each in found] == [held(each) for each in people]


def test_cut_off_anywhere_it_is_read_or_refused() -> None:
    assert mutt.recognises(source(fields.SAMPLE))
    for end in range(len(fields.SAMPLE)):
        complaint(mutt, fields.SAMPLE[:end])


@given(st.binary(max_size=200))
def test_random_bytes_are_named(raw: bytes) -> None:
    assert not mutt.recognises(Source.of_bytes(raw, "x"))
    read(mutt, b"alias a a@x.org\nalias " + raw)


def test_another_file_that_is_sourced_is_told() -> None:
    rows, bad = read(mutt, b"alias a Ada <a@x.org>\nsource ~/.mutt/b\n")

    assert len(rows) == 1
    assert bad == [BadRow(2, "not read; import it too", label="~/.mutt/b", unreadable=False)]
