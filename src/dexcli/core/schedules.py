"""What a scheduler is told, so that dexcli runs every day: paths in, text out.

Each job is a list of words first; a format only adds its own quoting, so that
a path with blanks, quotes, % or $ means the same to all of them.
"""

import hashlib
import re
import shlex
import unicodedata
from datetime import time
from enum import StrEnum

from msgspec import Struct

DEFAULT_TIME = time(8)
SENDMAIL = "/usr/sbin/sendmail"  # where most have it
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_NO_CHARACTERS = "\ufffe\uffff"  # XML can't hold them
_PLAIN_WORD = re.compile(r"[\w@%+=:,./-]+")
_MONDAY = 1  # to cron and to launchd alike
_SHELL = "/bin/sh"


class System(StrEnum):
    """What runs a job every day."""

    CRON = "cron"
    SYSTEMD = "systemd"
    LAUNCHD = "launchd"
    SHELL = "shell"


class Job(Struct, frozen=True, kw_only=True):
    """What is to run each day, and where it tells what it found.

    ``program`` are the words that start dexcli, the first an absolute path.
    With ``to`` the day's digest is mailed there through ``sendmail``; without
    it, cron mails what is printed, and the others show a notification.
    """

    program: tuple[str, ...]
    ledger: str
    at: time = DEFAULT_TIME
    weekly: bool = False
    to: str | None = None
    sendmail: str = SENDMAIL
    sync: bool = False  # the other machines are met first

    @property
    def words(self) -> tuple[str, ...]:
        """The words that start dexcli on this ledger."""
        return (*self.program, "--ledger", self.ledger)


def is_plain(text: str) -> bool:
    """Return whether a path or an address can stand in every format.

    A crontab's entry is one line, XML holds no control characters, and both
    XML and systemd's files are UTF-8 text.
    """
    return not any(
        unicodedata.category(mark) in {"Cc", "Cs"} or mark in _NO_CHARACTERS for mark in text
    )


def parse_time(text: str) -> time:
    """Return a time of day from ``HH:MM``.

    Raises:
        ValueError: It is none.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no time of day; expected HH:MM such as 08:00")
    return time(int(found[1]), int(found[2]))


# -- cron


def crontab_lines(job: Job) -> list[str]:
    """Return the lines of a crontab, the comment that marks them as this ledger's first."""
    when = f"{job.at.minute} {job.at.hour} * *"
    lines = [crontab_mark(job.ledger), f"{when} * {_for_cron(_daily(job))}"]
    if job.weekly:
        lines.append(f"{when} {_MONDAY} {_for_cron(_weekly(job))}")
    return lines


def crontab_mark(ledger: str) -> str:
    """Return the comment above a ledger's entries."""
    return f"# dexcli: {ledger}"


def is_crontab_job(line: str, ledger: str) -> bool:
    """Return whether an entry runs dexcli on this ledger.

    ``sh -c`` of a mail's job quotes the path a second time, hence both forms.
    """
    once = shlex.join(("--ledger", ledger))
    twice = shlex.quote(once)[1:-1]
    return any(f" {_percent_for_cron(form)} " in line for form in (once, twice))


def _for_cron(words: tuple[str, ...]) -> str:
    return _percent_for_cron(shlex.join(words))


def _percent_for_cron(text: str) -> str:
    r"""Return a shell's text with its % escaped, which ends a command in a crontab.

    Cron takes a backslash before a backslash for a pair, so that ``\%`` in a
    name would end the command all the same; a word of nothing between the two
    helps, because ``shlex.quote`` puts a backslash into single quotes always.
    """
    return text.replace("\\%", "\\''%").replace("%", "\\%")


# -- systemd


def systemd_names(ledger: str) -> tuple[str, ...]:
    """Return the names of the units that a ledger can have, the services first."""
    names = (f"dexcli-{_key(ledger)}", f"dexcli-{_key(ledger)}-weekly")
    return tuple(f"{name}.{kind}" for kind in ("service", "timer") for name in names)


def systemd_units(job: Job) -> dict[str, str]:
    """Return the text of each unit by its name, the services first.

    The timer is persistent: what a sleeping laptop missed runs when it wakes.
    """
    service, weekly_service, timer, weekly_timer = systemd_names(job.ledger)
    clock = f"{job.at:%H:%M}:00"
    about = f"from {_doubled(job.ledger)} (dexcli)"
    units = {
        service: _service(f"Whom to get in touch with, {about}", _daily(job, shown=True)),
        timer: _timer(f"Every day: whom to get in touch with, {about}", f"*-*-* {clock}"),
    }
    if job.weekly:
        told = f"The weekly sign of life, {about}"
        units[weekly_service] = _service(told, _weekly(job, shown=True))
        units[weekly_timer] = _timer(told, f"Mon *-*-* {clock}")
    return {name: units[name] for name in systemd_names(job.ledger) if name in units}


def _service(description: str, words: tuple[str, ...]) -> str:
    if "$" in words[0]:  # systemd replaces $$ in every word but the program's
        words = (_SHELL, "-c", f"exec {shlex.join(words)}")
    command = " ".join(_for_systemd(word) for word in words)
    return f"[Unit]\nDescription={description}\n\n[Service]\nType=oneshot\nExecStart={command}\n"


