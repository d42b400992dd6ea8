"""abook's address book: every field with a value of its own."""

NAME = "abook"
WRITTEN = False
FILE = "addressbook"
SAMPLE = b"""\
# abook addressbook file

[format]
program=abook
version=0.6.1


[0]
name=Ada Lovelace
email=ada@example.org,ada@work.example
address=12 St James's Square
address2=Flat 4
city=London
state=Greater London
zip=SW1Y
country=England
phone=020 7946 0001
workphone=020 7946 0002
fax=020 7946 0003
mobile=020 7946 0004
nick=enchantress
url=https://ada.example
notes=knows looms
anniversary=1835-07-08
groups=maths,poetry
custom1=shoe size 37
"""
FIELDS = {
    "name": "Ada Lovelace",
    "email": "ada@work.example",
    "address": "12 St James's Square",
    "address2": "Flat 4",
    "city": "London",
    "state": "Greater London",
    "zip": "SW1Y",
    "country": "England",
    "phone": "020 7946 0001",
    "workphone": "020 7946 0002",
    "fax": "020 7946 0003",
    "mobile": "020 7946 0004",
    "nick": "enchantress",
    "url": "https://ada.example",
    "notes": "knows looms",
    "anniversary": "1835-07-08",
    "groups": "poetry",
    "custom1": "shoe size 37",
}
