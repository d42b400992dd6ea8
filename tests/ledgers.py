"""Ledgers and what three machines do to them: what merging whole ledgers is tried on."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from dexcli.store import codec, encode

Ledger = dict[str, bytes]
Work = Callable[[Ledger], Ledger]

IDS = ("a1", "b2", "c3", "d4")
HANDLES = ("ada", "bob", "eve")
WHO = st.sampled_from(IDS)
WORDS = st.sampled_from(["red", "green", "blue"])


def contact(handle: str, id_: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any TOML
    return {"name": handle.title(), "id": id_, **more}


def write(table: dict[str, Any]) -> bytes:
    return encode.document(table).encode()


def read(raw: bytes) -> dict[str, Any]:
    return codec.parse(codec.decode_text(raw, "x"), "x")


def blocks(ledger: Ledger) -> list[tuple[str, dict[str, Any]]]:
    return [(name, one) for name in ledger for one in read(ledger[name]).get("interactions", ())]


@st.composite
def bases(draw: st.DrawFn) -> Ledger:
    """Return what all began as: some people, some of whom have met."""
    there = draw(st.lists(st.sampled_from([0, 1, 2]), unique=True, max_size=3))
    people = [contact(HANDLES[n], IDS[n]) for n in sorted(there)]
    for person in people:
        if draw(st.booleans()):
            person["interactions"] = [{"on": date(2026, 1, 1), "id": f"i{person['id']}"}]
        if draw(st.booleans()):
            person["relationships"] = [{"kind": "friend", "who": draw(st.sampled_from(HANDLES))}]
    return {f"{each['name'].lower()}.toml": write(each) for each in people}


def works(side: str) -> st.SearchStrategy[Work]:
    """Return one thing that somebody does on a machine."""
    number = st.integers(1, 3).map(lambda n: f"{side}{n}")
    return st.one_of(
        st.builds(lambda who, key: _to(who, _logged(key)), WHO, number),
        st.builds(lambda who, key, other: _to(who, _logged(key, other)), WHO, number,
                  st.sampled_from(HANDLES)),
        st.builds(lambda who, city: _to(who, {"city": city}), WHO, WORDS),
        st.builds(lambda who, tag: _to(who, {"tags": [tag]}), WHO, WORDS),
        st.builds(_removed, WHO),
        st.builds(_renamed, WHO,
                  st.sampled_from(["ada-king", "bob-o", "eve"])),
        st.builds(_joined, WHO, WHO),
        st.builds(_added, st.sampled_from(HANDLES),
                  st.sampled_from([*IDS, f"{side}9"])),
        st.builds(lambda who, handle: _to(who, _related(handle)), WHO, st.sampled_from(HANDLES)),
    )  # fmt: skip


@st.composite
def versions(draw: st.DrawFn, sides: str = "pq") -> tuple[Ledger, ...]:
    """Return a ledger and as many versions of it."""
    base = draw(bases())
    return (base, *(draw(worked(base, side)) for side in sides))


@st.composite
def worked(draw: st.DrawFn, base: Ledger, side: str) -> Ledger:
    """Return the ledger after somebody has worked on it."""
    ledger = dict(base)
    for work in draw(st.lists(works(side), max_size=4)):
        ledger = work(ledger)
    return ledger


def _name_of(ledger: Ledger, who: str) -> str | None:
    return next((name for name in sorted(ledger) if read(ledger[name]).get("id") == who), None)


def _to(who: str, news: dict[str, Any]) -> Work:
    def work(ledger: Ledger) -> Ledger:
        name = _name_of(ledger, who)
        if name is None:
            return ledger
        table = read(ledger[name])
        for key, value in news.items():
            old = table.get(key, [])
            fresh = [e for e in value if e not in old] if isinstance(value, list) else []
            if key == "interactions" and any(e.get("id") == value[0]["id"] for e in old):
                fresh = []
            table[key] = [*old, *fresh] if isinstance(value, list) else value
        return {**ledger, name: write(table)}

    return work


def _logged(key: str, other: str | None = None) -> dict[str, Any]:
    block: dict[str, Any] = {"on": date(2026, 2, 2), "id": key}
    return {"interactions": [block | ({"with": [other]} if other else {})]}


def _related(handle: str) -> dict[str, Any]:
    return {"relationships": [{"kind": "mentor", "who": handle}]}


def _removed(who: str) -> Work:
    return lambda ledger: {n: raw for n, raw in ledger.items() if n != _name_of(ledger, who)}


def _renamed(who: str, handle: str) -> Work:
    def work(ledger: Ledger) -> Ledger:
        name, new = _name_of(ledger, who), f"{handle}.toml"
        if name is None or new in ledger:
            return ledger
        table = read(ledger[name])
        was = [*table.get("was", []), name.removesuffix(".toml")]
        table |= {"name": handle.title(), "was": [e for e in was if e != handle]}
        return {**{n: raw for n, raw in ledger.items() if n != name}, new: write(table)}

    return work


def _joined(keep: str, other: str) -> Work:
    def work(ledger: Ledger) -> Ledger:
        one, two = _name_of(ledger, keep), _name_of(ledger, other)
        if one is None or two is None or one == two:
            return ledger
        table, gone = read(ledger[one]), read(ledger[two])
        mine = table.get("interactions", [])
        ids = {each["id"] for each in mine}
        both = [*mine, *(e for e in gone.get("interactions", []) if e["id"] not in ids)]
        was = [*table.get("was", []), *gone.get("was", []), two.removesuffix(".toml"), other]
        table |= {"was": list(dict.fromkeys(was)), "interactions": both}
        if not both:
            del table["interactions"]
        return {**{n: raw for n, raw in ledger.items() if n != two}, one: write(table)}

    return work


def _added(handle: str, who: str) -> Work:
    def work(ledger: Ledger) -> Ledger:
        name = f"{handle}.toml"
        if name in ledger or _name_of(ledger, who) is not None:
            return ledger
        return {**ledger, name: write(contact(handle, who))}

    return work
