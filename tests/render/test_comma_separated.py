"""Tables as CSV, read back by a reader of CSV."""

from __future__ import annotations

import csv
import io

import pytest

from atlas.render.comma_separated import write


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    """An apostrophe makes text of what a spreadsheet would run; heads are cells as well."""
    text = write([[f"{start}head"], [f"{start}1+1"], ["1-1"]])
    assert list(csv.reader(io.StringIO(text, newline=""))) == [[f"'{start}head"], [f"'{start}1+1"], ["1-1"]]


def test_any_other_cell_is_itself() -> None:
    """Quotation marks, commas, line breaks and nothing at all."""
    rows = [["a", "b"], ['"', "x,y"], ["one\ntwo", ""], ["'a'", "5 - 3 = 2"]]
    text = write(rows)
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == rows
    assert text.endswith("\r\n")
    assert text.count("\r\n") == len(rows)
