"""Our lines in somebody else's file: in, changed and out, and nothing else is touched."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dexcli.core import entries, schedules
from dexcli.core.schedules import Job

JOB = Job(program=("/opt/dexcli",), ledger="/srv/people")
OURS = "# dexcli: /srv/people\n0 8 * * * /opt/dexcli --ledger /srv/people today\n"
OTHERS = "# mine\r\nMAILTO=ada\n\n5 5 * * * caf\udce9\n"
BLOCK = "# >>> dexcli: /srv/people >>>\none\ntwo\n# <<< dexcli: /srv/people <<<\n"

pieces = st.sampled_from(
    ["\n", "\r\n", "a", "# dexcli: /srv/people2\n", "0 8 * * * /opt/dexcli --ledger /srv/peo",
     "# >>> dexcli: /srv/people", " ", "\x0c", "\u2028", "\udce9"],
)  # fmt: skip
texts = st.lists(pieces, max_size=10).map("".join)


def test_an_entry_comes_last() -> None:
    assert entries.with_crontab_job(OTHERS, JOB) == OTHERS + OURS


def test_a_last_line_without_an_end_gets_one() -> None:
    assert entries.with_crontab_job("5 5 * * * x", JOB) == f"5 5 * * * x\n{OURS}"


def test_an_entry_changes_where_it_stands() -> None:
    changed = Job(program=("/new/dexcli",), ledger="/srv/people", weekly=True)

    text = entries.with_crontab_job(f"{OURS}{OTHERS}", changed)

    assert text.endswith(OTHERS)
    assert text.count("\n") == OTHERS.count("\n") + 3
    assert entries.with_crontab_job(text, JOB) == OURS + OTHERS


def test_an_entry_whose_hour_somebody_changed_is_still_ours() -> None:
    edited = OURS.replace("0 8 * * *", "30 6 * * 1-5").replace("\n", "\r\n")

    assert entries.without_crontab_job(f"{edited}{OTHERS}", "/srv/people") == OTHERS


def test_a_line_of_another_s_under_our_mark_stays() -> None:
    for line in ("5 5 * * * backup\n", "0 8 * * * /opt/dexcli --ledger /srv/people2 today\n"):
        text = f"# dexcli: /srv/people\n{line}"
        assert entries.without_crontab_job(text, "/srv/people") == line


def test_a_ledger_s_entry_is_not_its_neighbour_s() -> None:
    other = Job(program=JOB.program, ledger="/srv/people2")
    both = entries.with_crontab_job(OURS, other)

    assert entries.without_crontab_job(both, "/srv/people2") == OURS
    assert entries.without_crontab_job(both, "/srv") == both


@given(text=texts, weekly=st.booleans(), mailed=st.booleans())
def test_what_goes_into_a_crontab_comes_out(text: str, *, weekly: bool, mailed: bool) -> None:
    assume(schedules.crontab_mark(JOB.ledger) not in text.replace("\r", "").split("\n"))
    job = Job(program=JOB.program, ledger=JOB.ledger, weekly=weekly, to="a@b" if mailed else None)

    once = entries.with_crontab_job(text, job)

    ended = text if text.endswith("\n") or not text else f"{text}\n"
    assert once.startswith(ended)
    assert entries.with_crontab_job(once, job) == once
    assert entries.without_crontab_job(once, job.ledger) == ended


def test_a_block_comes_last_and_changes_where_it_stands() -> None:
    text = entries.with_block("alias x=y\n", "/srv/people", ["one", "two"])

    assert text == f"alias x=y\n{BLOCK}"
    later = f"{text}export A=b\n"
    assert entries.with_block(later, "/srv/people", ["three"]) == later.replace("one\ntwo", "three")
    assert entries.without_block(later, "/srv/people") == "alias x=y\nexport A=b\n"


def test_a_block_behind_a_line_without_an_end_remembers_it() -> None:
    text = entries.with_block("alias x=y", "/srv/people", ["one"])

    assert text.startswith("alias x=y\n# >>> dexcli: /srv/people >>>\n")
    assert entries.with_block(text, "/srv/people", ["two"]) == text.replace("one", "two")
    assert entries.without_block(text, "/srv/people") == "alias x=y"
    assert entries.without_block(f"{text}later\n", "/srv/people") == "alias x=y\nlater\n"


def test_a_block_without_an_end_is_left_to_a_person() -> None:
    with pytest.raises(entries.OpenBlockError, match="has no end; take it out by hand"):
        entries.without_block("# >>> dexcli: /srv/people >>>\nexport A=b\n", "/srv/people")


@given(texts)
def test_what_goes_into_a_start_up_file_comes_out(text: str) -> None:
    once = entries.with_block(text, "/srv/people", ["one", "two"])

    assert once.startswith(text)
    assert entries.with_block(once, "/srv/people", ["one", "two"]) == once
    assert entries.without_block(once, "/srv/people") == text
