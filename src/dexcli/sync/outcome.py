"""What came and went with a sync, and how it is told."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from dexcli.core import words
from dexcli.core.errors import DexcliError
from dexcli.store.naming import SUFFIX
from dexcli.sync import versions
from dexcli.sync.versions import Version


class Outcome(Struct, kw_only=True):
    """The files that came and went, by name.

    ``renamed`` has the new names, ``diff`` what a dry run would write;
    ``left`` are those here that can't be read, with the reason; ``trouble`` is
    why it went no further, though all that is here is committed.
    """

    here: set[str] = set()
    changed: set[str] = set()
    new: set[str] = set()
    renamed: set[str] = set()
    gone: set[str] = set()
    others: bool = False
    diff: str = ""
    committed: set[str] = set()
    left: dict[str, str] = {}
    told: list[str] = []
    remote: str | None = None
    conflicts: int = 0
    trouble: DexcliError | None = None

    def note(
        self,
        base: Version,
        ours: Version,
        theirs: Version | None,
        *,
        moved_here: Mapping[str, str],
        moved_there: Mapping[str, str],
    ) -> None:
        """Note what each side changed since what both had; None is nothing from the other side.

        Args:
            base: What both had.
            ours: What is here.
            theirs: What is there.
            moved_here: Who was renamed here, each old name with the new one.
            moved_there: Who was renamed there.
        """
        self.here |= versions.difference(base, ours).names - moved_here.keys()
        self.others |= ours.others != base.others
        if theirs is None:
            return
        there = versions.difference(base, theirs)
        renamed = set(moved_there.values())
        self.renamed |= renamed
        self.new |= there.new - ours.ours.keys() - renamed
        self.changed |= (there.changed | (there.new & ours.ours.keys())) - renamed
        self.gone |= there.gone - moved_there.keys()
        self.others |= theirs.others != base.others

    def kept(self, files: Iterable[str]) -> None:
        """Note who is there all the same: removed on one side, and changed on the other."""
        self.gone -= set(files)

    @property
    def summary(self) -> str:
        """What came and went, in a few words; "" where nothing did."""
        groups = (self.here, self.changed, self.renamed, self.new, self.gone)
        here, changed, renamed, new, gone = map(_people, groups)
        told: list[str] = []
        if here:
            told.append(f"{_persons(here)} changed here")
        if changed:
            told.append(f"{changed:,} there" if told else f"{_persons(changed)} changed there")
        if renamed:
            told.append(f"{renamed:,} renamed" if told else f"{_persons(renamed)} renamed there")
        if new:
            told.append(f"{new:,} new" if told else f"{new:,} new {_noun(new)}")
        if gone:
            told.append(f"{gone:,}{'' if told else f' {_noun(gone)}'} removed there")
        if not told and any(groups):
            told.append("settings changed")
        if not told and self.others:
            told.append("other files changed")
        return ", ".join(told)

    @property
    def told_conflicts(self) -> str:
        """How many conflicts wait; "" for none."""
        waits = "waits" if self.conflicts == 1 else "wait"
        return f"{words.counted(self.conflicts, 'conflict')} {waits}" if self.conflicts else ""

    def to_json(self) -> dict[str, object]:
        """Return it for a program: handles, sorted."""
        return {
            "remote": self.remote,
            "here": _handles(self.here),
            "changed": _handles(self.changed),
            "new": _handles(self.new),
            "renamed": _handles(self.renamed),
            "removed": _handles(self.gone),
            "unreadable": _handles(set(self.left)),
            "conflicts": self.conflicts,
            "done": self.trouble is None,
        }


def _people(names: set[str]) -> int:
    return len(_handles(names))


def _persons(number: int) -> str:
    return f"{number:,} {_noun(number)}"


def _noun(number: int) -> str:
    return "person" if number == 1 else "people"


def _handles(names: set[str]) -> list[str]:
    return sorted(name.removesuffix(SUFFIX) for name in names if _is_contact(name))


def _is_contact(name: str) -> bool:
    return name.endswith(SUFFIX) and "/" not in name
