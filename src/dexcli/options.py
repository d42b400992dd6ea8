"""Options that several commands have, declared once."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from dexcli.core.cadence import Cadence
from dexcli.core.contact import ATTEMPT_KIND, NOTE_KIND, Contact, Reminder
from dexcli.core.dates import PartialDate
from dexcli.core.errors import UsageError
from dexcli.output.digests import Envelope, Format
from dexcli.session import Session

if TYPE_CHECKING:
    from dexcli.core.when import Facing  # only a name here; due reads no day

_MOST_DAY_WORDS = 6  # "the day after tomorrow" has four

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and stop.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Who = Annotated[list[str], typer.Argument(metavar="WHO…", help="Handles, names, or starts of one.")]
MaybeWho = Annotated[
    list[str] | None, typer.Argument(metavar="[WHO…]", help="Handles, names, or starts of one.")
]
WhoOrSentence = Annotated[
    list[str] | None,
    typer.Argument(metavar="[WHO… | SENTENCE… | -]", help="Who it was with, or a sentence."),
]
CadenceAndWho = Annotated[
    list[str], typer.Argument(metavar="CADENCE WHO…", help="How often, then who.")
]
WhoAndMore = Annotated[
    list[str], typer.Argument(metavar="WHO [KEY]", help="A handle or a name; then a key, or none.")
]
OneWho = Annotated[
    str, typer.Argument(metavar="WHO", help="A handle, a name, or the start of one.")
]
Where = Annotated[
    str | None,
    typer.Option(metavar="FILTER", help="Instead of WHO: everybody for whom this holds."),
]
Filter = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILTER…]", help='Words such as tag:work, "last:<30d" or is:closest.'),
]


def _how_many(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise typer.BadParameter(f"{text!r}; expected a whole number from 1 on")


Limit = Annotated[
    int | None, typer.Option(parser=_how_many, metavar="NUMBER", help="Show so many at most.")
]
Within = Annotated[
    str | None, typer.Option(metavar="SPAN", help="Also what comes soon: 2w, 10 days.")
]
Count = Annotated[bool, typer.Option("--count", help="Print only how many.")]
As = Annotated[
    Format | None,
    typer.Option("--format", metavar="FORMAT", help=f"{', '.join(Format)}; text if not given."),
]
Notify = Annotated[
    bool, typer.Option("--notify", help="Tell it by a desktop notification instead.")
]
To = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="To whom the message of --format mail goes.")
]

Note = Annotated[
    str | None, typer.Option("--note", "-m", metavar="NOTE", help="What it was about.")
]
On = Annotated[
    str | None,
    typer.Option(metavar="WHEN", help="Yesterday, friday, 3 days ago, 2026-11-20, hier."),
]
Kind = Annotated[
    str | None, typer.Option(metavar="KIND", help="Such as coffee, call, letter; met if not given.")
]
Place = Annotated[str | None, typer.Option(metavar="PLACE", help="Where it was.")]
By = Annotated[
    str | None,
    typer.Option(metavar="me|them|WHO", help="Who took the step: you, they, or somebody."),
]
Next = Annotated[
    str | None, typer.Option("--next", metavar='"WHEN: WHAT"', help="A promise and its day.")
]
Occasion = Annotated[
    str | None, typer.Option(metavar="NAME", help='A gathering, such as "Julie\'s wedding".')
]


def written_as(given: Format | None, *, json: bool, notify: bool = False) -> Format:
    """Return the format that is asked for, by either option.

    Raises:
        UsageError: They ask for two, or for one and a notification.
    """
    if notify and (json or given not in (None, Format.TEXT)):
        raise UsageError("--notify shows text; leave out the format")
    if json and given not in (None, Format.JSON):
        raise UsageError(f"--json and --format {given} are two formats; give one of them")
    return Format.JSON if json else given or Format.TEXT


def envelope(to: str | None, chosen: Format, session: Session) -> Envelope | None:
    """Return to whom, when and under which id a message goes, or None for another format.

    Raises:
        UsageError: A message has no address, or a format that isn't one has one.
    """
    if chosen is not Format.MAIL:
        if to is not None:
            raise UsageError(f"--to goes with --format mail, not with {chosen}")
        return None
    if to is None:
        raise UsageError("--format mail needs --to ADDRESS")
    from dexcli.output.digests import mail  # email, only for a message

    try:
        recipients = mail.parse_recipients(to)
    except ValueError as error:
        raise UsageError(f"--to: {error}") from None
    day = f"{session.today:%Y%m%d}"
    return Envelope(to=recipients, at=session.now, id=f"{day}.{session.new_id()}")


def past(text: str, session: Session, *, name: str) -> PartialDate:
    """Return a day of the past or today, for what has happened.

    Raises:
        UsageError: It lies ahead, or is no day that is understood.
    """
    day = back(text, session, name=name)
    if day.first > session.today:
        raise UsageError(
            f"{name}: {day} lies ahead; the past is logged, the future is planned, "
            f"with 'dexcli remind WHO {day} --meet'"
        )
    return day


def promise(text: str, session: Session) -> Reminder:
    """Return the promise in ``WHEN: WHAT``, or in ``WHAT`` alone, which has no day.

    Raises:
        UsageError: The day is none that is understood, or nothing is promised.
    """
    when_, colon, what = text.partition(":")
    if not (what if colon else text).strip():
        raise UsageError(f'--next: {text!r} promises nothing; expected "WHEN: WHAT"')
    if not colon:
        return Reminder(note=text.strip())
    day = ahead(when_, session, name="--next")
    if day < session.today:
        raise UsageError(f"--next: {day} is past; expected a day ahead")
    return Reminder(note=what.strip(), on=PartialDate.of(day))


def cadence(text: str, *, name: str) -> Cadence:
    """Return how often to be in touch.

    Raises:
        UsageError: It is no cadence that is understood.
    """
    try:
        return Cadence.parse(text)
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None


def kind_of(text: str | None) -> str | None:
    """Return a kind of interaction as it is kept.

    Raises:
        UsageError: It is empty.
    """
    if text is not None and not text.strip():
        raise UsageError("--kind: expected a word such as coffee")
    if text is None:
        return None
    kind = " ".join(text.split())
    uncounted = {NOTE_KIND, ATTEMPT_KIND}
    return kind.casefold() if kind.casefold() in uncounted else kind


def back(text: str, session: Session, *, name: str) -> PartialDate:
    """Return a day in the past, or as much of it as was typed.

    Raises:
        UsageError: It is no day that is understood; ``name`` says which option.
    """
    from dexcli.core.when import Facing  # only where a day was typed

    return _when(text, session, name=name, facing=Facing.BACK)


def ahead(text: str, session: Session, *, name: str) -> date:
    """Return a whole day, looking ahead.

    Raises:
        UsageError: It is no day that is understood; ``name`` says which option.
    """
    from dexcli.core.when import Facing  # only where a day was typed

    day = _when(text, session, name=name, facing=Facing.AHEAD)
    if day.full is None:
        raise UsageError(f"{name}: {text!r} is no whole day; expected one such as 2026-12-01")
    return day.full


def leading_day(
    typed: Sequence[str], session: Session, *, backward: bool = False
) -> tuple[date | None, int]:
    """Return the day that the first words make, and how many words it took.

    The longest run of words that is a whole day counts; None and 0 where not
    even the first word is one: then all of it is a note.
    """
    from dexcli.core import when  # only where a day was typed

    facing = when.Facing.BACK if backward else when.Facing.AHEAD
    order = session.settings.dates.order
    for used in range(min(len(typed), _MOST_DAY_WORDS), 0, -1):
        try:
            text = " ".join(typed[:used])
            return when.parse_day(text, today=session.today, facing=facing, order=order), used
        except ValueError:
            continue
    return None, 0


def span(text: str | None, session: Session, *, name: str) -> int:
    """Return a number of days ahead, from a span such as ``2w`` or a day; 0 for None.

    Raises:
        UsageError: It is neither.
    """
    if text is None:
        return 0
    try:
        length = Cadence.parse(text)
    except ValueError:
        length = None
    if length is not None and not length.is_never:
        return (length.after(session.today) - session.today).days
    try:
        day = ahead(text, session, name=name)
    except UsageError:
        raise UsageError(f"{name}: {text!r}; expected a span such as 2w, or a day") from None
    if day < session.today:
        raise UsageError(f"{name}: {text!r} lies in the past; expected a span such as 2w")
    return (day - session.today).days


def birthday(text: str, session: Session, *, name: str) -> PartialDate:
    """Return a birthday: a date in any precision, the year perhaps unknown.

    Raises:
        UsageError: It is no date that is understood.
    """
    try:
        return PartialDate.parse(text)
    except ValueError as refused:
        if session.settings.dates.order is None and not any(mark.isalpha() for mark in text):
            raise UsageError(f"{name}: {refused}") from None
        return back(text, session, name=name)


def chosen(session: Session, who: Sequence[str] | None, where: str | None = None) -> list[Contact]:
    """Return the contacts that are meant, by name or by ``--where``.

    Raises:
        UsageError: Neither is given, or both.
    """
    if where is None:
        if not who:
            raise UsageError("who is meant? Name somebody, or give --where FILTER")
        return session.together(who)
    if who:
        raise UsageError("--where stands in place of WHO; give one of the two")
    if not where.strip():
        raise UsageError("--where: the filter is empty; name whom you mean")
    # No shell took quotes away inside it, so each word stands for itself.
    return session.matching(where.split())


def _when(text: str, session: Session, *, name: str, facing: "Facing") -> PartialDate:
    from dexcli.core import when  # only where a day was typed

    try:
        return when.parse_when(
            text, today=session.today, facing=facing, order=session.settings.dates.order
        )
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None
