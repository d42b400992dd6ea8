"""An import's plan, in words and as JSON; apart from the other views, since due needs no plans."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dexcli.core import words
from dexcli.core.contact import Contact
from dexcli.core.contents import News
from dexcli.core.differences import differences
from dexcli.core.document import to_plain
from dexcli.core.ledger import Ledger
from dexcli.core.outcomes import Added, Skipped, Unchanged, Updated, count, files
from dexcli.core.plan_events import Doubtful
from dexcli.core.plans import Perhaps, Plan

FEW = 10  # of each kind, where somebody looks at a screen
_FEW_IN_LINE = 5
_JOB = ("org", "title")


def summary(plan: Plan) -> str:
    """Return the sum of all: what became of the rows, and what that brings."""
    counts = _counts(plan)
    rows = ", ".join(f"{number:,} {name}" for name, number in counts.items() if number) or "none"
    if unread := len(files(plan.outcomes)):
        rows += f"; {words.counted(unread, 'file')} not read in full"
    come = words.counted(plan.interactions, "new interaction") if plan.interactions else ""
    parts = brought(plan)
    parts.insert(1 if plan.added else 0, come)
    told = ", ".join(part for part in parts if part) + _of_the_same(plan)
    total = words.counted(sum(counts.values()), "row")
    return f"{total}: {rows}.{f' {told}.' if told else ''}"


def _of_the_same(plan: Plan) -> str:
    """Return why rows and contacts differ in number; a row that is a meeting says so by itself."""
    more = count(plan.outcomes, Added) - len(plan.added)
    if plan.interactions or not plan.added or more <= 0:
        return ""
    one = "1 row more was about one of them"
    return f"; {one if more == 1 else f'{more:,} rows more were about some of them'}"


def _counts(plan: Plan) -> dict[str, int]:
    kinds = {"added": Added, "updated": Updated, "unchanged": Unchanged, "skipped": Skipped}
    return {name: count(plan.outcomes, kind) for name, kind in kinds.items()}


def brought(plan: Plan) -> list[str]:
    """Return how many people come and how many change, as far as any do."""
    new = words.counted(len(plan.added), "new contact") if plan.added else ""
    changed = f"{len(plan.changed):,} changed" if plan.changed else ""
    return [part for part in (new, changed) if part]


def listing(plan: Plan, ledger: Ledger, *, most: int | None) -> list[str]:
    """Return who would come and who would change and how; ``most`` of each, None for all."""
    added = [f"new: {_introduced(each)}" for each in plan.added]
    changed = [
        f"changed: {each.name} ({each.handle}): {'; '.join(found)}"
        for each in plan.changed
        if (found := differences(ledger.contacts[each.handle], each))
    ]
    return [*_capped(added, most, "new"), *_capped(changed, most, "changed")]


def skipped(plan: Plan, *, most: int | None) -> list[str]:
    """Return what did not come in and why, a line a row; strangers are told together, elsewhere."""
    outcomes = (each for each in plan.outcomes if isinstance(each, Skipped) and not each.stranger)
    return _capped([left(each) for each in outcomes], most, "skipped")


def left(each: Skipped) -> str:
    """Return what is told of one that didn't come in."""
    return f"{each.place}: {'' if each.is_file else 'skipped: '}{each.reason}"


def notes(plan: Plan, *, most: int | None) -> list[str]:
    """Return what somebody should know beside the sum: news, doubts, strangers."""
    in_line = None if most is None else _FEW_IN_LINE
    lines = [_perhaps(each) for each in plan.perhaps]
    told = _capped(lines, most, "perhaps the same")
    told += _capped([_doubtful(each) for each in plan.doubts], most, "with")
    told += _news(plan, in_line)
    told += _strangers(plan)
    return told


def plan_json(plan: Plan, remarks: Sequence[str]) -> dict[str, Any]:
    """Return an import's plan as JSON: one outcome a row, and who comes or changes.

    ``remarks`` are the lines that somebody would read about it.
    """
    handles = plan.handles or [""] * len(plan.outcomes)
    return {
        "rows": [
            {
                "line": each.line,
                "outcome": type(each).__name__.lower(),
                "reason": each.reason if isinstance(each, Skipped) else None,
                "handle": handle or None,
            }
            for each, handle in zip(plan.outcomes, handles, strict=True)
            if not (isinstance(each, Skipped) and each.is_file)
        ],
        "counts": _counts(plan),
        "added": [contact.handle for contact in plan.added],
        "changed": [contact.handle for contact in plan.changed],
        "interactions": plan.interactions,
        "perhaps": [
            {"handle": each.contact.handle, "others": [other.handle for other in each.others]}
            for each in plan.perhaps
        ],
        "doubts": [
            {"line": each.line, "name": each.name, "count": each.count} for each in plan.doubts
        ],
        "news": [_news_json(each) for each in plan.news if not each.is_kept],
        "kept": [_news_json(each) for each in plan.news if each.is_kept],
        "strangers": dict(_of_strangers(plan).most_common()),
        "remarks": list(remarks),
    }


