"""An overview of areas: how many findings each has and in which system, and whether a part of the article names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.model.values import Missing, System
from atlas.render import phrases
from atlas.render.blocks import Column, text
from atlas.render.drawing import Axis, Drawing, Mark, Tick, tick
from atlas.render.figures import parts
from atlas.render.requests import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.library import Library
    from atlas.model.records import Claim
    from atlas.model.scheme import Plan
    from atlas.render.blocks import Figure, Row, Table
    from atlas.render.drawing import Style

    Areas = dict[str, dict[str, list[Claim]]]
    """The claims of each area, by system."""

LENGTH = 440
"""The length of the longest bar in pixels."""

STYLES: Mapping[str, Style] = {
    System.IN_VITRO.value: "plain",
    System.EX_VIVO.value: "dotted",
    System.ANIMAL.value: "strong",
    System.HUMAN.value: "hatched",
    Missing.NOT_REPORTED.value: "open",
    Missing.NOT_APPLICABLE.value: "open",
}


def overview(library: Library, plan: Plan) -> Figure:
    """Return the findings on each entity of *plan* and all below it, and whether its section names that entity."""
    for id_ in plan.entities:
        if id_ not in library.entity:
            raise RefusedError(Code.UNKNOWN_RECORD, f"entity {id_!r} of figure {plan.id!r}", "an id that exists")
    if plan.section not in library.section:
        raise RefusedError(Code.UNKNOWN_RECORD, f"section {plan.section!r} of figure {plan.id!r}", "an id that exists")
    areas: Areas = {id_: _by_system(library, plan, id_) for id_ in plan.entities}
    totals = [sum(map(len, groups.values())) for groups in areas.values()]
    high = max(-(-max(totals) // 10) * 10, 10)
    ticks = tuple(
        tick(row + 0.5, parts.label(library, id_), ("entity", id_), _remark(library, plan, id_))
        for row, id_ in enumerate(areas)
    )
    marks = tuple(mark for row in range(len(areas)) for mark in _bar(library, plan, row, areas))
    used = {mark.style for mark in marks}
    legend = [(style, system) for system, style in STYLES.items() if style in used and style != "open"]
    drawing = Drawing(
        Axis(
            f"{parts.noun(library, plan).title()}s",
            tuple(Tick(at, str(at)) for at in range(0, high + 1, 10)),
            LENGTH,
            0,
            high,
            "linear",
        ),
        Axis(plan.axes[0].label, ticks, parts.CELL * len(areas), 0, len(areas)),
        marks,
        (*legend, ("open", "system not reported or not applicable")) if "open" in used else tuple(legend),
    )
    return parts.figure(library, plan, drawing, _description(library, plan, areas), _table(library, plan, areas))


def _by_system(library: Library, plan: Plan, id_: str) -> dict[str, list[Claim]]:
    """Return the findings on an entity or what is below it, by system, the weakest evidence first."""
    lineage, (axis,) = library.lineage(id_), plan.axes
    claims = [claim for claim in parts.chosen(library, plan) if lineage & {*parts.read(claim, axis.facets)}]
    groups = {system: [claim for claim in claims if claim.system.value == system] for system in STYLES}
    return {system: group for system, group in groups.items() if group}


def _named(library: Library, plan: Plan, id_: str) -> bool:
    return any(claim.origin.section == plan.section for claim in library.claims_naming(id_))


def _remark(library: Library, plan: Plan, id_: str) -> str:
    title = library.section[plan.section].title
    return f"named in {title}" if _named(library, plan, id_) else f"not named in {title}"


def _bar(library: Library, plan: Plan, row: int, areas: Areas) -> list[Mark]:
    marks: list[Mark] = []
    id_ = plan.entities[row]
    for system, claims in areas[id_].items():
        start = marks[-1].x[1] if marks else 0
        words = f"{parts.label(library, id_)}, {system}: {parts.counted(library, plan, claims)}"
        mark = Mark(
            shape="bar",
            x=(start, start + len(claims)),
            y=(row, row + 1),
            value=len(claims),
            text=str(len(claims)),
            label=words,
            row=f"{id_}-{system.replace(' ', '-')}",
            records=parts.records(claims),
            style=STYLES[system],
        )
        marks.append(mark)
    return marks


def _table(library: Library, plan: Plan, areas: Areas) -> Table:
    noun = parts.noun(library, plan)
    columns = (
        Column("area", plan.axes[0].label),
        Column("system", "System"),
        Column("findings", f"{noun.title()}s", 1),
        Column("works", "Works", 1),
        Column("records", f"Which {noun}s", 3),
        Column("named", library.section[plan.section].title),
    )
    rows = (_row(library, plan, id_, system, claims) for id_ in areas for system, claims in areas[id_].items())
    return parts.table(plan, columns, rows)


def _row(library: Library, plan: Plan, id_: str, system: str, claims: list[Claim]) -> Row:
    return parts.row(
        f"{id_}-{system.replace(' ', '-')}",
        parts.name(library, id_),
        text(system),
        text(str(len(claims))),
        text(str(len(library.works(claims)))),
        parts.links(claims),
        text(_remark(library, plan, id_)),
    )


def _description(library: Library, plan: Plan, areas: Areas) -> tuple[str, ...]:
    noun = parts.noun(library, plan)

    def said(id_: str) -> str:
        systems = "; ".join(f"{system}: {len(claims)}" for system, claims in areas[id_].items())
        every = [claim for claims in areas[id_].values() for claim in claims]
        words = f"{parts.label(library, id_)}: {phrases.plural(len(every), noun)}"
        return f"{words} ({systems})" if systems else words

    left = [parts.label(library, id_) for id_ in areas if not _named(library, plan, id_)]
    named = [parts.label(library, id_) for id_ in areas if _named(library, plan, id_)]
    title = library.section[plan.section].title
    systems = f"{noun.title()}s by the system in which they were made. {'. '.join(map(said, areas))}."
    names = parts.listed(named) if named else "none of them"
    others = parts.listed(left) if left else "any other"
    return (
        systems,
        f"A {noun} on two areas is counted in both.",
        f"{title} names {names}; it does not name {others}.",
    )
