"""What a search found: a line each, the words marked on a terminal; or as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from dexcli.core.ledger import Ledger
from dexcli.core.search.hits import Hit
from dexcli.output.screen import SEPARATOR, Screen


def as_json(hits: Iterable[Hit]) -> list[dict[str, Any]]:
    """Return the JSON of `search`."""
    return [
        {
            "handle": hit.contact.handle,
            "name": hit.contact.name,
            "where": hit.value.where,
            "on": hit.value.on,
            "text": hit.text,
        }
        for hit in hits
    ]


def show(hits: Iterable[Hit], words: Sequence[str], ledger: Ledger, screen: Screen) -> None:
    """Print what was found, a line each; ``words`` are folded, and marked for who looks at it.

    By bold and underlined letters, or by asterisks where there is no colour.
    """
    labels: dict[str, str] = {}
    when, on = None, None
    is_terminal = screen.is_terminal
    for hit in hits:
        handle, about = hit.contact.handle, hit.value.about
        if handle not in labels:
            labels[handle] = ledger.label(hit.contact)
        if hit.value.when != when:  # many of one day stand together
            when, on = hit.value.when, hit.value.on
        fields = labels[handle], f"{about} {on}" if about and on else about or on or ""
        if is_terminal:
            _print_marked(fields, hit.text, words, screen)
        else:
            screen.line(*fields, hit.text)


def _print_marked(fields: Sequence[str], text: str, words: Sequence[str], screen: Screen) -> None:
    from rich.text import Text  # only on a terminal

    from dexcli.core.search import marking
    from dexcli.output import sanitize, tables

    name, *rest = map(sanitize.one_line, fields)
    line = Text(name, style="bold" if screen.color else "")
    line = Text.assemble(line, SEPARATOR, SEPARATOR.join(rest), SEPARATOR)
    for piece, is_match in marking.pieces(text, words):
        shown = sanitize.one_line(piece)
        if is_match and screen.color:
            line.append(shown, style="bold underline")
        else:
            line.append(f"*{shown}*" if is_match else shown)
    tables.console(screen).print(line)
