"""The commands that are cut off: each with what came before it."""

from dataclasses import dataclass
from pathlib import Path

from tests.disk.world import World

_CSV = """\
Key,Name,Mail
1,Ida Rhodes,ida@example.org
2,Jean Bartik,jean@example.org
3,Kay Antonelli,kay@example.org
4,Ada Lovelace,ada@example.org
5,Mary Wilkes,mary@example.org
"""
_MAP = """\
source = "book"
who = "Key"

[contact]
name = "Name"
emails = "Mail"
"""
_FILES = {
    "ada": """\
name = "Ada Lovelace"
cadence = "1 week" # often
emails = ["ada@example.org"]
""",
    "bob": """\
name = "Bob Ross"
cadence = "2 weeks"

[[relationships]]
kind = "friend"
who = "ada"
""",
    "cyn": """\
name = "Cynthia Lee"
cadence = "1 month"

[[interactions]]
on = 2026-03-01
with = ["ada"]
id = "m5k2x9q4c1"
""",
    "yan": 'name = "Yan"\n',
    "zed": 'name = "Zed"\n',
}


@dataclass(frozen=True)
class Scenario:
    """A command, those before it, and one to look closely at somebody it changes."""

    name: str
    command: tuple[str, ...]
    earlier: tuple[tuple[str, ...], ...] = ()
    person: str = "ada"

    def __str__(self) -> str:
        return self.name


_LOG_ONE = ("log", "ada", "-m", "tea")
_LOG_THREE = ("log", "ada", "bob", "cyn", "-m", "lunch")
_IMPORT = ("import", "{root}/book.csv", "--map", "{root}/book.map.toml")
_RENAME = ("rename", "ada", "Ada", "King")

SCENARIOS = (
    Scenario("the first log of all", _LOG_ONE),
    Scenario("log of one", _LOG_ONE, (("log", "bob"),)),
    Scenario("log of three", _LOG_THREE, (("log", "ada"),)),
    Scenario("the first log of all, of three", _LOG_THREE),
    Scenario("rename with references", _RENAME, (("log", "ada"),)),
    Scenario("import of five", _IMPORT, (("log", "ada"),), person="ida-rhodes"),
    Scenario("removal", ("rm", "ada", "--yes"), (("log", "ada"),)),
    Scenario("undo of a log", ("undo",), (_LOG_THREE,)),
    Scenario("undo of an import", ("undo",), (_IMPORT,), person="ida-rhodes"),
)
BY_NAME = {each.name: each for each in SCENARIOS}


def found_world(root: Path) -> World:
    """Return a new ledger of five people who know each other, and a spreadsheet beside it."""
    world = World(root)
    tree = {f"ledger/{handle}.toml": text.encode() for handle, text in _FILES.items()}
    tree["ledger/.dexcli/config.toml"] = b"format = 1\n"
    world.restore(tree)
    (root / "book.csv").write_text(_CSV, encoding="utf-8")
    (root / "book.map.toml").write_text(_MAP, encoding="utf-8")
    return world


def typed(scenario_args: tuple[str, ...], world: World) -> tuple[str, ...]:
    """Return the words of a command with the world's folder in them."""
    return tuple(word.replace("{root}", str(world.root)) for word in scenario_args)
