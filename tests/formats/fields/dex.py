"""Dex's columns, and one that somebody made."""

NAME = "dex"
WRITTEN = True
FILE = "dex_contacts.csv"
SAMPLE = (
    b"id,first_name,last_name,dex_emails,dex_phones,job_title,company,location,education,linkedin,"
    b"facebook,twitter,instagram,telegram,website,birthday,dex_tags,description,image_url,"
    b"last_seen_at,next_reminder_at,Lieblingsessen\n"
    b"dexid7,Firsty,Lasty,one@x.example,'+44 20,Titled,Orgy Ltd,Cityville,Schooled,"
    b"https://linkedin.com/in/slugged,https://facebook.com/faced,twitted,pictured,grammed,"
    b"https://webbed.example,1815-12-10,Tagged,Described,https://photo.example/p,2026-10-30,"
    b"2027-01-31,Kuchen\n"
)
FIELDS = {
    "id": "dexid7",
    "first_name": "Firsty",
    "last_name": "Lasty",
    "dex_emails": "one@x.example",
    "dex_phones": "+44 20",
    "job_title": "Titled",
    "company": "Orgy Ltd",
    "location": "Cityville",
    "education": "Schooled",
    "linkedin": "slugged",
    "facebook": "faced",
    "twitter": "twitted",
    "instagram": "pictured",
    "telegram": "grammed",
    "website": "webbed",
    "birthday": "1815-12-10",
    "dex_tags": "Tagged",
    "description": "Described",
    "image_url": "photo.example",
    "last_seen_at": "2026-10-30",
    "next_reminder_at": "2027-01-31",
    "any other column": "Kuchen",
}
REMARKS = {
    "id": "the source",
    "last_seen_at": "the day you last met",
    "next_reminder_at": "a reminder, unless its day is over",
}
