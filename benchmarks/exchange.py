"""What files of other programs cost to read: address books of a phone, archives of mail."""

import json

from benchmarks import ledgers
from benchmarks.bench import Bench
from benchmarks.turns import AtLeast, AtMost, Group, Program, Ratio

CARDS, MESSAGES = 10_000, 20_000
MOST_TURNS = 7
_CARD = """\
BEGIN:VCARD\r
VERSION:3.0\r
UID:{number}@cards.example\r
N:{family};{given};;;\r
FN:{given} {family}\r
EMAIL;TYPE=HOME:{given}.{family}.{number}@example.org\r
TEL;TYPE=CELL:+44 7700 {number:06}\r
ORG:Company {employer}\r
TITLE:Role {employer}\r
ADR;TYPE=HOME:;;{number} High Street;Town {employer};;{number:05};England\r
BDAY:19{year:02}-{month:02}-14\r
NOTE:Met at the fair of year {year}.\r
item1.X-ABDATE:20{year:02}-{month:02}-01\r
item1.X-ABLabel:_$!<Anniversary>!$_\r
END:VCARD\r
"""
_MESSAGE = """\
From sender@example.org Thu Nov 20 10:00:00 2026
Received: from mx.example.org by mail.example.org; Thu, 20 Nov 2026 10:00:0{digit} +0000
From: Person {person} <person{person}@example.org>
To: Somebody Else <me@example.org>, person{other}@example.org
Subject: Message {number}
Date: Thu, {day} Nov 2025 10:00:0{digit} +0000
Message-ID: <{number}@example.org>
Content-Type: text/plain; charset=utf-8

{body}
"""
_BODY = "A line of some words that nobody needs to read for who wrote to whom.\n" * 40


def groups(bench: Bench) -> list[Group]:
    """Return what an address book and an archive of mail cost."""
    return [_cards(bench), _mails(bench)]


def _cards(bench: Bench) -> Group:
    book = bench.folder / "book.vcf"
    book.write_text("".join(map(_card, range(CARDS))), encoding="utf-8", newline="")
    words = ("import", book, "--yes")
    model = ledgers.new_ledger(bench.folder / "cards-model")
    bench.run(bench.dexcli(model, *words))
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(model.glob("*.toml"))}
    kept = bench.folder / "cards.json"
    kept.write_text(json.dumps(texts), encoding="utf-8")

    def into_empty(turn: int) -> list[str]:
        return bench.dexcli(ledgers.new_ledger(bench.folder / f"cards-{turn}"), *words)

    def into_folder(turn: int) -> list[str]:
        folder = ledgers.new_ledger(bench.folder / f"cards-written-{turn}")
        return bench.python("write_once.py", kept, folder)

    importing = Program(f"dexcli import, {CARDS:,} vCards", into_empty)
    reading = Program("reading the cards", lambda _: bench.python("read_rows.py", book))
    writing = Program(f"writing {len(texts):,} files once", into_folder)
    line = Ratio(importing, writing, goal=AtMost(1.6), less=reading)
    return Group("vCards", [line], most=MOST_TURNS)


def _mails(bench: Bench) -> Group:
    archive = bench.folder / "archive.mbox"
    with archive.open("w", encoding="utf-8") as file:
        file.writelines(map(_message, range(MESSAGES)))
    python = Program("Python's mailbox", lambda _: bench.python("read_mailbox.py", archive))
    ours = Program(
        f"reading {MESSAGES:,} messages", lambda _: bench.python("read_rows.py", archive)
    )
    return Group("an mbox", [Ratio(python, ours, goal=AtLeast(2))], most=MOST_TURNS)


def _card(number: int) -> str:
    return _CARD.format(
        number=number,
        given=f"Given{number % 997}",
        family=f"Family{number}",
        employer=number % 300,
        year=number % 90 + 10,
        month=number % 12 + 1,
    )


def _message(number: int) -> str:
    return _MESSAGE.format(
        number=number,
        person=number % 400,
        other=(number + 7) % 400,
        day=f"{number % 28 + 1:02}",
        digit=number % 10,
        body=_BODY,
    )
