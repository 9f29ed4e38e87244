"""Problems: how they read and how they are listed."""

from __future__ import annotations

from atlas.code import Code
from atlas.problem import Place, Problem


def test_a_problem_reads_as_compilers_write() -> None:
    """File, line, value, expectation, mend and code, in this order."""
    problem = Problem(Place("data/x.yaml", 8), Code.BAD_DATE, "as_of: value 'soon'", "an ISO date")
    mend = "Write YYYY, YYYY-MM or YYYY-MM-DD, or `not reported`."
    assert str(problem) == f"data/x.yaml:8: as_of: value 'soon'; expected an ISO date. {mend} [bad-date]"


def test_every_code_is_explained() -> None:
    """Slugs differ, and each code has a meaning and a mend that end as sentences do."""
    assert len({code.slug for code in Code}) == len(Code)
    for code in Code:
        assert code.meaning.endswith(".")
        assert code.mend.endswith(".")
        assert Code.of(code.slug) is code
    assert Code.of("no such code") is None
