"""Web pages, messengers and social profiles of a card as accounts."""

import re
from urllib.parse import unquote, urlsplit

from dexcli.formats.vcard import text
from dexcli.formats.vcard.cards import Property

WEBSITE, LINKEDIN = "website", "linkedin"
PROFILE = "X-SOCIALPROFILE"
# Source: what Evolution, KAddressBook, Android and Apple write for messengers.
_OWN = (
    "X-SKYPE", "X-SKYPE-USERNAME", "X-JABBER", "X-AIM", "X-ICQ", "X-MSN", "X-YAHOO", "X-GADUGADU",
    "X-GOOGLE-TALK", "X-GROUPWISE", "X-QQ", "X-TWITTER", "X-TELEGRAM", "X-MATRIX", "X-FACEBOOK",
)  # fmt: skip
NAMES = ("URL", "IMPP", PROFILE, "SOCIALPROFILE", *_OWN)
_NO_SERVICE = frozenset({"pref", "home", "work", "other", "mobile", "cell", "internet"})
_WELL_KNOWN = frozenset(
    {"linkedin", "twitter", "facebook", "github", "flickr", "myspace", "instagram", "mastodon"}
)
_SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):(.+)")
_PROFILE = re.compile(r"/(?:in|pub)/([^/]+)")


def of(each: Property) -> tuple[str, str, bool] | None:
    """Return the kind of an account, its value, and whether its line says just that."""
    value = text.one_line(text.plain(each.value))
    match each.name:
        case "URL":
            kind, told = page(value)
            is_exact = kind == WEBSITE and told == value and not each.params
        case "IMPP":
            kind, told, is_exact = *_messenger(each, value), False
        case "X-SOCIALPROFILE" | "SOCIALPROFILE":
            kind, told = _profile(each, value)
            plain = each.name == PROFILE and each.params.keys() <= {"TYPE"}
            is_exact = plain and told == value and len(each.params.get("TYPE", ())) == 1
        case _:
            kind, told = each.name.split("-", 1)[1].lower().removesuffix("-username"), value
            is_exact = False
    return (kind, told, is_exact) if kind and told else None


def page(url: str) -> tuple[str, str]:
    """Return an address of the web as an account: a profile at LinkedIn, or a web page."""
    spelled = linkedin(url)
    return (LINKEDIN, spelled) if spelled else (WEBSITE, url)


def linkedin(url: str) -> str:
    """Return a profile's address at LinkedIn in the one form we keep, or nothing."""
    try:
        parts = urlsplit(url if "//" in url else f"https://{url}")
        host = parts.hostname or ""
    except ValueError:
        return ""
    found = _PROFILE.match(parts.path)
    if found is None or not (host == "linkedin.com" or host.endswith(".linkedin.com")):
        return ""
    return f"https://www.linkedin.com/in/{unquote(found[1])}"


def _messenger(each: Property, value: str) -> tuple[str, str]:
    given = (*each.params.get("X-SERVICE-TYPE", ()), *each.params.get("SERVICE-TYPE", ()))
    scheme = _SCHEME.fullmatch(value)
    kind = given[0] if given else scheme[1] if scheme else ""
    bare = scheme[2] if scheme and not scheme[2].startswith("//") else value
    return text.one_line(kind).lower(), unquote(bare)


def _profile(each: Property, value: str) -> tuple[str, str]:
    named = [
        *(one for one in each.params.get("TYPE", ()) if one.lower() not in _NO_SERVICE),
        *each.params.get("SERVICE-TYPE", ()),
        *each.params.get("X-SERVICE-TYPE", ()),
    ]
    user = next(iter(each.params.get("X-USER", ())), "")
    told = user if user and (not value or value.startswith("x-apple:")) else value
    kind = named[0] if named else page(told)[0]
    kind = kind.lower() if kind.lower() in _WELL_KNOWN else kind
    return kind, (linkedin(told) or told) if kind == LINKEDIN else told
