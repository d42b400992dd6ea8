"""Write the man pages from the commands' own help and the manual's topics.

Run it with `python docs/man.py`; a folder as its argument takes the pages instead
of docs/man. They are kept, so that a wheel can be built without the program's
libraries; a test compares them with what this makes. The wheel puts them under
share/man, where `man` and pipx look.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

from dexcli import __version__, catalog, cli
from dexcli.manual import pages
from dexcli.manual.pages import Heading, Item, Paragraph, Part, Title, Verbatim

FOLDER = Path(__file__).parent / "man"
_CODE = re.compile(r"`([^`]+)`")
_EVERYWHERE = ("ledger", "today", "color", "quiet", "no_index", "help")
_EXAMPLE = "Example: "
_ESCAPES = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti",
            '"': r"\(dq"}  # fmt: skip
# What a shell, a file and a person must be able to copy is typed as it is: groff
# would make typographic signs of these. Source: groff_char(7).


def main(folder: Path) -> None:
    """Write every page into a folder, in the sections 1 and 7; pages of the past go."""
    made = {f"man1/{name}.1": text for name, text in _of_commands()}
    made |= {f"man7/dexcli-{topic}.7": _of_topic(topic) for topic in catalog.TOPICS}
    for old in folder.glob("man[17]/*.[17]"):
        old.unlink()
    for name, text in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _of_commands() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of the program's page and of each command's."""
    group: Any = typer.main.get_command(cli.app)
    root = group.make_context("dexcli", [], obj=[], resilient_parsing=True)
    yield "dexcli", _text(_of_program(group, root))
    for name in catalog.COMMANDS:
        command = group.get_command(root, name)
        context = command.make_context(name, [], parent=root, resilient_parsing=True)
        yield f"dexcli-{name}", _text(_of_command(name, command, context))


def _of_program(group: Any, context: Any) -> Iterator[str]:  # noqa: ANN401 - Typer's types are private
    yield from _head("dexcli", 1, "a personal contact ledger for the terminal")
    yield from (".SH SYNOPSIS", ".B dexcli", _roman("[OPTIONS] COMMAND [ARGUMENTS]"))
    yield from (".SH DESCRIPTION", _roman(str(group.help)))
    yield from (".PP", _roman("One plain TOML file is one person. What each command does, and "
                              "its options, stand in a page of its own."))  # fmt: skip
    for title, entries in catalog.groups():
        yield f".SH {_words(title.upper())}"
        for name, entry in entries:
            yield from (".TP", rf"\fBdexcli\-{_words(name)}\fR(1)", _roman(entry.help))
    yield ".SH TOPICS"
    for name, topic in catalog.TOPICS.items():
        yield from (".TP", rf"\fBdexcli\-{name}\fR(7)", _roman(topic.help))
    yield from _options("OPTIONS", group.get_params(context), context)
    yield from _environment()
    yield from (".SH SEE ALSO", _references(list(catalog.COMMANDS), list(catalog.TOPICS)))


