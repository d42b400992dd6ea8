"""docs/threats.md names tests that exist, and every threat once."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent.parent
PAGE = TESTS.parent / "docs" / "threats.md"
THREATS = 26
ROW = re.compile(r"^\| T(\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*)\|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_threat_stands_there_once_and_in_order() -> None:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))

    assert [int(number) for number, *_ in rows] == list(range(1, THREATS + 1))


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))

    assert named
    assert {
        f"{file}::{test}"
        for file, test in named
        if not (TESTS / file).is_file() or test not in functions(TESTS / file)
    } == set()


def test_a_threat_without_a_test_says_when_it_comes() -> None:
    for number, _, defence, tests in ROW.findall(PAGE.read_text(encoding="utf-8")):
        assert NAMED.search(tests) or defence.startswith("arrives with "), f"T{number}"


def test_every_file_of_these_tests_is_named() -> None:
    named = {file for file, _ in NAMED.findall(PAGE.read_text(encoding="utf-8"))}

    here = {f"threats/{path.name}" for path in TESTS.glob("threats/test_t[0-9]*.py")}
    assert here <= named
