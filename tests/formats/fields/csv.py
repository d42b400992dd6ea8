"""Our own table with a value in each column."""

NAME = "csv"
WRITTEN = True
FIELDS = {
    "id": "k7m2x9q4c1",
    "name": "Ada Lovelace",
    "aka": "Countess",
    "tags": "maths",
    "cadence": "3 weeks",
    "birthday": "1985-04-25",
    "emails": "ada@example.org",
    "phones": "+44 20 7946 0958",
    "addresses": "12 Square, London",
    "org": "Analytical Engines",
    "title": "Programmer",
    "city": "Villefranche",
    "interests": "horses",
    "met.on": "2015-06",
    "met.at": "a party",
    "met.through": "Mary Somerville",
    "paused": "yes|paused = true",
    "archived": "yes|archived = true",
    "died": "2026-01-05",
    "added": "2026-11-02",
    "relationships": '[{ "kind" = "mentor", "name" = "Charles B." }]|Charles B.',
    "dates": '[{ "label" = "wedding", "on" = 2011-07-08 }]|2011-07-08',
    "notes": "Allergic to bad notation",
    "gifts": '[{ "idea" = "punched cards" }]|punched cards',
    "reminders": '[{ "note" = "send the paper", "id" = "q81f0c2d5e" }]|send the paper',
    "accounts.github": "ada-hub",
    "allergies": "nuts",
}


def _quoted(cell: str) -> str:
    doubled = cell.partition("|")[0].replace('"', '""')
    return f'"{doubled}"'


SAMPLE = "\n".join(
    ",".join(row)
    for row in (["handle", *FIELDS], ["ada-lovelace", *(_quoted(each) for each in FIELDS.values())])
).encode()
