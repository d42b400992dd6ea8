"""Make the table of what Tab completes from the commands themselves.

Run it with `python docs/completing.py`; a path as its argument takes the table. A
test compares what is kept in the package with what the commands have now.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import typer

from dexcli import catalog, cli
from dexcli.completing import table
from dexcli.core import assignments, document, query, settings
from dexcli.core.contact import Contact
from dexcli.formats import registry

# What stands behind an option or in the place of a word, by the name that help gives it.
# "text" is the reader's own: nothing is offered.
TAKES = {
    **dict.fromkeys(("WHO", "KEEP", "OTHER", "SENTENCE"), "people"),
    "FILTER": "filter",
    "TAG": "tags",
    "T": "tags",
    "KIND": "kinds",
    "CITY": "cities",
    "DIR": "folders",
    "FILE": "files",
    "MAP": "files",
    "SPAN": "spans",
    "UNTIL": "until",
    "WHEN": "days",
    "DAY": "days",
    "CADENCE": "cadences",
    "KEY": "contact-keys",
    "COMMAND|TOPIC": "topics",
    "KEY=VALUE": "assignments",
    "KEY[=VALUE]": "settings",
    "KIND=WHO": "relations",
    "WHO|ID": "people",
    "WHO|FILTER": "people+filter",
    "TARGET": "people+filter",
    "me|them|WHO": "by",
    **dict.fromkeys(
        (
            "ID",
            "N",
            "NAME",
            "TEXT",
            "IDEA",
            "OCCASION",
            "SUM",
            "NOTE",
            "WORDS",
            "PLACE",
            "VALUE",
            "URL",
        ),
        "text",
    ),
    **dict.fromkeys(("NUMBER", "HANDLE"), "text"),
    **dict.fromkeys(("BASE", "OURS", "THEIRS"), "files"),
    **dict.fromkeys(("ADDRESS", "HH:MM", '"WHEN: WHAT"', "YYYY-MM-DD"), "text"),
    **dict.fromkeys(("E", "P", "D", "O", "C", "H", "F"), "text"),
}
# Where the name says too little.
OF_OPTION = {
    "--every": "cadences",
    "--org": "orgs",
    "--city": "cities",
    "--met": "days",
    "--title": "text",
    "--color": "choice:auto always never",
}
OF_COMMAND = {
    "remind": {"WHEN": "ahead"},
    "search": {"TEXT": "filter"},
    "gift": {"WHO|FILTER": "people+filter", "IDEA": "text"},
    "git": {"WORDS": "files"},
    "import": {"--format": "choice:" + " ".join(each.name for each in registry.READ)},
    "export": {"FORMAT": "choice:" + " ".join(each.name for each in registry.WRITTEN)},
}
OF_FILTER = {
    "tag": "tags",
    "city": "cities",
    "org": "orgs",
    "kind": "kinds",
    "with": "people",
    "to": "people",
}
OF_KEY = {
    "tags": "tags",
    "city": "cities",
    "org": "orgs",
    "cadence": "cadences",
    **dict.fromkeys(("paused", "archived"), "choice:true false"),
}
OF_SETTING = {
    "me": "people",
    "default_cadence": "cadences",
    "cadence.": "cadences",
    "dates.order": "choice:" + " ".join(settings.ORDERS),
    "kinds.": "text",
}


_NO_WORDS = {"|", "-"}  # between two ways to say it, and for the lines on stdin


def made() -> str:
    """Return the table as the commands make it now."""
    group: Any = typer.main.get_command(cli.app)
    lines = [f"# made by `python docs/{Path(__file__).name}`"]
    shared = {param.name for param in group.params if not param.hidden}
    lines += _options("", (param for param in group.params if param.name != "version"))
    for name, entry in catalog.COMMANDS.items():
        command = group.get_command(None, name)
        own = [param for param in command.params if param.name not in shared]
        words = " ".join(_words(name, own))
        lines += [f"command\t{name}\t{words}\t{entry.help}", *_options(name, own)]
    lines += [f"key\t{key}\t{takes}" for key, takes in _keys()]
    return "\n".join((*lines, ""))


def _options(command: str, params: Iterable[Any]) -> Iterator[str]:
    for param in params:
        if param.param_type_name == "option" and not param.hidden:
            spelled = (*param.opts, *param.secondary_opts)
            takes = "" if param.is_flag else _taken(command, param, param.opts[0])
            yield f"option\t{' '.join(spelled)}\t{takes}\t{param.help or ''}"


def _words(command: str, params: Iterable[Any]) -> Iterator[str]:
    """Yield what each word is; one that may come again ends with an ellipsis."""
    for param in params:
        if param.param_type_name != "argument":
            continue
        if choices := _choices(param):
            yield choices.replace(" ", ",")
            continue
        for part in (param.metavar or param.name.upper()).replace("...", "…").split():
            name = part.rstrip("…]").lstrip("[") if "[=" not in part else part[1:-1]
            if name in _NO_WORDS:
                continue
            again = "…" if "…" in part else ""
            yield _of_name(command, name).replace(" ", ",") + again


def _taken(command: str, param: Any, name: str) -> str:  # noqa: ANN401 - Typer's types are private
    if choices := _choices(param):
        return choices
    named = OF_COMMAND.get(command, {}).get(name) or OF_OPTION.get(name)
    return named or _of_name(command, param.metavar)


def _of_name(command: str, metavar: str) -> str:
    return OF_COMMAND.get(command, {}).get(metavar) or TAKES[metavar]


def _choices(param: Any) -> str:  # noqa: ANN401 - as above
    choices = getattr(param.type, "choices", None)
    return "choice:" + " ".join(getattr(each, "value", each) for each in choices) if choices else ""


def _keys() -> Iterator[tuple[str, str]]:
    fixed = {"is": query.states(), "has": query.possessions()}
    for key in query.keys():  # noqa: SIM118 - no dict
        values = fixed.get(key, {})
        yield (
            f"filter:{key}",
            "choice:" + " ".join(values) if values else OF_FILTER.get(key, "text"),
        )
    for key in document.keys_in_order(Contact):
        operator = "+=" if key in assignments.LISTS else "="
        if key in assignments.TABLES:
            for inner in sorted(assignments.TABLES[key]):
                yield f"contact:{key}.{inner}=", "text"
        elif key not in document.BLOCKS:
            yield f"contact:{key}{operator}", OF_KEY.get(key, "text")
    for key, default in _flat_settings():
        takes = "choice:true false" if isinstance(default, bool) else "text"
        yield f"setting:{key}", OF_SETTING.get(key, takes)
    for topic in catalog.TOPICS:
        yield f"topic:{topic}", ""


def _flat_settings() -> Iterator[tuple[str, object]]:
    """Yield each setting with its default; one with a name of the reader's own ends with a dot."""
    fields = {each.encode_name: each for each in msgspec.structs.fields(settings.Settings)}
    held = {each.key: each.value for each in settings.effective(settings.Settings(), {})}
    for name in fields:
        inner = {key: value for key, value in held.items() if key.split(".")[0] == name}
        yield from inner.items() or [(f"{name}.", None)]


if __name__ == "__main__":
    place = Path(sys.argv[1]) if sys.argv[1:] else Path(table.PATH)
    place.write_text(made(), encoding="utf-8")
