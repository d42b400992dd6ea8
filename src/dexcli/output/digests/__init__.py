"""The answers of `due` and `today` in every format; a format is loaded when it is asked for."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from dexcli.core.digest import Digest, Waiting
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings
from dexcli.output.digests import lines, text
from dexcli.output.screen import Screen


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"
    TSV = "tsv"
    MARKDOWN = "markdown"
    HTML = "html"
    MAIL = "mail"


class Envelope(Struct, frozen=True, kw_only=True):
    """What a message says beside the digest: to whom, when, and its id."""

    to: Sequence[tuple[str, str]]  # names, perhaps empty, with addresses
    at: datetime
    id: str


class Report(Struct, frozen=True, kw_only=True):
    """An answer with the ledger and the settings it was made from."""

    answer: Waiting | Digest
    ledger: Ledger
    settings: Settings


def show(
    report: Report, chosen: Format, *, screen: Screen, envelope: Envelope | None = None
) -> None:
    """Print an answer.

    JSON, tsv and HTML are whole documents also when nothing waits; text,
    markdown and mail are then not a byte.
    """
    answer, settings = report.answer, report.settings
    told = lines.of(answer, report.ledger, settings)
    match chosen:
        case Format.TEXT:
            text.show(told, screen)
        case Format.JSON:
            from dexcli.output.digests import json

            screen.json(json.document(answer, settings))
        case Format.TSV:
            from dexcli.output.digests import tsv

            _print(tsv.document(answer, settings), screen)
            if told.rest:
                screen.note(told.rest)  # the other documents have it in themselves
        case Format.MARKDOWN:
            from dexcli.output.digests import markdown

            _print(markdown.document(told), screen)
        case Format.HTML:
            from dexcli.output.digests import html

            _print(html.document(told), screen)
        case Format.MAIL:
            from dexcli.output.digests import mail  # email costs more than all else that due does

            assert envelope is not None, "a message goes to somebody"
            screen.raw(b"" if told.is_empty else mail.document(told, envelope))


def _print(document: str, screen: Screen) -> None:
    screen.raw(document.encode("utf-8", "backslashreplace"))
