"""A ledger as JSON: every key with a value of its own."""

NAME = "json"
WRITTEN = True
FILE = "ledger.json"
SAMPLE = b"""\
[
{"handle": "ada", "name": "Ada Lovelace", "aka": ["Enchantress"], "tags": ["maths"],
 "cadence": "3 weeks", "birthday": "1815-12-10", "emails": ["ada@example.org"],
 "phones": ["+44 20 7946 0958"], "addresses": ["12 St James's Square, London"],
 "accounts": {"github": "ada-gh"}, "org": "Analytical Engines", "title": "Programmer",
 "city": "London", "interests": ["horses"],
 "met": {"on": "1833-06-05", "at": "a party", "through": "mary-somerville"},
 "notes": "Allergic to bad notation.", "snoozed": {"until": "2026-12-24", "since": "2026-11-01"},
 "was": ["ada-byron"], "added": "2026-11-02", "sources": ["linkedin:al"], "id": "k7m2x9q4c1",
 "shoe_size": 37,
 "relationships": [{"kind": "mentor", "who": "charles-babbage"}],
 "dates": [{"label": "wedding", "on": "1835-07-08"}],
 "gifts": [{"idea": "punched cards"}], "reminders": [{"note": "send the paper"}],
 "interactions": [{"on": "2026-11-20", "note": "Bernoulli numbers", "id": "v3t8n1w6b9"}]}
]
"""
FIELDS = {
    "handle": "ada",
    "name": "Ada Lovelace",
    "aka": "Enchantress",
    "tags": "maths",
    "cadence": "3 weeks",
    "birthday": "1815-12-10",
    "emails": "ada@example.org",
    "phones": "+44 20 7946 0958",
    "addresses": "12 St James's Square, London",
    "accounts": "ada-gh",
    "org": "Analytical Engines",
    "title": "Programmer",
    "city": "London",
    "interests": "horses",
    "met": "a party",
    "notes": "Allergic to bad notation.",
    "snoozed": "2026-12-24",
    "was": "ada-byron",
    "added": "2026-11-02",
    "sources": "linkedin:al",
    "id": "k7m2x9q4c1",
    "keys of your own": "37",
    "relationships": "charles-babbage",
    "dates": "wedding",
    "gifts": "punched cards",
    "reminders": "send the paper",
    "interactions": "Bernoulli numbers",
}
