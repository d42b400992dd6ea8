"""The columns of Google's CSV: the new header, and what the old one called the same."""

import functools
import re

from msgspec import Struct

# Source: an export of Google Contacts, 2024 and later.
FIRST, MIDDLE, LAST = "First Name", "Middle Name", "Last Name"
PREFIX, SUFFIX = "Name Prefix", "Name Suffix"
NICKNAME, FILE_AS = "Nickname", "File As"
ORG, TITLE = "Organization Name", "Organization Title"
BIRTHDAY, NOTES, LABELS = "Birthday", "Notes", "Labels"
FIXED = (
    FIRST, MIDDLE, LAST, "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name",
    PREFIX, SUFFIX, NICKNAME, FILE_AS, ORG, TITLE, "Organization Department", BIRTHDAY, NOTES,
    "Photo", LABELS,
)  # fmt: skip
EMAIL, PHONE, ADDRESS, RELATION = "E-mail", "Phone", "Address", "Relation"
WEBSITE, EVENT, CUSTOM, IM = "Website", "Event", "Custom Field", "IM"
_ORGANIZATION = "Organization"
LABEL, VALUE, SERVICE = "Label", "Value", "Service"
PARTS = {
    EMAIL: (LABEL, VALUE),
    PHONE: (LABEL, VALUE),
    ADDRESS: (LABEL, "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country",
              "Extended Address"),
    RELATION: (LABEL, VALUE),
    WEBSITE: (LABEL, VALUE),
    EVENT: (LABEL, VALUE),
    CUSTOM: (LABEL, VALUE),
    IM: (LABEL, SERVICE, VALUE),
}  # fmt: skip
# Source: the header before 2024, which other programs still write.
NAME, MAIDEN, HOBBY = "Name", "Maiden Name", "Hobby"
_RENAMED = {
    "Given Name": FIRST, "Additional Name": MIDDLE, "Family Name": LAST,
    "Given Name Yomi": "Phonetic First Name", "Additional Name Yomi": "Phonetic Middle Name",
    "Family Name Yomi": "Phonetic Last Name", "Group Membership": LABELS,
    "Organization 1 - Name": ORG, "Organization 1 - Title": TITLE,
    "Organization 1 - Department": "Organization Department",
}  # fmt: skip
_OLD = frozenset(
    {NAME, "Yomi Name", "Initials", "Short Name", MAIDEN, "Gender", "Location",
     "Billing Information", "Directory Server", "Mileage", "Occupation", HOBBY, "Sensitivity",
     "Priority", "Subject", "Language"}
)  # fmt: skip
TELLING = frozenset({"Phonetic First Name", "File As", "Yomi Name", "Group Membership"})
_GROUP = re.compile(rf"({'|'.join([*PARTS, _ORGANIZATION])}) (\d{{1,4}}) - (.+)")
_TYPE = "Type"  # what the old header calls a label


class Column(Struct, frozen=True):
    """A column by its new heading; of a numbered group also the group, the number, the part."""

    heading: str
    group: str = ""
    number: int = 0
    part: str = ""


@functools.lru_cache(maxsize=4096)
def column(heading: str) -> Column:
    """Return which column a heading of either header is."""
    renamed = _RENAMED.get(heading, heading)
    found = _GROUP.fullmatch(renamed)
    if found is None or found[1] == _ORGANIZATION:
        return Column(renamed)
    group, number, part = found[1], int(found[2]), found[3]
    part = LABEL if part == _TYPE else part
    return Column(of(group, number, part), group, number, part)


def of(group: str, number: int, part: str) -> str:
    """Return the heading of a part of a numbered group."""
    return f"{group} {number} - {part}"


def knows(heading: str) -> bool:
    """Return whether this is a heading of Google's."""
    return heading in _OLD or heading in _RENAMED or heading in FIXED or is_numbered(heading)


def is_numbered(heading: str) -> bool:
    """Return whether this is a column of a numbered group, in either header."""
    return _GROUP.fullmatch(heading) is not None
