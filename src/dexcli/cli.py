"""From what was typed to a command, and from errors to exit codes.

A command's module is loaded when the command is called; what help needs of
the others stands in `dexcli.catalog`.
"""

import contextlib
import copy
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dexcli import __version__, catalog, helptext, parsing
from dexcli.core.errors import DexcliError, Place, UsageError
from dexcli.session import Options, Session
from dexcli.store.folder import NoLedgerError

PROGRAM = "dexcli"
_INTERRUPTED, _CLOSED_PIPE = 130, 141
_MOST_ALIASES = 10
_SHARED = ("ledger", "today", "color", "quiet", "no_index", "debug")


class Commands(TyperGroup):
    """The group of all commands: loads one when it is called, runs aliases and `dexcli-X`."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - Typer's own types are private
        """Return the command of this name, loaded now, or None."""
        if cmd_name not in catalog.COMMANDS:
            return None
        app = typer.Typer(rich_markup_mode=None, add_completion=False)
        entry = catalog.COMMANDS[cmd_name]
        module = importlib.import_module(f"dexcli.commands.{entry.module}")
        read = app.command(cmd_name, context_settings=parsing.settings_for(entry))
        read(getattr(module, entry.function))
        command: Any = typer.main.get_command(app)
        if entry.takes_filter:
            parsing.keep_filters(command)
        helptext.complete(command, cmd_name)
        command.params += [_behind(param) for param in self.params if param.name in _SHARED]
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        """Return the command that is meant: one of ours, an alias, or `dexcli-X` on the PATH."""
        typed = args[0]
        for _ in range(_MOST_ALIASES):
            name, *rest = args
            if (command := self.get_command(ctx, name)) is not None:
                return name, command, rest
            session = _session(ctx.params)  # the root's callback comes only after this
            if (alias := _alias(session, name)) is None:
                raise typer.Exit(_run_program(session, name, rest))
            args = [*alias, *rest]
        raise UsageError(f"alias {typed!r} leads back to itself")

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - as above
        """Return the names of all commands, in the order of the help."""
        return list(catalog.COMMANDS)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Write the commands in their groups, without loading any."""
        helptext.write_commands(ctx, formatter)


app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def root(
    ctx: typer.Context,
    ledger: Annotated[
        str | None, typer.Option(metavar="DIR", help="The ledger's folder, instead of your own.")
    ] = None,
    today: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Answer as on this day.")
    ] = None,
    color: Annotated[
        str | None, typer.Option(metavar="WHEN", help="auto, always or never.")
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Leave out what is about the answer.")
    ] = False,
    no_index: Annotated[
        bool, typer.Option("--no-index", help="Parse every file, however long it takes.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", hidden=True, help="Show where an unexpected error arose.")
    ] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Keep a ledger of the people you know, and see whom you have let slip."""
    if version:
        sys.stdout.write(f"{PROGRAM} {__version__}\n")
        raise typer.Exit
    options = Options(
        ledger=ledger, today=today, color=color, quiet=quiet, no_index=no_index, debug=debug
    )
    reads = ctx.invoked_subcommand in catalog.READS
    ctx.obj.append(Session(options).with_option("reads", reads))
    ctx.obj = ctx.obj[-1]
    if ctx.invoked_subcommand is None:
        _nothing_typed(ctx)


def run(args: Sequence[str]) -> int:
    """Run one command and return its exit code; every expected error becomes one line."""
    sessions: list[Session] = []
    _prepare_streams()
    code = 0
    try:
        code = _invoke(_readable(args), sessions)
        _flush()
    except BrokenPipeError:
        _mute()
        return _CLOSED_PIPE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        _mute()
        return code or _fail(error.strerror or str(error), 1)
    return code


def _invoke(args: Sequence[str], sessions: list[Session]) -> int:
    group: Any = typer.main.get_command(app)
    try:
        with group.make_context(PROGRAM, list(args), obj=sessions) as ctx:
            group.invoke(ctx)
        code = 0
    except typer.Exit as stop:
        code = int(stop.exit_code)
    except DexcliError as error:
        code = _fail(str(error), error.exit_code, error.place)
    except (typer.Abort, EOFError):
        code = _INTERRUPTED
    except typer.TyperException as error:  # wrong use, as Typer says it
        code = _fail(_usage(error), 2)
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except OSError as error:
        name = os.path.basename(os.fsdecode(error.filename or ""))  # noqa: PTH119 - of bytes or text
        code = _fail(f"{name}: {error.strerror or error}".removeprefix(": "), 1)
    except Exception as error:  # noqa: BLE001 - the one place where nothing may pass
        code = _unexpected(error, sessions)
    return _worst(sessions, code)


def _worst(sessions: list[Session], code: int) -> int:
    """Return the code that counts where several hold; being stopped counts most."""
    if code == _INTERRUPTED or not sessions:
        return code
    if code:
        sessions[-1].exit_with(code)
    return sessions[-1].exit_code() or code


def _session(params: Mapping[str, Any]) -> Session:
    """Return the session of the options that stand before the command's name."""
    return Session(Options(**{name: params[name] for name in _SHARED}))


