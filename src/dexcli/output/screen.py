"""Where answers go: stdout for the answer, stderr for what is about the answer."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, Self, TypeVar

from msgspec import Struct, field

from dexcli.core.errors import UsageError
from dexcli.output import sanitize

if TYPE_CHECKING:
    from dexcli.core.page import Page  # only a name here; due shows no page
    from dexcli.manual.pages import Part  # likewise

T = TypeVar("T")
_MANY = 200  # files; fewer are written before a bar is seen
SEPARATOR = " · "
_PLAIN_SEPARATOR = " - "
PLAIN_TERMINALS = frozenset({"dumb", "unknown", ""})


class Listing(Struct, frozen=True):
    """Records to show: a table on a terminal, one plain line each elsewhere.

    ``plain`` gives the lines where they say more or less than the table's cells.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    plain: Sequence[Sequence[str]] | None = None


class Screen(Struct, frozen=True):
    """The two streams of a command and what they can show."""

    is_terminal: bool
    color: bool
    quiet: bool = False
    width: int | None = None
    out: IO[str] = field(default_factory=lambda: sys.stdout)
    err: IO[str] = field(default_factory=lambda: sys.stderr)

    @classmethod
    def of(cls, environ: Mapping[str, str], *, color: str | None, quiet: bool) -> Self:
        """Return the screen of this process; ``color`` is what ``--color`` asks for.

        Raises:
            UsageError: It asks for something else.
        """
        terminal = is_terminal(sys.stdout) and environ.get("TERM") not in PLAIN_TERMINALS
        choice = color or ("never" if environ.get("NO_COLOR") else "auto")
        if choice not in {"auto", "always", "never"}:
            raise UsageError(f"--color: {choice!r}; expected auto, always or never")
        is_colored = choice == "always" or (choice == "auto" and terminal)
        return cls(is_terminal=terminal, color=is_colored, quiet=quiet)

    @property
    def separator(self) -> str:
        """What stands between numbers and names: a dash where the encoding has no dot."""
        try:
            SEPARATOR.encode(getattr(self.out, "encoding", None) or "utf-8")
        except (UnicodeEncodeError, LookupError):
            return _PLAIN_SEPARATOR
        return SEPARATOR

    def say(self, text: str) -> None:
        """Print the answer to a change, which ``--quiet`` leaves out."""
        if not self.quiet:
            self.text(self._wrapped(text))

    def text(self, text: str) -> None:
        """Print a text of one or more lines, its control characters shown."""
        _write(self.out, sanitize.paragraph(text))

    def line(self, *fields: str) -> None:
        """Print one record: its fields on one line, the empty ones left out."""
        _write(self.out, SEPARATOR.join([sanitize.one_line(each) for each in fields if each]))

    def note(self, text: str) -> None:
        """Print one line about the answer to stderr."""
        if not self.quiet:
            self.problem(text)

    def problem(self, text: str) -> None:
        """Print one line that must not be missed to stderr."""
        _write(self.err, f"dexcli: {sanitize.one_line(text)}")

    def ask(self, question: str) -> str:
        """Print a question to stderr and return the line that is typed, "" at its end."""
        self.err.write(f"{sanitize.one_line(question)} ")
        self.err.flush()
        return sys.stdin.readline().strip()

    def key(self, legend: str) -> str | None:
        """Return the key that is pressed; None for Ctrl-C, Ctrl-D and a terminal that is gone."""
        import typer  # only where keys are asked for

        self.talk(legend)
        self.talk("> ", end="")
        try:
            typed = typer.getchar()
        except (KeyboardInterrupt, EOFError):
            typed = ""
        key = typed[:1].lower()  # of what is pasted, one key
        self.talk(key)
        return key or None

    def choose(self, question: str, choices: Sequence[str]) -> int | None:
        """Return which of several is chosen, from 0; None where none is."""
        self.problem(question)
        for number, choice in enumerate(choices, 1):
            self.problem(f"  {number}  {choice}")
        answer = self.ask(f"Which one? 1-{len(choices)}, nothing to stop:")
        chosen = answer.isdecimal() and 1 <= int(answer) <= len(choices)
        return int(answer) - 1 if chosen else None

    def confirm(self, question: str) -> bool:
        """Return whether the answer to a question is yes."""
        return self.ask(f"{question} [y/N]").casefold() in {"y", "yes"}

    def listing(self, listing: Listing) -> None:
        """Print records, as a table or as lines."""
        if not self.is_terminal:
            for row in listing.rows if listing.plain is None else listing.plain:
                self.line(*row)
            return
        from dexcli.output import tables  # rich costs more than all else that due does

        tables.show(listing, self)

    def page(self, page: "Page") -> None:
        """Print the page about one person."""
        if self.is_terminal:
            from dexcli.output import tables  # rich, only where it is seen

            tables.show_page(page, self)
            return
        self.line(page.title)
        for part in page.parts:
            if part.heading:
                self.text(f"\n{part.heading}")
            for each in (*part.lines, *filter(None, [part.command])):
                self.line(f"  {each}")

    def manual(self, parts: "Sequence[Part]") -> None:
        """Print a page of the manual."""
        if not self.is_terminal:
            from dexcli.output import manual  # only for help

            self.text(manual.plain(parts))
            return
        from dexcli.output import tables  # rich, only where it is seen

        tables.show_manual(parts, self)

    def progress(self, items: Sequence[T], label: str) -> Iterable[T]:
        """Return the items; on a terminal, a bar shows how many have passed."""
        if not self.is_terminal or self.quiet:
            return items
        from dexcli.output import tables  # rich, only where it is seen

        return tables.progress(items, label, self)

    def writing(self, files: Sequence[T]) -> Iterable[T]:
        """Return the files that are written; of many, a bar shows how many have passed."""
        return self.progress(files, "Writing") if len(files) > _MANY else files

    def counting(self, items: Iterable[T], label: str) -> Iterable[T]:
        """Return the items, however many; on a terminal, their number shows as they pass."""
        if not self.is_terminal or self.quiet:
            return items
        from dexcli.output import tables  # rich, only where it is seen

        return tables.counting(items, label, self)

    def talk(self, text: str, *, end: str = "\n") -> None:
        """Print to stderr what is said to somebody who is asked something."""
        _write(self.err, sanitize.paragraph(text), end=end)
        self.err.flush()

    def _wrapped(self, text: str) -> str:
        """Return a sentence broken between words where the terminal would break inside one."""
        if not self.is_terminal:
            return text
        import shutil  # only on a terminal
        import textwrap

        width = self.width or shutil.get_terminal_size().columns
        return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)

    def json(self, document: object) -> None:
        """Print one JSON document, in UTF-8 whatever the locale."""
        text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
        if self.is_terminal:
            text = sanitize.document(text)
        try:
            raw = text.encode()
        except UnicodeEncodeError:  # a lone surrogate: JSON can escape it, UTF-8 can't hold it
            raw = json.dumps(document, indent=2, default=str).encode()
        self.raw(raw + b"\n")

    def raw(self, raw: bytes) -> None:
        """Print bytes for a machine, re-encoded never and escaped only for a terminal."""
        if self.is_terminal:
            raw = sanitize.paragraph(raw.decode("utf-8", "replace")).encode()
        buffer: Any = getattr(self.out, "buffer", None)
        if buffer is None:
            self.out.write(raw.decode())
            return
        self.out.flush()
        buffer.write(raw)
        buffer.flush()


def _write(stream: IO[str], text: str, *, end: str = "\n") -> None:
    try:
        stream.write(f"{text}{end}")
    except UnicodeEncodeError:
        encoding = getattr(stream, "encoding", None) or "ascii"
        stream.write(f"{text.encode(encoding, 'replace').decode(encoding)}{end}")


def is_terminal(stream: object) -> bool:
    """Return whether somebody looks at a stream; a closed one is None."""
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]  # whatever it is
    except (AttributeError, ValueError):
        return False


def spoken_key(key: str) -> str:
    """Return a key as people call it: Enter has a name, and prints as nothing."""
    return {"\r": "Enter", "\n": "Enter", "\t": "Tab", "\x1b": "Esc", " ": "the space bar"}.get(
        key, repr(key)
    )
