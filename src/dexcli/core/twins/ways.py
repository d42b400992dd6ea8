"""Ways to reach somebody, in the form in which two of them are the same one."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from urllib.parse import unquote

from msgspec import Struct

from dexcli.core import names
from dexcli.core.contact import Contact

_TAIL = 7  # digits at the end that two ways to write one number share
_MOST_AHEAD = 4  # digits of a country code and the zero behind it
_EXTENSION = re.compile(r"(?:ext|x|#|;|durchwahl).*$", re.IGNORECASE)
_TRUNK = re.compile(r"\(0\)")
_GMAIL = frozenset({"gmail.com", "googlemail.com"})
_ROLES_TEXT = """\
    info office kontakt contact mail email post hello hallo admin service support sales team
    familie family fam haus home verlag redaktion sekretariat buero bureau kanzlei praxis
    webmaster noreply no-reply anfrage"""
_ROLES = frozenset(_ROLES_TEXT.split())
_SHARED_ACCOUNTS = frozenset({"website", "web", "url", "homepage", "blog"})
_SPOKEN = {
    "linkedin": "LinkedIn", "facebook": "Facebook", "github": "GitHub", "twitter": "Twitter",
    "instagram": "Instagram", "telegram": "Telegram", "whatsapp": "WhatsApp", "xing": "XING",
    "mastodon": "Mastodon", "skype": "Skype",
}  # fmt: skip


class Means(StrEnum):
    """By what two contacts may be the same."""

    EMAIL = "e-mail"
    PHONE = "phone"
    ACCOUNT = "account"
    SOURCE = "source"


class Way(Struct, frozen=True):
    """One way to reach somebody: ``form`` is compared, ``value`` is as it is written."""

    means: Means
    form: str
    value: str
    is_role: bool = False  # an office's or a household's by its name
    kind: str = ""  # of an account

    @property
    def told(self) -> str:
        """What two say of it who share it."""
        return f"same {_SPOKEN.get(self.kind, self.kind) or self.means} {self.value}"


def of(contact: Contact, phones: Mapping[str, str]) -> tuple[Way, ...]:
    """Return the ways to reach somebody; ``phones`` has the form of each number, see `numbers`."""
    written = [*contact.emails, *(each for each in contact.names if "@" in each)]
    emails = (Way(Means.EMAIL, f"@{email(each)}", each, _is_role(each, contact))
              for each in written if "@" in each)  # fmt: skip
    calls = (
        Way(Means.PHONE, f"+{phones[each]}", each) for each in contact.phones if phones.get(each)
    )
    accounts = (
        Way(Means.ACCOUNT, f"{kind}:{account(value)}", value, kind=kind)
        for kind, value in contact.accounts.items()
        if kind.lower() not in _SHARED_ACCOUNTS and account(value)
    )
    sources = (Way(Means.SOURCE, f"={each}", each) for each in contact.sources)
    ways = (*sources, *accounts, *emails, *calls)
    return tuple({each.form: each for each in reversed(ways)}.values())[::-1]


def email(text: str) -> str:
    """Return an e-mail address in the form in which two are the same mailbox.

    Source: Google's help on Gmail addresses: dots, and what follows a plus sign,
    make no difference.
    """
    folded = names.fold(text)
    local, at, domain = folded.rpartition("@")
    if domain not in _GMAIL:
        return folded
    return f"{local.partition('+')[0].replace('.', '')}{at}gmail.com"


def account(value: str) -> str:
    """Return an account's name without what two ways to write it differ in."""
    bare = re.sub(r"^(https?://)?(www\.|[a-z]{2}\.(?=linkedin\.))?", "", names.fold(unquote(value)))
    return bare.partition("?")[0].rstrip("/").lstrip("@")


def numbers(contacts: Iterable[Contact]) -> dict[str, str]:
    """Return for each phone its digits, with the country's where any way to write it has them.

    "+43 1 5877 123", "0043 (0)1 5877123" and "01 5877123" are one number.
    """
    digits: dict[str, tuple[str, bool]] = {}
    for contact in contacts:
        for each in contact.phones:
            digits[each] = _digits(each)
    whole: dict[str, list[str]] = {}
    for number, is_whole in digits.values():
        if is_whole:
            whole.setdefault(number[-_TAIL:], []).append(number)
    return {
        each: number if is_whole else _completed(number, whole.get(number[-_TAIL:], ()))
        for each, (number, is_whole) in digits.items()
        if len(number) >= _TAIL
    }


def is_household(phone: str) -> bool:
    """Whether a number is known to be a fixed line, which a house shares."""
    import phonenumbers  # 24 ms, only for those who may be merged unasked

    try:
        parsed = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return False
    kind = phonenumbers.number_type(parsed)
    return bool(kind == phonenumbers.PhoneNumberType.FIXED_LINE)


def _completed(number: str, whole: Iterable[str]) -> str:
    """Return a number with its country's digits, where one number there is that ends so."""
    found = {
        each
        for each in whole
        if each.endswith(number) and 0 < len(each) - len(number) <= _MOST_AHEAD
    }
    return found.pop() if len(found) == 1 else number


def _digits(phone: str) -> tuple[str, bool]:
    text = _TRUNK.sub("", _EXTENSION.sub("", phone)).strip().lstrip("'")
    digits = re.sub(r"\D", "", text)
    if text.startswith("+"):
        return digits, True
    if digits.startswith("00"):
        return digits[2:], True
    return digits.lstrip("0"), False


def _is_role(address: str, contact: Contact) -> bool:
    """Whether an address is an office's or a family's: "info@", or the family name alone."""
    local = names.fold(address).rpartition("@")[0]
    words = [word for word in re.split(r"[^a-z]+", local) if word]
    last = {each.rpartition(" ")[2] for each in map(names.same_key, contact.names)}
    return not _ROLES.isdisjoint(words) or (len(words) == 1 and words[0] in last)
