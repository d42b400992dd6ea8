"""The outside world, read once: which ledger, which day, which terminal."""

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from msgspec import Struct, field
from msgspec.structs import replace

from dexcli.core import ids
from dexcli.core.contact import Contact
from dexcli.core.errors import AmbiguousContactError, ChangedMeanwhileError, DexcliError, UsageError
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings
from dexcli.output.screen import Screen, is_terminal
from dexcli.store import config, places, recent, state
from dexcli.store.change import About, Applied, Change
from dexcli.store.folder import Folder
from dexcli.store.places import Place
from dexcli.store.reading import Reading

UNREADABLE = 5
_ORDER = (75, 1, 2, 3, 4, 7, 6, 5, 10)


class Options(Struct, frozen=True):
    """What every command takes, before or after its name."""

    ledger: str | None = None
    today: str | None = None
    color: str | None = None
    quiet: bool = False
    no_index: bool = False
    debug: bool = False
    reads: bool = False  # the command changes nothing
    settles: bool = False  # the conflicts of the settings too, which are no warning then


class Session(Struct, frozen=True, dict=True):
    """One run of dexcli; each part is read when it is first asked for."""

    options: Options = Options()
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    codes: set[int] = set()

    def with_option(self, name: str, value: object) -> Self:
        """Return the session with one option given behind the command's name."""
        changed: dict[str, Any] = {name: value}
        return replace(self, options=replace(self.options, **changed))

    # -- the day and the terminal

    @cached_property
    def today(self) -> date:
        """The local date at the start of the command, or the one that is asked for."""
        given = self.options.today or self.environ.get("DEXCLI_TODAY")
        if not given:
            return date.today()  # noqa: DTZ011 - the local date is what is meant
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise UsageError(f"--today: {given!r} is no day; expected YYYY-MM-DD") from None

    @property
    def now(self) -> datetime:
        """The time at which something is sent, which no ``--today`` changes."""
        return datetime.now().astimezone()

    @cached_property
    def screen(self) -> Screen:
        """Where answers go."""
        return Screen.of(self.environ, color=self.options.color, quiet=self.options.quiet)

    @property
    def can_ask(self) -> bool:
        """Whether there is somebody to ask a question."""
        return is_terminal(sys.stdin) and is_terminal(sys.stderr)

    @property
    def named(self) -> str | None:
        """The folder that was named for this run, if it isn't just where one's own lies."""
        return self.options.ledger or self.environ.get("DEXCLI_LEDGER") or None

    @cached_property
    def path(self) -> Path:
        """The folder of the ledger, there or not."""
        if self.named:
            return Path(self.named).expanduser()
        named = config.user_ledger(places.folder_of(Place.CONFIG) / config.NAME)
        return named or places.folder_of(Place.DATA) / "ledger"

    @cached_property
    def folder(self) -> Folder:
        """The store of the ledger.

        Raises:
            NoLedgerError: There is none.
        """
        return Folder.at(self.path, is_usual=not self.named)

    @cached_property
    def loaded(self) -> config.Loaded:
        """The ledger's settings with where they come from."""
        loaded = config.load(self.folder.path)
        for warning in loaded.told(settles=self.options.settles):
            self.screen.problem(warning)
        return loaded

    @property
    def settings(self) -> Settings:
        """The ledger's settings."""
        return self.loaded.settings

    @cached_property
    def reading(self) -> Reading:
        """The ledger's files; what is wrong with some is told on stderr, once."""
        try:
            settings = None if self.options.no_index else self.settings
        except DexcliError:  # told by the command that needs them
            settings = None
        reading = self.folder.read(settings=settings, state=lambda: self.state)
        self._tell(reading)
        return reading

    @cached_property
    def ledger(self) -> Ledger:
        """The contacts."""
        return self.reading.ledger

    def people(self, queries: Sequence[str]) -> list[Contact]:
        """Return who is meant by each, everybody once, before anything is written.

        Raises:
            NoContactError: Somebody isn't known.
            AmbiguousContactError: Several may be meant, and nobody can be asked.
        """
        return list({contact.handle: contact for contact in map(self.person, queries)}.values())

    def together(self, typed: Sequence[str]) -> list[Contact]:
        """Return who is meant where names may stand without quotes: `log Ada Lovelace`."""
        return self.people(self.ledger.runs(typed))

    def leading(self, typed: Sequence[str]) -> tuple[Contact, list[str]]:
        """Return who the first words name, quoted or not, and the words behind."""
        used = self.ledger.first_run(typed)
        return self.person(" ".join(typed[:used])), list(typed[used:])

    def person(self, query: str) -> Contact:
        """Return the one who is meant; on a terminal, ask where several may be."""
        try:
            return self.ledger.find(query)
        except AmbiguousContactError:
            if not self.can_ask:
                raise
            chosen = self.one_of(f"{query!r} could be several:", self.ledger.matches(query))
            if chosen is None:
                raise
            return chosen

    def one_of(
        self, question: str, several: Sequence[Contact], whys: Sequence[str] = ()
    ) -> Contact | None:
        """Return whom somebody at the terminal chooses; ``whys`` say more of each."""
        from dexcli.output import choosing  # only for a question

        fzf = choosing.program(self.settings.picker, self.environ, reads=self.options.reads)
        choices = choosing.choices(several, whys, self.ledger, self.settings, today=self.today)
        chosen = choosing.ask(question, choices, self.screen, fzf=fzf)
        return None if chosen is None else several[chosen]

    def matching(self, words: Sequence[str], *, everybody: bool = False) -> list[Contact]:
        """Return the contacts for whom a filter holds; what nobody has is told on stderr.

        The archived and the dead only with ``everybody``, or where the filter
        itself asks for them.

        Raises:
            FilterError: The words are no filter.
            UsageError: They are empty, as a shell's variable may be that isn't set.
        """
        if not words:
            return list(self.ledger if everybody else self.ledger.active)
        if not "".join(words).strip():
            raise UsageError("the filter is empty; leave it out for everybody")
        from dexcli.core import query  # only for a filter
        from dexcli.core.query import asked, holding

        wanted = query.parse(words, self.settings, today=self.today)
        about = asked.Asked(self.ledger, self.settings, self.today)
        found = holding.found(wanted, about, everybody=everybody)
        for told in found.told:
            self.screen.problem(told)
        return found.contacts

    def table_of(self, contact: Contact) -> dict[str, Any]:
        """Return what a contact's file itself says, key by key, as it was read."""
        return self.reading.entries[contact.handle].table

    # -- changes

    @contextlib.contextmanager
    def changing(self, handles: Sequence[str] = (), *, whole: bool = False) -> Iterator[Ledger]:
        """Hold the ledger's lock and give it as it is now, to decide and write under it.

        In a large ledger only ``handles`` are looked at again, unless the ``whole``
        matters, as it does where names are taken or references follow.

        Raises:
            ChangedMeanwhileError: One of ``handles`` is gone since it was chosen.
        """
        from dexcli.store import writing  # only for changes

        if self.loaded.is_newer:
            raise DexcliError("this ledger was written by a newer dexcli; nothing was written")
        with writing.begun(self.folder, self.state, self.settings.undo) as begun:
            for line in begun.told:
                self.screen.problem(line)
            only = () if whole or begun.was_cut_off else handles
            reading = self.folder.read(earlier=self.reading, only=only)
            vars(self)["reading"] = reading
            vars(self)["ledger"] = reading.ledger
            for handle in handles:
                if handle not in reading.entries:
                    raise ChangedMeanwhileError(f"{handle}: changed meanwhile; nothing was written")
            yield reading.ledger

    def save(self, contacts: Sequence[Contact], *, what: str, dry_run: bool = False) -> None:
        """Write these contacts, new and changed, all or none; ``what`` names the step."""
        changes = [self.folder.change(self.reading, contact) for contact in contacts]
        about = About(what=what, people=tuple(contact.name for contact in contacts))
        self.commit(changes, about, dry_run=dry_run)

    def commit(self, changes: Sequence[Change], about: About, *, dry_run: bool = False) -> None:
        """Write the changes of this command as one step, or with ``dry_run`` show them."""
        from dexcli.store import transaction  # only for changes

        if dry_run:
            self.screen.text(transaction.diff(changes) or "nothing would change")
            return
        path, undo = self.folder.path, self.settings.undo
        about = replace(about, at=self.now.isoformat(timespec="seconds"))
        record = transaction.Record(path, self.state, about, undo, self.new_id())
        vars(self)["applied"] = applied = transaction.apply(changes, record, self.screen.writing)
        recent.touch(self.state)
        told = [*applied.told]
        if self.settings.git.commit and applied.is_anything:
            from dexcli.sync import committing  # only where git is set up

            told += committing.step(path, self.settings.git, changes, about.what)
        for each in told:
            self.screen.problem(each)

    @cached_property
    def applied(self) -> Applied:
        """What became of this run's latest change; nothing before the first."""
        return Applied(is_anything=False)

    def done(self, told: str, *, steps: int = 1) -> None:
        """Print the answer to a change, and how it is taken back: ``steps`` one by one."""
        back = f"`{self.program} undo` takes it back."
        if steps > 1:
            back = f"`{self.program} undo` takes back the last one, `undo --list` shows each."
        hint = f" {back}" if self.applied.id else ""
        self.screen.say(f"{told}{hint}")

    @property
    def program(self) -> str:
        """What is typed for another command on the same ledger."""
        import shlex  # only for an answer

        named = f" --ledger {shlex.quote(self.options.ledger)}" if self.options.ledger else ""
        return f"dexcli{named}"

    @cached_property
    def state(self) -> Path:
        """The folder of this ledger's own state on this machine (not made yet)."""
        return state.folder_for(self.path)

    def new_id(self) -> str:
        """Return a new random id."""
        return ids.from_bytes(os.urandom(ids.RANDOM_BYTES))

    def exit_with(self, code: int) -> None:
        """Remember a reason to exit with ``code`` when the command is done."""
        self.codes.add(code)

    def exit_code(self) -> int:
        """Return the code that counts of those remembered, 0 without any."""
        return next((code for code in _ORDER if code in self.codes), 0)

    def _tell(self, reading: Reading) -> None:
        for each in (*reading.problems, *reading.warnings):
            self.screen.problem(each)
        if reading.problems:
            self.exit_with(UNREADABLE)
