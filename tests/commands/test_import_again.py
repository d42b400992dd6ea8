"""A second `dexcli import`: what changed at the source comes, what changed here stays."""

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Cards, Write
from tests.conftest import UNDO, Dexcli

pytestmark = pytest.mark.usefixtures("card_formats")

EMAILS = ["ada@x.org"]


def ada(**contact: Any) -> dict[str, Any]:  # noqa: ANN401 - any value of a file
    """Return Ada's card."""
    return {"key": "1", "name": "Ada Lovelace", "contact": {"emails": EMAILS, **contact}}


def read(ledger: Path) -> dict[str, Any]:
    """Return what Ada's file says."""
    return tomllib.loads((ledger / "ada-lovelace.toml").read_text(encoding="utf-8"))


def test_a_new_job_is_news_and_stays_as_a_note(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    dexcli("import", file("a", ada(org="Acme", title="Programmer")))

    result = dexcli("import", file("a", ada(org="Globex", title="Programmer")))

    assert result.stdout == f"1 row: 1 updated. 1 changed.{UNDO}\n"
    assert result.stderr == "dexcli: 1 person changed jobs: Ada Lovelace: Acme → Globex\n"
    found = read(ledger)
    assert (found["org"], found["title"]) == ("Globex", "Programmer")
    (note,) = found["interactions"]
    assert (note["kind"], note["note"]) == ("note", "Acme → Globex (Cards)")
    assert note["on"].isoformat() == "2026-11-22"
    assert note["source"] == "cards:1#org=Globex"
    assert dexcli("import", file("a", ada(org="Globex"))).stdout == "1 row: 1 unchanged.\n"


def test_two_machines_give_a_note_the_same_id(
    dexcli: Dexcli, ledger: Path, file: Cards, tmp_path: Path
) -> None:
    first, second = file("a", ada(org="Acme")), file("b", ada(org="Globex"))
    other = tmp_path / "other"
    dexcli("init", str(other))
    for at in (ledger, other):
        dexcli("import", first, at=at)
        dexcli("import", second, at=at)

    assert (other / "ada-lovelace.toml").read_text() == (ledger / "ada-lovelace.toml").read_text()


def test_other_keys_are_told_as_changed_at_the_source(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", ada(city="London", phones=["1", "2"])))

    result = dexcli("import", file("a", ada(city="Paris", phones=["2", "3"], birthday="12-10")))

    assert result.stderr == (
        "dexcli: changed at the source: Ada Lovelace: birthday: + 12-10, "
        "phones: - 1, phones: + 3, city: London → Paris\n"
    )
    found = read(ledger)
    assert (found["city"], found["phones"], found["birthday"]) == ("Paris", ["2", "3"], "12-10")
    assert "interactions" not in found


def test_what_changed_here_only_stays(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    dexcli("import", file("a", ada(city="London", title="Programmer", phones=["1"])))
    dexcli("set", "ada", "city=Rome", "title=", "phones+=2", "emails-=ada@x.org")
    before = read(ledger)

    result = dexcli("import", file("a", ada(city="London", title="Programmer", phones=["1"])))

    assert (result.stdout, result.stderr) == ("1 row: 1 unchanged.\n", "")
    assert read(ledger) == before


def test_what_changed_in_both_is_told_and_kept(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    dexcli("import", file("a", ada(org="Acme")))
    dexcli("set", "ada", "org=Initech")

    result = dexcli("import", file("a", ada(org="Globex")))

    assert result.stdout == "1 row: 1 unchanged.\n"
    assert result.stderr == (
        "dexcli: differs from the source, and kept as it is here: "
        "Ada Lovelace: org: here Initech, there Globex\n"
    )
    assert read(ledger)["org"] == "Initech"
    assert dexcli("import", file("a", ada(org="Globex"))).stderr == ""


def test_what_another_source_says_too_is_not_taken_away(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    card = ada(phones=["1234567", "7654321"])
    dexcli("import", file("a", card), file("b", {**card, "source": "others"}))

    dexcli("import", file("a", ada(phones=["1234567"])))

    assert read(ledger)["phones"] == ["1234567", "7654321"]


def test_what_a_file_does_not_mention_at_all_stays(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", ada(org="Acme", phones=["1"])))
    before = read(ledger)

    dexcli("import", file("a", ada()))

    assert read(ledger) == before


def test_after_an_undo_the_values_come_again(dexcli: Dexcli, ledger: Path, file: Cards) -> None:
    dexcli("import", file("a", ada(org="Acme")))
    dexcli("import", file("a", ada(org="Globex", city="Paris")))
    assert dexcli("undo").exit_code == 0
    assert read(ledger)["org"] == "Acme"

    result = dexcli("import", file("a", ada(org="Globex", city="Paris")))

    assert "Acme → Globex" in result.stderr
    found = read(ledger)
    assert (found["org"], found["city"]) == ("Globex", "Paris")


def test_after_an_undo_the_same_import_makes_the_same_lists(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", ada(phones=["1", "2"])))
    path = file("b", {**ada(emails=["new@x.org"], phones=["2"]), "name": "Ada King"})
    dexcli("import", path)
    once = read(ledger)
    dexcli("undo")

    dexcli("import", path)

    assert read(ledger) == once
    assert (once["emails"], once["phones"]) == (["new@x.org"], ["2"])


def test_an_address_that_went_there_and_was_added_here_again_stays(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", ada()))
    path = file("b", ada(emails=["new@x.org"]))
    dexcli("import", path)
    dexcli("set", "ada", "emails+=ada@x.org")

    dexcli("import", path)

    assert sorted(read(ledger)["emails"]) == ["ada@x.org", "new@x.org"]


def test_a_new_name_at_the_source_is_told_once_and_kept_as_an_alias(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", {**ada(), "name": "Ada Lovelace"}))
    path = file("a", {**ada(), "name": "Ada King"})

    result = dexcli("import", path)

    assert result.stderr == (
        "dexcli: changed at the source: Ada Lovelace: is called Ada King there, kept as an alias "
        '(dexcli rename ada-lovelace "Ada King" makes it the name)\n'
    )
    assert (read(ledger)["name"], read(ledger)["aka"]) == ("Ada Lovelace", ["Ada King"])
    again = dexcli("import", path)
    assert (again.stdout, again.stderr) == ("1 row: 1 unchanged.\n", "")


def test_a_name_that_was_taken_away_here_stays_away(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", {**ada(), "name": "Ada Lovelace"}))
    dexcli("import", file("a", {**ada(), "name": "Ada King"}))
    dexcli("set", "ada", "aka=")

    for name in ("Ada King", "Ada Lovelace", "Ada King"):
        dexcli("import", file("a", {**ada(), "name": name}))

    assert "aka" not in read(ledger)


def test_without_what_was_said_before_an_import_only_adds(
    dexcli: Dexcli, ledger: Path, file: Cards, tmp_path: Path
) -> None:
    dexcli("import", file("a", ada(org="Acme")))
    shutil.rmtree(tmp_path / "xdg-state")

    result = dexcli("import", file("a", ada(org="Globex", city="Paris", phones=["1"])))

    found = read(ledger)
    assert (found["org"], found["city"], found["phones"]) == ("Acme", "Paris", ["1"])
    assert "differs from the source, and kept as it is here: Ada Lovelace: org" in result.stderr


def test_a_damaged_memory_of_what_was_said_is_as_if_there_were_none(
    dexcli: Dexcli, ledger: Path, file: Cards, tmp_path: Path
) -> None:
    dexcli("import", file("a", ada(org="Acme")))
    (kept,) = (tmp_path / "xdg-state").rglob("imports/*.json")
    for damaged in (b"", b"{", b"[]", b'{"format":1,"namespace":"cards","said":{"1":[]}}', b"\xff"):
        kept.write_bytes(damaged)
        assert dexcli("import", file("a", ada(org="Globex")), "--dry-run").exit_code == 0
    assert read(ledger)["org"] == "Acme"


def test_a_dry_run_remembers_nothing(dexcli: Dexcli, file: Cards, tmp_path: Path) -> None:
    dexcli("import", file("a", ada(org="Acme")))
    kept = list((tmp_path / "xdg-state").rglob("imports/*"))
    before = [path.read_bytes() for path in kept]

    dexcli("import", file("a", ada(org="Globex")), "--dry-run")

    assert len(kept) == 1
    assert [path.read_bytes() for path in kept] == before
    assert "Acme → Globex" in dexcli("import", file("a", ada(org="Globex"))).stderr


def test_a_removed_relationship_does_not_come_back(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    path = file("a", {**ada(), "links": [["sister", "Zoe", ""]]})
    dexcli("import", path)
    text = (ledger / "ada-lovelace.toml").read_text()
    (ledger / "ada-lovelace.toml").write_text(text.partition("[[relationships]]")[0])

    assert dexcli("import", path).stdout == "1 row: 1 unchanged.\n"


def test_a_planned_meeting_moves_with_its_calendar(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    def planned(on: str) -> dict[str, Any]:
        block = {"note": "lunch", "on": on, "meet": True, "id": "abcdefghjk"}
        return {**ada(reminders=[block]), "only_known": True}

    dexcli("import", file("a", ada()))
    dexcli("import", file("c", planned("2026-12-01")))
    dexcli("import", file("c", planned("2026-12-02")))

    (reminder,) = read(ledger)["reminders"]
    assert str(reminder["on"]) == "2026-12-02"


def test_a_planned_meeting_that_took_place_is_done(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    block = {"note": "lunch", "on": "2026-11-20", "meet": True, "id": "abcdefghjk"}
    dexcli("import", file("a", ada()))
    dexcli("import", file("c", {**ada(reminders=[block]), "only_known": True}))

    met = {"on": "2026-11-20", "kind": "lunch"}
    dexcli("import", file("c", {**ada(), "only_known": True, "row": "e1", "interaction": met}))

    found = read(ledger)
    assert str(found["reminders"][0]["done"]) == "2026-11-20"
    assert found["interactions"][0]["kind"] == "lunch"


def test_a_promise_that_was_kept_is_not_made_again(
    dexcli: Dexcli, ledger: Path, file: Cards, tmp_path: Path
) -> None:
    block = {"note": "send the paper", "on": "2026-11-01", "id": "abcdefghjk"}
    path = file("a", ada(reminders=[block]))
    dexcli("import", path)
    assert dexcli("done", "abcdefghjk").exit_code == 0
    before = read(ledger)

    for _ in range(2):
        assert dexcli("import", path).stdout == "1 row: 1 unchanged.\n"
        assert read(ledger) == before
        shutil.rmtree(tmp_path / "xdg-state")


def test_of_several_sources_the_one_that_differs_is_named(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", ada(org="Acme")))

    result = dexcli(
        "import",
        file("a", {**ada(org="Globex"), "source": "others"}),
        file("b", {**ada(org="Initech"), "source": "third"}),
    )

    assert result.stderr == (
        "dexcli: differs from the source, and kept as it is here: Ada Lovelace: "
        "org: here Acme, there Globex (others), org: here Acme, there Initech (third)\n"
    )
    assert read(ledger)["org"] == "Acme"


def test_what_a_format_keeps_for_itself_is_no_news(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    dexcli("import", file("a", ada(city="London", cards={"rev": "1", "lines": ["a"]})))

    result = dexcli("import", file("a", ada(city="Paris", cards={"rev": "2", "lines": ["b"]})))

    assert result.stderr == ("dexcli: changed at the source: Ada Lovelace: city: London → Paris\n")
    assert read(ledger)["cards"] == {"rev": "2", "lines": ["b"]}


def test_json_has_the_news(dexcli: Dexcli, file: Cards) -> None:
    dexcli("import", file("a", ada(org="Acme")))

    result = dexcli("import", file("a", ada(org="Globex")), "--json")

    assert json.loads(result.stdout)["news"] == [
        {"handle": "ada-lovelace", "source": "cards:1", "key": "org", "old": "Acme",
         "new": "Globex"}
    ]  # fmt: skip


# -- a table of our own, which speaks for itself


def ours(name: str, columns: list[str], **contact: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return {"key": "", "name": name, "contact": contact, "columns": ["name", *columns]}


def test_a_changed_cell_changes_and_an_emptied_one_clears(
    dexcli: Dexcli, ledger: Path, file: Cards, write: Write
) -> None:
    write("ada", 'name = "Ada" # mine\norg = "Acme"\ncity = "London"\ntags = ["a", "b"]\n'
          'accounts = { github = "ada", x = "y" }\nid = "k7m2x9q4c1"\n')  # fmt: skip

    columns = ["org", "tags", "accounts.github"]
    row = ours("Ada King", columns, id="k7m2x9q4c1", tags=["b", "c"], org="Globex")
    result = dexcli("import", file("a", row))

    assert "1 row: 1 updated. 1 changed." in result.stdout
    text = (ledger / "ada.toml").read_text(encoding="utf-8")
    assert text == (
        'name = "Ada King" # mine\norg = "Globex"\ncity = "London"\ntags = ["b", "c"]\n'
        'accounts = { x = "y" }\nid = "k7m2x9q4c1"\n'
    )
    assert dexcli("import", file("a", row)).stdout == "1 row: 1 unchanged.\n"


def test_a_handle_names_a_row_too_and_a_new_one_is_somebody_new(
    dexcli: Dexcli, ledger: Path, file: Cards, write: Write
) -> None:
    write("ada", 'name = "Ada"\norg = "Acme"\n')

    result = dexcli("import", file("a", ours("Ada", ["org"], id="ada"), ours("Zoe", ["org"])))

    assert "2 rows: 1 added, 1 updated. 1 new contact, 1 changed." in result.stdout
    assert (ledger / "ada.toml").read_text(encoding="utf-8") == 'name = "Ada"\n'
    assert (ledger / "zoe.toml").exists()


def test_a_row_of_somebody_new_again_changes_nothing(
    dexcli: Dexcli, ledger: Path, file: Cards
) -> None:
    path = file("a", ours("Zoe", ["org", "added"], id="zzzzzzzzzz", org="Acme"))
    dexcli("import", path)
    before = (ledger / "zoe.toml").read_bytes()

    assert dexcli("import", path).stdout == "1 row: 1 unchanged.\n"
    assert (ledger / "zoe.toml").read_bytes() == before
    assert b"added = 2026-11-22" in before


def test_two_rows_of_one_person_do_not_speak_for_each_other(
    dexcli: Dexcli, ledger: Path, file: Cards, write: Write
) -> None:
    write("ada", 'name = "Ada"\norg = "Acme"\n')
    rows = [ours("Ada", ["org"], id="ada", org=each) for each in ("B", "C")]

    result = dexcli("import", file("a", *rows))

    assert result.exit_code == 0
    assert result.stderr == "dexcli: row 3: skipped: Ada (ada) stands in row 2 already\n"
    assert 'org = "B"' in (ledger / "ada.toml").read_text(encoding="utf-8")
