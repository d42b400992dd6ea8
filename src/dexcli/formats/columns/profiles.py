"""Web addresses of people: which account they are, and one spelling for each."""

import re
from collections.abc import Container
from urllib.parse import unquote

LINKEDIN = "linkedin"
WEBSITE = "website"
_LINKEDIN = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)?linkedin\.com/(?P<kind>in|pub|mwlite/in)/(?P<slug>[^/?#\s]+)",
    re.IGNORECASE,
)
_HOSTS = {
    "facebook.com": "facebook", "twitter.com": "twitter", "x.com": "twitter",
    "instagram.com": "instagram", "github.com": "github", "gitlab.com": "gitlab",
    "t.me": "telegram",
}  # fmt: skip
_HOST = re.compile(r"(?:https?://)?(?:www\.|m\.)?([^/?#\s:]+)[/?#:]", re.IGNORECASE)


def linkedin_slug(url: str) -> str:
    """Return the last part of a LinkedIn profile's address, percent-decoded; empty for another.

    Archives have `www.linkedin.com/in/SLUG` with and without the protocol, a
    country's host, a query and a slash behind it.
    """
    found = _LINKEDIN.match(url.strip())
    return unquote(found["slug"]) if found else ""


def linkedin_url(slug: str) -> str:
    """Return the address that an account is kept as."""
    return f"https://www.linkedin.com/in/{slug}"


def account(url: str, taken: Container[str] = ()) -> tuple[str, str]:
    """Return the key and the value of an account for a web address, the key a free one."""
    if slug := linkedin_slug(url):
        return free(LINKEDIN, taken), linkedin_url(slug)
    host = _HOST.match(url + "/")
    return free(_HOSTS.get(host[1].lower(), WEBSITE) if host else WEBSITE, taken), url


def free(key: str, taken: Container[str]) -> str:
    """Return a key, or ``key-2``, ``key-3``… where it is taken."""
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found
