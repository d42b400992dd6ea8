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
    "paused": "yes|True|paused = true",
    "archived": "yes|True|archived = true",
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


_GONE = frozenset({"archived", "died"})  # of a second person: who is gone leaves only with --all
REMARKS = dict.fromkeys(_GONE, "out with `--all`")
_ADA = {key: cell for key, cell in FIELDS.items() if key not in _GONE}
_ZED = {"id": "z9", "name": "Zed", **{key: FIELDS[key] for key in _GONE}}
SAMPLE = "\n".join(
    [
        ",".join(["handle", *FIELDS]),
        *(
            ",".join([handle, *(_quoted(person.get(key, "")) for key in FIELDS)])
            for handle, person in (("ada-lovelace", _ADA), ("zed", _ZED))
        ),
    ]
).encode()
