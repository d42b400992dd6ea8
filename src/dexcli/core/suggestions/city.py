"""Somebody in one's own city whom one hasn't met in person for long."""

from collections.abc import Iterator

from dexcli.core import names, words
from dexcli.core.contact import Contact, Interaction
from dexcli.core.suggestions import distance, typed
from dexcli.core.suggestions.idea import Asked, Idea

_LONG_DAYS = 182  # without a meeting, half a year; the half-life of closeness too


def ideas(contact: Contact, asked: Asked) -> Iterator[Idea]:
    """Yield that both live in one city and haven't met in person for half a year, or ever."""
    if asked.me is None or not contact.city:
        return
    if names.fold(contact.city) != names.fold(asked.me.city):
        return
    met = [each.on.last for each in contact.interactions if _is_in_person(each, asked)]
    if met and (asked.today - max(met)).days <= _LONG_DAYS:
        return
    if met:
        since = f"you haven't met in person since {words.day(max(met), today=asked.today)}"
    else:
        since = "no meeting in person is in the log"
    yield Idea(
        contact=contact,
        what="Meet in person",
        reason=f"you both live in {contact.city}, and {since}",
        words=typed.command("remind", contact.handle, "WHEN", "meet", flags=("meet",)),
    )


def _is_in_person(interaction: Interaction, asked: Asked) -> bool:
    if interaction.on.first > asked.today or not asked.settings.counts(interaction.kind):
        return False
    return distance.is_in_person(interaction.kind)
