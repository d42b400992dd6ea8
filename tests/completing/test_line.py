"""A line is read as bash reads it, whatever stands on it."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dexcli.completing.line import parsed, unquoted

MARKS = st.text(st.sampled_from(["a", "é", " ", '"', "'", "\\", "$", ":", "=", "\t"]), max_size=20)


@pytest.mark.parametrize(
    ("line", "words", "last"),
    [
        ("dexcli sh", ["dexcli"], "sh"),
        ("dexcli show ", ["dexcli", "show"], ""),
        ("A=1 B+=x dexcli show ad", ["dexcli", "show"], "ad"),
        ('dexcli show "Ada L', ["dexcli", "show"], "Ada L"),
        ("dexcli show Ada\\ L", ["dexcli", "show"], "Ada L"),
        ("dexcli log 'a b' \"c \\$d\" e", ["dexcli", "log", "a b", "c $d"], "e"),
        ("", [], ""),
    ],
)
def test_words_are_those_of_the_shell(line: str, words: list[str], last: str) -> None:
    found = parsed(line)

    assert (found.words, found.last.text) == (words, last)


def test_an_open_quote_is_known_with_where_it_begins() -> None:
    word = unquoted('city:"New Y')

    assert (word.text, word.quote, word.raw[word.quoted_from :]) == ("city:New Y", '"', "New Y")


@given(st.lists(st.text(min_size=1).filter(lambda text: "=" not in text and "\0" not in text)))
def test_quoted_words_come_back(words: list[str]) -> None:
    line = "".join(f"{shlex.quote(word)} " for word in words)

    assert parsed(line).words == words


@given(MARKS)
def test_any_text_is_a_line(text: str) -> None:
    found = parsed(text)

    assert text.endswith(found.last.raw)
    assert found.last.quote in {"", "'", '"'}
