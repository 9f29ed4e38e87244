"""What the tables of bad input share: one change to the tiny review, and the problem that it must cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from atlas.code import Code
    from tests.build import Project

SCHEME = "data/atlas.yaml"
INTRO = "data/claims/intro.yaml"
RESULTS = "data/claims/results.yaml"
POLLUTANT = "data/entities/pollutant.yaml"
LICHEN = "data/entities/lichen.yaml"
TRIALS = "data/trials/trials.yaml"
DOUBTS = "data/discrepancies/doubts.yaml"
WORDS = "data/abbreviations.yaml"
ARTICLE = "data/article.yaml"
IDS = "data/ids.tsv"
PREFIXES = "data/prefixes.tsv"
BIB = "bibliography.bib"
NOTICES = "data/notices.yaml"


class Case(NamedTuple):
    """A change, the problem it must cause, and words that the message must hold.

    `below` is how many lines below the changed text the problem is.
    """

    file: str
    old: str
    new: str
    code: Code
    words: tuple[str, ...]
    below: int = 0


def told(lichen: Project, case: Case) -> None:
    """Make the change of *case*, and assert that its problem is told once, at its line, in its words."""
    line = lichen.edit(case.file, case.old, case.new) + case.below
    found = [one for one in lichen.problems() if one.code is case.code]
    assert [(one.place.path, one.place.line) for one in found] == [(case.file, line)]
    for word in case.words:
        assert word in found[0].message
    assert found[0].message.endswith(case.code.mend)
