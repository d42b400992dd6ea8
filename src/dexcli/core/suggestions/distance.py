"""Which kinds of being in touch are no meeting in person."""

from dexcli.core import names

MESSAGE = "message"  # a word on a day
_WHOLE = """
card|carte|cards|gift|cadeau|text|texto|mail|mailing|mails|chat|like|comment|dm|pm|im|teams|meet|
google meet|discord|slack|signal|threema|line|messenger|instagram|facebook|linkedin|twitter|
mastodon|fax|wire|note|remote|online|visio|parcel|package|voice|colis
"""
_WORDS = """
letter letters lettre postcard postcards message messages sms mms call calls calling phone
telephone phonecall telegram telegramme whatsapp zoom skype facetime email emails courriel appel
appels videocall videochat videoconference visioconference voicemail webinar imessage
"""
_PHRASES = """
carte postale|post card|video call|video chat|video conference|conference call|voice mail|
voice message|coup de fil|e mail|what s app|face time|carte de voeux|phone call
"""


def is_in_person(kind: str) -> bool:
    """Whether an interaction of this kind is a meeting; every kind that nobody knows is one."""
    spoken = _spoken(kind)
    if spoken in _KINDS or spoken.replace(" ", "") in _TOGETHER:
        return False
    return not any(f" {phrase} " in f" {spoken} " for phrase in _PARTS)


def _spoken(kind: str) -> str:
    """Return a kind as it is compared: "Video-Call" is "video call"."""
    return " ".join(names.fold(kind).replace("-", " ").replace("_", " ").split())


def _listed(text: str) -> frozenset[str]:
    return frozenset(each.strip() for each in text.replace("\n", "").split("|"))


_KINDS = _listed(_WHOLE)  # only alone: a "card game" is a meeting
_PARTS = _listed(_PHRASES) | frozenset(_WORDS.split())  # also within: "long phone call"
_TOGETHER = frozenset(each.replace(" ", "") for each in _KINDS | _PARTS)  # "videochat"
