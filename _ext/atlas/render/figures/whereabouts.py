"""Where something was found: one finding a row, the values of the first axis as columns, the other axes in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from atlas.render import phrases
from atlas.render.blocks import Column, Text, joined, text
from atlas.render.data import plain
from atlas.render.discrepancies import links
from atlas.render.drawing import Axis, Drawing, Mark, shortened, steps, tick
from atlas.render.figures import parts

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.model.records import Claim
    from atlas.model.scheme import Plan, TableColumn
    from atlas.render.blocks import Figure, Line, Row, Table
    from atlas.render.drawing import Tick

WIDTH = 56
LONGEST = 38


def whereabouts(library: Library, plan: Plan) -> Figure:
    """Return the claims that name a value of the first axis: which values, and what they say on the other axes.

    The second axis and the quantities of a claim name its row. A mark is open where the claim gives no value for the
    last axis.
    """
    first, second, *rest = plan.axes
    claims = [
        claim for claim in parts.chosen(library, plan) if not set(parts.read(claim, first.facets)) & {*parts.MISSING}
    ]
    parts.need(plan, claims)
    places = parts.ordered(library, parts.grouped(claims, first.facets))
    marks = tuple(
        _mark(library, plan, claim, place, (row, places.index(place)))
        for row, claim in enumerate(claims)
        for place in parts.ordered(library, parts.read(claim, first.facets))
    )
    ticks = tuple(_tick(library, plan, claim, row) for row, claim in enumerate(claims))
    columns = steps(tuple((parts.label(library, place), parts.record(library, place)) for place in places))
    remarked = "; ".join(axis.label for axis in rest)
    last = shortened(plan.axes[-1].label.lower())
    drawing = Drawing(
        Axis(first.label, columns, WIDTH * len(places), 0, len(places), turned=True),
        Axis(second.label, ticks, parts.CELL * len(claims), 0, len(claims), remarked=remarked),
        marks,
        (
            ("plain", f"{last} named; the number is that of the work"),
            ("open", f"{last} not reported"),
        ),
    )
    return parts.figure(library, plan, drawing, _description(library, plan, claims), _table(library, plan, claims))


def _tick(library: Library, plan: Plan, claim: Claim, row: int) -> Tick:
    _, second, *rest = plan.axes
    head, remark = _head(library, claim, second), "; ".join(_values(library, claim, axis) for axis in rest)
    return replace(tick(row + 0.5, head, ("claim", claim.id), remark, LONGEST), whole=f"{head}, {claim.id}")


def _values(library: Library, claim: Claim, axis: TableColumn) -> str:
    return ", ".join(parts.label(library, id_) for id_ in parts.read(claim, axis.facets))


def _amounts(claim: Claim) -> str:
    return ", ".join(one.amount for one in claim.quantities)


def _head(library: Library, claim: Claim, axis: TableColumn) -> str:
    return "; ".join(filter(None, [_amounts(claim), _values(library, claim, axis)]))


def _said(library: Library, plan: Plan, claim: Claim) -> str:
    """Return all that the axes but the first say of a claim, each with its name."""
    _, second, *rest = plan.axes
    named = [f"{axis.label.lower()} {_values(library, claim, axis)}" for axis in rest]
    return "; ".join([f"{second.label.lower()} {_head(library, claim, second)}", *named])


def _mark(library: Library, plan: Plan, claim: Claim, place: str, at: tuple[int, int]) -> Mark:
    row, column = at
    return Mark(
        shape="cell",
        x=(column, column + 1),
        y=(row, row + 1),
        value=1,
        text=plain(phrases.works(library, claim.refs)) or "uncited",
        label=(
            f"{parts.label(library, place)}: {_said(library, plan, claim)}; {plain(phrases.citation(library, claim))}"
        ),
        row=claim.id,
        records=parts.records([claim]),
        style=parts.style(*parts.read(claim, plan.axes[-1].facets)),
    )


def _table(library: Library, plan: Plan, claims: list[Claim]) -> Table:
    middle = tuple(Column(axis.id, axis.label) for axis in plan.axes)
    columns = (
        Column("claim", "Claim", 3),
        *middle,
        Column("quantity", "Quantity"),
        Column("works", "Works", 1),
        Column("discrepancies", "Discrepancies", 1),
    )
    return parts.table(plan, columns, (_row(library, plan, claim) for claim in claims))


def _row(library: Library, plan: Plan, claim: Claim) -> Row:
    middle = (_names(library, parts.read(claim, axis.facets)) for axis in plan.axes)
    head: Line = (*parts.links([claim]), Text(f" {claim.statement}"))
    doubts = links(library, claim) or text("none")
    amounts = text(_amounts(claim) or "none given")
    return parts.row(claim.id, head, *middle, amounts, phrases.citation(library, claim), doubts)


def _names(library: Library, ids: tuple[str, ...]) -> Line:
    return joined([part for id_ in ids for part in parts.name(library, id_)])


def _description(library: Library, plan: Plan, claims: list[Claim]) -> tuple[str, ...]:
    first, last = plan.axes[0], plan.axes[-1]
    said = (
        f"{_values(library, claim, first)} ({_said(library, plan, claim)}; {plain(phrases.citation(library, claim))})"
        for claim in claims
    )
    named = sum(parts.style(*parts.read(claim, last.facets)) == "plain" for claim in claims)
    return (
        f"{phrases.plural(len(claims), parts.noun(library, plan))}, one a row – {'. '.join(said)}.",
        f"The {last.label.lower()} is named in {named} of them and not in {len(claims) - named}.",
    )