def _news_json(each: News) -> dict[str, Any]:
    return {
        "handle": each.contact.handle,
        "source": each.source,
        "key": each.turn.key,
        "old": to_plain(each.turn.old),
        "new": to_plain(each.turn.new),
    }


def _introduced(contact: Contact) -> str:
    org = "" if contact.org == contact.name else contact.org
    about = [contact.title, org, contact.city, words.reach(contact)]
    kept = [part for part in about if part]
    return f"{words.cut(contact.name)} ({contact.handle}){': ' if kept else ''}{', '.join(kept)}"


def _news(plan: Plan, most: int | None) -> list[str]:
    news = [each for each in plan.news if not _is_of_its_format(each)]
    jobs = [each for each in news if not each.is_kept and _is_job(each)]
    others = [each for each in news if not (each.is_kept or _is_job(each))]
    kept = [each for each in news if each.is_kept]
    lines = []
    if jobs:
        told = _by_person(jobs, lambda e: f"{_shown(e.turn.old)} → {_shown(e.turn.new)}")
        who = "1 person" if len(told) == 1 else f"{len(told):,} people"
        lines.append(f"{who} changed jobs: {_listed(told, most)}")
    if others:
        told = _by_person(others, _turned)
        lines.append(f"changed at the source: {_listed(told, most)}")
    if kept:
        several = {_namespace(each) for each in plan.said} | {_namespace(e.source) for e in kept}
        told = _by_person(kept, lambda each: _held(each, is_named=len(several) > 1))
        lines.append(f"differs from the source, and kept as it is here: {_listed(told, most)}")
    return lines


def _is_job(each: News) -> bool:
    return each.turn.key in _JOB and bool(each.turn.old and each.turn.new)


def _by_person(news: Iterable[News], told: Callable[[News], str]) -> list[str]:
    found: dict[str, list[str]] = {}
    named: dict[str, str] = {}
    for each in news:
        named[each.contact.handle] = words.cut(each.contact.name)
        found.setdefault(each.contact.handle, []).append(told(each))
    return [f"{named[handle]}: {', '.join(parts)}" for handle, parts in found.items()]


def _is_of_its_format(each: News) -> bool:
    """Return whether it is about the table in which a format keeps what has no place here."""
    return each.turn.key.partition(".")[0] == _namespace(each.source)


def _namespace(source: str) -> str:
    return source.partition(":")[0]


def _held(each: News, *, is_named: bool) -> str:
    """Return what differs; ``is_named`` says where it differs, of several sources."""
    turn = each.turn
    where = f" ({_namespace(each.source)})" if is_named else ""
    return f"{turn.key}: here {_shown(turn.old)}, there {_shown(turn.new)}{where}"


def _turned(each: News) -> str:
    turn = each.turn
    if turn.key == "name":
        new = _shown(turn.new)
        rename = f'dexcli rename {each.contact.handle} "{new}"'
        return f"is called {new} there, kept as an alias ({rename} makes it the name)"
    if turn.old is None:
        return f"{turn.key}: + {_shown(turn.new)}"
    if turn.new is None:
        return f"{turn.key}: - {_shown(turn.old)}"
    old, new = _shown(turn.old), _shown(turn.new)
    return f"{turn.key}: {old} → {new}" if old != new else f"{turn.key}: below {old!r}"


def _shown(value: object) -> str:
    return words.told(to_plain(value))


def _strangers(plan: Plan) -> list[str]:
    found = _of_strangers(plan)
    if not found:
        return []
    most = found.most_common(_FEW_IN_LINE)
    often = ", ".join(f"{words.cut(name)} ({number:,})" for name, number in most)
    name, _, address = most[0][0].partition(" <")
    email = f" --email {address.removesuffix('>')}" if address else ""
    if len(found) == 1:
        told = f"1 person is not in the ledger: {words.cut(most[0][0])}"
    else:
        told = f"{len(found):,} people are not in the ledger, most often {often}"
    return [f'{told}; --everybody brings them in, or: dexcli add "{name}"{email}']


def _of_strangers(plan: Plan) -> Counter[str]:
    return Counter(
        each.stranger for each in plan.outcomes if isinstance(each, Skipped) and each.stranger
    )


def _perhaps(each: Perhaps) -> str:
    others = words.listed([f"{c.name} ({c.handle or 'also new'})" for c in each.others])
    return f"perhaps the same: {each.contact.name} ({each.contact.handle}) and {others}"


def _doubtful(each: Doubtful) -> str:
    called = f"{each.count} people of this file are called {each.name!r}"
    return f"{each.place}: with: {called}; only the name is kept"


def _capped(lines: Sequence[str], most: int | None, what: str) -> list[str]:
    if most is None or len(lines) <= most:
        return list(lines)
    return [*lines[:most], f"{what}: {len(lines) - most:,} more"]


def _listed(parts: Iterable[str], most: int | None) -> str:
    every = list(parts)
    if most is None or len(every) <= most:
        return "; ".join(every)
    return f"{'; '.join(every[:most])}; and {len(every) - most:,} more"
