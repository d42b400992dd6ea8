"""The caret stands under the place, whatever characters come before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dexcli.core.errors import Place
from dexcli.output import caret


@pytest.mark.parametrize(
    ("text", "wrong", "shown"),
    [
        ("tga:work is:due", "tga:", "  tga:work is:due\n  ^^^^\n"),
        ("tag:a tga:b", "tga:", "  tag:a tga:b\n        ^^^^\n"),
        ("日本 tga:b", "tga:", "  日本 tga:b\n       ^^^^\n"),
        ("e\u0301te\u0301 tga:b", "tga:", "  e\u0301te\u0301 tga:b\n      ^^^^\n"),
        ("x tga日:b", "tga日:", "  x tga日:b\n    ^^^^^^\n"),
        ("\x1b tga:b", "tga:", "  \\x1b tga:b\n       ^^^^\n"),
        ("a\ttga:b", "tga:", "  a tga:b\n    ^^^^\n"),
        ("a\ntga:b", "tga:", "  a␊tga:b\n    ^^^^\n"),
    ],
)
def test_the_caret_stands_under_the_place(text: str, wrong: str, shown: str) -> None:
    start = text.index(wrong)

    assert caret.under(Place(text, start, start + len(wrong))) == shown


@given(st.text(max_size=300), st.text(min_size=1, max_size=99), st.text(max_size=300))
def test_a_long_text_is_cut_around_the_place(before: str, wrong: str, behind: str) -> None:
    place = Place(before + wrong + behind, len(before), len(before) + len(wrong))

    shown, carets, rest = caret.under(place).split("\n")

    assert rest == ""
    assert cell_len(shown) <= 80
    assert set(carets.strip()) == {"^"}
    assert cell_len(carets) <= max(cell_len(shown), 3)
