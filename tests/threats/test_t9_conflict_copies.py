"""T9: the second file that a sync program makes of somebody is nobody, and is never lost."""

from pathlib import Path

import pytest

from tests.conftest import Dexcli

SCHEMES = {
    "syncthing": "ada.sync-conflict-20261120-101010-ABCDEFG",
    "dropbox": "ada (Bob's conflicted copy 2026-11-20)",
    "nextcloud": "ada (conflicted copy 2026-11-20 101010)",
    "owncloud": "ada_conflict-20261120-101010",
    "seafile": "ada (SFConflict bob@example.org 2026-11-20-10-10-10)",
    "download": "ada (1)",
    "icloud": "ada 2",
}
ADA = 'name = "Ada"\ncadence = "1 week"\nadded = 2026-01-01\ntags = ["friend"]\nid = "a1a1a1a1a1"\n'
THERE = '\n[[interactions]]\non = 2026-10-10\nkind = "call"\nid = "c3c3c3c3c3"\n'
MANY = 320  # contacts, from which on there is an index


def files_of(ledger: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in ledger.glob("*.toml")}


@pytest.fixture(params=list(SCHEMES.values()), ids=list(SCHEMES))
def copy(request: pytest.FixtureRequest, ledger: Path) -> Path:
    ledger.chmod(0o700)
    (ledger / "ada.toml").write_text(ADA, encoding="utf-8")
    path = ledger / f"{request.param}.toml"
    path.write_text(ADA + THERE, encoding="utf-8")
    return path


@pytest.mark.parametrize("many", [False, True], ids=["small", "indexed"])
def test_t9_a_copy_is_shown_as_nobody_and_told(
    dexcli: Dexcli, ledger: Path, copy: Path, *, many: bool
) -> None:
    for number in range(MANY if many else 0):
        (ledger / f"p{number}.toml").write_text(f'name = "P {number}"\ncadence = "never"\n')
    told = (
        f"dexcli: {copy.name}: a sync program's second copy of ada; "
        "'dexcli doctor --fix' merges it\n"
    )
    for _ in range(3):
        for command in (["due"], ["today"], ["list", "ada"]):
            result = dexcli(*command)
            assert (result.exit_code, result.stderr) == (0, told)
            assert result.stdout.count("Ada") == 1, command
        assert len(dexcli("list", "--handles").stdout.splitlines()) == 1 + (MANY if many else 0)
    assert dexcli("log", "ada", "-m", "tea").exit_code == 0
    assert dexcli("show", "Ada", "handle").stdout == "ada\n"
    assert copy.read_text(encoding="utf-8") == ADA + THERE


def test_t9_doctor_merges_it_and_keeps_the_copy(
    dexcli: Dexcli, ledger: Path, tmp_path: Path, copy: Path
) -> None:
    dexcli("log", "ada", "-m", "tea", "--on", "2026-11-20")
    before = files_of(ledger)
    result = dexcli("doctor", "--fix")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        f"mended: {copy.name}: this is a sync program's second copy of ada\n1 finding mended."
    )
    merged = files_of(ledger)
    assert list(merged) == ["ada.toml"]
    assert merged["ada.toml"].startswith(ADA + THERE)
    assert 'note = "tea"' in merged["ada.toml"]
    kept = list(tmp_path.rglob(f"copies/{copy.name}"))
    assert [each.read_text("utf-8") for each in kept] == [ADA + THERE]
    dexcli("undo")
    assert files_of(ledger) == before


def test_t9_the_history_tells_what_was_removed_and_what_was_changed(
    dexcli: Dexcli, ledger: Path
) -> None:
    ledger.chmod(0o700)
    ada, copy = ledger / "ada.toml", ledger / "ada.sync-conflict-20261120-101010-ABCDEFG.toml"
    ada.write_text(ADA, encoding="utf-8")
    dexcli("set", "ada", "city=Paris")
    shared = ada.read_text("utf-8")
    dexcli("set", "ada", "city=London")
    dexcli("tag", "friend", "ada", "--remove")
    copy.write_text(shared.replace("added", 'org = "Engines"\nadded') + THERE, encoding="utf-8")
    assert dexcli("doctor", "--fix").exit_code == 0
    text = ada.read_text("utf-8")
    assert 'city = "London"' in text
    assert 'org = "Engines"' in text
    assert "conflicts" not in text
    assert "friend" not in text
    assert text.endswith(THERE)


@pytest.mark.parametrize("swapped", [False, True])
def test_t9_what_only_one_of_them_has_stays_whichever_is_called_the_copy(
    dexcli: Dexcli, ledger: Path, *, swapped: bool
) -> None:
    ledger.chmod(0o700)
    ada, copy = ledger / "ada.toml", ledger / "ada.sync-conflict-20261120-101010-ABCDEFG.toml"
    ada.write_text(ADA, encoding="utf-8")
    dexcli("set", "ada", "city=Paris")
    shared = ada.read_text("utf-8")
    dexcli("log", "ada", "-m", "tea")
    dexcli("log", "ada", "-m", "wine")
    copy.write_text(shared + THERE, encoding="utf-8")
    if swapped:
        ours = ada.read_text("utf-8")
        ada.write_text(copy.read_text("utf-8"), encoding="utf-8")
        copy.write_text(ours, encoding="utf-8")
    assert dexcli("doctor", "--fix").exit_code == 0
    text = ada.read_text("utf-8")
    assert text.count("[[interactions]]") == 3
    assert "conflicts" not in text


def test_t9_what_both_set_waits_as_a_conflict(dexcli: Dexcli, ledger: Path) -> None:
    ledger.chmod(0o700)
    (ledger / "ada.toml").write_text(ADA + 'city = "Rome"\n', encoding="utf-8")
    (ledger / "ada (1).toml").write_text(ADA + 'city = "Bonn"\n', encoding="utf-8")
    result = dexcli("doctor", "--fix")
    assert result.exit_code == 6
    assert "dexcli resolve ada" in result.stdout
    assert dexcli("resolve", "ada", "city", "--take", "Bonn").exit_code == 0
    assert dexcli("doctor").exit_code == 0


def test_t9_dry_run_shows_it_and_writes_nothing(
    dexcli: Dexcli, ledger: Path, tmp_path: Path, copy: Path
) -> None:
    before = files_of(ledger)
    assert "+on = 2026-10-10" in dexcli("doctor", "--dry-run").stdout
    assert files_of(ledger) == before
    assert copy.exists()
    assert not list(tmp_path.rglob("copies"))
