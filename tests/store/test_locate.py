"""Where keys stand in a text."""

import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.document import Path
from dexcli.store import locate

TEXT = '''\
# a comment with a "quote and a [bracket
name = "Ada # no comment"
"home city" = 'x = ["'
tags = [
  "a", # ]
  "b",
]
notes = """
[[interactions]]
key = "in a text"
"""
accounts.github = "ada"

[met] # not "closed
on = 1833

[[interactions]]
on = 2026-11-20

  [[interactions]]
  note = \'\'\'
it's\'\'\'
  place = "x"
'''


def test_every_key_has_the_line_on_which_it_begins() -> None:
    assert locate.lines(TEXT) == {
        ("name",): 2,
        ("home city",): 3,
        ("tags",): 4,
        ("notes",): 8,
        ("accounts",): 12,
        ("accounts", "github"): 12,
        ("met",): 14,
        ("met", "on"): 15,
        ("interactions",): 17,
        ("interactions", 0): 17,
        ("interactions", 0, "on"): 18,
        ("interactions", 1): 20,
        ("interactions", 1, "note"): 21,
        ("interactions", 1, "place"): 23,
    }


def test_windows_line_ends_are_line_ends() -> None:
    assert locate.lines(TEXT.replace("\n", "\r\n")) == locate.lines(TEXT)


def test_only_newlines_end_a_line() -> None:
    assert locate.line_of('a = "\u2028\x85"\nb = 1\n', ("b",)) == 2


def test_a_value_inside_a_list_is_found_by_its_key() -> None:
    assert locate.line_of(TEXT, ("tags", 1)) == 4


def test_a_missing_key_of_a_block_is_found_by_its_block() -> None:
    assert locate.line_of(TEXT, ("interactions", 1, "on")) == 20


def test_a_key_of_a_text_without_it_has_no_line() -> None:
    assert locate.line_of(TEXT, ("city",)) is None


def test_blocks_inside_blocks_are_counted_anew_in_each() -> None:
    text = "[[a]]\n[[a.b]]\n[[a.b]]\nx = 1\n[[a]]\n[[a.b]]\nx = 2\n"

    found = locate.lines(text)

    assert (found["a", 0, "b", 1, "x"], found["a", 1, "b", 0, "x"]) == (4, 7)


def test_strings_are_emptied_and_lines_kept() -> None:
    assert locate.without_strings('a = """x\ny"""\nb.c = \'z\' # "d"\n') == (
        'a = ""\n\nb.c = "" # "d"\n'
    )


keys = st.text(min_size=1, max_size=4)
values = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@given(document=st.dictionaries(keys, values, max_size=4), multiline=st.booleans())
def test_a_line_begins_the_statement_that_gives_the_value(
    *, document: dict[str, object], multiline: bool
) -> None:
    text = tomli_w.dumps(document, multiline_strings=multiline)
    rows = text.replace("\r\n", "\n").split("\n")

    for path, line in locate.lines(text).items():
        assert not has("\n".join(rows[: line - 1]), path)
        assert any(has("\n".join(rows[:end]), path) for end in range(line, len(rows) + 1))


@given(st.dictionaries(keys, values, max_size=4))
def test_every_top_level_key_is_found(document: dict[str, object]) -> None:
    text = tomli_w.dumps(document)

    assert {path[0] for path in locate.lines(text)} == set(tomli.loads(text))


@given(st.text())
def test_no_text_is_too_broken_to_be_split(text: str) -> None:
    starts = [statement.start for statement in locate.statements(text)]

    assert starts == sorted(set(starts))


def has(text: str, path: Path) -> bool:
    try:
        document: object = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return False
    for step in path:
        match document, step:
            case dict(), str() if step in document:
                document = document[step]
            case list(), int() if step < len(document):
                document = document[step]
            case _:
                return False
    return True
