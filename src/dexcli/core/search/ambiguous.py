"""Words that a file may say and its contact doesn't know: a whole day in quotes, the usual kind."""

import re

from dexcli.core.contact import DEFAULT_KIND

_DAY = re.compile(r"[\d-]{1,10}")
_WRITTEN_OTHERWISE = rb"""|\\|["']{3}"""  # with an escape, or over several lines
_QUOTED_DAY = re.compile(rb"""["'] *\d{4}(?:-\d\d-\d\d)? *["']""" + _WRITTEN_OTHERWISE)
_QUOTED_KIND = re.compile(rb"""["']%b["']""" % DEFAULT_KIND.encode() + _WRITTEN_OTHERWISE)


def may_be(word: str) -> bool:
    """Whether a word may be a part of what a contact holds without saying how it was written.

    ``on = "2026-11-20"`` is text and ``on = 2026-11-20`` is none, and both are
    the same day; so are ``kind = "met"`` and no kind at all.
    """
    return _DAY.fullmatch(word) is not None or word in DEFAULT_KIND


def may_say(word: str, raw: bytes) -> bool:
    """Whether a file may have such a word in a text of that sort."""
    return (_QUOTED_KIND if word in DEFAULT_KIND else _QUOTED_DAY).search(raw) is not None
