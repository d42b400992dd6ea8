"""The columns of Outlook on the desktop, each with a value of its own."""

import csv
import io

NAME = "outlook"
WRITTEN = False
FILE = "outlook.csv"
_ADDRESS = ("Street", "Street 2", "Street 3", "City", "State", "Postal Code", "Country/Region")
_PHONES = (
    "Assistant's Phone", "Business Fax", "Business Phone", "Business Phone 2", "Callback",
    "Car Phone", "Company Main Phone", "Home Fax", "Home Phone", "Home Phone 2", "ISDN",
    "Mobile Phone", "Other Fax", "Other Phone", "Pager", "Primary Phone", "Radio Phone",
    "TTY/TDD Phone", "Telex",
)  # fmt: skip
_TEXTS = (
    "Account", "Assistant's Name", "Billing Information", "Business Address PO Box", "Categories",
    "Children", "Directory Server", "Gender", "Government ID Number", "Hobby",
    "Home Address PO Box", "Initials", "Internet Free Busy", "Keywords", "Language", "Location",
    "Manager's Name", "Mileage", "Notes", "Office Location", "Organizational ID Number",
    "Other Address PO Box", "Priority", "Private", "Profession", "Referred By", "Sensitivity",
    "Spouse", "User 1", "User 2", "User 3", "User 4",
)  # fmt: skip
_SAID = {
    **{each: f"The {each.lower()}" for each in
       ("Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department",
        "Job Title")},
    **{f"{kind} {part}": f"{kind}ly {part.lower()}" for kind in ("Business", "Home", "Other")
       for part in _ADDRESS},
    **{each: f"+44 55 {number:04}" for number, each in enumerate(_PHONES, start=1)},
    "Anniversary": "7/28/1835",
    "Birthday": "12/10/1815",
    "E-mail Address": "one@x.example",
    "E-mail Type": "Type one",
    "E-mail Display Name": "Shown One",
    "E-mail 2 Address": "two@x.example",
    "E-mail 2 Type": "Type two",
    "E-mail 2 Display Name": "Shown Two",
    "E-mail 3 Address": "three@x.example",
    "E-mail 3 Type": "Type three",
    "E-mail 3 Display Name": "Shown Three",
    **{each: f"Some {each.lower()}" for each in _TEXTS},
    "Web Page": "https://web.example/one",
}  # fmt: skip


def _table() -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([list(_SAID), list(_SAID.values())])
    return text.getvalue().encode("cp1252")


SAMPLE = _table()
FIELDS = {**_SAID, "Anniversary": "1835-07-28", "Birthday": "1815-12-10"}
