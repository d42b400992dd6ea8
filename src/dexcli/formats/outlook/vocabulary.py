"""The columns of Outlook's CSV in English, and what they are called in German and French.

Source: headers of Outlook's exports in these languages. Headings are folded.
"""

import functools

from dexcli.core import names

FIRST, MIDDLE, LAST = "first name", "middle name", "last name"
TITLE, SUFFIX = "title", "suffix"
ORG, JOB, NOTES, CATEGORIES = "company", "job title", "notes", "categories"
BIRTHDAY, ANNIVERSARY, HOBBY, WEB = "birthday", "anniversary", "hobby", "web page"
SPOUSE, CHILDREN, MANAGER, ASSISTANT = "spouse", "children", "manager's name", "assistant's name"
REFERRED = "referred by"
EMAILS = ("e-mail address", "e-mail 2 address", "e-mail 3 address")
DISPLAY = ("e-mail display name", "e-mail 2 display name", "e-mail 3 display name")
TYPES = ("e-mail type", "e-mail 2 type", "e-mail 3 type")
# What a person answers, the likeliest first; faxes and pagers are kept as they stand.
PHONES = (
    "mobile phone", "primary phone", "home phone", "home phone 2", "business phone",
    "business phone 2", "other phone", "car phone", "radio phone", "company main phone",
)  # fmt: skip
PLACES = ("home", "business", "other")
STREETS = ("street", "street 2", "street 3")
CITY, STATE, POSTAL, COUNTRY, BOX = "city", "state", "postal code", "country/region", "po box"
_REST = (
    "department", "assistant's phone", "business fax", "callback", "home fax", "isdn", "other fax",
    "pager", "tty/tdd phone", "telex", "account", "billing information", "directory server",
    "gender", "government id number", "initials", "internet free busy", "keywords", "language",
    "location", "mileage", "office location", "organizational id number", "priority", "private",
    "profession", "sensitivity", "user 1", "user 2", "user 3", "user 4",
)  # fmt: skip


def place(kind: str, part: str) -> str:
    """Return the heading of a part of an address: "home city", "home address po box"."""
    return f"{kind} address {part}" if part == BOX else f"{kind} {part}"


