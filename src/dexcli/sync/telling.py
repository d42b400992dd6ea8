"""What a merge did to people, kept in its commit, so that every machine tells it."""

from collections.abc import Sequence

from dexcli.core import words
from dexcli.sync.repository import Repository

SUBJECT = "sync"
_MARK = "- "
_MOST_COMMITS = 50
_MOST_LINES = 50  # a message is an argument of git's, which can't be of any length
_WIDTH = 200


def message(summary: str, told: Sequence[str]) -> str:
    """Return the message of a merge: what came and went, and below it what is to be told."""
    subject = f"{SUBJECT}: {summary}" if summary else SUBJECT
    lines = [f"{_MARK}{words.start_of(' '.join(each.split()), _WIDTH)}" for each in told]
    if (more := len(lines) - _MOST_LINES) > 0:
        lines[_MOST_LINES:] = [f"{_MARK}and {more:,} more"]
    return "\n".join((f"{subject}\n", *lines)) if lines else subject


def of(repository: Repository, head: str | None, commit: str | None) -> list[str]:
    """Return what the merges of other machines told, the earliest first, that come in now.

    Nothing for the first time: who sees a ledger for the first time knew no other handles.
    """
    if head is None or commit is None:
        return []
    done = repository.git.run(
        *("log", "--merges", "--reverse", "--date-order", f"--max-count={_MOST_COMMITS}"),
        *("--format=%B%x00", f"{head}..{commit}"),
    )
    told: dict[str, None] = {}
    for each in done.text.split("\0"):
        subject, *body = each.strip().split("\n")
        if subject.split(":")[0] == SUBJECT:
            told |= {line.removeprefix(_MARK): None for line in body if line.startswith(_MARK)}
    return list(told)
