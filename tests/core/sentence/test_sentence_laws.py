"""What holds for every sentence, whatever somebody types."""

import re

from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.sentence.board import Role
from dexcli.core.sentence.parse import Parse
from dexcli.core.vocabulary import PRONOUNS
from tests.core.sentence.reading import LEDGER, PEOPLE, TODAY, read

_WORDS = """
with avec and et & , ; : - at chez à in on the my about next: friday yesterday hier march 2026-11-20
05/03/2026 12 3 days ago il y a coffee lunch called met vu appelé m'a I j'ai moi Bob's of de from
(Ada) Ada, "Bob" \\Ada \\Friday \\#x #work #3 May may will Will Zed ada ada-lovelace x@y.z
bob@example.org Paul Mrs tomorrow demain last dernier 5pm . ! \\ # l'Ada d'Ada spoke to left
"""
WORDS = st.sampled_from([*_WORDS.split(), *PEOPLE])
SENTENCES = st.lists(WORDS, max_size=12).map(" ".join)
ANY_TEXT = st.text(max_size=60) | SENTENCES
NAMES = st.lists(st.sampled_from(sorted(LEDGER.contacts)[1:]), min_size=1, max_size=4, unique=True)
PLAIN = st.sampled_from(["fine", "music", "old stories", "the house"])


def parsed(text: str) -> Parse | None:
    """Return what a sentence says; None where it is refused with a reason in a line."""
    try:
        return read(text)
    except ValueError as error:
        reason = str(error)
    assert reason
    assert "\n" not in reason.replace(text, "")
    return None


@given(ANY_TEXT)
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    parsed(text)


@given(ANY_TEXT)
def test_no_word_is_lost(text: str) -> None:
    said = parsed(text)
    if said is None:
        return
    main = text.split(";", 1)[0] if ";" in text else text
    heard = "".join(each.text for each in said.heard)

    assert "".join(main.split()).startswith(heard)
    rest = "".join(main.split())[len(heard) :]
    assert not rest or said.promise is not None
    for each in said.heard:
        word = re.sub(r"\W", "", each.text)
        if each.role is Role.NOTE and word.isalnum():
            assert word in re.sub(r"\W", "", said.note)
        if each.role is Role.TAG:
            assert word in {re.sub(r"\W", "", tag) for tag in said.tags}


@given(SENTENCES)
def test_glue_has_no_name_and_no_meaning_of_its_own(text: str) -> None:
    said = parsed(text)
    glue = [] if said is None else [each.text for each in said.heard if each.role is Role.GLUE]
    names = {"ada", "bob", "paul", "zed", "work", "friday", "yesterday", "coffee", "lunch"}

    assert not names & {word.casefold().strip(',.:()"') for word in glue}


@given(SENTENCES)
def test_whoever_is_named_is_there_and_nobody_doubtful_is_taken(text: str) -> None:
    said = parsed(text)
    if said is None:
        return
    for each in said.people:
        assert each.handle in LEDGER.contacts
    for each in said.ambiguous:
        assert each.who
        assert not each.handle
    assert not {name.casefold() for name in said.unknown} & PRONOUNS
    assert said.day is None or said.day.year is not None
    assert said.promise is None or said.promise.on is None or said.promise.on.last >= TODAY


@given(SENTENCES, st.sampled_from(["Ada", "Friday", "May", "#work", "Zed", "coffee"]))
def test_a_word_behind_a_backslash_is_only_ever_text(text: str, word: str) -> None:
    said = parsed(f"coffee with Bob \\{word}x")
    assert said is not None
    assert f"{word}x" in said.note

    plain = [each for each in text.split() if word.casefold() not in each.casefold()]
    kept = parsed(" ".join([*plain, "\\" + word]))
    if kept is not None and kept.promise is None:
        assert word.strip("#") in kept.note
        assert word not in kept.unknown
        assert word.strip("#") not in kept.tags


@given(NAMES, st.dates(max_value=TODAY, min_value=TODAY.replace(year=2000)),
       st.sampled_from(["", "Café Central", "Paris", "chez Rose"]),
       st.lists(st.sampled_from(["work", "famille", "x-1"]), unique=True), PLAIN | st.just(""),
       PLAIN | st.just(""))  # fmt: skip
def test_a_meeting_that_is_told_in_a_sentence_is_read_as_it_was(  # noqa: PLR0917 - its parts
    who: list[str], on: object, place: str, tags: list[str], note: str, promise: str
) -> None:
    at = place if place.startswith("chez") else f"at {place}"
    text = f"coffee with {' and '.join(who)} {on}" + (f" {at}" if place else "")
    text += "".join(f" #{tag}" for tag in tags) + (f": {note}" if note else "")
    said = read(text + (f"; {promise}" if promise else ""))

    assert [each.handle for each in said.people] == who
    assert (str(said.day), said.kind, said.place) == (str(on), "coffee", place)
    assert (said.tags, said.note) == (tuple(tags), note)
    assert (said.promise.note if said.promise else "") == promise
