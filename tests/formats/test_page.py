"""The address book is one page that says what is known, and runs nothing."""

import re
from datetime import date
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from dexcli.core.contact import Contact
from dexcli.core.document import to_contact
from dexcli.formats import page
from tests.formats.bringing import leaving


def written(*contacts: Contact, notes: bool = False) -> str:
    return b"".join(page.write(leaving(contacts, notes=notes))).decode()


def ada(**more: object) -> Contact:
    table = {
        "name": "Ada Lovelace", "emails": ["ada@example.org"], "phones": ["+44 20 7946 0958"],
        "accounts": {"github": "ada", "website": "https://ada.example/?a=1&b=2"},
        "org": "Looms", "title": "Programmer", "city": "London", "birthday": date(1815, 12, 10),
        "dates": [{"label": "wedding", "on": "07-08"}], "notes": "two\nlines", **more,
    }  # fmt: skip
    return to_contact(table, "ada")


class Reader(HTMLParser):
    """What a browser finds: the tags, how they nest, the attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_everything_that_reaches_somebody_is_there() -> None:
    said = written(ada())
    for part in (
        '<a href="tel:+442079460958">+44 20 7946 0958</a>',
        '<a href="mailto:ada@example.org">ada@example.org</a>',
        '<a href="https://ada.example/?a=1&amp;b=2">https://ada.example/?a=1&amp;b=2</a>',
        "<li>Programmer at Looms, London</li>",
        "<li>Birthday: 10 December 1815</li>",
        "<li>10 Ada Lovelace, 1815</li>",
        "<li>8 Ada Lovelace: wedding</li>",
        "size: A4",
        'name="viewport"',
    ):
        assert part in said


def test_notes_leave_only_with_notes() -> None:
    assert "two\nlines" not in written(ada())
    assert "<p class=notes>two\nlines</p>" in written(ada(), notes=True)


def test_only_a_web_address_is_a_link() -> None:
    said = written(ada(accounts={"website": "javascript:alert(1)"}))
    assert "<li>website: javascript:alert(1)</li>" in said


def test_people_stand_by_letter() -> None:
    people = [Contact(name=name, handle=name) for name in ("Émile", "bob", "42", "Ada")]
    assert re.findall(r"<h2>(.*?)</h2>", written(*people)) == ["A", "B", "E", "#"]


@given(st.text(min_size=1).filter(str.strip), st.text())
def test_no_text_of_a_contact_is_markup(name: str, note: str) -> None:
    contact = Contact(
        name=name, handle="x", notes=note, emails=(note,), phones=(note,), addresses=(note,),
        accounts={"website": f"https://{note}"}, tags=(note,),
    )  # fmt: skip
    reader = Reader()
    reader.feed(written(contact, notes=True))
    assert reader.open == []
    assert reader.tags <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "main", "article",
        "p", "ul", "li", "a", "bdi",
    }  # fmt: skip
    assert reader.attributes <= {
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "href",
        "class",
    }
