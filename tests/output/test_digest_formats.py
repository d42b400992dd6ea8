"""The formats of a digest: nothing lost, and no text from a file becomes markup or a header."""

import re
import string
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dexcli.core.contact import Contact, Interaction, Reminder, YearlyDate
from dexcli.core.dates import PartialDate
from dexcli.core.digest import Asked, Digest, Waiting, digest_of, waiting_list
from dexcli.core.ledger import Ledger
from dexcli.core.settings import Settings, to_settings
from dexcli.output import sanitize
from dexcli.output.digests import Envelope, html, json, lines, mail, markdown, text, tsv

TODAY = date(2026, 11, 22)
SETTINGS: Settings = to_settings({"default_cadence": "weekly"})
ENVELOPE = Envelope(
    to=[("", "you@example.org"), ("Zoë", "zoe@example.org")],
    at=datetime(2026, 11, 22, 7, 30, tzinfo=UTC),
    id="20261122.k7m2x9q4c1",
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=http://x.example/p.png onerror=alert(1)>',
    "Ada\nBcc: everybody@example.org\r\n\r\n<html>",
    "\x1b]0;title\x07 \x9b2J \x00 \x7f",
    "\u202eadA\u2069\u2066",
    "[link](http://x.example) ![](http://x.example/p.png) <http://x.example> www.x.example",
    "*Ada* _Ada_ `Ada` ~~Ada~~ # Ada & &amp; &lt;b&gt; | Ada \\",
    "a\tb\\tc\\\\nd\ve\x85f\u2028g",
    "שלום",
    "👩‍🚀 می‌خواهم",
    "--===============0==--",
    "'); DROP TABLE people;--",
)
ANY = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("<>&\"'`*_[]()!#\\\n\r\t\x00\x1b\u202e:/.wA1 ", max_size=30),
)
NAMES = ANY.filter(str.strip)


def person(name: str, words: str = "", handle: str = "ada") -> Contact:
    """Return somebody with this name who is due, and with these words wherever words can be."""
    told = words.strip() or "x"
    return Contact(
        name=name,
        handle=handle,
        tags=(told, "a,b"),
        phones=() if words else ("+44 20 7946 0958",),
        emails=(words,) if words else (),
        birthday=PartialDate(month=11, day=22),
        reminders=(Reminder(note=told, on=PartialDate.of(TODAY), id="q1"),),
        dates=(YearlyDate(label=told, on=PartialDate(year=2020, month=11, day=23)),),
        interactions=(Interaction(on=PartialDate.of(date(2026, 1, 1)), kind=told, note=words),),
    )


def of(*contacts: Contact) -> Digest:
    return digest_of(Asked(contacts=contacts), Ledger.of(contacts), SETTINGS, today=TODAY)


def told(answer: Digest | Waiting, *contacts: Contact) -> lines.Lines:
    return lines.of(answer, Ledger.of(contacts), SETTINGS)


# -- tab-separated values


def unescaped(cell: str) -> str:
    short = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}

    def read(found: re.Match[str]) -> str:
        return chr(int(found[1][1:], 16)) if found[1][0] == "u" else short[found[1]]

    return re.sub(r"\\(u[0-9a-f]{4}|.)", read, cell)


def rows(table: str) -> Iterator[dict[str, str]]:
    header, *body = table.removesuffix("\n").split("\n")
    for row in body:
        yield dict(zip(header.split("\t"), row.split("\t"), strict=True))


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record of the JSON as its cells would be after reading."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        inner = value if isinstance(value, dict) else None
        found |= {f"{key}.{k}": v for k, v in inner.items()} if inner else {key: value}
    return found


@given(NAMES, ANY)
def test_a_table_read_back_gives_every_field_of_the_json(name: str, words: str) -> None:
    digest = of(person(name, words))
    document = json.document(digest, SETTINGS)
    assert isinstance(document, dict)

    table = tsv.document(digest, SETTINGS)

    assert table.splitlines() == table.removesuffix("\n").split("\n")
    read = list(rows(table))
    assert [row["record"] for row in read] == ["due", "reminder", "date", "date"]
    for row, record in zip(
        read, [*document["due"], *document["reminders"], *document["dates"]], strict=True
    ):
        for key, value in flat(record).items():
            if key == "tags":
                assert [unescaped(tag) for tag in row[key].split(",")] == value
            elif isinstance(value, bool):
                assert row[key] == str(value).lower()
            else:
                assert unescaped(row[key]) == ("" if value is None else str(value))


