"""The shape of each record in YAML, as pydantic models, and how their complaints become problems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Tag, ValidationError, create_model
from pydantic_core import PydanticCustomError

from atlas.model.values import (
    UNCITED,
    Basis,
    Closed,
    Defined,
    Direction,
    Match,
    Missing,
    Phase,
    Relation,
    Status,
    System,
)
from atlas.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.load.files import Step, Tree
    from atlas.model.scheme import Scheme
    from atlas.problem import Place


def wrong(code: Code, value: object, expected: str) -> PydanticCustomError:
    """Return the error that tells *code* about *value*."""
    shown = value if isinstance(value, str) else repr(value)
    return PydanticCustomError(
        "atlas", "{found}", {"found": f"value {shown[:80]!r}", "code": code.slug, "expected": expected}
    )


def _pattern(pattern: str, code: Code, expected: str) -> Callable[[Any], Any]:
    compiled = re.compile(pattern)

    def check(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever stands in the file
        if not isinstance(value, str) or (value and not compiled.fullmatch(value)):
            raise wrong(code, value, expected)
        return _filled(value)

    return check


def _filled(value: Any) -> Any:  # noqa: ANN401 - as above
    if not isinstance(value, str):
        raise wrong(Code.BAD_VALUE, value, "text")
    if not value:
        raise wrong(Code.EMPTY_VALUE, value, "text")
    return value


def _closed(values: type[Closed], code: Code, *more: type[Closed]) -> Callable[[Any], Any]:
    lists = (values, *more)
    expected = "one of " + ", ".join(one.listing() for one in lists)

    def check(value: Any) -> Any:  # noqa: ANN401 - as above
        text = _filled(value)
        for one in lists:
            if (member := one.of(text)) is not None:
                return member
        raise wrong(code, value, expected)

    return check


def _ids(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, str):
        member = Missing.of(_filled(value))
        if member is None:
            raise wrong(Code.BAD_VALUE, value, "a list of ids, `not reported` or `not applicable`")
        return member
    return _listing(value)


def _one_id(value: Any) -> Any:  # noqa: ANN401 - as above
    text = _filled(value)
    return Missing.of(text) or [text]


def _listing(value: Any) -> Any:  # noqa: ANN401 - as above
    if not isinstance(value, list):
        raise wrong(Code.BAD_VALUE, value, "a list")
    if not value:
        raise wrong(Code.EMPTY_VALUE, value, "at least one member")
    return value


def _refs(value: Any) -> Any:  # noqa: ANN401 - as above
    if value == UNCITED:
        return []
    if not isinstance(value, list) or not value:
        raise wrong(Code.NO_REFERENCE, value, f"keys of the bibliography, or {UNCITED!r}")
    return value


def _claims(value: Any) -> Any:  # noqa: ANN401 - as above
    return value if value == "uncited" else _listing(value)


def _form(value: Any) -> str:  # noqa: ANN401 - as above
    return "reason" if isinstance(value, str) else "list"


_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|not reported"

Filled = Annotated[str, BeforeValidator(_filled)]
Slug = Annotated[str, BeforeValidator(_pattern(_SLUG, Code.BAD_ID, "lower-case letters, digits and hyphens"))]
Number = Annotated[str, BeforeValidator(_pattern(r"NCT\d{8}", Code.BAD_NCT, "NCT and eight digits"))]
Date = Annotated[str, BeforeValidator(_pattern(_DATE, Code.BAD_DATE, "an ISO date or `not reported`"))]
Url = Annotated[str, BeforeValidator(_pattern(r"https?://\S+", Code.BAD_VALUE, "a web address"))]
Label = Annotated[str, BeforeValidator(_pattern(r"[A-Z]\d+[a-z]?", Code.BAD_ID, "a capital and a number, as D16"))]
Slugs = Annotated[list[Slug], BeforeValidator(_listing)]


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
    direction: Annotated[Direction, BeforeValidator(_closed(Direction, Code.NO_DIRECTION))]


class QuantityShape(Shape):
    """A number that a claim states."""

    subject: Slug
    measure: Filled
    relation: Annotated[Relation, BeforeValidator(_closed(Relation, Code.BAD_VALUE))]
    low: float
    unit: Filled
    high: float | None = None


class ClaimShape(Shape):
    """The fields of every claim; facets are added from the scheme by `claim_shapes`."""

    id: Slug
    statement: Filled
    kind: Filled
    refs: Annotated[list[Filled], BeforeValidator(_refs)]
    origin: OriginShape
    about: Slugs = []
    quantities: Annotated[list[QuantityShape], BeforeValidator(_listing)] = []


SystemField = Annotated[System | Missing, BeforeValidator(_closed(System, Code.BAD_VALUE, Missing))]
_Reason = Annotated[Missing, Tag("reason")]
_AnyIds = Annotated[Annotated[list[Slug], Tag("list")] | _Reason, Discriminator(_form)]
_AnyEffects = Annotated[Annotated[list[EffectShape], Tag("list")] | _Reason, Discriminator(_form)]
IdsField = Annotated[_AnyIds, BeforeValidator(_ids)]
OneField = Annotated[_AnyIds, BeforeValidator(_one_id)]
EffectsField = Annotated[_AnyEffects, BeforeValidator(_ids)]


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
    label: Filled
    definition: Filled
    synonyms: list[Filled] = []
    identifiers: list[Filled] = []
    match: Annotated[Match, BeforeValidator(_closed(Match, Code.BAD_VALUE))]
    parents: Slugs = []
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
    sources: Annotated[list[Url], BeforeValidator(_listing)]
    note: Filled | None = None


class PhaseShape(FactShape):
    """A fact on the phase."""

    value: Annotated[Phase, BeforeValidator(_closed(Phase, Code.BAD_PHASE))]


class StatusShape(FactShape):
    """A fact on the recruitment status."""

    value: Annotated[Status, BeforeValidator(_closed(Status, Code.BAD_STATUS))]


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
    title: Filled
    scope: Filled
    scope_reason: Filled
    printed: PrintedShape | None = None
    facts: Annotated[list[FactField], BeforeValidator(_listing)]


def trial_shape(scheme: Scheme) -> type[TrialShape]:
    """Return the shape of a trial with the facets that *scheme* declares, all optional."""
    fields: dict[str, Any] = {facet.id: (Slugs, []) for facet in scheme.trial_facets}
    return create_model("ScopedTrialShape", __base__=TrialShape, **fields)


_AnyClaims = Annotated[Annotated[list[Slug], Tag("list")] | Annotated[str, Tag("reason")], Discriminator(_form)]


class DiscrepancyShape(Shape):
    """A discrepancy; `claims: uncited` stands for all claims that the article leaves without a reference."""

    id: Label
    title: Filled
    printed: Filled
    doubt: Filled
    basis: Annotated[Basis, BeforeValidator(_closed(Basis, Code.BAD_VALUE))]
    checked: Filled
    claims: Annotated[_AnyClaims, BeforeValidator(_claims)] = []
    pages: Annotated[list[Filled], BeforeValidator(_listing)] = []


class AbbreviationShape(Shape):
    """A short form and its expansion."""

    term: Filled
    expansion: Filled
    defined: Annotated[Defined, BeforeValidator(_closed(Defined, Code.BAD_VALUE))]
    entity: Slug | None = None


class SentenceShape(Shape):
    """A sentence of the article: the numbers it cites, and why it is no claim."""

    refs: list[int]
    not_a_claim: Filled | None = None


class SectionShape(Shape):
    """A section of the article."""

    id: Slug
    title: Filled
    paragraphs: list[list[SentenceShape]]


_BY_FIELD = {
    ("direction", "missing"): Code.NO_DIRECTION,
    ("origin", "missing"): Code.NO_ORIGIN,
    ("refs", "missing"): Code.NO_REFERENCE,
}
_BY_TYPE = {"missing": Code.MISSING_FIELD, "extra_forbidden": Code.UNKNOWN_FIELD}
_EXPECTED = {
    Code.MISSING_FIELD: "the field",
    Code.UNKNOWN_FIELD: "only known fields",
    Code.NO_DIRECTION: Direction.listing(),
    Code.NO_ORIGIN: "paragraph and sentence",
    Code.NO_REFERENCE: f"keys of the bibliography, or {UNCITED!r}",
}


def problems_of(error: ValidationError, tree: Tree, steps: tuple[Step, ...]) -> list[Problem]:
    """Turn every complaint of pydantic about the record at *steps* of *tree* into a problem at its line."""
    return [_problem(details, tree, steps) for details in error.errors(include_url=False)]


def _problem(details: Any, tree: Tree, steps: tuple[Step, ...]) -> Problem:  # noqa: ANN401 - pydantic's own mapping
    place = _nearest(tree, steps, details["loc"])
    name = str(details["loc"][-1]) if details["loc"] else "record"
    if details["type"] == "atlas":
        context = details["ctx"]
        code = Code.of(context["code"]) or Code.BAD_VALUE
        return Problem(place, code, f"{name}: {context['found']}", context["expected"])
    kind = str(details["type"])
    code = _BY_FIELD.get((name, kind)) or _BY_TYPE.get(kind, Code.BAD_VALUE)
    if code in _EXPECTED:
        return Problem(place, code, f"field {name!r}" + (" missing" if kind == "missing" else ""), _EXPECTED[code])
    return Problem(place, code, f"{name}: value {details['input']!r}", details["msg"].removeprefix("Input should be "))


def _nearest(tree: Tree, steps: tuple[Step, ...], loc: tuple[Step, ...]) -> Place:
    """Return the place of *loc* below *steps*, passing over the steps that pydantic adds for unions."""
    for step in loc:
        if (*steps, step) in tree.lines:
            steps = (*steps, step)
    return tree.place(*steps)