def _timer(description: str, calendar: str) -> str:
    return (
        f"[Unit]\nDescription={description}\n\n"
        f"[Timer]\nOnCalendar={calendar}\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _for_systemd(word: str) -> str:
    """Return a word of ``ExecStart``; % and $ stand for themselves when doubled.

    Source: systemd.service(5), "Command lines"; systemd.syntax(7), "Quoting".
    """
    escaped = _doubled(word).replace("$", "$$")
    if _PLAIN_WORD.fullmatch(word):
        return escaped
    return '"' + re.sub(r'["\\]', r"\\\g<0>", escaped) + '"'


def _doubled(text: str) -> str:
    return text.replace("%", "%%")


# -- launchd


def launchd_names(ledger: str) -> tuple[str, ...]:
    """Return the names of the files that a ledger can have: a job's label and ``.plist``."""
    label = f"dexcli.{_key(ledger)}"
    return (f"{label}.plist", f"{label}.weekly.plist")


def launchd_files(job: Job) -> dict[str, str]:
    """Return the text of each property list by its file's name.

    launchd runs on waking what a sleeping Mac missed, of itself.
    """
    clock = {"Hour": job.at.hour, "Minute": job.at.minute}
    daily, weekly = launchd_names(job.ledger)
    files = {daily: _plist(daily, _daily(job, shown=True), clock)}
    if job.weekly:
        words = _weekly(job, shown=True)
        files[weekly] = _plist(weekly, words, {"Weekday": _MONDAY, **clock})
    return files


def _plist(name: str, words: tuple[str, ...], when: dict[str, int]) -> str:
    import plistlib  # only where one is made

    table = {
        "Label": name.removesuffix(".plist"),
        "ProgramArguments": list(words),
        "StartCalendarInterval": when,
    }
    return plistlib.dumps(table, sort_keys=False).decode()


# -- a shell's start-up file


def shell_lines(job: Job, stamp: str, *, fish: bool = False) -> list[str]:
    """Return the lines that say once a day, in the first terminal, who is due.

    The shell itself looks whether the file ``stamp`` holds today's date, without
    Python. Where it can't be written every terminal says it: silence means
    nobody. Without a terminal nothing happens, or it would break scp.
    ``command`` passes by the user's aliases of cat and date.
    """
    quote = _for_fish if fish else shlex.quote
    all_words = [*([_meeting(job, shown=False)] if job.sync else []), (*job.words, "today")]
    runs = [" ".join(quote(word) for word in words) for words in all_words]
    file, folder = quote(stamp), quote(stamp.rpartition("/")[0])
    if fish:
        return [
            "if status is-interactive; and test -t 1; and not contains -- "
            f"(command date +%F) (command cat {file} 2>/dev/null)",
            f"    begin; command mkdir -p {folder}; and command date +%F >{file}; end 2>/dev/null",
            *(f"    {run}" for run in runs),
            "end",
        ]
    return [
        f'if [ -t 1 ] && [ "$(command cat {file} 2>/dev/null)" != "$(command date +%F)" ]; then',
        f"  {{ command mkdir -p {folder} && command date +%F >|{file}; }} 2>/dev/null",
        *(f"  {run} || :" for run in runs),
        "fi",
    ]


def _for_fish(word: str) -> str:
    """Return a word for fish, which knows backslashes inside single quotes."""
    if re.fullmatch(r"[\w@+=:,./-]+", word, re.ASCII):
        return word
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"


# -- what runs


def _daily(job: Job, *, shown: bool = False) -> tuple[str, ...]:
    """Return what runs each day; ``shown`` where nobody reads what a job prints.

    A mail with nobody in it is empty, and sendmail complains about one.
    """
    meet = f"{shlex.join(_meeting(job, shown=shown))}; " if job.sync else ""
    if job.to is None:
        today = (*job.words, "today", *(("--notify",) if shown else ()))
        return (_SHELL, "-c", f"{meet}exec {shlex.join(today)}") if meet else today
    digest = shlex.join((*job.words, "today", "--format", "mail", "--to", job.to))
    return (
        _SHELL,
        "-c",
        f'{meet}mail=$({digest}); code=$?; [ -z "$mail" ] || '
        f'printf "%s\\n" "$mail" | {shlex.quote(job.sendmail)} -i -t || code=$?; exit $code',
    )


def _meeting(job: Job, *, shown: bool) -> tuple[str, ...]:
    """Return what meets the other machines first, and says only what must not be missed."""
    return (*job.words, "sync", "--scheduled", *(("--notify",) if shown else ()))


def _weekly(job: Job, *, shown: bool = False) -> tuple[str, ...]:
    """Return what says once a week how many are due, also when it is nobody.

    By it one knows that silence is health. Where dexcli fails, the error speaks.
    """
    count = (*job.words, "due", "--count")
    if job.to is None and shown:
        return (*count, "--notify")
    told = f"n=$({shlex.join(count)}) && "
    if job.to is None:
        return (_SHELL, "-c", f'{told}echo "dexcli runs every day; due or overdue: $n"')
    message = (
        'printf "To: %s\\nSubject: dexcli runs every day; due or overdue: %s\\n'
        'MIME-Version: 1.0\\nContent-Type: text/plain; charset=utf-8\\n\\n%s\\n"'
    )
    ledger, to = shlex.quote(job.ledger), shlex.quote(job.to)
    return (
        _SHELL,
        "-c",
        f'{told}{message} {to} "$n" {ledger} | {shlex.quote(job.sendmail)} -i -t',
    )


def _key(ledger: str) -> str:
    return hashlib.sha256(ledger.encode()).hexdigest()[:8]
