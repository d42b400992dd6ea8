"""Lines from stdin, one sentence each: what isn't understood comes back as it was."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from dexcli import sentences
from dexcli.core import headings, meetings, vocabulary
from dexcli.core.contact import Contact, Interaction, Reminder
from dexcli.core.dates import PartialDate
from dexcli.core.errors import AmbiguousContactError, DexcliError, UsageError
from dexcli.core.headings import Heading
from dexcli.core.ledger import Ledger
from dexcli.core.sentence.parse import Parse
from dexcli.core.sentence.people import exactly, named
from dexcli.sentences import Understood
from dexcli.session import Session

Over = Callable[[Interaction, Sequence[Contact]], Interaction]
_MARK = re.compile(r"(?:[-–—•‣·](?=\s|[^\W\d_])|[*+](?=\s)|>|#{2,6}(?=\s)|\d{1,3}[.)](?=\s))\s*")
_BOX = re.compile(r"(?:\[(?P<tick>[^\W\d_]|[ ✓✔/-]?)\](?=\s)|(?P<drawn>[☐☑☒✓✔✅])\ufe0f?)\s*")
_TICKED = frozenset("xX✓✔☑☒✅")
_AMBIGUOUS = 4


class Line(Struct, frozen=True):
    """One line: its bytes, those of the day above it, and what is to be logged by it.

    ``what`` is None where nothing is; a day is ``used`` where all lines below
    it were understood, so that it needn't come back.
    """

    raw: bytes
    what: Understood | None = None
    said: Parse | None = None
    heading: bytes = b""
    is_used: bool = False

    @property
    def comes_back(self) -> bool:
        """Whether the line is printed again."""
        return self.what is None and not self.is_used


class Wins(Struct, frozen=True):
    """What wins over each sentence: the options."""

    over: Over
    on: PartialDate | None
    promise: Reminder | None
    is_told: bool = True


class NotUnderstoodError(DexcliError):
    """A line says nothing that can be logged."""


class NoTextError(DexcliError):
    """A line has bytes or characters that couldn't be kept as they are."""


def read(raw_lines: Sequence[bytes], session: Session, wins: Wins) -> list[Line]:
    """Return what each line says, told on stderr; so is why one comes back.

    A line that is only a day sets the day of the lines below, until an empty
    one; it comes back with the first of them that does. Where it can't be read,
    all of them do. Empty lines, and comments, which begin with "# ", come back
    without a fault.
    """
    reader = _Reader(session, wins)
    for number, raw in enumerate(raw_lines, 1):
        reader.read(number, raw)
    reader.end_block()
    return reader.lines


