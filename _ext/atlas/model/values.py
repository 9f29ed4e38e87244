"""Closed lists of values that belong to any review of biomedical work."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Closed(StrEnum):
    """A closed list whose members are written in data as their value."""

    @classmethod
    def of(cls, text: str) -> Self | None:
        """Return the member written as *text*, or None."""
        return next((member for member in cls if member.value == text), None)

    @classmethod
    def listing(cls) -> str:
        """Return all values in one line, for messages."""
        return ", ".join(member.value for member in cls)


class Missing(Closed):
    """Why a field has no value. An empty field is an error, these two are values."""

    NOT_REPORTED = "not reported"
    NOT_APPLICABLE = "not applicable"


UNCITED = "uncited in the review"
"""What a claim says in the place of references when the article gives none."""


class System(Closed):
    """The system in which a finding was made, from the weakest evidence to the strongest."""

    IN_VITRO = "in vitro"
    EX_VIVO = "ex vivo"
    ANIMAL = "animal"
    HUMAN = "human"


class Direction(Closed):
    """What happened to an outcome after the treatment."""

    UP = "up"
    DOWN = "down"
    UNCHANGED = "unchanged"

    @property
    def sign(self) -> str:
        """The direction as an arrow; never shown without its word."""
        return {"up": "↑", "down": "↓", "unchanged": "="}[self.value]


class Relation(Closed):
    """How a number stands to what it measures."""

    EXACTLY = "exactly"
    ABOUT = "about"
    MORE_THAN = "more than"
    RANGE = "range"


class Match(Closed):
    """How closely the identifiers of an entity fit it."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NONE = "none"


class Standing(Closed):
    """What notices say of a cited work, from the least to the most serious."""

    NONE = "none"
    CORRECTED = "corrected"
    CONCERN = "expression of concern"
    RETRACTED = "retracted"


class Basis(Closed):
    """On what a discrepancy rests: the text of the article, the cited source, or both."""

    TEXT = "text"
    SOURCE = "source"
    BOTH = "both"


class Draws(Closed):
    """What can be drawn of the records of an atlas."""

    MATRIX = "matrix"
    RANGES = "ranges"
    WORKS = "works"
    TRIALS = "trials"
    WHEREABOUTS = "whereabouts"
    OVERVIEW = "overview"
    FLOW = "flow"


class Phase(Closed):
    """The phases that trial registries know."""

    EARLY_1 = "Early Phase 1"
    P1 = "Phase 1"
    P1_2 = "Phase 1/Phase 2"
    P2 = "Phase 2"
    P2_3 = "Phase 2/Phase 3"
    P3 = "Phase 3"
    P4 = "Phase 4"
    NOT_APPLICABLE = "Not applicable"
    NOT_REPORTED = "not reported"


class Status(Closed):
    """The recruitment states that trial registries know."""

    NOT_YET = "Not yet recruiting"
    RECRUITING = "Recruiting"
    BY_INVITATION = "Enrolling by invitation"
    ACTIVE = "Active, not recruiting"
    COMPLETED = "Completed"
    SUSPENDED = "Suspended"
    TERMINATED = "Terminated"
    WITHDRAWN = "Withdrawn"
    AVAILABLE = "Available"
    UNKNOWN = "Unknown"
    NOT_REPORTED = "not reported"


class Defined(Closed):
    """Where the article expands an abbreviation."""

    LISTED = "listed"
    TEXT = "text"
    NEVER = "never"
