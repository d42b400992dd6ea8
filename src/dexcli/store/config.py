"""The two settings files: the ledger's own and the user's."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from dexcli.core.contact import CONFLICTS
from dexcli.core.document import DocumentError
from dexcli.core.errors import DexcliError, UnreadableFileError
from dexcli.core.settings import FORMAT, SETTINGS, Settings, to_settings
from dexcli.store import codec, disk
from dexcli.store.change import Change
from dexcli.store.folder import OWN_FOLDER

NAME = "config.toml"


_DISPUTED = f"{OWN_FOLDER}/{NAME}: two versions said different things; 'dexcli resolve' settles it"


class SettingsError(DexcliError):
    """A settings file can't be read; without it no answer would be right."""


class Loaded(Struct, frozen=True):
    """A ledger's settings, the table they came from, and what is doubtful in it."""

    settings: Settings
    table: dict[str, Any]
    warnings: tuple[str, ...] = ()
    found: disk.Found | None = None

    @property
    def is_newer(self) -> bool:
        """Whether a later dexcli wrote this ledger: it is read and never written."""
        return self.settings.format > FORMAT

    def told(self, *, settles: bool) -> tuple[str, ...]:
        """Return what is doubtful and worth a line; who ``settles`` conflicts knows of them."""
        return tuple(each for each in self.warnings if not (settles and each == _DISPUTED))


def path_in(ledger: Path) -> Path:
    """Return where a ledger's settings stand."""
    return ledger / OWN_FOLDER / NAME


def load(ledger: Path) -> Loaded:
    """Return the settings of a ledger; without a file, the defaults.

    Raises:
        SettingsError: The file is there and can't be read.
    """
    shown = f"{OWN_FOLDER}/{NAME}"
    try:
        found = disk.read(path_in(ledger))
    except FileNotFoundError:
        return Loaded(Settings(), {})
    except UnreadableFileError as error:
        raise SettingsError(f"{OWN_FOLDER}/{error}") from None
    try:
        text = codec.decode_text(found.raw, shown)
        table = codec.parse(text, shown)
        settings = to_settings(table)
    except UnreadableFileError as error:
        raise SettingsError(str(error)) from None
    except DocumentError as error:
        from dexcli.store import locate  # only for a file that is wrong

        line = locate.line_of(text, error.path)
        key = ".".join(str(step) for step in error.path)
        place = f":{line}" if line else ""
        raise SettingsError(f"{shown}{place}: {key}: {error.problem}") from None
    return Loaded(settings, table, tuple(_doubts(table, settings)), found)


def change(ledger: Path, loaded: Loaded, key: str, value: object) -> Change:
    """Return the change that sets ``key`` (with dots), or with None removes it.

    Raises:
        SettingsError: The value makes no sense for this key.
    """
    text = "" if loaded.found is None else loaded.found.raw.decode("utf-8").removeprefix(codec.BOM)
    return Change(path_in(ledger), loaded.found, with_value(text, key, value))


def with_value(text: str, key: str, value: object) -> bytes:
    """Return the settings' text in which ``key`` (with dots) has this value; None removes it.

    Raises:
        SettingsError: The value makes no sense for this key.
    """
    import tomlrt  # the editor, only when something is set

    document = tomlrt.loads(text)
    _set(document, _steps(key), value)
    after = tomlrt.dumps(document)
    try:
        to_settings(codec.parse(after, NAME))
    except DocumentError as error:
        raise SettingsError(f"{key}: {error.problem}") from None
    return after.encode()


def is_newer(raw: bytes) -> bool:
    """Return whether these settings are of a ledger that a later dexcli wrote."""
    try:
        written = codec.parse(codec.decode_text(raw, NAME), NAME).get("format", FORMAT)
    except UnreadableFileError:
        return False
    return isinstance(written, int) and written > FORMAT


def user_ledger(config: Path) -> Path | None:
    """Return the ``ledger`` that the user's own settings file names, if it does.

    Raises:
        SettingsError: The file is there and can't be read.
    """
    try:
        found = disk.read(config)
        table = codec.parse(codec.decode_text(found.raw, str(config)), str(config))
    except FileNotFoundError:
        return None
    except UnreadableFileError as error:
        raise SettingsError(str(error)) from None
    ledger = table.get("ledger")
    if ledger is None:
        return None
    if not isinstance(ledger, str) or "\0" in ledger:
        raise SettingsError(f"{config}: ledger: expected a folder in quotes")
    return (config.parent / Path(ledger).expanduser()).resolve()


def _set(document: Any, steps: Sequence[str], value: object) -> None:  # noqa: ANN401 - the editor's own types
    import tomlrt  # the editor, only when something is set

    *tables, name = steps
    table = document
    for number, step in enumerate(tables):
        if step not in table:
            if value is None:
                return
            inner: Any = {name: value}
            for further in reversed(tables[number + 1 :]):
                inner = {further: inner}
            table[step] = tomlrt.Table.section(inner)
            return
        table = table[step]
        if not isinstance(table, Mapping):
            raise SettingsError(f"{'.'.join(steps)}: {step} has one value, and nothing inside it")
    if value is None:
        table.pop(name, None)
    else:
        table[name] = value


def _steps(key: str) -> list[str]:
    """Return the tables and the name in a key; a tag or kind may have dots of its own."""
    head, dot, rest = key.partition(".")
    if not dot:
        return [head]
    if head == "kinds":
        kind, _, inner = rest.rpartition(".")
        return [head, kind, inner] if kind else [head, rest]
    return [head, rest]


def _doubts(table: dict[str, Any], settings: Settings) -> list[str]:
    shown = f"{OWN_FOLDER}/{NAME}"
    doubts = []
    if settings.format > FORMAT:
        doubts.append(
            f"{shown}: this ledger has format {settings.format}, and this dexcli knows {FORMAT}: "
            "it is read and never written; install a newer dexcli"
        )
    for key in table:
        if key == CONFLICTS:
            doubts.append(_DISPUTED)
        elif key not in SETTINGS:
            near = _nearest(key)
            meant = f"; did you mean {near!r}?" if near else ""
            doubts.append(f"{shown}: {key!r} is no setting{meant}")
    return doubts


def _nearest(key: str) -> str | None:
    from rapidfuzz import process  # only for "did you mean"

    found = process.extractOne(key, sorted(SETTINGS), score_cutoff=70)
    return None if found is None else str(found[0])
