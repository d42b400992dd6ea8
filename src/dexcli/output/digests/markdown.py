"""A digest as a Markdown list, for a daily note; text from files never becomes markup."""

import re

from dexcli.output import sanitize
from dexcli.output.digests.lines import Lines
from dexcli.output.screen import SEPARATOR

# ASCII punctuation may always be escaped (CommonMark 0.31 §2.4). Left as they are: marks that
# mean nothing within a line, the colon before a blank (":smile:" and "://" do mean something),
# and the dot, but for the "www." that GitHub makes a link of.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#!|~&@$^=%]|:(?=\S)|(?<=www)\.", re.IGNORECASE)


def document(told: Lines) -> str:
    """Return a digest as one list, empty when nothing waits."""
    items = [_item(line.fields) for line in told.due]
    if told.rest:
        items.append(told.rest)
    items += [_item(line.fields) for line in told.promises]
    items += [_item(line.fields) for line in told.dates]
    return "".join(f"- {item}\n" for item in items)


def _item(fields: tuple[str, ...]) -> str:
    who, *others = [escaped(each) for each in fields if each]
    return SEPARATOR.join((f"**{who}**", *others))


def escaped(text: str) -> str:
    """Return text as Markdown that reads as this very text, on one line."""
    line = sanitize.one_line(text.strip())
    return _MARKUP.sub(lambda found: f"\\{found[0]}", line.replace("\t", " "))
