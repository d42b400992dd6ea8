"""Draw up docs/formats.md: each field of each format, and what becomes of it in and out.

Run it with `python docs/formats.py`; a path as its argument takes the page. Nothing
in the tables is written by hand: a file in which every field has a value of its own
is imported into an empty ledger and exported again, and the values are looked for.
"""

import importlib
import io
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import tomli  # noqa: E402 - the samples are beside this folder

from dexcli import cli  # noqa: E402
from dexcli.formats import registry  # noqa: E402
from tests.formats import fields  # noqa: E402

TODAY = "2026-11-22"
PAGE = Path(__file__).parent / "formats.md"
_HEAD = """\
# Every field of every format

What becomes of each field when a file comes in, and whether the value is there again in an export
of the same format. `notes` means that it leaves only with `--notes`, – that it doesn't leave, or
that the format is only read. What dexcli has no place for is kept under a table of the format's
own name.

Mail and calendars are brought in with `--everybody`; without it they bring nobody new. A message
in a Maildir has the fields of one in an mbox.

This page is made by `python docs/formats.py` from what the commands do, and a test compares them.
"""
_PLACES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
_NEVER = "not kept"


class Sample(NamedTuple):
    """A file of one format, what each of its fields says, and who must be in the ledger."""

    name: str
    raw: bytes
    fields: dict[str, str]
    file: str
    people: dict[str, str]
    remarks: dict[str, str]

    @property
    def title(self) -> str:
        """What the format is called."""
        return registry.readable(self.name).title


def samples() -> Iterator[Sample]:
    """Yield the samples in the order of the formats."""
    order = [each.name for each in registry.READ]
    found = []
    for module in pkgutil.iter_modules(fields.__path__):
        said = importlib.import_module(f"tests.formats.fields.{module.name}")
        found.append(
            Sample(
                said.NAME,
                said.SAMPLE,
                said.FIELDS,
                getattr(said, "FILE", "sample"),
                getattr(said, "PEOPLE", {}),
                getattr(said, "REMARKS", {}),
            )
        )
    yield from sorted(found, key=lambda each: (order.index(each.name), each.file))


def page() -> str:
    """Return the whole page."""
    every = list(samples())
    several = {a.name for a in every for b in every if a.name == b.name and a is not b}
    return "\n".join([_HEAD, *(_section(each, several) for each in every)])


def _section(sample: Sample, several: set[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update({name: f"{folder}/{name}" for name in _PLACES})
        tables, out, with_notes = _brought(sample, Path(folder))
    which = f": {sample.file}" if sample.name in several else ""
    lines = [
        f"## {sample.title}{which}",
        "",
        "| field | in the ledger | out again |",
        "|---|---|---|",
    ]
    for field, wanted in sample.fields.items():
        spellings = wanted.split("|")
        here = ", ".join(f"`{key}`" for key in _keys(tables, spellings)) or _NEVER
        remark = sample.remarks.get(field, "")
        lines.append(
            f"| `{field}` | {here}{f': {remark}' if remark else ''} "
            f"| {_again(spellings, out, with_notes)} |"
        )
    return "\n".join([*lines, ""])


def _brought(sample: Sample, folder: Path) -> tuple[list[dict[str, Any]], str, str]:
    """Return the contacts that a sample makes, and what an export says without and with notes."""
    ledger, file = folder / "ledger", folder / sample.file
    file.write_bytes(sample.raw)
    _run("init", str(ledger))
    for name, text in sample.people.items():
        (ledger / name).write_text(text, encoding="utf-8")
    there = ("--ledger", str(ledger), "--today", TODAY)
    strangers = ["--everybody"] if registry.readable(sample.name).is_late else []
    _run(*there, "import", str(file), "--format", sample.name, "--yes", *strangers)
    tables = [tomli.loads(path.read_text("utf-8")) for path in sorted(ledger.glob("*.toml"))]
    if sample.name not in {each.name for each in registry.WRITTEN}:
        return tables, "", ""
    out = folder / "out"
    said: list[str] = []
    for more in ((), ("--notes",)):
        try:
            _run(*there, "export", sample.name, "--output", str(out), "--force", *more)
        except RuntimeError:  # a format that has no --notes
            said.append(said[-1])
            continue
        said.append(out.read_bytes().decode("utf-8", "replace").replace("\r\n ", ""))
    return tables, said[0], said[1]


def _run(*words: str) -> None:
    told = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(told):
        code = cli.run(list(words))
    if code not in {0, 5}:
        raise RuntimeError(told.getvalue())


def _keys(tables: list[dict[str, Any]], spellings: list[str]) -> list[str]:
    """Return under which keys one of these spellings stands, each once."""
    found = {
        key: None
        for table in tables
        for key, value in _flat(table, "")
        if any(each in value for each in spellings)
    }
    shown = [each for each in found if each not in {"sources", "id"}] or list(found)
    return shown[:3]


def _flat(value: object, key: str) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, each in value.items():
                yield from _flat(each, f"{key}.{name}" if key else name)
        case list():
            for each in value:
                yield from _flat(each, key)
        case _:
            yield key, str(value)


def _again(spellings: list[str], out: str, with_notes: str) -> str:
    if any(each in out for each in spellings):
        return "yes"
    return "notes" if any(each in with_notes for each in spellings) else "–"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    target.write_text(page(), encoding="utf-8")