_PLACED = tuple(
    place(kind, part)
    for kind in PLACES
    for part in (*STREETS, CITY, STATE, POSTAL, COUNTRY, "country", BOX, "address")
)
ENGLISH = frozenset(
    {FIRST, MIDDLE, LAST, TITLE, SUFFIX, ORG, JOB, NOTES, CATEGORIES, BIRTHDAY, ANNIVERSARY, HOBBY,
     WEB, SPOUSE, CHILDREN, MANAGER, ASSISTANT, REFERRED, *EMAILS, *DISPLAY, *TYPES, *PHONES,
     *_PLACED, *_REST}
)  # fmt: skip
_LOCALISED = {
    TITLE: "Anrede|Titre",
    FIRST: "Vorname|Prénom",
    MIDDLE: "Weitere Vornamen|Zweiter Vorname|Deuxième prénom",
    LAST: "Nachname|Nom",
    SUFFIX: "Suffix|Suffixe",
    ORG: "Firma|Société",
    "department": "Abteilung|Service",
    JOB: "Position|Fonction",
    "assistant's phone": "Telefon Assistent|Téléphone de l'assistant(e)",
    "business fax": "Fax geschäftlich|Télécopie (bureau)",
    "business phone": "Telefon geschäftlich|Téléphone (bureau)",
    "business phone 2": "Telefon geschäftlich 2|Téléphone 2 (bureau)",
    "callback": "Rückmeldung|Rappel",
    "car phone": "Autotelefon|Téléphone (voiture)",
    "company main phone": "Telefon Firma|Téléphone société",
    "home fax": "Fax privat|Télécopie (domicile)",
    "home phone": "Telefon privat|Telefon (privat)|Téléphone (domicile)",
    "home phone 2": "Telefon privat 2|Telefon (privat 2)|Téléphone 2 (domicile)",
    "isdn": "ISDN|RNIS",
    "mobile phone": "Mobiltelefon|Tél. mobile",
    "other fax": "Weiteres Fax|Télécopie (autre)",
    "other phone": "Weiteres Telefon|Téléphone (autre)",
    "pager": "Pager|Récepteur de radiomessagerie",
    "primary phone": "Haupttelefon|Téléphone principal",
    "radio phone": "Mobiltelefon 2|Funkruf|Radio téléphone",
    "tty/tdd phone": "Telefon für Hörbehinderte|Téléphone TDD/TTY",
    "telex": "Telex|Télex",
    EMAILS[0]: "E-Mail-Adresse|Adresse de messagerie|Adresse de courrier|Adresse e-mail",
    EMAILS[1]: "E-Mail 2: Adresse|Adresse de messagerie 2|Adresse de courrier 2|Adresse e-mail 2",
    EMAILS[2]: "E-Mail 3: Adresse|Adresse de messagerie 3|Adresse de courrier 3|Adresse e-mail 3",
    TYPES[0]: "E-Mail-Typ|Type de messagerie",
    TYPES[1]: "E-Mail 2: Typ|Type de messagerie 2",
    TYPES[2]: "E-Mail 3: Typ|Type de messagerie 3",
    DISPLAY[0]: "E-Mail: Angezeigter Name|Nom complet de l'adresse de messagerie",
    DISPLAY[1]: "E-Mail 2: Angezeigter Name|Nom complet de l'adresse de messagerie 2",
    DISPLAY[2]: "E-Mail 3: Angezeigter Name|Nom complet de l'adresse de messagerie 3",
    REFERRED: "Empfohlen von|Recommandé par|Référé par",
    BIRTHDAY: "Geburtstag|Anniversaire",
    ANNIVERSARY: "Jahrestag|Anniversaire de mariage ou fête",
    CATEGORIES: "Kategorien|Catégories",
    CHILDREN: "Kinder|Enfants",
    SPOUSE: "Partner|Partner/in|Conjoint(e)",
    MANAGER: "Name des/der Vorgesetzten|Responsable",
    ASSISTANT: "Name Assistent|Assistent(in)|Nom de l'assistant(e)",
    HOBBY: "Hobby|Passe-temps",
    WEB: "Webseite|Page Web",
    NOTES: "Notizen|Notes",
    "account": "Konto|Compte",
    "billing information": "Abrechnungsinformation|Informations facturation",
    "gender": "Geschlecht|Sexe",
    "initials": "Initialen|Initiales",
    "keywords": "Stichwörter|Mots clés",
    "language": "Sprache|Langue",
    "location": "Ort|Emplacement",
    "mileage": "Reisekilometer|Kilométrage",
    "office location": "Büro|Bureau",
    "priority": "Priorität|Priorité",
    "private": "Privat|Privé",
    "profession": "Beruf|Profession",
    "sensitivity": "Vertraulichkeit|Critère de diffusion",
    **{f"user {n}": f"Benutzer {n}|Utilisateur {n}" for n in range(1, 5)},
    "business street": "Straße geschäftlich|Rue (bureau)",
    "business street 2": "Straße geschäftlich 2|Rue (bureau) 2",
    "business street 3": "Straße geschäftlich 3|Rue (bureau) 3",
    "business city": "Ort geschäftlich|Ville (bureau)",
    "business state": "Region geschäftlich|Dép/Région (bureau)",
    "business postal code": "Postleitzahl geschäftlich|Code postal (bureau)",
    "business country/region": "Land/Region geschäftlich|Pays/Région (bureau)|Pays (bureau)",
    "business address po box": "Postfach geschäftlich|B.P. professionnelle",
    "home street": "Straße privat|Rue (domicile)",
    "home street 2": "Straße privat 2|Rue (domicile) 2",
    "home street 3": "Straße privat 3|Rue (domicile) 3",
    "home city": "Ort privat|Ville (domicile)",
    "home state": "Bundesland/Kanton privat|Dép/Région (domicile)",
    "home postal code": "Postleitzahl privat|Code postal (domicile)",
    "home country/region": "Land/Region privat|Pays/Région (domicile)|Pays (domicile)",
    "home address po box": "Postfach privat|Boîte postale du domicile",
    "other street": "Weitere Straße|Rue (autre)",
    "other street 2": "Weitere Straße 2|Rue (autre) 2",
    "other street 3": "Weitere Straße 3|Rue (autre) 3",
    "other city": "Weiterer Ort|Ville (autre)",
    "other state": "Weiteres/r Bundesland/Kanton|Dép/Région (autre)",
    "other postal code": "Weitere Postleitzahl|Code postal (autre)",
    "other country/region": "Weiteres/e Land/Region|Pays/Région (autre)|Pays (autre)",
    "other address po box": "Weiteres Postfach|Autre boîte postale",
}
_ENGLISH_OF = {
    names.fold(word): english
    for english, words in _LOCALISED.items()
    for word in words.split("|")
    if names.fold(word) not in ENGLISH
}
_TWICE = {"titre": JOB}  # the French header calls the form of address and the job so
TELLING = frozenset({*EMAILS, *DISPLAY, *PHONES, *_PLACED})


def column(heading: str) -> str:
    """Return what a heading is called in English, folded; empty for one that isn't Outlook's."""
    folded = names.fold(heading)
    return folded if folded in ENGLISH else _ENGLISH_OF.get(folded, "")


@functools.lru_cache(maxsize=8)
def columns(header: tuple[str, ...]) -> tuple[str, ...]:
    """Return what each column of a header is in English; the second of a name is empty."""
    found: list[str] = []
    for heading in header:
        name = column(heading)
        if name in found:
            name = _TWICE.get(names.fold(heading), "")
        found.append("" if name in found else name)
    return tuple(found)


def is_localised(header: tuple[str, ...]) -> bool:
    """Return whether a header is German or French, where a day stands before its month."""
    return any(names.fold(each) in _ENGLISH_OF for each in header)
