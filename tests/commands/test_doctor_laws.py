"""Laws of `dexcli doctor`: it answers for any ledger, and `--fix` loses nothing and settles."""

import json
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Dexcli

HANDLES = ("ada", "bob", "carl-x", "dora", "Zoë", "ada (1)", "ada 2", "-x", "con")
DAYS = st.sampled_from([date(2026, 11, 19), date(2026, 11, 20)])
WORDS = st.sampled_from(
    ["", "coffee", "Rome", "<<<<<<< a\n=======\n>>>>>>> b\n", "a\nb", "\x1b[31m"]
)
WHO = st.sampled_from([*HANDLES, "ada-byron", "me", "nobody-here", "Léo", "adaa", "bob\n"])
IDS = st.sampled_from(["", "v3t8n1w6b9", "q81f0c2d5e"])
OTHERS = st.lists(WHO, max_size=3)
LOOSE = {  # keys that slip, are misspelt, or are the person's own; some with values of a wrong type
    "phones": st.just(["+44"]) | st.just("+44"),
    "emails": st.just(["a@x.org"]),
    "city": WORDS,
    "paused": st.booleans(),
    "notes": WORDS,
    "cadence": st.just("3 weeks") | st.just(3),
    "cadance": st.just("2 weeks"),
    "witd": OTHERS,
    "plce": WORDS,
    "kid": WORDS,
    "tag": st.just(["x"]),
    "interaction": st.lists(st.fixed_dictionaries({"on": DAYS}), min_size=1, max_size=2),
    "mood": st.just(1) | st.just(1.0) | st.just(float("nan")),
    "odd key": WORDS,
}
TEXTS = st.binary(max_size=40) | st.sampled_from(
    [b'name = "A"\n<<<<<<< a\n', b"name = 1\n", b"\xff", b"", b'name = "A"\n[x\n']
)


@st.composite
def tables(draw: st.DrawFn, known: dict[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
    """Return a table with some of the known keys and some loose ones, in any order."""
    names = draw(st.lists(st.sampled_from(sorted(LOOSE)), max_size=2, unique=True))
    table = draw(st.fixed_dictionaries(known)) | {name: draw(LOOSE[name]) for name in names}
    return {key: value for key, value in table.items() if value not in ("", [])}


INTERACTION = tables({"on": DAYS, "kind": WORDS, "with": OTHERS, "note": WORDS, "id": IDS})
CONTACT = tables(
    {
        "name": st.sampled_from(["Ada", "Bob", "Ada King"]),
        "id": IDS,
        "was": st.lists(WHO, max_size=1),
        "gifts": st.lists(tables({"idea": WORDS.filter(bool)}), max_size=1),
        "relationships": st.lists(tables({"kind": WORDS.filter(bool), "who": WHO}), max_size=1),
        "interactions": st.lists(INTERACTION, max_size=3),
    }
)
CONFIG = st.fixed_dictionaries(
    {},
    optional={
        "me": WHO,
        "cadence": st.just({"x": "weekly"}) | st.just({"y": "odd"}),
        "alias": st.dictionaries(st.sampled_from("xyz"), st.sampled_from(["x", "y 'a", "", "log"])),
        "filters": st.dictionaries(
            st.sampled_from("xy"), st.sampled_from(["@x", "@y", "(", "tag:a"])
        ),
    },
)
FILES = st.dictionaries(
    st.sampled_from(HANDLES), CONTACT.map(lambda table: tomli_w.dumps(table).encode()) | TEXTS,
    min_size=1, max_size=4,
)  # fmt: skip


def leaves(raw: bytes) -> Counter[str]:
    """Return every value of a file, however deep; of one that is no TOML, its bytes."""

    def within(value: object) -> list[str]:
        match value:
            case dict():
                return [leaf for each in value.values() for leaf in within(each)]
            case list():
                return [leaf for each in value for leaf in within(each)]
            case _:
                return [f"{type(value).__name__} {value!r}"]

    try:
        return Counter(within(tomllib.loads(raw.decode())))
    except ValueError:
        return Counter([repr(raw)])


def contents(ledger: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in ledger.glob("*.toml")
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILES, CONFIG)
def test_any_ledger_is_answered_and_mending_it_loses_nothing(
    dexcli: Dexcli, ledger: Path, files: dict[str, bytes], config: dict[str, Any]
) -> None:
    for path in ledger.glob("*.toml"):
        path.unlink()
    (ledger / ".dexcli" / "config.toml").write_text(tomli_w.dumps(config), encoding="utf-8")
    for handle, raw in files.items():
        (ledger / f"{handle}.toml").write_bytes(raw)
    before = contents(ledger)

    found = dexcli("doctor", "--json")

    assert (found.stderr, contents(ledger)) == ("", before)
    assert found.exit_code == 0 or json.loads(found.stdout)
    assert all(each["problem"] and each["remedy"] for each in json.loads(found.stdout))

    mended = dexcli("doctor", "--fix")

    after = contents(ledger)
    assert "unexpected" not in mended.stderr
    assert {name: leaves(raw) - leaves(after[name][0]) for name, (raw, _) in before.items()} == {
        name: Counter() for name in before
    }
    left = json.loads(dexcli("doctor", "--json").stdout)
    if "can't be read" not in mended.stderr:
        assert [each for each in left if each["fixable"]] == []
    dexcli("doctor", "--fix")
    assert contents(ledger) == after
