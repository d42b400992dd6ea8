"""An index made anew: what it knows still, and what is parsed now, in the order of the handles."""

from collections.abc import Iterable, Iterator

import msgspec

from dexcli import elsewhere
from dexcli.core.errors import UnreadableFileError
from dexcli.core.settings import Settings
from dexcli.store.index import stamps
from dexcli.store.index.lot import Lot
from dexcli.store.index.making import Maker, Part
from dexcli.store.index.snapshot import Snapshot, record_of

SHARED = 2_000  # from so many to be parsed on, another process takes half of them
PIECE = 1_000  # contacts, as they come from there


def renewed(lot: Lot, settings: Settings, known: Snapshot | None, rows: dict[str, int]) -> Maker:
    """Return a maker that has taken everybody, in the order of the handles.

    Each contact is let go when it is in the snapshot: 100,000 would take 500 MB.
    Where very many are to be parsed, another process takes the second half.
    """
    places = range(len(lot.scan.handles))
    unknown = len(places) - len(rows)
    middle = len(places) // 2
    if unknown < SHARED or not elsewhere.is_possible():
        return _take(lot, Maker(settings), known, rows, places)
    rest = places[middle:]
    pieces = elsewhere.begin(lambda: _in_pieces(lot, settings, known, rows, rest))
    maker = _take(lot, Maker(settings), known, rows, places[:middle])
    done = 0
    try:
        for piece in pieces:
            maker.extend(msgspec.msgpack.decode(piece, type=Part))
            done += PIECE
    except elsewhere.LostError:
        return _take(lot, maker, known, rows, rest[done:])
    return maker


def _in_pieces(
    lot: Lot, settings: Settings, known: Snapshot | None, rows: dict[str, int], places: range
) -> Iterator[bytes]:
    for start in range(0, len(places), PIECE):
        maker = _take(lot, Maker(settings), known, rows, places[start : start + PIECE])
        yield msgspec.msgpack.encode(maker.part())


def _take(
    lot: Lot, maker: Maker, known: Snapshot | None, rows: dict[str, int], places: Iterable[int]
) -> Maker:
    """Let a maker take the contacts of these places in the scan."""
    for place in places:
        handle = lot.scan.handles[place]
        if known is not None and (row := rows.get(handle)) is not None:
            record, contact, quoted = known.record(row), known.contact(row), known.quoted
            if record is not None and contact is not None and quoted is not None:
                key, told = lot.scan.key(place), known.warnings.get(handle, ())
                maker.add(contact, record, key, warnings=told, quoted=quoted.get(handle, ()))
                continue
        if handle in lot.misnamed:
            maker.problems[handle] = lot.misnamed[handle]
            continue
        try:
            entry = lot.parse(handle)
        except FileNotFoundError:
            continue  # removed while we looked
        except UnreadableFileError as error:
            maker.problems[handle] = str(error)
            continue
        maker.parsed.append(len(maker))
        record = record_of(entry.contact, entry.found.raw)
        key = stamps.key_of(entry.found.stamp)
        maker.add(entry.contact, record, key, warnings=entry.warnings, quoted=entry.quoted)
    return maker