def test_the_table_of_due_has_the_keys_of_its_json() -> None:
    ada = person("Ada", "x")
    waiting = waiting_list(Asked(contacts=[ada]), Ledger.of([ada]), SETTINGS, today=TODAY)
    document = json.document(waiting, SETTINGS)
    assert isinstance(document, list)

    (row,) = rows(tsv.document(waiting, SETTINGS))

    assert list(row) == list(flat(document[0]))
    assert row["tags"] == "x,a\\u002cb"


# -- Markdown


def visible(markup: str) -> tuple[set[str], str]:
    """Return the kinds of elements that a Markdown reader makes of it, and the text it shows."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["strikethrough", "table"])
    kinds, shown = set(), []
    for token in tokens.parse(markup):
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            shown.append(child.content)
    return kinds, "".join(shown)


LIST = {
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
    "paragraph_open", "paragraph_close", "inline", "strong_open", "strong_close", "text",
    "text_special",
}  # fmt: skip


@given(NAMES, ANY)
def test_in_markdown_text_stays_text(name: str, words: str) -> None:
    ada = person(name, words)

    kinds, shown = visible(markdown.document(told(of(ada), ada)))

    assert kinds <= LIST
    expected = sanitize.one_line(name.strip()).replace("\t", " ")
    assert expected in shown or "\x00" in expected


def test_markdown_makes_no_link_of_an_address() -> None:
    assert markdown.escaped("WWW.x.example http://x.example Dr. Ada: 10:30") == (
        r"WWW\.x.example http\://x.example Dr. Ada: 10\:30"
    )


# -- HTML


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.data.append(data)


ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "section", "h1", "h2",
    "p", "ul", "li", "strong", "span", "bdi", "a",
}  # fmt: skip


@given(NAMES, ANY)
def test_in_html_text_stays_text_and_nothing_is_fetched(name: str, words: str) -> None:
    ada = person(name, words)

    source = html.document(told(of(ada), ada))
    page = Page(source)

    assert {tag for tag, _ in page.elements} <= ELEMENTS
    assert page.open == []
    for tag, attributes in page.elements:
        assert set(attributes) <= {"class", "href", "lang", "charset", "name", "content"} | (
            {"http-equiv"} if tag == "meta" else set()
        )
        assert re.match(r"(tel:\+?[0-9]+|mailto:.*)\Z", attributes.get("href") or "tel:0")
    assert page.data.count(sanitize.controls(name)) >= 4
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u202a-\u202e\u2066-\u2069]", source)
    source.encode()


def test_the_style_fetches_nothing() -> None:
    source = html.document(told(of()))

    assert not re.search(r"url\(|@import|//|<script|<link|<img|javascript:", source)
    assert 'name="viewport" content="width=device-width, initial-scale=1"' in source
    assert "prefers-color-scheme: dark" in source


def test_a_phone_calls_and_a_mail_address_writes_to_nobody_else() -> None:
    ada, bob = person("Ada"), person("Bob", "b@x.org?bcc=eve@x.org&body=hi", handle="bob")

    page = Page(html.document(told(of(ada, bob), ada, bob)))

    links = [found["href"] or "" for tag, found in page.elements if tag == "a"]
    assert links[0] == "tel:+442079460958"
    assert unquote(links[1].removeprefix("mailto:")) == "b@x.org?bcc=eve@x.org&body=hi"
    assert not set(links[1]) & set("?&")


# -- mail


def message(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def parts(found: EmailMessage) -> dict[str, str]:
    return {part.get_content_type(): part.get_content() for part in found.iter_parts()}


@given(NAMES, ANY)
def test_a_message_holds_its_headers_and_both_parts_whatever_the_names(
    name: str, words: str
) -> None:
    ada = person(name, words)
    digest = told(of(ada), ada)

    raw = mail.document(digest, ENVELOPE)
    found = message(raw)

    assert found.keys() == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type",
    ]  # fmt: skip
    assert found.defects == []
    assert parts(found) == {"text/plain": text.plain(digest), "text/html": html.document(digest)}
    assert raw.isascii()
    assert max(map(len, raw.split(b"\n"))) <= 78
    assert not set(raw) & (set(range(0x20)) - {0x09, 0x0A})


def test_the_headers_of_a_message() -> None:
    ada = person("Ada")

    found = message(mail.document(told(of(ada), ada), ENVELOPE))

    assert {key: found[key] for key in ("From", "To", "Subject", "Date", "Message-ID")} == {
        "From": "dexcli <you@example.org>",
        "To": "you@example.org, Zoë <zoe@example.org>",
        "Subject": "1 person to get back to, 1 promise and 2 days to remember",
        "Date": "Sun, 22 Nov 2026 07:30:00 +0000",
        "Message-ID": "<20261122.k7m2x9q4c1@example.org>",
    }
    assert found.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    ("number", "subject"), [(1, "1 person to get back to"), (3, "3 people to get back to")]
)
def test_the_subject_counts_people(number: int, subject: str) -> None:
    contacts = [Contact(name=f"P{each}", handle=f"p{each}") for each in range(number)]
    waiting = waiting_list(Asked(contacts=contacts), Ledger.of(contacts), SETTINGS, today=TODAY)

    assert message(mail.document(told(waiting, *contacts), ENVELOPE))["Subject"] == subject


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("you@example.org", [("", "you@example.org")]),
        ("Zoë Müller <z@x.org>", [("Zoë Müller", "z@x.org")]),
        ('"Lovelace, Ada" <a@x.org>, b@x.org', [("Lovelace, Ada", "a@x.org"), ("", "b@x.org")]),
    ],
)
def test_whom_a_message_may_go_to(typed: str, expected: Sequence[tuple[str, str]]) -> None:
    assert mail.parse_recipients(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", ",", "you", "you@", "@x.org", "<>", "a b@x.org", "x <a@x.org", "a@x.org>", "a@b@c",
        "a@x.org b@x.org", "group: a@x.org;", "a..b@x.org", ".a@x.org", "zoë@x.org", "a@é.org",
        "a@x.org\nBcc: b@x.org", "a@x.org\r", "a@x.org, nobody", f"{'a' * 65}@x.org", ".:",
        '"Ada <a@x.org>', "a@x.org (Ada)", "\u202ea@x.org",
    ],
)  # fmt: skip
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is no address|control character"):
        mail.parse_recipients(typed)


@given(
    st.one_of(
        st.text(string.printable + "ëé\u202e", max_size=30),
        st.from_regex(r"[^\x00-\x1f]{0,9}<?[a-z.+]{1,9}@[a-z.-]{1,9}>?(, )?", fullmatch=True),
    )
)
def test_no_address_adds_a_header(typed: str) -> None:
    try:
        recipients = mail.parse_recipients(typed)
    except ValueError:
        return
    ada = person("Ada")
    envelope = Envelope(to=recipients, at=ENVELOPE.at, id=ENVELOPE.id)

    found = message(mail.document(told(of(ada), ada), envelope))

    assert len(found.keys()) == 8


# -- what people read


@given(NAMES, ANY)
def test_the_text_of_a_message_shows_what_it_hides(name: str, words: str) -> None:
    ada = person(name, words)

    shown = text.plain(told(of(ada), ada))

    assert sanitize.paragraph(shown) == shown
    assert shown.count(sanitize.one_line(name)) >= 4


def test_the_rest_is_counted_in_every_format_for_people() -> None:
    contacts = [Contact(name=f"P{each}", handle=f"p{each}") for each in range(218)]
    digest = told(of(*contacts), *contacts)

    for document in (markdown.document(digest), html.document(digest), text.plain(digest)):
        assert "and 211 more" in document
