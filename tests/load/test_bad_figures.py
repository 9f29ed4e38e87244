"""Plans of figures that cannot be drawn: each is told at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from tests.load.case import SCHEME, Case, told

if TYPE_CHECKING:
    from tests.build import Project

AXIS = "      - {id: columns, label: Pollutant, facets: [pollutants]}\n"
ROWS = "    axes:\n      - {id: rows, label: Lichen, facets: [lichens]}\n"
START = "  - id: lichens-by-pollutant\n    draws: matrix"
RANGES = "  - {id: sizes, draws: ranges, title: Sizes, caption: Sizes., unit: mm}\n"
AGAIN = "  - {id: lichens-by-pollutant, draws: works, title: Works, caption: Works.}\n"
END = "    remarks: [D1]\n"
AIR, LIFE, TERM = (f"{{id: {id_}, label: A, facets: [{id_}]}}" for id_ in ("pollutants", "lichens", "term"))
WAY = f"""  - id: way
    draws: flow
    title: Way
    caption: Way.
    axes: [{AIR}, {LIFE}, {TERM}]
    through: sea
"""
CASES = {
    "no slug": Case(SCHEME, "id: lichens-by-pollutant", "id: Lichens/a", Code.BAD_ID, ("Lichens/a",)),
    "unknown drawing": Case(SCHEME, "draws: matrix", "draws: pie", Code.BAD_VALUE, ("pie", "matrix")),
    "one axis": Case(SCHEME, ROWS, "    axes:\n", Code.BAD_VALUE, ("1 axes", "2")),
    "unknown facet": Case(SCHEME, AXIS, AXIS.replace("pollutants", "trees"), Code.BAD_VALUE, ("trees",)),
    "two facets": Case(SCHEME, AXIS, AXIS.replace("[pollutants]", "[pollutants, term]"), Code.BAD_VALUE, ("2 facets",)),
    "unknown kind": Case(SCHEME, END, "    kinds: [rumour]\n", Code.UNKNOWN_KIND, ("rumour",)),
    "nothing to draw": Case(SCHEME, START, RANGES + START, Code.MISSING_FIELD, ("measures",)),
    "through nothing": Case(SCHEME, END, END + WAY, Code.BAD_VALUE, ("sea", "lichens"), below=6),
    "twice": Case(SCHEME, END, AGAIN, Code.DUPLICATE_ID, ("lichens-by-pollutant",)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_bad_plan_is_told(lichen: Project, case: Case) -> None:
    """The problem is told once, at its line, in its words."""
    told(lichen, case)
