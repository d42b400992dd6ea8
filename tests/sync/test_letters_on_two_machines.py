"""Two machines import the same letters while neither knows of the other, and then sync."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from tests import letters
from tests.sync import clones
from tests.sync.clones import Clone

IMPORT = ("import", str(letters.PART), "--map", str(letters.MAP))
SOME_ROWS_UNREAD = 5


def contacts(clone: Clone) -> dict[str, dict[str, Any]]:
    return {
        name: tomllib.loads(raw.decode()) for name, raw in clone.files().items() if "/" not in name
    }


def meetings(clone: Clone) -> Counter[str]:
    return Counter(
        f"{table['id']} {block['id']}"
        for table in contacts(clone).values()
        for block in table.get("interactions", [])
    )


def test_nobody_and_no_letter_is_there_twice(tmp_path: Path) -> None:
    remote = clones.bare(tmp_path / "remote.git")
    here, there = Clone(tmp_path / "here"), Clone(tmp_path / "there")
    for clone in (here, there):
        clones.joined(clone, remote)
    assert here.dexcli(*IMPORT).returncode in {0, SOME_ROWS_UNREAD}
    once, known = meetings(here), contacts(here)
    namesake = next(iter(known.values()))["name"]
    assert there.dexcli("add", namesake).returncode == 0
    assert there.dexcli(*IMPORT).returncode in {0, SOME_ROWS_UNREAD}

    for clone in (here, there, here):
        assert clone.dexcli("sync").returncode == 0

    assert here.files() == there.files()
    assert meetings(here) == once
    assert max(once.values()) == 1
    found = contacts(here).values()
    sources = Counter(source for table in found for source in table.get("sources", []))
    assert max(sources.values()) == 1
    assert len(found) == len(known) + 1
    assert [table["name"] for table in found].count(namesake) == 2
