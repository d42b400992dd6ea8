"""Filters a second time: slow, obvious, and nothing of dexcli's filters in it.

A filter is a nested list here, and is written out as somebody could type it. People are what a TOML
reader gives. Only the due rule comes from elsewhere, from its own second implementation.
"""

from datetime import date
from typing import Any

from tests.reference_due import status_reference

Raw = dict[str, Any]
Wish = Any  # a word, or ["not", wish], ["and", wish...], ["or", wish...]
UNCOUNTED = {"note", "attempt"}


def written(wish: Wish) -> str:
    """Return the text of a filter, with more parentheses than it needs."""
    if isinstance(wish, str):
        return wish
    first, *rest = wish
    if first == "not":
        return f"-({written(rest[0])})"
    sign = " " if first == "and" else f" {first} "
    return f"({sign.join(written(each) for each in rest)})"


def holds(wish: Wish, handle: str, people: dict[str, Raw], settings: Raw, today: date) -> bool:
    if isinstance(wish, str):
        return word_holds(wish, handle, people, settings, today)
    first, *rest = wish
    answers = [holds(each, handle, people, settings, today) for each in rest]
    if first == "not":
        return not answers[0]
    return all(answers) if first == "and" else any(answers)


def word_holds(word: str, handle: str, people: dict[str, Raw], settings: Raw, today: date) -> bool:  # noqa: C901, PLR0911 - a plain list of cases
    person = people[handle]
    key, colon, value = word.partition(":")
    log = person.get("interactions", [])
    if not colon:
        near = [person["name"], person.get("city", ""), *person.get("tags", [])]
        return any(word in text.lower() for text in near)
    if key == "tag":
        return value in [tag.lower() for tag in person.get("tags", [])]
    if key == "city":
        return value in person.get("city", "").lower()
    if key == "kind":
        return value in [each.get("kind", "met").lower() for each in log]
    if key == "has":
        return {"email": "emails", "birthday": "birthday"}[value] in person
    if key == "last":
        counted = [e["on"] for e in log if e["on"] <= today and e.get("kind") not in UNCOUNTED]
        return day_holds(value, max(counted, default=None), today, -1)
    if key == "added":
        return day_holds(value, person.get("added"), today, -1)
    found = status_reference(handle, person, settings, today, 7)
    if key == "due":
        due = None if found is None else date.fromisoformat(found["due"])
        return day_holds(value, due, today, 1)
    if value in {"overdue", "due", "soon", "later"}:
        return found is not None and bool(found["status"] == value)
    if value == "paused":
        return bool(person.get("paused", False))
    if key == "to":
        mine = [each["who"] for each in person.get("relationships", [])]
        theirs = [each["who"] for each in people[value].get("relationships", [])]
        return handle != value and (value in mine or handle in theirs)
    raise AssertionError(word)


def day_holds(value: str, day: date | None, today: date, way: int) -> bool:
    """Return whether a day is as asked; ``way`` is 1 where days lie ahead, -1 where behind."""
    if value == "none" or day is None:
        return value == "none" and day is None
    if value[0] in "<>":
        away = (day - today).days * way
        edge = int(value[1:-1])
        if value[0] == ">":
            return away > edge
        return away < edge and (way == 1 or away >= 0)
    if ".." in value:
        first, last = value.split("..")
        return date.fromisoformat(first) <= day <= date.fromisoformat(last)
    return value in {day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]}
