"""A digest as a desktop notification: what `due` and `today` do with `--notify`."""

from dexcli import notify
from dexcli.core.digest import Digest
from dexcli.output.digests import Report, lines
from dexcli.output.screen import SEPARATOR
from dexcli.session import Session

_MOST_LINES = 7  # a notification that can't be read at a glance isn't read


def ready(session: Session) -> None:
    """Look for the ledger now: where it can't be read, the desktop says so too.

    Raises:
        DexcliError: It can't be read.
    """
    with notify.failures_shown(session.environ):
        session.ledger  # noqa: B018 - read, or told
        session.settings  # noqa: B018 - as above


def tell(report: Report, session: Session, *, count: bool) -> None:
    """Show the digest; nothing where nothing waits, and with ``count`` the number always.

    Raises:
        NoNotificationError: Nothing on this machine could show it.
    """
    told = lines.of(report.answer, report.ledger, report.settings)
    if count:
        what = "waiting today" if isinstance(report.answer, Digest) else "due or overdue"
        notify.notify("dexcli", f"{what}: {report.answer.count}", session.environ)
        return
    if told.is_empty:
        return
    records: list[lines.Line] = [*told.due, *told.promises, *told.dates]
    shown = records[:_MOST_LINES]
    body = [SEPARATOR.join(field for field in each.fields if field) for each in shown]
    notify.notify(told.headline, "\n".join([*body, told.rest]).strip(), session.environ)