def _behind(param: Any) -> Any:  # noqa: ANN401 - Typer's own types are private
    """Return an option of all commands as it stands behind one command's name."""
    option = copy.copy(param)
    option.expose_value = False
    option.callback = _take
    return option


def _take(ctx: Any, param: Any, value: object) -> object:  # noqa: ANN401 - as above
    if value not in (None, False):
        ctx.obj = ctx.obj.with_option(param.name, value)
    return value


def _alias(session: Session, name: str) -> list[str] | None:
    try:
        text = session.settings.alias.get(name)
    except NoLedgerError:
        return None  # no ledger: no aliases
    if text is None:
        return None
    import shlex  # only for an alias

    try:
        return shlex.split(text) or None
    except ValueError as error:
        raise UsageError(f"alias {name!r}: {error}") from None


def _run_program(session: Session, name: str, args: Sequence[str]) -> int:
    """Run `dexcli-NAME` from the PATH and return its exit code."""
    import shutil  # only for a command that is none of ours
    import subprocess

    program = shutil.which(f"{PROGRAM}-{name}") if not name.startswith("-") else None
    if program is None:
        near = catalog.nearest(name)
        meant = f"; did you mean {near}?" if near else f"; see '{PROGRAM} --help'"
        raise UsageError(f"no command {name!r}{meant}")
    environ = dict(os.environ)
    with contextlib.suppress(DexcliError):
        environ["DEXCLI_LEDGER"] = str(session.path)
    return subprocess.run([program, *args], env=environ, check=False).returncode  # noqa: S603 - what was typed


def _nothing_typed(ctx: typer.Context) -> None:
    session: Session = ctx.obj
    if not session.screen.is_terminal:
        sys.stdout.write(f"{ctx.get_help()}\n")
        return
    try:
        session.folder  # noqa: B018 - is there one?
    except NoLedgerError:
        if session.named:
            raise
        session.screen.text(catalog.FIRST_STEPS)
        return
    from dexcli.commands.today import today  # only when nothing is typed

    today(ctx)


def _prepare_streams() -> None:
    """Let no character that the locale can't show end the program."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - for as long as we run
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # not every stream can


def _readable(args: Sequence[str]) -> list[str]:
    for number, arg in enumerate(args, 1):
        try:
            arg.encode("utf-8")
        except UnicodeEncodeError:
            raise SystemExit(_fail(f"word {number} of the command is not UTF-8 text", 2)) from None
    return list(args)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.flush()


def _mute() -> None:
    """Let nothing more be written where it can't go, not even when Python ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, code: int, place: Place | None = None) -> int:
    from dexcli.output.sanitize import one_line

    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{PROGRAM}: {one_line(message)}\n")
        if place is not None:
            from dexcli.output import caret  # rich, only for a filter that is none

            sys.stderr.write(caret.under(place))
        sys.stderr.flush()
    return code


def _usage(error: typer.TyperException) -> str:
    message = getattr(error, "format_message", lambda: str(error))()
    command = getattr(getattr(error, "ctx", None), "command_path", PROGRAM)
    return f"{message.rstrip('.')}; see '{command} --help'"


def _unexpected(error: Exception, sessions: list[Session]) -> int:
    import traceback  # only for what should never happen

    if any(session.options.debug for session in sessions):
        traceback.print_exception(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(place.filename)}:{place.lineno}"  # noqa: PTH119 - a name for a message
    return _fail(
        f"unexpected {type(error).__name__} at {where} (dexcli {__version__}); nothing of it is "
        f"your fault: please report this line; '--debug' shows more, with your data in it",
        1,
    )
