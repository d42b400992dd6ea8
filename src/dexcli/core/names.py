"""Names: how they are compared, turned round and made into handles."""

import functools
import re
import unicodedata
from collections.abc import Callable, Container

_UNSAFE = re.compile(r"[^a-z0-9]+")
_REMARK = re.compile(r"(.*?)\s*(\([^()]*\))")
_EDGE = re.compile(r"^[^\w@+]+|[^\w]+$")
_HANDLE_BYTES = 80
_REFUSED_BY_WINDOWS = re.compile(r'[<>:"/\\|?*]')
_WINDOWS_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)


def fold(text: str) -> str:
    """Return ``text`` as names are compared: NFKC, case folded, in ASCII, single blanks."""
    if text.isascii():  # NFKC leaves ASCII as it is
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not plain.isascii():
        from anyascii import anyascii  # only where a name has more than ASCII

        plain = anyascii(plain).casefold()
    return " ".join(plain.split())


def natural(text: str) -> str:
    """Return a name in the order it is spoken: "Last, First" becomes "First Last".

    A name with several commas has its title or rank with the last name:
    "Berger, Alfred, Freiherr von" becomes "Alfred Freiherr von Berger". A
    remark in parentheses stays last: "Hugo von Hofmannsthal (sen.)".
    """
    if "," not in text:
        return " ".join(text.split())
    last, *rest = (part.strip() for part in text.split(","))
    remark = ""
    if rest and (found := _REMARK.fullmatch(rest[-1])) is not None:
        rest[-1], remark = found.groups()
    spoken = " ".join(part for part in (*rest, last, remark) if part)
    return " ".join(spoken.split())


def same_key(text: str) -> str:
    """Return what two spellings of one name share, in either word order."""
    return " ".join(_spoken_words(text))


@functools.lru_cache(maxsize=64)  # a name is asked for its key and its orders, one after another
def _spoken_words(text: str) -> tuple[str, ...]:
    letters = text.replace(" ", "")
    if letters.isascii() and letters.isalnum():  # nothing to turn round or to take off
        return tuple(text.lower().split())
    return tuple(word_list(natural(text)))


def word_list(text: str) -> list[str]:
    """Return the words of a name as they are compared, without marks around them."""
    folded = fold(text)
    words = (_EDGE.sub("", word) for word in folded.replace(",", " ").split())
    return [word for word in words if word] or folded.split()


def orders(name: str) -> list[str]:
    """Return the ways to begin a name: at each of its words, the rest behind.

    "Hugo von Hofmannsthal" is also "von Hofmannsthal Hugo" and "Hofmannsthal
    Hugo von"; a comma in what is asked for makes no difference.
    """
    words = _spoken_words(name)
    return [" ".join(words[start:] + words[:start]) for start in range(len(words))]


def asked(query: str) -> str:
    """Return a query as it is compared with `orders`."""
    return " ".join(word_list(query))


def handle_from(name: str, taken: Container[str]) -> str:
    """Return a free handle for a name: lower-case ASCII, digits and hyphens.

    At most 80 bytes, never empty, never a Windows device name; ``-2``, ``-3``
    where it is taken. ``taken`` holds handles as `clash_key` gives them.
    """
    return free_handle(stem(name), taken.__contains__)


def stem(name: str) -> str:
    """Return the handle that a name asks for, free or not."""
    base = _UNSAFE.sub("-", fold(name)).strip("-")[:_HANDLE_BYTES].strip("-") or "contact"
    return f"{base}-contact" if base in _WINDOWS_DEVICES else base


def free_handle(base: str, is_taken: Callable[[str], bool]) -> str:
    """Return ``base``, or ``base-2``, ``base-3``… where it is taken."""
    if not is_taken(base):
        return base
    number = 2
    while is_taken(handle := f"{base[: _HANDLE_BYTES - len(str(number)) - 1]}-{number}"):
        number += 1
    return handle


def clash_key(handle: str) -> str:
    """Return what two file names share that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", handle).casefold())


def is_safe_handle(text: str) -> bool:
    """Whether ``text`` can be a new handle as it stands."""
    return bool(text) and text == stem(text)


def handle_trouble(handle: str) -> str | None:
    """Return what is wrong with a file's stem that somebody made by hand, None if it is safe.

    Capitals, accents and blanks are safe: it works as it stands on every system.
    """
    size = len(handle.encode("utf-8", "surrogateescape"))
    if size > _HANDLE_BYTES:
        return f"has {size} bytes, more than the {_HANDLE_BYTES} that work everywhere"
    if handle.startswith("-"):
        return "begins with a hyphen, so that commands take it for an option"
    if handle != handle.strip() or handle.endswith("."):
        return "begins or ends with a blank or a dot, which some systems drop"
    if _REFUSED_BY_WINDOWS.search(handle):
        return 'has one of < > : " | ? * or a backslash, which Windows refuses'
    if handle.split(".", 1)[0].lower() in _WINDOWS_DEVICES:
        return "is a device on Windows"
    return None
