"""Google's header since 2024, each column with a value of its own."""

import csv
import io

NAME = "google"
WRITTEN = True
FILE = "contacts.csv"

_SAID = {
    "First Name": "Firsty",
    "Middle Name": "Middley",
    "Last Name": "Lasty",
    "Phonetic First Name": "Fonfirst",
    "Phonetic Middle Name": "Fonmiddle",
    "Phonetic Last Name": "Fonlast",
    "Name Prefix": "Prefixy",
    "Name Suffix": "Suffixy",
    "Nickname": "Nicky",
    "File As": "Filed",
    "Organization Name": "Orgy Ltd",
    "Organization Title": "Titled",
    "Organization Department": "Looms",
    "Birthday": "1815-12-10",
    "Notes": "A note",
    "Photo": "https://photo.example/p",
    "Labels": "* myContacts ::: Chess club",
    "E-mail 1 - Label": "* Mailbox",
    "E-mail 1 - Value": "one@x.example",
    "Phone 1 - Label": "Landline",
    "Phone 1 - Value": "+44 20 7946 0958",
    "Address 1 - Label": "Cottage",
    "Address 1 - Formatted": "Written otherwise",
    "Address 1 - Street": "12 Square",
    "Address 1 - City": "Cityville",
    "Address 1 - PO Box": "Box 77",
    "Address 1 - Region": "Regionia",
    "Address 1 - Postal Code": "PC1 2AB",
    "Address 1 - Country": "Countria",
    "Address 1 - Extended Address": "Floor 9",
    "Relation 1 - Label": "Mentor",
    "Relation 1 - Value": "Related Person",
    "Website 1 - Label": "Blog",
    "Website 1 - Value": "https://blog.example/one",
    "Event 1 - Label": "Name day",
    "Event 1 - Value": "1835-07-08",
    "Custom Field 1 - Label": "Shoe size",
    "Custom Field 1 - Value": "thirty-seven",
    "IM 1 - Label": "Chatlabel",
    "IM 1 - Service": "Skype",
    "IM 1 - Value": "chatname",
}


def _table() -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([list(_SAID), list(_SAID.values())])
    return text.getvalue().encode()


SAMPLE = _table()
FIELDS = {
    **_SAID,
    "Labels": "Chess club",
    "E-mail 1 - Label": "Mailbox",
    "IM 1 - Service": "chatname",
}
REMARKS = {"IM 1 - Service": "the name of the account"}
