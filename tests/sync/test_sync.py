"""`dexcli sync`: two machines brought together."""

from collections.abc import Sequence

from tests.sync.conftest import Machine, git


def test_both_log_the_same_person_and_both_meetings_stay(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("log", "ada", "-m", "Coffee here")
    there("log", "ada", "-m", "Tea there")
    there("log", "bob", "-m", "Reggae")
    assert there("sync").stdout == "Synced: 2 people changed here.\n"

    assert here("sync").stdout == "Synced: 1 person changed here, 2 there.\n"
    assert there("sync").stdout == "Synced: 1 person changed there.\n"

    assert here.files() == there.files()
    assert "Coffee here" in here.read("ada-lovelace.toml")
    assert "Tea there" in here.read("ada-lovelace.toml")
    assert here("sync").stdout == "Nothing to sync.\n"
    assert here.git("status", "--porcelain") == ""
    git(here.folder, "fsck", "--strict")
