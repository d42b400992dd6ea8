"""The people that are measured, as a ledger and as vCards: the same in every run."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks import names

TODAY = date(2026, 11, 22)
INTERACTIONS = 5
CADENCES = ("1 week", "2 weeks", "3 weeks", "1 month", "3 months")
KINDS = ("coffee", "call", "letter", "met", "dinner")


def handle(number: int) -> str:
    """Return the handle of the person of this number."""
    return f"c{number:06}"


def new_ledger(folder: Path) -> Path:
    """Make an empty ledger and return its folder."""
    (folder / ".dexcli").mkdir(parents=True)
    (folder / ".dexcli" / "config.toml").write_text("format = 1\n", encoding="utf-8")
    return folder


def ledger_of(folder: Path, size: int) -> Path:
    """Make a ledger of so many contacts and return its folder."""
    new_ledger(folder)
    for number in range(size):
        (folder / f"{handle(number)}.toml").write_bytes(contact(number).encode())
    return folder


def cards_of(folder: Path, size: int) -> Path:
    """Write the same people as vCards, one in a file, and return the folder."""
    folder.mkdir(parents=True)
    for number in range(size):
        (folder / f"{handle(number)}.vcf").write_bytes(card(number).encode())
    return folder


def contact(number: int) -> str:
    """Return the file of the person of this number."""
    given, family = names.of(number)
    return (
        f'name = "{given} {family}"\ntags = ["friend", "circle-{number % 7}"]\n'
        f'cadence = "{CADENCES[number % len(CADENCES)]}"\nbirthday = 1987-{number % 12 + 1:02}-14\n'
        f'emails = ["person{number}@example.org"]\nphones = ["+43 1 {number:07}"]\n'
        f'city = "Vienna"\nnotes = "Likes walks and long letters."\nadded = 2024-01-15\n'
        + "".join(_interactions(number))
    )


def card(number: int) -> str:
    """Return what a vCard can hold of the person of this number.

    Source: RFC 2426, which khard reads and writes by default.
    """
    given, family = names.of(number)
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{handle(number)}",
        f"FN:{given} {family}",
        f"N:{family};{given};;;",
        f"CATEGORIES:friend,circle-{number % 7}",
        f"BDAY:1987-{number % 12 + 1:02}-14",
        f"EMAIL;TYPE=INTERNET:person{number}@example.org",
        f"TEL;TYPE=CELL:+43 1 {number:07}",
        "ADR;TYPE=HOME:;;;Vienna;;;",
        "NOTE:Likes walks and long letters.",
        "END:VCARD",
        "",
    )
    return "\r\n".join(lines)


def _interactions(number: int) -> Iterator[str]:
    latest = TODAY - timedelta(days=20 + number % 90)
    for nth in range(INTERACTIONS):
        yield (
            f"\n[[interactions]]\non = {latest - timedelta(days=31 * (INTERACTIONS - nth))}\n"
            f'kind = "{KINDS[(number + nth) % len(KINDS)]}"\nplace = "Vienna"\n'
            f'note = "Spoke of the plan for the {nth + 1}. time, and of {names.LAST_NAMES[nth]}."\n'
            f'id = "{number:06}{nth:04}"\n'
        )
