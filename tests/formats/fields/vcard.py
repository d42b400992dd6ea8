"""Every field of vCard, each with a value that stands nowhere else."""

NAME = "vcard"
WRITTEN = True
_LINES = r"""BEGIN:VCARD
VERSION:3.0
PRODID:-//Sample 7.1//EN
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
REV:20260102T030405Z
FN:Marguerite Okafor
N:Okafor;Marguerite;Zenobia;Dr.;MBE
NICKNAME:Maggie,Mags
X-MAIDENNAME:Delacroix
X-PHONETIC-FIRST-NAME:Mar-ge-reet
SORT-STRING:Okafor sorted
item1.EMAIL;TYPE=INTERNET:marguerite@example.org
item1.X-ABLabel:Reading club
EMAIL;TYPE=INTERNET,HOME,pref:maggie@example.com
TEL;TYPE=CELL:+44 20 7946 0958
TEL;TYPE=FAX:+44 20 7946 0001
item2.ADR;TYPE=WORK:PO Box 77;Floor 9;5 Quince Lane;Bath;Somerset;BA1 1AA;England
item2.X-ABADR:gb
LABEL;TYPE=HOME:Labelled address 31
ORG:Quince Instruments;Optics Department
TITLE:Lens grinder
ROLE:Workshop lead
BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-17
ANNIVERSARY:20110618
item3.X-ABDATE:2012-07-19
item3.X-ABLabel:first dance
RELATED;TYPE=colleague;VALUE=text:Percival Thwaite
item4.X-ABRELATEDNAMES:Ottoline Okafor
item4.X-ABLabel:_$!<Sister>!$_
X-SPOUSE:Ignatius Bell
X-MANAGER:Rosalind Achebe
AGENT:Barnaby Finch
CATEGORIES:astronomers,choir
NOTE:Prefers letters\, not calls.\nSecond line.
URL:https://quince.example/home
item5.URL:https://www.linkedin.com/in/marguerite-okafor?trk=x
IMPP;X-SERVICE-TYPE=Skype:skype:maggie.lens
X-SOCIALPROFILE;TYPE=twitter:https://twitter.example/maggielens
X-JABBER:maggie@jabber.example
GEO:51.38;-2.36
TZ:Europe/London
LANG:en-GB
GENDER:F;womanly
CLASS:CONFIDENTIAL
MAILER:PigeonPost 2
PHOTO;VALUE=uri:https://quince.example/photo.jpg
LOGO;VALUE=uri:https://quince.example/logo.png
SOUND;VALUE=uri:https://quince.example/sound.ogg
KEY;VALUE=uri:https://quince.example/key.asc
SOURCE:https://quince.example/source.vcf
XML:<quince xmlns="urn:x"/>
MEMBER:urn:uuid:11111111-2222-3333-4444-555555555555
CLIENTPIDMAP:1;urn:uuid:53e374d9-337e-4727-8803-a1e9c14e0556
FBURL:https://quince.example/busy
CALURI:https://quince.example/calendar
CALADRURI:mailto:calendar@quince.example
BIRTHPLACE:Lagos Island
DEATHPLACE:Bristol Harbour
EXPERTISE;LEVEL=expert:spectroscopy
HOBBY;LEVEL=high:bell ringing
INTEREST;LEVEL=medium:comets
X-KADDRESSBOOK-Profession:Glassworker
X-DEXCLI-CADENCE:5 weeks
X-DEXCLI-CITY:Clifton
X-DEXCLI-INTERESTS:tides,moths
X-DEXCLI-MET:{"on":"2009-05-05"\,"at":"a regatta"}
X-DEXCLI-ADDED:2020-02-02
X-DEXCLI-GIFT:{"idea":"brass telescope"}
X-DEXCLI-REMINDER:{"note":"lend the atlas"}
X-DEXCLI-INTERACTION:{"on":"2026-01-09"\,"note":"Talked about prisms"}
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Leopold Dunmore
DEATHDATE:19991231
END:VCARD
"""
SAMPLE = _LINES.replace("\n", "\r\n").encode()
FILE = "sample.vcf"
REMARKS = {"DEATHDATE": "the dead stay, unless `--all` is given"}
FIELDS = {
    "PRODID": "Sample 7.1",
    "UID": "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
    "REV": "20260102T030405Z",
    "FN": "Marguerite Okafor",
    "N": "Zenobia",
    "N (titles)": "Dr.;MBE",
    "NICKNAME": "Mags",
    "X-MAIDENNAME": "Delacroix",
    "X-PHONETIC-FIRST-NAME": "Mar-ge-reet",
    "SORT-STRING": "Okafor sorted",
    "EMAIL": "marguerite@example.org",
    "EMAIL with a type": "maggie@example.com",
    "X-ABLabel": "Reading club",
    "TEL": "+44 20 7946 0958",
    "TEL (fax)": "+44 20 7946 0001",
    "ADR": "5 Quince Lane",
    "ADR (city)": "Bath",
    "ADR (box)": "PO Box 77",
    "X-ABADR": "X-ABADR:gb",
    "LABEL": "Labelled address 31",
    "ORG": "Quince Instruments",
    "ORG (department)": "Optics Department",
    "TITLE": "Lens grinder",
    "ROLE": "Workshop lead",
    "BDAY": "03-17|--0317",
    "DEATHDATE": "1999-12-31",
    "ANNIVERSARY": "2011-06-18",
    "X-ABDATE": "2012-07-19",
    "X-ABDATE's label": "first dance",
    "RELATED": "Percival Thwaite",
    "X-ABRELATEDNAMES": "Ottoline Okafor",
    "X-SPOUSE": "Ignatius Bell",
    "X-MANAGER": "Rosalind Achebe",
    "AGENT": "Barnaby Finch",
    "CATEGORIES": "astronomers",
    "NOTE": "Prefers letters, not calls.|Prefers letters\\, not calls.",
    "URL": "https://quince.example/home",
    "URL (LinkedIn)": "https://www.linkedin.com/in/marguerite-okafor",
    "IMPP": "maggie.lens",
    "X-SOCIALPROFILE": "https://twitter.example/maggielens",
    "X-JABBER": "maggie@jabber.example",
    "GEO": "51.38",
    "TZ": "Europe/London",
    "LANG": "en-GB",
    "GENDER": "womanly",
    "CLASS": "CONFIDENTIAL",
    "MAILER": "PigeonPost 2",
    "PHOTO": "https://quince.example/photo.jpg",
    "LOGO": "https://quince.example/logo.png",
    "SOUND": "https://quince.example/sound.ogg",
    "KEY": "https://quince.example/key.asc",
    "SOURCE": "https://quince.example/source.vcf",
    "XML": "<quince xmlns",
    "MEMBER": "11111111-2222-3333-4444-555555555555",
    "CLIENTPIDMAP": "53e374d9-337e-4727-8803-a1e9c14e0556",
    "FBURL": "https://quince.example/busy",
    "CALURI": "https://quince.example/calendar",
    "CALADRURI": "calendar@quince.example",
    "BIRTHPLACE": "Lagos Island",
    "DEATHPLACE": "Bristol Harbour",
    "EXPERTISE": "spectroscopy",
    "HOBBY": "bell ringing",
    "INTEREST": "comets",
    "X-…": "Glassworker",
    "X-DEXCLI-CADENCE": "5 weeks",
    "X-DEXCLI-CITY": "Clifton",
    "X-DEXCLI-INTERESTS": "moths",
    "X-DEXCLI-MET": "a regatta",
    "X-DEXCLI-ADDED": "2020-02-02",
    "X-DEXCLI-GIFT": "brass telescope",
    "X-DEXCLI-REMINDER": "lend the atlas",
    "X-DEXCLI-INTERACTION": "Talked about prisms",
}
