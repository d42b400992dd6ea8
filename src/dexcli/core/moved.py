"""Interactions that are here, and that their source has on another day or with another title."""

from collections.abc import Mapping

from dexcli.core.contact import Contact, Interaction
from dexcli.core.contents import News
from dexcli.core.document import to_plain
from dexcli.core.renewal import Said, Turn


class Moved:
    """Finds what differs; ``said`` is what was told of it, so that it is told once."""

    def __init__(self, before: Mapping[str, Said]) -> None:
        self.before = before
        self.news: list[News] = []
        self.said: dict[str, Said] = {}

    def compare(self, source: str, contact: Contact, here: Interaction, there: Interaction) -> None:
        """Note what a source says otherwise of an interaction; it stays as it is here."""
        pairs = {"day": (here.on.to_toml(), there.on.to_toml()), "note": (here.note, there.note)}
        odd = {key: pair for key, pair in pairs.items() if pair[1] and pair[0] != pair[1]}
        now = {key: to_plain(new) for key, (_, new) in odd.items()}
        known = self.before.get(source)
        if not odd or (known is not None and known.now == now):
            return
        self.said[source] = Said(now)
        what = f"{here.kind} of {here.on}"
        for key, (old, new) in odd.items():
            turn = Turn(f"{what}, {key}", old, new)
            self.news.append(News(contact, source, turn, is_kept=True))
