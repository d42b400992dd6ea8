"""A digest as one self-contained page that reads well on a phone, light or dark.

It has no script and asks nothing of any other machine.
"""

import re
from urllib.parse import quote

from dexcli.core import words
from dexcli.output import paper
from dexcli.output.digests.lines import DateLine, DueLine, Lines, PromiseLine

_STYLE = """\
ul { list-style: none; margin: 0; padding: 0; }
li { margin: 0 0 .6rem; padding: .8rem 1rem; background: var(--card);
  border: 1px solid var(--edge); border-radius: .75rem; }
li p { margin: .15rem 0 0; }
li .head { margin: 0; display: flex; flex-wrap: wrap; gap: .25rem .75rem;
  justify-content: space-between; align-items: baseline; }
.when { padding: 0 .6rem; border-radius: 1rem; background: var(--mark); color: var(--deep);
  font-size: .85rem; }
.soft, .rest { color: var(--soft); }
.rest { margin: .75rem 0 0; }
a { display: inline-block; padding: .3rem 0; color: var(--deep); }
"""
_PHONE_MARKS = re.compile(r"[^0-9+]")


def document(told: Lines) -> str:
    """Return the page; one that says so when nothing waits."""
    sections = [
        _section("To get back to", [_due(line) for line in told.due], told.rest),
        _section("Promised", [_promise(line) for line in told.promises]),
        _section("Days to remember", [_date(line) for line in told.dates]),
    ]
    headline = paper.plain(told.headline)
    unbroken = re.sub(r"(?<=\d) ", "&nbsp;", headline)
    header = (
        f"<header>\n<p>{paper.plain(words.long_day(told.on))}</p>\n<h1>{unbroken}</h1>\n</header>\n"
    )
    return paper.page(headline, f"{header}{''.join(sections)}", style=_STYLE)


def _section(heading: str, items: list[str], rest: str = "") -> str:
    if not items:
        return ""
    more = f'<p class="rest">{paper.plain(rest)}</p>\n' if rest else ""
    return f"<section>\n<h2>{heading}</h2>\n<ul>\n{''.join(items)}</ul>\n{more}</section>\n"


def _due(line: DueLine) -> str:
    return _item(line.who, line.late, _soft(line.last), _plain(line.owed), _reach(line))


def _promise(line: PromiseLine) -> str:
    return _item(line.who, line.when, _plain(line.what))


def _date(line: DateLine) -> str:
    return _item(line.who, line.when, _plain(line.what), _soft(line.ideas))


def _item(who: str, when: str, *paragraphs: str) -> str:
    name, at = paper.data(who), paper.plain(when)
    head = f'<p class="head"><strong>{name}</strong> <span class="when">{at}</span></p>'
    return f"<li>{head}{''.join(paragraphs)}</li>\n"


def _plain(data: str) -> str:
    return f"<p>{paper.data(data)}</p>" if data else ""


def _soft(data: str) -> str:
    return f'<p class="soft">{paper.data(data)}</p>' if data else ""


def _reach(line: DueLine) -> str:
    """Return how to reach somebody, as a link that calls or writes but fetches nothing."""
    match line.channel:
        case None:
            return ""
        case ("phone", value) if number := _PHONE_MARKS.sub("", value):
            return f'<p><a href="tel:{number}">{paper.data(value)}</a></p>'
        case ("email", value):
            address = quote(value.encode("utf-8", "replace"), safe="@+")
            return f'<p><a href="mailto:{address}">{paper.data(value)}</a></p>'
        case (_, value):
            return _plain(value)
