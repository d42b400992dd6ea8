"""A digest as one self-contained page that reads well on a phone, light or dark.

It has no script and asks nothing of any other machine.
"""

import re
from html import escape
from urllib.parse import quote

from dexcli.core import words
from dexcli.output import sanitize
from dexcli.output.digests.lines import DateLine, DueLine, Lines, PromiseLine

_STYLE = """\
:root { color-scheme: light dark; --ink: #22201c; --soft: #6a655c; --paper: #f6f3ee;
  --card: #fffefb; --edge: #e3ddd2; --mark: #e4efe9; --deep: #1f5f4c; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8e1; --soft: #a8a298; --paper: #171614;
  --card: #211f1c; --edge: #37342f; --mark: #21382f; --deep: #93d3bb; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  -webkit-text-size-adjust: 100%; overflow-wrap: anywhere; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header p { margin: 0; color: var(--soft); }
h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1rem; color: var(--soft); font-weight: 600; }
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
# A lock of its own: should text ever become markup, nothing would run and nothing be fetched.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# These stand as references, so that nothing turns around in what prints the page's source.
_REFERENCES = {code: f"&#x{code:x};" for code in sanitize.DIRECTIONS}
_PHONE_MARKS = re.compile(r"[^0-9+]")


def document(told: Lines) -> str:
    """Return the page; one that says so when nothing waits."""
    sections = [
        _section("To get back to", [_due(line) for line in told.due], told.rest),
        _section("Promised", [_promise(line) for line in told.promises]),
        _section("Days to remember", [_date(line) for line in told.dates]),
    ]
    headline = _text(told.headline)
    unbroken = re.sub(r"(?<=\d) ", "&nbsp;", headline)
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{headline}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<header>\n<p>{_text(words.long_day(told.on))}</p>\n<h1>{unbroken}</h1>\n</header>\n"
        f"{''.join(sections)}</main>\n</body>\n</html>\n"
    )


def _section(heading: str, items: list[str], rest: str = "") -> str:
    if not items:
        return ""
    more = f'<p class="rest">{_text(rest)}</p>\n' if rest else ""
    return f"<section>\n<h2>{heading}</h2>\n<ul>\n{''.join(items)}</ul>\n{more}</section>\n"


def _due(line: DueLine) -> str:
    return _item(line.who, line.late, _soft(line.last), _plain(line.owed), _reach(line))


def _promise(line: PromiseLine) -> str:
    return _item(line.who, line.when, _plain(line.what))


def _date(line: DateLine) -> str:
    return _item(line.who, line.when, _plain(line.what), _soft(line.ideas))


def _item(who: str, when: str, *paragraphs: str) -> str:
    head = f'<p class="head"><strong>{_data(who)}</strong> <span class="when">{_text(when)}</span>'
    return f"<li>{head}</p>{''.join(paragraphs)}</li>\n"


def _plain(data: str) -> str:
    return f"<p>{_data(data)}</p>" if data else ""


def _soft(data: str) -> str:
    return f'<p class="soft">{_data(data)}</p>' if data else ""


def _reach(line: DueLine) -> str:
    """Return how to reach somebody, as a link that calls or writes but fetches nothing."""
    match line.channel:
        case None:
            return ""
        case ("phone", value) if number := _PHONE_MARKS.sub("", value):
            return f'<p><a href="tel:{number}">{_data(value)}</a></p>'
        case ("email", value):
            address = quote(value.encode("utf-8", "replace"), safe="@+")
            return f'<p><a href="mailto:{address}">{_data(value)}</a></p>'
        case (_, value):
            return _plain(value)


def _data(data: str) -> str:
    """Return text from a file: set apart, so that its direction of writing stays its own."""
    return f"<bdi>{_text(data)}</bdi>"


def _text(text: str) -> str:
    return escape(sanitize.controls(text)).translate(_REFERENCES)
