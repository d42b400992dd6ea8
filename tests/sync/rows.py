"""The rows of the matrix: how one file, or one person, can be changed on two sides at once."""

from collections.abc import Mapping
from dataclasses import dataclass

Files = Mapping[str, str | None]  # by handle; None: the side removes the file
OURS, THEIRS = "said here", "said there"


@dataclass(frozen=True)
class Row:
    """Files as both sides began, and what each side makes of them.

    ``together`` is for `sync`: texts that stand in one file then. A side that
    only removes says nothing that could be there.
    """

    name: str
    base: Files
    ours: Files
    theirs: Files
    together: tuple[str, ...] = (OURS, THEIRS)
    says: tuple[str, ...] = (OURS, THEIRS)
    is_toml: bool = True

    def files(self, side: str) -> Files:
        """Return the files of a side, where what is said tells of which row it is."""
        files: Files = {"base": self.base, "ours": self.ours, "theirs": self.theirs}[side]
        return {handle: text and self.marked(text) for handle, text in files.items()}

    def marked(self, text: str) -> str:
        """Return what one of the sides says, so that no other row says it."""
        return text.replace(OURS, f"{OURS}: {self.name}").replace(THEIRS, f"{THEIRS}: {self.name}")


def met(note: str, key: str, on: str = "2026-11-20") -> str:
    """Return the block of a meeting."""
    return f'\n[[interactions]]\non = {on}\nnote = "{note}"\nid = "{key}"\n'


def person(name: str, *keys: str, key: str = "") -> str:
    """Return the head of a file."""
    lines = [f'name = "{name}"', *keys, f'id = "{key or name.lower().ljust(10, "0")[:10]}"']
    return "\n".join(lines) + "\n"


def _of(name: str, base: str, ours: str | None, theirs: str | None) -> tuple[Files, Files, Files]:
    handle = name.lower()
    return {handle: base}, {handle: ours}, {handle: theirs}


def _appended() -> Row:
    base = person("Append") + met("Before.", "append0000")
    ours, theirs = (base + met(each, f"append000{n}") for n, each in enumerate((OURS, THEIRS), 1))
    return Row("append/append", *_of("Append", base, ours, theirs))


def _scalars() -> Row:
    ours = person("Scalars", f'org = "{OURS}"', 'city = "Rome"')
    theirs = person("Scalars", 'org = "ACME"', f'city = "{THEIRS}"')
    base = person("Scalars", 'org = "ACME"', 'city = "Rome"')
    return Row("different scalars", *_of("Scalars", base, ours, theirs))


def _scalar() -> Row:
    base, ours, theirs = (person("Scalar", f'city = "{each}"') for each in ("Rome", OURS, THEIRS))
    return Row("the same scalar", *_of("Scalar", base, ours, theirs))


def _tags() -> Row:
    base, ours, theirs = (
        person("Tags", f"tags = {each}".replace("'", '"'))
        for each in (["a"], ["a", OURS], ["a", THEIRS])
    )
    return Row("tags", *_of("Tags", base, ours, theirs))


def _two_people() -> Row:
    ours = {"twice": person("Twice", f'city = "{OURS}"', key="aaaaaaaaaa")}
    theirs = {"twice": person("Twice", f'city = "{THEIRS}"', key="bbbbbbbbbb")}
    return Row("add/add of two people", {}, ours, theirs, together=())


def _one_person() -> Row:
    ours = {"same": person("Same") + met(OURS, "same000001")}
    theirs = {"same": person("Same") + met(THEIRS, "same000002")}
    return Row("add/add of one person", {}, ours, theirs)


def _gone_here() -> Row:
    base = person("Gone")
    files = _of("Gone", base, None, base + met(THEIRS, "gone000001"))
    return Row("delete/modify", *files, together=(THEIRS,), says=(THEIRS,))


def _gone_there() -> Row:
    base = person("Left")
    files = _of("Left", base, base + met(OURS, "left000001"), None)
    return Row("modify/delete", *files, together=(OURS,), says=(OURS,))


def _renamed_here() -> Row:
    base = person("Maiden") + met("Before.", "maiden0001") + met("Later.", "maiden0002")
    was = 'was = ["maiden"]\n'
    ours = {"maiden": None, "married": was + base.replace("Maiden", OURS)}
    theirs = {"maiden": base + met(THEIRS, "maiden0003")}
    return Row("rename/modify", {"maiden": base}, ours, theirs)


def _renamed_there() -> Row:
    base = person("Young") + met("Before.", "young00001") + met("Later.", "young00002")
    ours = {"young": base + met(OURS, "young00003")}
    theirs = {"young": None, "old": 'was = ["young"]\n' + base.replace("Young", THEIRS)}
    return Row("modify/rename", {"young": base}, ours, theirs)


def _renamed_twice() -> Row:
    base = person("Both") + met("Before.", "both000001") + met("Later.", "both000002")
    was = 'was = ["both"]\n'
    ours = {"both": None, "both-here": was + base + met(OURS, "both000003")}
    theirs = {"both": None, "both-there": was + base + met(THEIRS, "both000004")}
    return Row("rename/rename", {"both": base}, ours, theirs)


def _one_field() -> Row:
    base, ours, theirs = (
        person("Field") + met(each, "field00001") for each in ("Before.", OURS, THEIRS)
    )
    return Row("one field of one meeting", *_of("Field", base, ours, theirs))


def _line_endings() -> Row:
    base = (person("Crlf") + met("Before.", "crlf000001")).replace("\n", "\r\n")
    ours, theirs = (
        base + met(each, f"crlf00000{n}").replace("\n", "\r\n")
        for n, each in enumerate((OURS, THEIRS), 2)
    )
    return Row("CRLF", *_of("Crlf", base, ours, theirs))


def _mixed_endings() -> Row:
    base = person("Mixed") + met("Before.", "mixed00001")
    ours = base + met(OURS, "mixed00002")
    theirs = (base + met(THEIRS, "mixed00003")).replace("\n", "\r\n")
    return Row("CRLF on one side", *_of("Mixed", base, ours, theirs))


def _phone_twice() -> Row:
    """Return what git merges cleanly into a file that has a key twice (T6)."""
    keys = ('org = "ACME"', 'title = "Programmer"', 'city = "Rome"', 'notes = "x"')
    base = person("Phone", *keys)
    ours = person("Phone", f'phones = ["{OURS}"]', *keys)
    theirs = person("Phone", *keys, f'phones = ["{THEIRS}"]')
    return Row("phones inserted twice", *_of("Phone", base, ours, theirs))


def _broken() -> Row:
    base = person("Broken") + met("Before.", "broken0001")
    ours = base + met(OURS, "broken0002")
    theirs = base + f'\n[[interactions]\nnote = "{THEIRS}"\n'
    return Row("invalid TOML", *_of("Broken", base, ours, theirs), is_toml=False)


ROWS = (
    _appended(),
    _scalars(),
    _scalar(),
    _tags(),
    _two_people(),
    _one_person(),
    _gone_here(),
    _gone_there(),
    _renamed_here(),
    _renamed_there(),
    _renamed_twice(),
    _one_field(),
    _line_endings(),
    _mixed_endings(),
    _phone_twice(),
    _broken(),
)
