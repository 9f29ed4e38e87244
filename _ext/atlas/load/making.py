"""From shapes, as written, to records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from atlas.code import Code
from atlas.model.article import Origin
from atlas.model.history import Moved
from atlas.model.records import Abbreviation, Claim, Discrepancy, Effect, Entity, Fact, Notice, Printed, Quantity, Trial
from atlas.model.values import Missing
from atlas.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.load.report import Report
    from atlas.load.shapes import DiscrepancyShape, EntityShape
    from atlas.model.records import Lines
    from atlas.model.scheme import Scheme

_R = TypeVar("_R", Claim, Entity, Trial, Notice, Discrepancy, Abbreviation, Moved)


def unique(records: Iterable[_R], name: str, report: Report, sort: str) -> tuple[_R, ...]:
    """Keep the first record with each value of the field *name*; every further one is a problem with both places."""
    first: dict[str, _R] = {}
    for record in records:
        value = getattr(record, name)
        other = first.setdefault(value, record)
        if other is not record:
            found = f"{name} {value!r} again (first at {other.lines.at(name)})"
            report.problems.append(Problem(record.lines.at(name), Code.DUPLICATE_ID, found, f"its own {name}"))
            report.partial.add(sort)
    return tuple(first.values())


def _ids(value: list[str] | Missing) -> tuple[str, ...] | Missing:
    return value if isinstance(value, Missing) else tuple(value)


def make_claim(shape: Any, section: str, lines: Lines, scheme: Scheme) -> Claim:  # noqa: ANN401 - facets are dynamic
    """Return the claim of *shape*, at home in *section*."""
    effects = shape.effects
    if not isinstance(effects, Missing):
        effects = tuple(Effect(effect.outcome, effect.direction) for effect in effects)
    return Claim(
        id=shape.id,
        statement=shape.statement,
        kind=shape.kind,
        refs=tuple(shape.refs),
        origin=Origin(section, shape.origin.paragraph, shape.origin.sentence),
        system=shape.system,
        facets={facet.id: _ids(getattr(shape, facet.id)) for facet in scheme.facets},
        effects=effects,
        about=tuple(shape.about),
        former=tuple(shape.former),
        quantities=tuple(Quantity(**quantity.model_dump()) for quantity in shape.quantities),
        lines=lines,
    )


def make_entity(shape: EntityShape, kind: str, lines: Lines) -> Entity:
    """Return the entity of *shape*."""
    fields = shape.model_dump()
    fields |= {name: tuple(fields[name]) for name in ("synonyms", "identifiers", "parents", "former")}
    return Entity(**fields, kind=kind, lines=lines)


def make_trial(shape: Any, lines: Lines, scheme: Scheme) -> Trial:  # noqa: ANN401 - facets are dynamic
    """Return the trial of *shape*."""
    facets = {facet.id: tuple(getattr(shape, facet.id)) for facet in scheme.trial_facets}
    return Trial(
        id=shape.id,
        title=shape.title,
        scope=shape.scope,
        scope_reason=shape.scope_reason,
        facets={name: ids for name, ids in facets.items() if ids},
        facts=tuple(Fact(**fact.model_dump() | {"sources": tuple(fact.sources)}) for fact in shape.facts),
        printed=Printed(**shape.printed.model_dump()) if shape.printed else None,
        lines=lines,
    )


def make_discrepancy(shape: DiscrepancyShape, uncited: tuple[str, ...], lines: Lines) -> Discrepancy:
    """Return the discrepancy of *shape*; *uncited* are the claims without a reference."""
    stands_for_all = isinstance(shape.claims, str)
    claims = uncited if stands_for_all else tuple(shape.claims)
    fields = shape.model_dump() | {"claims": claims, "pages": tuple(shape.pages), "uncited": stands_for_all}
    return Discrepancy(**fields, lines=lines)
