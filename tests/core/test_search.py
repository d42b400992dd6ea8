"""Search finds what a slow look through all text of all files finds, and orders it as it says."""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.document import to_document
from dexcli.core.errors import UsageError
from dexcli.core.ledger import Ledger
from dexcli.core.query.asked import Asked
from dexcli.core.search import candidates, chosen, hits, marking, question, values
from dexcli.core.settings import Settings
from dexcli.store import codec

TODAY = date(2026, 11, 22)
ALPHABET = "ab é\u0301eﬁfißsSSİi̇ıⅣIV\u00a0\n\t-\\\"'#ж0½"
WORDS = ["a", "ab", "é", "fi", "ss", "straße", "i", "iv", "zh", "e\u0301", "1/2", "2026", "12-10"]
TEXTS = st.one_of(st.text(ALPHABET, min_size=1, max_size=6), st.sampled_from(WORDS))
STYLES = st.sampled_from(["basic", "escaped", "literal", "multi", "continued"])
KEYS = ("notes", "city", "org", "own", "id")
Files = dict[str, str]


def written(text: str, style: str) -> str:
    """Return a text as TOML, in one of the ways there are."""
    is_plain = not any(unicodedata.category(char) == "Cc" for char in text)
    if style == "literal" and is_plain and "'" not in text:
        return f"'{text}'"
    if style == "escaped":
        return '"' + "".join(f"\\U{ord(char):08X}" for char in text) + '"'
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if style == "multi":
        return f'"""\n{escaped}"""'
    lines = escaped.replace("\n", "\\n").replace("\t", "\\t")
    return (
        f'"""\\\n   {lines}"""' if style == "continued" and lines.strip() == lines else f'"{lines}"'
    )


@st.composite
def people(draw: st.DrawFn) -> str:
    """Draw a file, with texts in known and unknown keys, in lists and in blocks."""

    def value() -> str:
        return written(draw(TEXTS), draw(STYLES))

    name = draw(TEXTS.filter(str.strip))
    lines = [f"name = {written(name, draw(STYLES))}", f"tags = [{value()}, {value()}]"]
    lines += [f"{key} = {value()}" for key in draw(st.sets(st.sampled_from(KEYS)))]
    lines += draw(
        st.sampled_from(
            [[], ['birthday = "12-10"'], ['birthday = "1815-12-10"'], ["birthday = 1815-12-10"]]
        )
    )
    lines += [f"own_table = {{ a = [{value()}, {{ b = {value()} }}], c = 07:30:00 }}"]
    for on in draw(st.lists(st.sampled_from(["2026-11-20", '"2026-11"', '"2026-11-20"', "2026"]))):
        lines += ["[[interactions]]", f"on = {on}", f"note = {value()}", f"place = {value()}"]
        lines += draw(st.sampled_from([[], ['kind = "met"'], ['kind = "coffee"']]))
    lines += ["[[gifts]]", f"idea = {value()}", f"budget = {value()}"]
    return "\n".join(lines) + "\n"


def folded(text: str) -> str:
    plain = anyascii(unicodedata.normalize("NFKC", text).casefold()).casefold()
    return " ".join(plain.split())


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from texts_in(inner)


def slow_search(files: Files, words: Sequence[str]) -> list[str]:
    """Return in whose file each word is in some text: slow, and nothing of dexcli in it."""
    return [
        handle
        for handle, raw in sorted(files.items())
        if all(
            any(folded(word) in folded(text) for text in texts_in(tomllib.loads(raw)))
            for word in words
        )
    ]


def ledger_of(files: Files) -> Ledger:
    read = {handle: codec.decode(raw.encode(), f"{handle}.toml") for handle, raw in files.items()}
    contacts = {handle: each.contact for handle, each in sorted(read.items())}
    return Ledger(contacts, quoted=lambda handle: read[handle].quoted)


def search(files: Files, typed: Sequence[str], *, everybody: bool = False) -> list[hits.Hit]:
    ledger = ledger_of(files)
    wanted = question.parse(typed)
    asked = Asked(ledger, Settings(), TODAY)
    who = chosen.of(candidates.of(wanted, asked), wanted, asked, everybody=everybody)
    return list(hits.of(who.shown, wanted, asked).hits)


