"""A meeting without an id is the same one once a command has given it its id."""

import pytest

from dexcli.core import ids
from dexcli.core.document import to_contact
from dexcli.store.ledgers import merge_ledgers
from dexcli.store.losses import missing
from dexcli.store.merging import merge_bytes
from tests.ledgers import read

ADA = b'name = "Ada"\nid = "a1"\n'
NOBODYS = b'name = "Ada"\n'
TEA = b'\n[[interactions]]\non = 2026-01-02\nnote = "tea"\n'


def derived(raw: bytes) -> list[str]:
    return list(ids.of_interactions(to_contact(read(raw), "ada")))


def with_id(raw: bytes, number: int = 0) -> bytes:
    return TEA + f'id = "{derived(raw)[number]}"\n'.encode()


@pytest.mark.parametrize("head", [ADA, NOBODYS])
@pytest.mark.parametrize("base", [None, b""])
def test_amended_there_and_as_a_hand_wrote_it_here_is_one_meeting(
    head: bytes, base: bytes | None
) -> None:
    here = head + TEA
    there = head + with_id(here) + b'place = "Rome"\n'
    base = None if base is None else here + b"\n[other]\nkey = 1\n"

    merged = merge_bytes(base, here, there, name="ada.toml")

    (one,) = read(merged.raw)["interactions"]
    assert (one["note"], one["place"], one["id"]) == ("tea", "Rome", derived(here)[0])
    assert merged.conflicts == ()
    assert merge_bytes(base, there, here, name="ada.toml").raw == merged.raw


def test_two_notes_of_one_meeting_without_an_id_are_one_meeting_and_a_conflict() -> None:
    here = ADA + TEA
    there = ADA + with_id(here).replace(b"tea", b"green tea")

    merged = merge_ledgers({}, {"ada.toml": here}, {"ada.toml": there})

    table = read(merged.files["ada.toml"])
    (one,) = table["interactions"]
    assert table["conflicts"][0]["values"] == ["green tea", "tea"]
    assert [each.key for each in merged.conflicts] == [f"interactions.{one['id']}.note"]
    assert missing({}, {"ada.toml": here}, {"ada.toml": there}, merged.files) == ()


def test_of_two_equal_meetings_one_amended_there_are_two_and_not_three() -> None:
    here = ADA + TEA + TEA
    there = ADA + with_id(here).replace(b"tea", b"weak tea") + TEA

    merged = merge_ledgers({}, {"ada.toml": here}, {"ada.toml": there}).files

    assert len(read(merged["ada.toml"])["interactions"]) == 2
    assert missing({}, {"ada.toml": here}, {"ada.toml": there}, merged) == ()


def test_of_two_equal_meetings_the_other_keeps_its_id_once_one_has_it_in_the_file() -> None:
    here = ADA + TEA + TEA
    assert derived(ADA + with_id(here) + TEA) == derived(here)


def test_amended_here_and_changed_by_hand_there_is_told() -> None:
    base = ADA + TEA
    here = ADA + with_id(base) + b'place = "Rome"\n'
    there = base.replace(b"tea", b"coffee")

    merged = merge_bytes(base, here, there, name="ada.toml")

    assert {each["note"] for each in read(merged.raw)["interactions"]} == {"tea", "coffee"}
    assert [each.kind for each in merged.conflicts] == ["deleted"]


def test_given_its_id_here_and_removed_there_is_removed() -> None:
    base = {"ada.toml": ADA + TEA}
    here = {"ada.toml": ADA + with_id(ADA + TEA)}
    there = {"ada.toml": ADA + b'city = "Oslo"\n'}

    merged = merge_ledgers(base, here, there)

    assert merged.files == there
    assert missing(base, here, there, merged.files) == ()
