"""The records: claim, entity, trial, reference, discrepancy and the words around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from atlas.model.values import Missing, Relation
from atlas.problem import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.model.article import Origin
    from atlas.model.scheme import Author
    from atlas.model.values import Basis, Defined, Direction, Match, Standing, System

Ids: TypeAlias = tuple[str, ...] | Missing
"""Ids of entities, or the reason why there are none; never an empty tuple."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where a record and its fields stand: a file and the line of each field, by its path within the record."""

    path: str
    by_field: Mapping[tuple[str | int, ...], int]

    def at(self, *steps: str | int) -> Place:
        """Return the place of the field reached by *steps*, or of the nearest part around it."""
        for end in range(len(steps), -1, -1):
            if (line := self.by_field.get(steps[:end])) is not None:
                return Place(self.path, line)
        return Place(self.path, 1)


NOWHERE = Lines("(no file)", {})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a treatment did to an outcome, which is any entity."""

    outcome: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a claim states, in `unit`; `high` is given for a range only."""

    subject: str
    measure: str
    relation: Relation
    low: float
    unit: str
    high: float | None = None

    @property
    def amount(self) -> str:
        """The number itself, as in `40–150 nm` or `more than 850 proteins`."""
        if self.relation is Relation.RANGE and self.high is not None:
            number = f"{self.low:g}–{self.high:g}"
        else:
            number = f"{self.low:g}" if self.relation is Relation.EXACTLY else f"{self.relation.value} {self.low:g}"
        return f"{number} {self.unit}"


@dataclass(frozen=True, slots=True)
class Claim:
    """One cited, checkable statement of the article in the words of the atlas.

    `facets` holds every facet of the scheme. `refs` is empty when the article gives no reference. `former` holds ids
    that the claim once had; links to them still lead here.
    """

    id: str
    statement: str
    kind: str
    refs: tuple[str, ...]
    origin: Origin
    system: System | Missing
    facets: Mapping[str, Ids]
    effects: tuple[Effect, ...] | Missing
    about: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    lines: Lines = field(default=NOWHERE, compare=False, repr=False)

    def named(self, *, beside: bool = True) -> tuple[str, ...]:
        """Return the ids of all entities that the claim names, each once; without *beside*, not those of `about`."""
        ids = [id_ for value in self.facets.values() if not isinstance(value, Missing) for id_ in value]
        ids += [] if isinstance(self.effects, Missing) else [effect.outcome for effect in self.effects]
        ids += [*(self.about if beside else ()), *(quantity.subject for quantity in self.quantities)]
        return tuple(dict.fromkeys(ids))


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that claims speak of. `identifiers` are checked CURIEs, `former` are ids that it once had."""

    kind: str
    id: str
    label: str
    definition: str
    synonyms: tuple[str, ...]
    identifiers: tuple[str, ...]
    match: Match
    parents: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    note: str | None = None
    lines: Lines = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A checked identifier: its label in the source, the table and version in which it was seen, and its address."""

    curie: str
    label: str
    source: str
    version: str
    registry: str
    url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What sources say of one field of a trial, and when. `as_of` is an ISO date or `not reported`."""

    field: str
    value: str
    as_of: str
    sources: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """The cells of a trial in the article's table, as printed, and the copy of the table they were read from."""

    title: str
    disease: str
    intervention: str
    phase: str
    source: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A registered study. `printed` is None for a study that is not in the article's table."""

    id: str
    title: str
    scope: str
    scope_reason: str
    facets: Mapping[str, tuple[str, ...]]
    facts: tuple[Fact, ...]
    printed: Printed | None = None
    lines: Lines = field(default=NOWHERE, compare=False, repr=False)

    def values(self, name: str) -> tuple[Fact, ...]:
        """Return the facts on the field *name*, in order."""
        return tuple(fact for fact in self.facts if fact.field == name)

    def fields(self) -> tuple[str, ...]:
        """Return the names of the fields that have facts, each once, in order."""
        return tuple(dict.fromkeys(fact.field for fact in self.facts))

    def disputed(self) -> tuple[str, ...]:
        """Return the fields on which sources give more than one value."""
        return tuple(name for name in self.fields() if len({fact.value for fact in self.values(name)}) > 1)


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that the article cites; `number` is its number there. `et_al` says that the list of authors is cut."""

    key: str
    number: int
    authors: tuple[Author, ...]
    et_al: bool
    title: str
    journal: str
    year: int
    volume: str
    pages: str
    role: str
    issue: str | None = None
    doi: str | None = None
    doi_source: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    lines: Lines = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Notice:
    """What was found on the day `checked` (an ISO date) when `source` was asked for corrections and retractions.

    `notice` is the DOI of the most serious notice. A work without such a record was not checked.
    """

    work: str
    checked: str
    state: Standing
    source: str
    notice: str | None = None
    lines: Lines = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Silence:
    """A fault that is known and stays: its code, its file and what was found there, and the reason why it stays."""

    code: str
    file: str
    found: str
    reason: str
    lines: Lines = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A doubt about the article, and what it touches; `uncited` if `claims` are all those without a reference."""

    id: str
    title: str
    printed: str
    doubt: str
    basis: Basis
    checked: str
    claims: tuple[str, ...]
    pages: tuple[str, ...] = ()
    uncited: bool = False
    lines: Lines = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form of the article, with its expansion and the place where the article gives it."""

    term: str
    expansion: str
    defined: Defined
    entity: str | None = None
    lines: Lines = field(default=NOWHERE, compare=False, repr=False)
