"""One step of the history: what a command changed, as images of the files before and after.

A step's file has three lines: the SHA-256 of the other two, the heading as
JSON, and the images as JSON. Text stands in it as text, so that somebody
without dexcli can read what a file said.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

from dexcli.store.change import About


class Bytes(Struct, frozen=True):
    """Bytes that are no UTF-8."""

    base64: bytes


Content = str | Bytes | None


class Image(Struct, frozen=True, kw_only=True):
    """One file before and after; ``name`` is its path inside the ledger."""

    name: str
    before: Content = None
    after: Content = None
    mode: int = 0o600

    @classmethod
    def of(cls, name: str, before: bytes | None, after: bytes | None, *, mode: int) -> "Image":
        """Return the image of a file with these bytes."""
        return cls(name=name, before=_content(before), after=_content(after), mode=mode)

    @property
    def raw_before(self) -> bytes | None:
        """The file's bytes before the step, None where there was no file."""
        return _raw(self.before)

    @property
    def raw_after(self) -> bytes | None:
        """The file's bytes after the step, None where there is no file."""
        return _raw(self.after)

    def path_in(self, ledger: Path) -> Path:
        """Return the file's path."""
        return ledger / self.name


class Heading(Struct, frozen=True, kw_only=True):
    """A step without its images: all that a list of steps needs."""

    id: str
    about: About
    names: tuple[str, ...]


class Step(Struct, frozen=True, kw_only=True):
    """One command's change as a whole."""

    id: str
    about: About
    images: tuple[Image, ...]

    @property
    def heading(self) -> Heading:
        """What a list shows of it."""
        return Heading(
            id=self.id, about=self.about, names=tuple(image.name for image in self.images)
        )


def encode(step: Step) -> bytes:
    """Return the file of a step."""
    import hashlib  # only for changes

    lines = msgspec.json.encode(step.heading) + b"\n" + msgspec.json.encode(step.images) + b"\n"
    return hashlib.sha256(lines).hexdigest().encode() + b"\n" + lines


def decode(raw: bytes) -> Step | None:
    """Return the step in a file, or None where it is cut off or isn't as it was written."""
    import hashlib  # see above

    digest, _, lines = raw.partition(b"\n")
    if hashlib.sha256(lines).hexdigest().encode() != digest:
        return None
    heading = decode_heading(raw)
    if heading is None:
        return None
    try:
        images = msgspec.json.decode(lines.split(b"\n", 2)[1], type=tuple[Image, ...])
    except (msgspec.MsgspecError, IndexError):
        return None
    return Step(id=heading.id, about=heading.about, images=images)


def decode_heading(raw: bytes) -> Heading | None:
    """Return the heading in the first two lines of a step's file, or None."""
    try:
        return msgspec.json.decode(raw.split(b"\n", 2)[1], type=Heading)
    except (msgspec.MsgspecError, IndexError):
        return None


def _content(raw: bytes | None) -> Content:
    if raw is None:
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return Bytes(raw)


def _raw(content: Content) -> bytes | None:
    match content:
        case None:
            return None
        case str():
            return content.encode("utf-8")
        case Bytes():
            return content.base64
