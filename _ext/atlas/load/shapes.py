"""The shape of each record in YAML, as pydantic models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, create_model, model_validator

from atlas.code import Code
from atlas.load.fields import (
    Date,
    Day,
    Doi,
    Filled,
    IdsField,
    Label,
    Line,
    Number,
    OneField,
    Reason,
    Slug,
    Slugs,
    SystemField,
    Url,
    fault,
    take_claims,
    take_closed,
    take_ids,
    take_listing,
    take_refs,
    which_form,
)
from atlas.model.values import Basis, Defined, Direction, Match, Missing, Phase, Relation, Standing, Status

if TYPE_CHECKING:
    from atlas.model.scheme import Scheme


class Shape(BaseModel):
    """A record as written: unknown fields are refused, and every scalar arrives as text."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OriginShape(Shape):
    """An address within the section that the file names."""

    paragraph: int
    sentence: int


class EffectShape(Shape):
    """An outcome and what happened to it."""

    outcome: Slug
    direction: Annotated[Direction, BeforeValidator(take_closed(Direction, Code.NO_DIRECTION))]


Finite = Annotated[float, Field(allow_inf_nan=False)]


class QuantityShape(Shape):
    """A number that a claim states."""

    subject: Slug
    measure: Filled
    relation: Annotated[Relation, BeforeValidator(take_closed(Relation, Code.BAD_VALUE))]
    low: Finite
    unit: Filled
    high: Finite | None = None

    @model_validator(mode="after")
    def _high_ends_a_range(self) -> Self:
        if self.relation is not Relation.RANGE and self.high is not None:
            raise fault(Code.BAD_VALUE, f"high of {self.relation.value!r}", "`high` for a range only")
        if self.relation is Relation.RANGE and self.high is None:
            raise fault(Code.MISSING_FIELD, "a range without `high`", "field 'high'")
        if self.high is not None and self.high <= self.low:
            raise fault(Code.BAD_VALUE, f"high {self.high:g}", f"more than {self.low:g}")
        return self


class ClaimShape(Shape):
    """The fields of every claim; facets are added from the scheme by `claim_shapes`."""

    id: Slug
    statement: Filled
    kind: Filled
    refs: Annotated[list[Filled], BeforeValidator(take_refs)]
    origin: OriginShape
    about: Slugs = []
    former: Slugs = []
    quantities: Annotated[list[QuantityShape], BeforeValidator(take_listing)] = []


_AnyEffects = Annotated[Annotated[list[EffectShape], Tag("list")] | Reason, Discriminator(which_form)]
EffectsField = Annotated[_AnyEffects, BeforeValidator(take_ids)]


def claim_shapes(scheme: Scheme) -> dict[str, type[ClaimShape]]:
    """Return the shape of each kind of claim: a finding must have every facet, other claims may."""
    shapes: dict[str, type[ClaimShape]] = {}
    for finding in (True, False):
        default: Any = ... if finding else Missing.NOT_APPLICABLE
        fields: dict[str, Any] = {"system": (SystemField, default), "effects": (EffectsField, default)}
        fields |= {facet.id: (OneField if facet.one else IdsField, default) for facet in scheme.facets}
        name = "FindingShape" if finding else "StatementShape"
        shape = create_model(name, __base__=ClaimShape, **fields)
        shapes |= {kind.id: shape for kind in scheme.claim_kinds if kind.finding == finding}
    return shapes


class EntityShape(Shape):
    """An entity as written; its kind is that of the file."""

    id: Slug
    label: Line
    definition: Filled
    synonyms: list[Filled] = []
    identifiers: list[Filled] = []
    match: Annotated[Match, BeforeValidator(take_closed(Match, Code.BAD_VALUE))]
    parents: Slugs = []
    former: Slugs = []
    note: Filled | None = None


class PrintedShape(Shape):
    """The cells of the article's table, as printed."""

    title: Filled
    disease: Filled
    intervention: Filled
    phase: Filled
    source: Url


class FactShape(Shape):
    """What sources say of one field, and when."""

    field: Filled
    value: Filled
    as_of: Date
    sources: Annotated[list[Url], BeforeValidator(take_listing)]
    note: Filled | None = None


class PhaseShape(FactShape):
    """A fact on the phase."""

    value: Annotated[Phase, BeforeValidator(take_closed(Phase, Code.BAD_PHASE))]


class StatusShape(FactShape):
    """A fact on the recruitment status."""

    value: Annotated[Status, BeforeValidator(take_closed(Status, Code.BAD_STATUS))]


def _fact_field(value: Any) -> str:  # noqa: ANN401 - as above
    name = value.get("field") if isinstance(value, dict) else None
    return str(name) if name in ("phase", "status") else "other"


FactField = Annotated[
    Annotated[PhaseShape, Tag("phase")] | Annotated[StatusShape, Tag("status")] | Annotated[FactShape, Tag("other")],
    Discriminator(_fact_field),
]


class TrialShape(Shape):
    """The fields of every trial; facets are added from the scheme by `trial_shape`."""

    id: Number
    title: Line
    scope: Filled
    scope_reason: Filled
    printed: PrintedShape | None = None
    facts: Annotated[list[FactField], BeforeValidator(take_listing)]


def trial_shape(scheme: Scheme) -> type[TrialShape]:
    """Return the shape of a trial with the facets that *scheme* declares, all optional."""
    fields: dict[str, Any] = {facet.id: (Slugs, []) for facet in scheme.trial_facets}
    return create_model("ScopedTrialShape", __base__=TrialShape, **fields)


_AnyClaims = Annotated[Annotated[list[Slug], Tag("list")] | Annotated[str, Tag("reason")], Discriminator(which_form)]


class NoticeShape(Shape):
    """What was found when corrections and retractions of a work were asked for."""

    work: Filled
    checked: Day
    state: Annotated[Standing, BeforeValidator(take_closed(Standing, Code.BAD_VALUE))]
    source: Url
    notice: Doi | None = None

    @model_validator(mode="after")
    def _notice_of_a_state(self) -> Self:
        if self.state is Standing.NONE and self.notice is not None:
            raise fault(Code.BAD_VALUE, "a notice with the state 'none'", "no notice, or another state")
        return self


class DiscrepancyShape(Shape):
    """A discrepancy; `claims: uncited` stands for all claims that the article leaves without a reference."""

    id: Label
    title: Line
    printed: Filled
    doubt: Filled
    basis: Annotated[Basis, BeforeValidator(take_closed(Basis, Code.BAD_VALUE))]
    checked: Filled
    claims: Annotated[_AnyClaims, BeforeValidator(take_claims)] = []
    pages: Annotated[list[Filled], BeforeValidator(take_listing)] = []


class AbbreviationShape(Shape):
    """A short form and its expansion."""

    term: Line
    expansion: Filled
    defined: Annotated[Defined, BeforeValidator(take_closed(Defined, Code.BAD_VALUE))]
    entity: Slug | None = None


class SentenceShape(Shape):
    """A sentence of the article: the numbers it cites, and why it is no claim."""

    refs: list[int]
    not_a_claim: Filled | None = None


class SectionShape(Shape):
    """A section of the article."""

    id: Slug
    title: Line
    paragraphs: list[list[SentenceShape]]
