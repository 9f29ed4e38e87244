"""Tables as CSV: lines end in CR LF, and no cell is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORMULA = re.compile(r"[=+\-@\t\r]")


def write(rows: Iterable[Iterable[str]]) -> str:
    """Return *rows* of cells, the first being the head, as the text of a CSV file.

    An apostrophe is put before a cell that a spreadsheet would take for a formula.
    """
    out = io.StringIO()
    guarded = ([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row] for row in rows)
    csv.writer(out, lineterminator="\r\n").writerows(guarded)
    return out.getvalue()