class _Reader:
    """The lines read so far, and the day above the next one."""

    def __init__(self, session: Session, wins: Wins) -> None:
        self.lines: list[Line] = []
        self._session = session
        self._here = sentences.surroundings(session)
        self._wins = wins
        self._heading: Heading | None = None
        self._above = 0  # where the day stands in the lines
        self._is_doubtful = bool(session.reading.problems)

    def read(self, number: int, raw: bytes) -> None:
        """Read one line."""
        text = raw.decode("utf-8", "replace").rstrip("\r\n")
        if number == 1:
            text = text.removeprefix("\ufeff")
        if not text.strip():
            self.end_block()
            self.lines.append(Line(raw))
        elif (heading := self._as_heading(text.strip())) is not None:
            self._begin_block(number, raw, heading)
        elif text.strip().startswith("# ") or text.strip() == "#":
            self.lines.append(Line(raw))
        else:
            self._read_sentence(number, raw, text)

    def end_block(self) -> None:
        """Let no day hold for the lines to come; one that was used up doesn't come back."""
        if self._heading is not None:
            below = self.lines[self._above + 1 :]
            is_used = any(line.what is not None for line in below)
            is_used = is_used and not any(line.heading and line.comes_back for line in below)
            self.lines[self._above] = replace(self.lines[self._above], is_used=is_used)
        self._heading = None

    def _begin_block(self, number: int, raw: bytes, heading: Heading) -> None:
        self.end_block()
        self._heading, self._above = heading, len(self.lines)
        self.lines.append(Line(raw))
        if heading.day is None:
            below = "the lines below it, up to an empty one, come back too"
            self._fault(number, f"{heading.why}; {below}")

    def _as_heading(self, text: str) -> Heading | None:
        """Return the day that a line is, unless somebody is called so."""
        today, order = self._here.today, self._here.order
        found = headings.read(text, today=today, order=order)
        if found is None or exactly(found.text, self._here.ledger):
            return None
        if text.startswith("# ") and found.text.isdecimal():
            return None  # a comment, such as "# 3"
        who = named(found.text, self._here.ledger)
        if who.is_sure and who.who:
            why = f"{found.text!r} could be a day, or {who.who[0].name}"
            return Heading(found.text, why=why)
        return found

    def _read_sentence(self, number: int, raw: bytes, text: str) -> None:
        line = Line(raw, heading=self._above_raw())
        if self._heading is not None and self._heading.day is None:
            self.lines.append(line)
            return
        try:
            _refuse_characters(raw, text)
            line = self._understood(line, _sentence(text.strip()))
        except DexcliError as error:
            if (heading := self._may_be_heading(text.strip(), error)) is not None:
                self._begin_block(number, raw, heading)
                return
            self._fault(number, str(error))
        self.lines.append(line)
        if line.what is None or line.said is None:
            return
        if self._wins.is_told:
            self._session.screen.note(f"line {number}: {sentences.told(line.what, self._session)}")
        for told in sentences.aside(line.said, self._session):
            self._session.screen.note(f"line {number}: {told}")

    def _understood(self, line: Line, sentence: str) -> Line:
        """Return a line with what is to be logged by it.

        Raises:
            DexcliError: It isn't sure what, or who.
        """
        if not _may_be_one(sentence, self._here.ledger):
            raise NotUnderstoodError(
                "no sentence about people; expected one such as coffee with Ada"
            )
        said = sentences.read(sentence, self._here, on=self._wins.on)
        if said.day is None and self._heading is not None:
            said = replace(said, day=self._heading.day)
        if self._is_doubtful:
            _refuse_parts_of_names(said, self._here.ledger)
        found = sentences.understood(said, self._session, asks=False)
        interaction = self._wins.over(found.interaction, found.people)
        meetings.logged(found.people, interaction)  # so many need the occasion's name
        what = sentences.with_options(found, interaction, self._wins.promise)
        return replace(line, what=what, said=said)

    def _may_be_heading(self, text: str, error: DexcliError) -> Heading | None:
        """Return a line that isn't understood and may stand above others, as a day does."""
        name = text.rstrip(" :")
        if isinstance(error, NoTextError) and not _may_be_one(name, self._here.ledger):
            return Heading(name, why=str(error))
        if isinstance(error, NotUnderstoodError) and name != text:
            return Heading(name, why=f"{name!r} is no day")
        return None

    def _above_raw(self) -> bytes:
        return self.lines[self._above].raw if self._heading is not None else b""

    def _fault(self, number: int, why: str) -> None:
        self._session.screen.problem(f"line {number}: {why}")
        self._session.exit_with(_AMBIGUOUS)


def _sentence(text: str) -> str:
    """Return a line without the marks of a list before it.

    Raises:
        UsageError: Its box has no tick.
    """
    while (mark := _MARK.match(text)) is not None:
        text = text[mark.end() :]
    box = _BOX.match(text)
    if box is None:
        return text
    if (box["tick"] or box["drawn"] or "") not in _TICKED:
        raise UsageError("its box has no tick: not done yet")
    return text[box.end() :]


def _refuse_characters(raw: bytes, text: str) -> None:
    """Refuse a line whose bytes or characters couldn't be kept as they are.

    Raises:
        NoTextError: It has some.
    """
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NoTextError("not UTF-8; expected text in UTF-8") from None
    bad = next((c for c in text if unicodedata.category(c) == "Cc" and c != "\t"), None)
    if bad is not None:
        raise NoTextError(f"a control character, U+{ord(bad):04X}; expected text alone")


def _refuse_parts_of_names(said: Parse, ledger: Ledger) -> None:
    """Refuse a part of a name while a file can't be read: its person may be meant.

    Raises:
        AmbiguousContactError: There is one.
    """
    for each in said.people:
        if not exactly(each.text, ledger):
            unread = "somebody whose file can't be read; write the whole name"
            raise AmbiguousContactError(each.text, [ledger.told_apart(each.who[0]), unread])


def _may_be_one(text: str, ledger: Ledger) -> bool:
    """Whether a line is about people: it has words that tell so, or is a whole name."""
    return bool(vocabulary.tells([text]) or exactly(text, ledger))
