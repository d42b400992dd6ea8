"""The user's editor on a draft that lies outside the ledger, where nobody else reads it."""

import contextlib
import secrets
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dexcli.core.errors import DexcliError, UsageError
from dexcli.session import Session
from dexcli.store import disk

TOML = ".toml"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is being edited, in the state folder."""

    path: Path
    command: tuple[str, ...]

    @classmethod
    def of(
        cls, raw: bytes, stem: str, state: Path, environ: Mapping[str, str], *, suffix: str = TOML
    ) -> Self:
        """Write the draft and find the editor.

        Raises:
            UsageError: No editor is set, or its command has a quote that is not closed.
        """
        words = _command(environ)
        path = _folder(state) / f"{stem}.{secrets.token_hex(4)}{suffix}"
        path.touch(mode=disk.FILE_MODE, exist_ok=False)
        path.write_bytes(raw)
        return cls(path, tuple(words))

    def edited(self) -> bytes:
        """Run the editor and return what the draft holds then.

        Raises:
            DexcliError: The editor can't be started or ended with an error.
        """
        try:
            code = subprocess.run([*self.command, str(self.path)], check=False).returncode  # noqa: S603 - the user's own editor
        except OSError as error:
            self.discard()
            raise DexcliError(f"{self.command[0]}: {error.strerror}; see EDITOR") from None
        if code != 0:
            raise DexcliError(
                f"{self.command[0]} ended with {code} and nothing was changed; "
                f"your text is in {self.path}"
            )
        return self.path.read_bytes()

    def discard(self) -> None:
        """Remove the draft."""
        disk.discard(self.path)


def corrected(draft: Draft, session: Session, mistakes: Callable[[str], Iterable[str]]) -> str:
    """Return the edited text once it has no mistakes.

    Each mistake is told, and on a terminal the editor opens again.

    Raises:
        UsageError: Mistakes remain; the draft stays where it is.
    """
    while True:
        text = draft.edited().decode("utf-8", "replace")
        found = list(mistakes(text))
        if not found:
            return text
        for each in found:
            session.screen.problem(each)
        if not session.can_ask or not session.screen.confirm("Edit again?"):
            raise UsageError(f"nothing was changed; your text is in {draft.path}")


@contextlib.contextmanager
def keeping(draft: Draft) -> Iterator[None]:
    """Remove the draft when what it says is saved; on an error say where it is."""
    try:
        yield
    except DexcliError as error:
        error.args = (f"{error}; your text is in {draft.path}",)
        raise
    draft.discard()


def _command(environ: Mapping[str, str]) -> list[str]:
    """Return the editor's command, word by word."""
    for name in ("VISUAL", "EDITOR"):
        typed = environ.get(name) or ""
        try:
            words = shlex.split(typed)
        except ValueError as error:
            raise UsageError(f"{name}: {str(error).lower()} in {typed!r}") from None
        if words:
            return words
    raise UsageError("no editor is set; set EDITOR, such as EDITOR=nano")


def _folder(state: Path) -> Path:
    """Return a folder that nobody else reads: in the state folder, or else a new one."""
    folder = state / "drafts"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=disk.FOLDER_MODE)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="dexcli-"))
    return folder
