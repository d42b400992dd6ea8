"""A table with a column for each thing that a heading may say."""

NAME = "sheet"
WRITTEN = False
FIELDS = {
    "Name": "Ada Lovelace",
    "Nickname": "Countess",
    "E-mail": "ada@example.org",
    "Work phone": "020 7946 0958",
    "Company": "Analytical Engines",
    "Job title": "Programmer",
    "Street": "12 Square",
    "Zip": "75001",
    "City": "Villefranche",
    "Region": "Rhône",
    "Country": "Ruritania",
    "Birthday": "1985-04-25",
    "Wedding anniversary": "2011-07-08",
    "Last seen": "2024-03",
    "Met on": "2015-06",
    "How we met": "the chess club",
    "Introduced by": "Mary Somerville",
    "Spouse": "William King",
    "Children": "Byron King",
    "LinkedIn": "https://www.linkedin.com/in/ada-l",
    "Website": "ada.example",
    "GitHub": "ada-hub",
    "Notes": "Allergic to bad notation",
    "Tags": "maths",
    "Interests": "horses",
    "Salutation": "Dame",
    "Shoe size": "37½",
}
SAMPLE = "\n".join(";".join(row) for row in (FIELDS, FIELDS.values())).encode()
