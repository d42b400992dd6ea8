"""What a merge did to people is told on every machine, also where another one merged."""

from collections.abc import Sequence

from dexcli.sync import telling
from tests.sync.conftest import Machine

TOLD = "dexcli: two people had the handle sam: Sam (Rome) is sam-2 now\n"


def test_who_has_another_handle_now_is_told_on_both_machines(pair: Sequence[Machine]) -> None:
    here, there = pair
    here.write("sam.toml", 'name = "Sam"\nid = "zzzzzzzzzz"\ncity = "Rome"\n')
    there.write("sam.toml", 'name = "Sam"\nid = "aaaaaaaaaa"\ncity = "Oslo"\n')
    here("sync")

    assert there("sync", "--dry-run").stderr == TOLD
    assert there("sync").stderr == TOLD
    assert there.git("log", "-1", "--format=%s%n%b").splitlines() == [
        "sync: 1 person changed here, 1 there",
        f"- {TOLD.strip().removeprefix('dexcli: ')}",
    ]
    assert here("sync", "--dry-run").stderr == TOLD
    assert here("sync").stderr == TOLD

    for machine in (here, there):
        assert machine("sync").stderr == ""
        assert "Rome" in machine.read("sam-2.toml")


def test_what_somebody_else_writes_in_a_message_is_not_told(pair: Sequence[Machine]) -> None:
    here, there = pair
    here("log", "bob")
    here.git("checkout", "-q", "-b", "side", "HEAD~1")
    here("log", "ada")
    here.git("checkout", "-q", "main")
    here.git("merge", "-q", "side", "-m", "A merge of mine\n\n- I did this and that")
    here("sync")
    assert there("sync").stderr == ""


def test_a_merge_of_very_much_has_a_message_that_git_takes() -> None:
    message = telling.message("", [f"{number} {'word ' * 5000}" for number in range(5000)])
    assert len(message) < 20_000
    assert message.startswith("sync\n\n- 0 word word")
    assert message.endswith("\n- and 4,950 more")
