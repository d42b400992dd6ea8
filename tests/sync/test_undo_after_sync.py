"""A step of this machine is taken back after a sync: of whom it was, under whatever handle now."""

from collections.abc import Sequence

import pytest

from tests.sync.conftest import Machine

HERS = 'name = "Sam"\nid = "aaaaaaaaaa"\ncity = "Oslo"\norg = "Acme"\ntags = ["q"]\n'


@pytest.fixture
def two_sams(pair: Sequence[Machine]) -> Machine:
    """Return a machine whose Sam has become sam-2, after steps with Sam, and with both."""
    here, there = pair
    here.write("sam.toml", 'name = "Sam"\nid = "zzzzzzzzzz"\ncity = "Rome"\n')
    there.write("sam.toml", HERS)
    here("set", "sam", "org=Acme")
    here("tag", "q", "sam")
    here("log", "ada", "sam", "-m", "Tea")
    there("sync")
    here("sync")
    assert "Oslo" in here.read("sam.toml")
    assert "Rome" in here.read("sam-2.toml")
    return here


def test_whoever_has_the_old_handle_now_stays_as_they_are(two_sams: Machine) -> None:
    before = two_sams.read("sam-2.toml")
    assert ("Acme" in before, "q" in before, "Tea" in before) == (True, True, True)

    two_sams("undo")
    after = two_sams.read("sam-2.toml")
    assert "Tea" not in after + two_sams.read("ada-lovelace.toml")
    two_sams("undo")
    two_sams("undo")

    assert two_sams.read("sam-2.toml") == 'name = "Sam"\nid = "zzzzzzzzzz"\ncity = "Rome"\n'
    assert two_sams.read("sam.toml") == HERS
    two_sams("undo", "--redo")
    assert 'org = "Acme"' in two_sams.read("sam-2.toml")
    assert two_sams.read("sam.toml") == HERS


def test_a_meeting_is_taken_back_from_who_was_renamed_elsewhere(pair: Sequence[Machine]) -> None:
    here, there = pair
    before = here.read("ada-lovelace.toml")
    here("log", "ada", "bob", "-m", "Tea")
    here("relate", "ada", "friend=bob")
    here("sync")
    there("sync")
    there("rename", "bob", "Robert")
    there("sync")
    here("sync")
    assert 'with = ["robert"]' in here.read("ada-lovelace.toml")

    here("undo")
    here("undo")

    assert here.read("ada-lovelace.toml") == before
    assert "Tea" not in here.read("robert.toml")


def test_who_is_gone_and_whose_handle_is_another_s_now_is_not_undone(
    pair: Sequence[Machine],
) -> None:
    here, _ = pair
    here("set", "bob", "city=Rome")
    here.write("bob-marley.toml", HERS.replace("Oslo", "Rome"))
    result = here("undo", code=6)
    assert "bob-marley.toml is not here any more; nothing was written." in result.stderr
    assert "came by a sync; 'dexcli undo ID' takes back another step" in result.stderr
    assert "Rome" in here.read("bob-marley.toml")