@given(
    st.lists(people(), min_size=1, max_size=3),
    st.lists(st.one_of(st.sampled_from(WORDS), TEXTS), min_size=1, max_size=2),
)
def test_it_finds_exactly_whom_a_slow_search_finds(texts: list[str], words: list[str]) -> None:
    words = [word for word in words if folded(word)] or ["a"]
    files = {f"c{number}": text for number, text in enumerate(texts)}
    phrases = ['"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in words]

    found = search(files, phrases)

    assert sorted({hit.contact.handle for hit in found}) == slow_search(files, words)
    for hit in found:
        assert any(folded(word) in folded(hit.text) for word in words)


@given(people())
def test_the_texts_of_a_contact_are_those_of_the_file_it_would_make(text: str) -> None:
    contact = codec.decode(text.encode(), "c.toml").contact

    def told(found: Iterable[values.Value]) -> list[tuple[object, ...]]:
        return sorted((each.where, each.text, str(each.on), each.kind) for each in found)

    assert told(values.of_contact(contact)) == told(values.of_table(to_document(contact)))


@given(people())
def test_what_a_contact_and_its_quotes_tell_is_each_text_of_the_file(text: str) -> None:
    read = codec.decode(text.encode(), "c.toml")

    def told(found: Iterable[values.Value]) -> list[tuple[object, ...]]:
        return sorted((each.where, each.text, each.on, each.kind) for each in found if each.text)

    file = values.of_table(codec.parse(text, "c"))
    assert told(values.of_contact(read.contact, read.quoted)) == told(file)


@given(st.text(ALPHABET, max_size=12), st.sampled_from(WORDS))
def test_marking_loses_nothing_and_marks_what_is_there(text: str, word: str) -> None:
    pieces = list(marking.pieces(text, [folded(word)]))

    assert "".join(piece for piece, _ in pieces) == text
    if not any(is_match for _, is_match in pieces):
        assert folded(word) not in folded(text)


ADA = """\
name = "Ada Lovelace"
aka = ["Countess"]
tags = ["chess"]
city = "London"
notes = \"\"\"
Likes horses.
Plays chess with Babbage.
Never late.\"\"\"

[[interactions]]
on = 2026-10-01
kind = "coffee"
note = "A game of chess, and Bernoulli."

[[interactions]]
on = 2026-11-01
note = "Chess again."

[[gifts]]
idea = "a chess board"
"""
BOB = 'name = "Bob Chess"\n\n[[interactions]]\non = 2026-11-20\nnote = "CHESS"\n'
ZED = 'name = "Zed Chessman"\narchived = true\nnotes = "Moved to York."\n'
FILES = {"ada": ADA, "bob": BOB, "zed": ZED}


def told(found: list[hits.Hit]) -> list[tuple[str, str, str | None, str]]:
    return [(hit.contact.handle, hit.value.where, hit.value.on, hit.text) for hit in found]


def test_the_best_comes_first_by_place_and_then_by_day() -> None:
    assert told(search(FILES, ["chess"])) == [
        ("bob", "name", None, "Bob Chess"),
        ("ada", "tags", None, "chess"),
        ("ada", "notes", None, "Plays chess with Babbage."),
        ("bob", "interactions.note", "2026-11-20", "CHESS"),
        ("ada", "interactions.note", "2026-11-01", "Chess again."),
        ("ada", "interactions.note", "2026-10-01", "A game of chess, and Bernoulli."),
        ("ada", "gifts.idea", None, "a chess board"),
    ]


def test_all_words_in_one_text_come_alone_and_else_the_fewest_texts() -> None:
    assert told(search(FILES, ["chess", "bernoulli"])) == [
        ("ada", "interactions.note", "2026-10-01", "A game of chess, and Bernoulli.")
    ]
    assert told(search(FILES, ["chess", "london", "late"])) == [
        ("ada", "tags", None, "chess"),
        ("ada", "city", None, "London"),
        ("ada", "notes", None, "Plays chess with Babbage.\nNever late."),
    ]


def test_a_phrase_may_go_over_lines_and_a_word_may_be_excluded() -> None:
    assert [hit.text for hit in search(FILES, ["babbage. never"])] == [
        "Plays chess with Babbage.\nNever late."
    ]
    assert {hit.contact.handle for hit in search(FILES, ["chess", "-babbage"])} == {"bob"}
    assert {hit.contact.handle for hit in search(FILES, ["chess", "-never late"])} == {"bob"}
    assert {hit.contact.handle for hit in search(FILES, ["chess", "tag:chess"])} == {"ada"}
    assert {hit.contact.handle for hit in search(FILES, ["chess -tag:chess"])} == {"bob"}


@pytest.mark.parametrize("typed", [["zed chessman"], ["Chessman", "Zed"], ["york", "is:archived"]])
def test_the_archived_are_found_by_their_exact_name_or_where_asked_for(typed: list[str]) -> None:
    assert {hit.contact.handle for hit in search(FILES, typed)} == {"zed"}
    assert search(FILES, ["york"]) == []
    assert len(search(FILES, ["york"], everybody=True)) == 1


@pytest.mark.parametrize(
    ("typed", "words", "excluded", "filters"),
    [
        (["new york"], ("new york",), (), ()),
        (['"New  York" chess'], ("new york", "chess"), (), ()),
        (["chess", '-"new york"'], ("chess",), ("new york",), ()),
        (["http://x", "at: home"], ("http://x", "at: home"), (), ()),
        (["x", "last:<1y", "-tag:work"], ("x",), (), ("last:<1y", "-tag:work")),
        (["x", "city:new york"], ("x",), (), ("city:new york",)),
        (['x city:"new york"'], ("x",), (), ('city:"new york"',)),
        (['"-5"', '"tag:work"'], ("-5", "tag:work"), (), ()),
        (['5"', "x"], ('5"', "x"), (), ()),
        (["-"], ("-",), (), ()),
    ],
)
def test_what_is_typed(
    typed: list[str], words: tuple[str, ...], excluded: tuple[str, ...], filters: tuple[str, ...]
) -> None:
    assert question.parse(typed) == question.Question(words, excluded, filters)


@pytest.mark.parametrize("typed", [[""], ["tag:friend"], ["-chess"], ["\u0301"]])
def test_a_search_for_nothing_is_refused(typed: list[str]) -> None:
    with pytest.raises(UsageError):
        question.parse(typed)