def _of_command(name: str, command: Any, context: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    told = [" ".join(part.split()) for part in str(command.help).strip().split("\n\n")]
    first, *more = (part for part in told if not part.startswith(_EXAMPLE))
    examples = [part.removeprefix(_EXAMPLE) for part in told if part.startswith(_EXAMPLE)]
    params = command.get_params(context)
    own = [param for param in params if param.name not in _EVERYWHERE]
    yield from _head(f"dexcli-{name}", 1, first.removesuffix("."))
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (".SH SYNOPSIS", rf"\fBdexcli {_words(name)}\fR", _roman(usage))
    yield from (".SH DESCRIPTION", _roman(first))
    for paragraph in more:
        yield from (".PP", _roman(paragraph))
    yield from _options("ARGUMENTS", [p for p in own if p.param_type_name == "argument"], context)
    yield from _options("OPTIONS", [p for p in own if p.param_type_name == "option"], context)
    everywhere = [param for param in params if param.name in _EVERYWHERE]
    yield from _options("OPTIONS OF ALL COMMANDS", everywhere, context)
    yield from (".SH EXAMPLE" if len(examples) == 1 else ".SH EXAMPLES", *_verbatim(examples))
    yield from (".SH SEE ALSO", _references(["", *_near(name)], catalog.topics_of(name)))


def _of_topic(topic: str) -> str:
    commands = list(catalog.TOPICS[topic].commands)
    lines = [
        *_head(f"dexcli-{topic}", 7, catalog.TOPICS[topic].help.removesuffix(".")),
        ".SH DESCRIPTION",
        *(line for part in pages.page(topic) for line in _part(part)),
        ".SH SEE ALSO",
        _references(["", *commands], []),
    ]
    return _text(lines)


def _head(name: str, section: int, about: str) -> Iterator[str]:
    yield r".\" Made by docs/man.py from the program itself; not to be edited."
    yield f'.TH {_words(name.upper())} {section} "" "dexcli {__version__}" "dexcli"'
    yield from (".nh", ".ad l")  # words and what is typed are never broken
    yield from (".SH NAME", rf"{_words(name)} \- {_words(about[0].lower() + about[1:])}")


def _options(title: str, params: Sequence[Any], context: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    records = [found for param in params if (found := param.get_help_record(context))]
    if records:
        yield f".SH {title}"
    for what, about in records:
        yield from (".TP", rf"\fB{_words(what)}\fR", _roman(about.replace("  [required]", "")))


def _environment() -> Iterator[str]:
    yield ".SH ENVIRONMENT"
    for name, about in (
        ("DEXCLI_LEDGER", "The ledger's folder; --ledger wins."),
        ("DEXCLI_TODAY", "The day to answer as; --today wins."),
        ("NO_COLOR", "No colour, also on a terminal."),
        ("VISUAL, EDITOR", "The editor of 'dexcli edit' and 'dexcli triage --editor'."),
    ):
        yield from (".TP", rf"\fB{_words(name)}\fR", _roman(about))


def _near(name: str) -> list[str]:
    """Return the other commands that share a topic with this one, in the order of the help."""
    shared = {each for topic in catalog.topics_of(name) for each in catalog.TOPICS[topic].commands}
    return [each for each in catalog.COMMANDS if each in shared and each != name]


def _references(commands: Sequence[str], topics: Sequence[str]) -> str:
    """Return the pages to go on with; the command ``""`` is the program itself."""
    named = [(f"dexcli-{name}".removesuffix("-"), 1) for name in commands]
    named += [(f"dexcli-{name}", 7) for name in topics]
    return ",\n".join(rf"\fB{_words(name)}\fR({section})" for name, section in named)


def _part(part: Part) -> Iterator[str]:
    match part:
        case Title(text):
            yield from (".PP", _roman(f"{text}."))
        case Heading(text):
            yield f".SS {_words(text)}"
        case Paragraph(text):
            yield from (".PP", _roman(text))
        case Item(text):
            yield from (r".IP \(bu 3", _roman(text))
        case Verbatim(lines):
            yield from _verbatim(lines)


def _verbatim(lines: Sequence[str]) -> Iterator[str]:
    yield from (".PP", ".RS 4", ".nf", *map(line_of, lines), ".fi", ".RE")


def _roman(text: str) -> str:
    """Return a running text, what stands in backquotes bold."""
    pieces = _CODE.split(text)
    told = [rf"\fB{_words(p)}\fR" if n % 2 else _words(p) for n, p in enumerate(pieces)]
    return _guarded("".join(told))


def line_of(text: str) -> str:
    """Return a line of text that groff shows as it stands."""
    return _guarded(_words(text))


def _guarded(line: str) -> str:
    """Return a line that groff doesn't take for a request, whatever it begins with."""
    return rf"\&{line}" if line.startswith(".") else line


def _words(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)


def _text(lines: Sequence[str] | Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
