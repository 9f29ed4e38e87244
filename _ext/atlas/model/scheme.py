"""The scheme of an atlas: what its subject is made of. Declared in `atlas.yaml`, never in code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from atlas.model.values import Draws  # noqa: TC001 - whoever reads the scheme needs the type when running


class Declared:
    """A part of the scheme; whoever reads it refuses unknown fields and empty texts."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "str_min_length": 1}


@dataclass(frozen=True, slots=True)
class Author(Declared):
    """An author as the article prints the name."""

    family: str
    given: str


@dataclass(frozen=True, slots=True)
class Article(Declared):
    """The article that the atlas restates; `pages` are its pages or its number, `issue` is empty if it has none."""

    title: str
    authors: tuple[Author, ...]
    journal: str
    year: int
    volume: str
    pages: str
    doi: str
    licence: str
    licence_url: str
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Named(Declared):
    """A declared word: its id in data and its label on pages."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind(Named):
    """A kind of entity; `family` is the way in under which it is shown."""

    plural: str
    family: str


@dataclass(frozen=True, slots=True)
class Grouping(Declared):
    """A way to group claims on the page of an entity: by the entities of a family, under a title.

    `rest` is the head of the claims that name no other entity of the family.
    """

    family: str
    title: str
    rest: str


@dataclass(frozen=True, slots=True)
class ClaimKind(Named):
    """A kind of claim; a finding must fill every facet."""

    finding: bool = False


@dataclass(frozen=True, slots=True)
class Facet(Named):
    """A field of a claim or trial that names entities of the given kinds; `one` holds a single entity."""

    kinds: tuple[str, ...]
    one: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn(Named):
    """A column of the function table and the facets (or `system`) gathered in it."""

    facets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FunctionTable(Declared):
    """How the digest of findings is laid out, and what its origin is: `printed` or `reconstructed`."""

    origin: str
    notice: str
    columns: tuple[TableColumn, ...]


@dataclass(frozen=True, slots=True)
class TrialColumn(Named):
    """A column of the table of further trials and the fields of facts gathered in it."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role(Named):
    """Why a work is cited; a work of the background need not support a claim."""

    background: bool = False


@dataclass(frozen=True, slots=True)
class Plan(Declared):
    """The plan of a figure: what is drawn, in which words, and from which fields of the records.

    `axes` gather facets; how many a figure takes depends on what it draws. `kinds` are kinds of claim, all findings if
    there are none; `unit` and `measures` choose quantities; `entities` are what an overview compares, and `section`
    is the part of the article that it is compared with; `through` is the axis that every finding of a flow names.
    `remarks` are ids of discrepancies to be read beside it.
    """

    id: str
    draws: Draws
    title: str
    caption: str
    axes: tuple[TableColumn, ...] = ()
    kinds: tuple[str, ...] = ()
    unit: str = ""
    measures: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    section: str = ""
    through: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scheme(Declared):
    """All declared words of an atlas. `as_of` is the ISO date of the last comparison with the article.

    `explored_claims` and `explored_trials` name the facets by which a reader narrows a table of these records.
    """

    version: str
    as_of: str
    article: Article
    kinds: tuple[Kind, ...]
    families: tuple[Named, ...]
    grouping: tuple[Grouping, ...]
    claim_kinds: tuple[ClaimKind, ...]
    facets: tuple[Facet, ...]
    about: Named
    function_table: FunctionTable
    trial_facets: tuple[Facet, ...]
    trial_columns: tuple[TrialColumn, ...]
    scopes: tuple[Named, ...]
    reference_roles: tuple[Role, ...]
    explored_claims: tuple[str, ...] = ()
    explored_trials: tuple[str, ...] = ()
    figures: tuple[Plan, ...] = ()

    @cached_property
    def kind(self) -> dict[str, Kind]:
        """Kinds of entity by id."""
        return {kind.id: kind for kind in self.kinds}

    @cached_property
    def claim_kind(self) -> dict[str, ClaimKind]:
        """Kinds of claim by id."""
        return {kind.id: kind for kind in self.claim_kinds}

    @cached_property
    def facet(self) -> dict[str, Facet]:
        """Facets of a claim by id."""
        return {facet.id: facet for facet in self.facets}

    @cached_property
    def scope(self) -> dict[str, Named]:
        """Scopes of trials by id."""
        return {scope.id: scope for scope in self.scopes}

    @cached_property
    def role(self) -> dict[str, Role]:
        """Roles of references by id."""
        return {role.id: role for role in self.reference_roles}

    @cached_property
    def figure(self) -> dict[str, Plan]:
        """Plans of figures by id."""
        return {plan.id: plan for plan in self.figures}

    def kinds_of(self, family: str) -> tuple[Kind, ...]:
        """Return the kinds of entity shown under *family*, in declared order."""
        return tuple(kind for kind in self.kinds if kind.family == family)
