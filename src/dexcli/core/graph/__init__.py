"""Who knows whom: ties between people with their strength, ways along them, and a picture's places.

`building` reads the ties off a ledger, `ties` says how strong one is, `paths` finds
who can introduce whom, and `telling` puts the evidence into words.
"""
