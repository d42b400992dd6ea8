"""friends.md: every field with a value of its own."""

NAME = "friends"
WRITTEN = True
FILE = "friends.md"
REMARKS = {"Locations (a.k.a.)": "places have no file of their own"}
SAMPLE = b"""\
### Activities:
- 2018-01-04: Got lunch with **Grace Hopper** and **Admiral Nimitz** in _Pearl City_. @food

### Notes:
- 2018-06-15: **Grace Hopper** found out about a moth. @bugs

### Friends:
- Admiral Nimitz
- Grace Hopper (a.k.a. Amazing Grace) [Arlington] @navy

### Locations:
- Arlington
- Pearl City (a.k.a. Manana)
"""
FIELDS = {
    "Activities: date": "2018-01-04",
    "Activities: description": "Got lunch with",
    "Activities: **Name**": "admiral-nimitz|**Admiral Nimitz**",
    "Activities: _Place_": "Pearl City",
    "Activities: @tag": "food",
    "Notes: date": "2018-06-15",
    "Notes: description": "found out about a moth",
    "Notes: @tag": "bugs",
    "Friends: name": "Grace Hopper",
    "Friends (a.k.a.)": "Amazing Grace",
    "Friends [place]": "Arlington",
    "Friends @tag": "navy",
    "Locations (a.k.a.)": "Manana",
}
