"""The files of LinkedIn's archive that tell of people, each column with a value of its own."""

import io
import zipfile

NAME = "linkedin"
WRITTEN = False
FILE = "linkedin.zip"
_URL = "https://www.linkedin.com/in/"
_FILES = {
    "Connections.csv": (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        f"Connie,Contacty,{_URL}slugged,one@x.example,Orgy Ltd,Titled,05 Oct 2019\n"
        f"Seconda,Namey,{_URL}second,,,,\n"
    ),
    "messages.csv": (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
        "DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT\n"
        f"talk-1,Talked,Connie Contacty,{_URL}slugged,Mine Self,{_URL}myself,"
        "2026-08-01 02:00:00 UTC,Subjected,Worded,INBOX,Attached,No\n"
    ),
    "Invitations.csv": (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        f'Mine Self,Seconda Namey,"9/30/19, 3:04 PM",Please join,OUTGOING,{_URL}myself,'
        f"{_URL}second\n"
    ),
    "Contacts.csv": (
        "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,"
        "InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles\n"
        "Phonebook,Impy,Orted,Firmed,Jobbed,imp@x.example,+33 6,Created,1 Street,"
        "https://site.example/one,chatty,Whole,1980-03-07,Located,Marked,profiled\n"
    ),
    "Recommendations_Received.csv": (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        'Connie,Contacty,Recorg,Recjob,Praise,"05/13/20, 08:12 AM",STATED\n'
    ),
}


def _archive() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, text in _FILES.items():
            archive.writestr(name, text)
    return raw.getvalue()


SAMPLE = _archive()
FIELDS = {
    "First Name": "Connie",
    "Last Name": "Contacty",
    "URL": "slugged",
    "Email Address": "one@x.example",
    "Company": "Orgy Ltd",
    "Position": "Titled",
    "Connected On": "2019-10-05",
    "messages: CONVERSATION ID": "talk-1",
    "messages: CONVERSATION TITLE": "Talked",
    "messages: FROM, SENDER PROFILE URL, TO, RECIPIENT PROFILE URLS": "connie-contacty",
    "messages: DATE": "2026-08-01",
    "messages: SUBJECT": "Subjected",
    "messages: CONTENT": "Worded",
    "messages: FOLDER": "INBOX",
    "messages: ATTACHMENTS": "Attached",
    "Invitations: From, To, Direction": "me",
    "Invitations: Sent At": "2019-09-30",
    "Invitations: Message": "Please join",
    "Contacts: Source": "Phonebook",
    "Contacts: FirstName": "Impy",
    "Contacts: LastName": "Orted",
    "Contacts: FullName": "Whole",
    "Contacts: Companies": "Firmed",
    "Contacts: Title": "Jobbed",
    "Contacts: Emails": "imp@x.example",
    "Contacts: PhoneNumbers": "+33 6",
    "Contacts: CreatedAt": "Created",
    "Contacts: Addresses": "1 Street",
    "Contacts: Sites": "site.example",
    "Contacts: InstantMessageHandles": "chatty",
    "Contacts: Birthday": "1980-03-07",
    "Contacts: Location": "Located",
    "Contacts: BookmarkedAt": "Marked",
    "Contacts: Profiles": "profiled",
    "Recommendations: Text": "Praise",
    "Recommendations: Creation Date": "2020-05-13",
    "Recommendations: Company": "Recorg",
    "Recommendations: Job Title": "Recjob",
    "Recommendations: Status": "STATED",
}
_A_DAY = "one interaction a person and day, and no word of the messages"
REMARKS = {
    "messages: CONVERSATION ID": _A_DAY,
    "messages: CONVERSATION TITLE": _A_DAY,
    "messages: CONTENT": _A_DAY,
    "messages: FOLDER": _A_DAY,
    "messages: ATTACHMENTS": _A_DAY,
    "Contacts: FullName": "only where there are no first and last name",
    "Recommendations: Company": "what the connection says counts",
    "Recommendations: Job Title": "what the connection says counts",
    "Recommendations: Status": "whether others see it",
}
