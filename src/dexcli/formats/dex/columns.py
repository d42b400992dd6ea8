"""The columns of Dex's CSV, and what guards its cells from spreadsheets."""

import re

from dexcli.core import names

# Source: the columns that programs read from Dex's export, and its data model.
ALONE = {
    "id": "id", "name": "name", "full_name": "name", "first_name": "first", "last_name": "last",
    "job_title": "title", "company": "org", "location": "city", "birthday": "birthday",
    "birthday_current_year": "yearly", "notes": "notes", "description": "notes",
    "last_seen_at": "seen", "next_reminder_at": "remind",
}  # fmt: skip
EMAIL = re.compile(r"(dex_)?e_?mail(s|_address)?(_\d+)?")
PHONE = re.compile(r"(dex_)?phone(s|_number)?(_\d+)?")
TAGS = re.compile(r"(dex_)?tags")
ACCOUNT = re.compile(
    r"(linkedin|facebook|twitter|instagram|telegram|website)(_(url|profile|handle))?"
)
# What Dex takes when it asks which column is which.
WRITTEN = (
    "first_name", "last_name", "email", "phone", "company", "job_title", "linkedin", "birthday",
    "notes", "tags",
)  # fmt: skip
TELLING = frozenset({"dex_phone", "dex_phones", "dex_email", "dex_emails", "dex_tags"})
ITS_DAYS = frozenset({"last_seen_at", "next_reminder_at", "birthday_current_year"})
OURS = "dexcli:"  # before an id of ours, where Dex has given none
_GUARD = "'"  # before what a spreadsheet would take for a formula or a number
_FORMULA = tuple("=+-@\t\r")
_PHONE_ALONE = re.compile(r"[+\d][\d\s()./-]*")


def folded(heading: str) -> str:
    """Return a heading as it is compared."""
    return names.fold(heading).replace(" ", "_").replace("-", "_")


def knows(heading: str) -> bool:
    """Return whether a heading is one of Dex's own."""
    text = folded(heading)
    return text in ALONE or any(each.fullmatch(text) for each in (EMAIL, PHONE, TAGS, ACCOUNT))


def bare(cell: str) -> str:
    """Return a cell without the guard of a spreadsheet; "'t Hooft" keeps its apostrophe."""
    text = cell.strip()
    return text[1:].strip() if text.startswith(_GUARD) and not text[1:2].isalpha() else text


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet runs; a phone number stays as it is."""
    runs = cell.startswith(_FORMULA) and not _PHONE_ALONE.fullmatch(cell)
    return f"{_GUARD}{cell}" if runs else cell


def split(name: str) -> dict[str, str]:
    """Return a name as first and last: the last word is the last name."""
    first, _, last = name.rpartition(" ")
    return {"first_name": first or last, "last_name": last if first else ""}
