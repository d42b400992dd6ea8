"""`dexcli config`: the settings with where they come from, and how to set one."""

from typing import Annotated

import typer
from msgspec.structs import replace

from dexcli import options
from dexcli.core import answers, words
from dexcli.core import settings as known
from dexcli.core.document import to_plain
from dexcli.core.errors import DexcliError, NoContactError, UsageError
from dexcli.output.screen import Listing
from dexcli.output.views import bare
from dexcli.session import Session
from dexcli.store import config as files
from dexcli.store.change import About

_NAME = "inner"
_LOAD = frozenset({"cadence", "default_cadence"})  # what changes how much is asked for


def config(
    ctx: typer.Context,
    setting: Annotated[
        str | None,
        typer.Argument(
            metavar="[KEY[=VALUE]]", help="Such as git.commit, or cadence.friend='1 month'."
        ),
    ] = None,
    *,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Show the settings, or set one.

    Each is shown with where it comes from: the ledger's config.toml or the
    default. KEY=VALUE sets one and keeps the rest of the file as it is; KEY=
    removes it.

    Example: dexcli config cadence.friend="1 month"
    """
    session: Session = ctx.obj
    if setting is not None and "=" in setting:
        _set(setting, session, dry_run=dry_run)
        return
    found = known.effective(session.settings, session.loaded.table)
    if setting is not None:
        found = [
            each for each in found if each.key == setting or each.key.startswith(f"{setting}.")
        ]
        if not found:
            raise DexcliError(f"no setting {setting!r}; see 'dexcli config'")
    if json:
        session.screen.json(
            [{"key": e.key, "value": to_plain(e.value), "origin": e.origin} for e in found]
        )
    elif setting is not None and len(found) == 1 and found[0].key == setting:
        session.screen.line(bare(found[0].value))
    else:
        rows = [(each.key, bare(each.value) or "none", each.origin) for each in found]
        session.screen.listing(Listing(("Setting", "Value", "From"), rows))
        if load := answers.load_told(session.ledger, session.settings, today=session.today):
            session.screen.note(load)


def _me(who: str, session: Session) -> str:
    """Return the handle of whoever is meant; one that nobody has yet is kept as it is typed."""
    try:
        return session.person(who).handle
    except NoContactError:
        session.screen.note(f"nobody has the handle {who!r} yet")
        return who


def _check_filter(name: str, text: str, session: Session) -> None:
    """Refuse a filter that is none, and a name by which nobody could ask for it."""
    from dexcli.core import query  # only for a filter

    if not query.is_name(name):
        raise UsageError(f"filters.{name}: a saved filter's name is one word, as in @{_NAME}")
    saved = {**session.settings.filters, name: text}
    query.check_saved(name, replace(session.settings, filters=saved))


def _set(setting: str, session: Session, *, dry_run: bool) -> None:
    key, _, text = setting.partition("=")
    key = key.strip()
    if key == "format":
        raise UsageError(
            "format: dexcli itself sets it; a ledger of another format can't be written"
        )
    value = known.parse_value(key, text.strip()) if text.strip() else None
    if key.split(".")[0] not in known.SETTINGS:
        raise UsageError(f"no setting {key!r}; expected one of {', '.join(sorted(known.SETTINGS))}")
    if key.startswith("filters.") and isinstance(value, str):
        _check_filter(key.removeprefix("filters."), value, session)
    if key == "me" and isinstance(value, str):
        value = _me(value, session)
    with session.changing():
        change = files.change(session.folder.path, session.loaded, key, value)
        about = About(what=f"config: {key}={'' if value is None else bare(value)}")
        session.commit([change], about, dry_run=dry_run)
    if not dry_run:
        told = f"{key} is {bare(value)}" if value is not None else f"{key} is no longer set"
        settings = files.load(session.folder.path).settings
        asks = key.split(".")[0] in _LOAD
        load = answers.load_told(session.ledger, settings, today=session.today) if asks else ""
        session.done(f"{told}. {words.sentence(load)}".rstrip())
