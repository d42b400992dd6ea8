"""A filter up to the cursor: its keys, the values of one, and the saved ones."""

from collections.abc import Mapping

from dexcli.completing.candidates import Candidate, Sorted, beginning
from dexcli.completing.table import Table


def offered(
    typed: str, table: Table, saved: Mapping[str, object], values: Sorted
) -> list[Candidate]:
    """Return what a filter's last word may be; the words before it stay."""
    start = _last_word(typed)
    sign = "-" if typed[start:].startswith("-") else ""
    before, word = typed[:start] + sign, typed[start + len(sign) :]
    key, colon, value = word.partition(":")
    if colon:
        found = _values(key, value.replace('"', ""), table, values)
    else:
        found = beginning(word, [*_keys(table), *_saved(saved)])
    return [each._replace(word=f"{before}{each.word}") for each in found]


def _keys(table: Table) -> list[Candidate]:
    return [Candidate(f"{key}:", goes_on=True) for key in table.named("filter")]


def _saved(saved: Mapping[str, object]) -> list[Candidate]:
    return [Candidate(f"@{name}", str(text)) for name, text in saved.items()]


def _values(key: str, value: str, table: Table, values: Sorted) -> list[Candidate]:
    sort = table.keys.get(f"filter:{key.lower()}", "")
    return [
        each._replace(word=f"{key}:{_as_value(each.word)}", spellings=())
        for each in values(sort, value)
        if '"' not in each.word  # no filter can say it
    ]


def _as_value(value: str) -> str:
    """Return a value as it stands in a filter: in quotes where it has blanks or parentheses."""
    return f'"{value}"' if any(mark in value for mark in " ()") else value


def _last_word(text: str) -> int:
    """Return where the last word of a filter begins, behind blanks and parentheses."""
    start, is_quoted = 0, False
    for place, mark in enumerate(text, 1):
        is_quoted ^= mark == '"'
        if not is_quoted and mark in " ()":
            start = place
    return start
