"""The columns of Google's header before 2024 that the new one hasn't."""

import csv
import io

NAME = "google"
WRITTEN = True
FILE = "before-2024.csv"

_SAID = {
    "Name": "Whole Name",
    "Given Name": "Whole",
    "Additional Name": "",
    "Family Name": "Name",
    "Yomi Name": "Yomiwhole",
    "Given Name Yomi": "Yomigiven",
    "Initials": "W.N.",
    "Short Name": "Shorty",
    "Maiden Name": "Maidenly",
    "Gender": "gendered",
    "Location": "Located",
    "Billing Information": "Billed",
    "Directory Server": "Served",
    "Mileage": "Miles",
    "Occupation": "Occupied",
    "Hobby": "Chess",
    "Sensitivity": "Sensitive",
    "Priority": "High",
    "Subject": "Subjected",
    "Language": "Languages",
    "Group Membership": "* myContacts ::: Grouped",
    "E-mail 1 - Type": "* Typed",
    "E-mail 1 - Value": "w@x.example",
    "Organization 1 - Type": "Firm",
    "Organization 1 - Name": "Named Ltd",
    "Organization 1 - Yomi Name": "Yomiorg",
    "Organization 1 - Title": "Boss",
    "Organization 1 - Department": "Parted",
    "Organization 1 - Symbol": "SYM",
    "Organization 1 - Location": "Floor",
    "Organization 1 - Job Description": "Described",
}


def _table() -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([list(_SAID), list(_SAID.values())])
    return text.getvalue().encode("utf-16")


SAMPLE = _table()
FIELDS = {
    **{heading: cell for heading, cell in _SAID.items() if cell},
    "Group Membership": "Grouped",
    "E-mail 1 - Type": "Typed",
}
