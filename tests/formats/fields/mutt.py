"""An alias of mutt: every field with a value of its own."""

NAME = "mutt"
WRITTEN = True
FILE = "aliases"
SAMPLE = b"alias -group maths al Ada Lovelace <ada@example.org> # knows looms\n"
FIELDS = {
    "-group": "maths",
    "key": "al",
    "name": "Ada Lovelace",
    "address": "ada@example.org",
    "# comment": "knows looms",
}
