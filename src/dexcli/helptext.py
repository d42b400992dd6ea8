"""The help of the program and of each command, as Typer's own pieces make it."""

from typing import Any

from dexcli import catalog

_WITH_PLUMBING = "dexcli.plumbing"  # in a context's meta: show the commands for programs too
_WAYS_ON = """
dexcli help COMMAND, or dexcli COMMAND --help, says more of each command.
dexcli help TOPIC prints the page about a topic. dexcli help --all also shows
the plumbing: commands that other programs call.
"""


def of_program(root: Any, *, plumbing: bool) -> str:  # noqa: ANN401 - Typer's own types are private
    """Return the help of the program, with or without the commands for other programs."""
    root.meta[_WITH_PLUMBING] = plumbing
    return str(root.command.get_help(root))


def of_command(root: Any, name: str) -> str:  # noqa: ANN401 - as above
    """Return the help of one command, as its `--help` prints it."""
    command = root.command.get_command(root, name)
    context = command.make_context(name, [], parent=root, resilient_parsing=True)
    return str(command.get_help(context))


def write_commands(ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
    """Write the commands in their groups and the topics, without loading any."""
    for group, entries in catalog.groups(plumbing=ctx.meta.get(_WITH_PLUMBING, False)):
        with formatter.section(group):
            formatter.write_dl([(name, entry.help) for name, entry in entries])
    with formatter.section("Topics"):
        formatter.write_dl([(name, topic.help) for name, topic in catalog.TOPICS.items()])
    formatter.write(_WAYS_ON)


def complete(command: Any, name: str) -> None:  # noqa: ANN401 - as above
    """Let a command's help spell its arguments plainly and point to the topics that say more."""
    for param in command.params:
        _spell_plainly(param)
    topics = catalog.topics_of(name)
    command.epilog = f"More: dexcli help {' | '.join(topics)}" if topics else None


def _spell_plainly(param: Any) -> None:  # noqa: ANN401 - as above
    """Let the usage say `WHO`, where Typer would put braces around what must be there."""
    if param.param_type_name == "argument" and param.required:
        param.make_metavar = lambda ctx, usage=False: param.metavar  # noqa: ARG005 - as Typer calls it
