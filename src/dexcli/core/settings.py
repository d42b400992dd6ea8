"""The ledger's settings, `.dexcli/config.toml`, as values."""

from typing import Any

import msgspec
from msgspec import Struct

from dexcli.core.cadence import NEVER, Cadence
from dexcli.core.contact import ATTEMPT_KIND, NOTE_KIND
from dexcli.core.document import DocumentError, located
from dexcli.core.errors import UsageError

FORMAT = 1
PICKERS = ("fzf", "list")
ORDERS = ("dmy", "mdy", "ymd")
OWN_FILE = ".dexcli/config.toml"
_NUMBERS = frozenset({"format", "digest.limit", "undo.steps", "undo.megabytes"})
_SWITCHES = frozenset({"git.commit", "git.hooks", "git.sign"})
_FLAGS = {"true": True, "false": False}
_UNCOUNTED = frozenset({NOTE_KIND, ATTEMPT_KIND})


class KindSetting(Struct, frozen=True):
    """What a kind of interaction means; ``counts`` is whether it restarts the clock."""

    counts: bool = True


class DateSetting(Struct, frozen=True):
    """How dates in digits are read; None refuses those that can be read two ways."""

    order: str | None = None


class DigestSetting(Struct, frozen=True):
    """How many people a digest shows."""

    limit: int = 7


class GitSetting(Struct, frozen=True):
    """Whether every changing command is committed, and whether with git's hooks and signed."""

    commit: bool = False
    hooks: bool = False
    sign: bool = False


class UndoSetting(Struct, frozen=True):
    """How much is kept on this machine to undo: so many steps, of so many megabytes in all."""

    steps: int = 500
    megabytes: int = 64


class Settings(Struct, frozen=True, kw_only=True):
    """Every setting of a ledger with its default."""

    format: int = FORMAT
    me: str = ""
    default_cadence: Cadence = NEVER
    cadence: dict[str, Cadence] = {}
    lead: dict[str, tuple[int, ...]] = {}
    kinds: dict[str, KindSetting] = {}
    dates: DateSetting = DateSetting()
    digest: DigestSetting = DigestSetting()
    git: GitSetting = GitSetting()
    undo: UndoSetting = UndoSetting()
    alias: dict[str, str] = {}
    filters: dict[str, str] = {}
    picker: str | None = None  # what asks which of several is meant; None leaves it to the command

    def spelling_of(self, tag: str) -> str | None:
        """Return how the settings spell a tag that has a cadence, in whatever case it came."""
        folded = tag.casefold()
        return next((key for key in self.cadence if key.casefold() == folded), None)

    def counts(self, kind: str) -> bool:
        """Return whether an interaction of this kind restarts the clock.

        Facts (``note``) and tries without an answer (``attempt``) never do.
        """
        if kind in _UNCOUNTED:
            return False
        setting = self.kinds.get(kind)
        return setting is None or setting.counts


def to_settings(document: dict[str, Any]) -> Settings:
    """Return the settings that a parsed ``config.toml`` makes; unknown ones are left out.

    Raises:
        DocumentError: A value has the wrong type or makes no sense.
    """
    known = {key: value for key, value in document.items() if key in SETTINGS}
    if "default_cadence" in known:
        known["default_cadence"] = _cadence(known["default_cadence"], ("default_cadence",))
    if isinstance(cadences := known.get("cadence"), dict):
        known["cadence"] = {
            tag: _cadence(value, ("cadence", tag)) for tag, value in cadences.items()
        }
    try:
        settings = msgspec.convert(known, Settings)
    except msgspec.ValidationError as error:
        raise located(str(error)) from None
    if settings.dates.order not in (None, *ORDERS):
        raise DocumentError(("dates", "order"), f"expected one of {', '.join(ORDERS)}")
    if settings.picker not in (None, *PICKERS):
        raise DocumentError(("picker",), f"expected one of {', '.join(PICKERS)}")
    if settings.digest.limit < 1:
        raise DocumentError(("digest", "limit"), "expected a number of 1 or more")
    for name in ("steps", "megabytes"):
        if getattr(settings.undo, name) < 0:
            raise DocumentError(("undo", name), "expected a number of 0 or more")
    return settings


class Effective(Struct, frozen=True):
    """One setting as it holds, with where it comes from: the file or the default."""

    key: str
    value: Any
    origin: str


def effective(settings: Settings, table: dict[str, Any]) -> list[Effective]:
    """Return every setting that holds, by its key with dots."""
    found: list[Effective] = []
    for name, value in _flat(settings):
        found.append(Effective(name, value, OWN_FILE if _stands(name, table) else "default"))
    return found


def parse_value(key: str, text: str) -> object:
    """Return what a setting typed on the command line is in the file.

    Raises:
        UsageError: It makes no sense for this key.
    """
    if key in _NUMBERS:
        if not text.isdecimal():
            raise UsageError(f"{key}: {text!r} is no number")
        return int(text)
    if key in _SWITCHES or (key.startswith("kinds.") and key.endswith(".counts")):
        if text not in _FLAGS:
            raise UsageError(f"{key}: {text!r}; expected true or false")
        return _FLAGS[text]
    if key.startswith("lead."):
        days = [part.strip() for part in text.strip("[]").split(",")]
        if not all(day.isdecimal() for day in days):
            raise UsageError(f"{key}: {text!r}; expected days before it, such as 7,1")
        return [int(day) for day in days]
    return text


def _flat(settings: Settings) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = [
        ("format", settings.format),
        ("me", settings.me),
        ("picker", settings.picker or ""),
        ("default_cadence", settings.default_cadence.text),
        *((f"cadence.{tag}", cadence.text) for tag, cadence in settings.cadence.items()),
        *((f"lead.{tag}", list(days)) for tag, days in settings.lead.items()),
        *((f"kinds.{kind}.counts", each.counts) for kind, each in settings.kinds.items()),
        ("dates.order", settings.dates.order or ""),
        ("digest.limit", settings.digest.limit),
        ("git.commit", settings.git.commit),
        ("git.hooks", settings.git.hooks),
        ("git.sign", settings.git.sign),
        ("undo.steps", settings.undo.steps),
        ("undo.megabytes", settings.undo.megabytes),
        *((f"alias.{name}", text) for name, text in settings.alias.items()),
        *((f"filters.{name}", text) for name, text in settings.filters.items()),
    ]
    return rows


def _stands(name: str, table: dict[str, Any]) -> bool:
    head, _, inner = name.partition(".")
    here = table.get(head)
    if not inner or not isinstance(here, dict) or inner in here:
        return head in table
    kind, _, key = inner.rpartition(".")
    return isinstance(here.get(kind), dict) and key in here[kind]


SETTINGS = frozenset(f.encode_name for f in msgspec.structs.fields(Settings))


def _cadence(value: object, path: tuple[str, ...]) -> Cadence:
    if not isinstance(value, str):
        raise DocumentError(path, 'a cadence stands in quotes, such as "3 weeks"')
    try:
        return Cadence.parse(value)
    except ValueError as error:
        raise DocumentError(path, str(error)) from None
