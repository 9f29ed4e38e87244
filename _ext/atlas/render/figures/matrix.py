"""Two facets against each other: how many claims name both, and which pairs nobody reports on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.render import phrases
from atlas.render.blocks import Column, Line, Text, text
from atlas.render.drawing import Axis, Drawing, Mark, steps
from atlas.render.figures import parts

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.model.records import Claim
    from atlas.model.scheme import Plan
    from atlas.render.blocks import Figure, Table
    from atlas.render.drawing import Style

    Cells = dict[tuple[str, str], list[Claim]]
    """The claims that name both ids, by row and column; no pair without a claim."""


COLUMN = 28
"""The width of a column in pixels: turned labels are then 24 pixels apart, enough to be hit with a finger."""


def matrix(library: Library, plan: Plan) -> Figure:
    """Return how many claims name a value of the first facet and one of the second."""
    rows, columns = (axis.facets for axis in plan.axes)
    claims = parts.chosen(library, plan)
    parts.need(plan, claims)
    row_ids = parts.ordered(library, parts.grouped(claims, rows))
    column_ids = parts.ordered(library, parts.grouped(claims, columns))
    cells: Cells = {}
    for row, members in parts.grouped(claims, rows).items():
        for column, both in parts.grouped(members, columns).items():
            cells[row, column] = both
    cells = {(row, column): cells[row, column] for row in row_ids for column in column_ids if (row, column) in cells}
    marks = tuple(
        _mark(library, plan, (row, column), (row_ids.index(row), column_ids.index(column)), both)
        for (row, column), both in cells.items()
    )
    drawing = Drawing(
        _axis(library, plan.axes[1].label, column_ids, turned=True),
        _axis(library, plan.axes[0].label, row_ids),
        marks,
        _legend(marks, f"{parts.noun(library, plan)}s"),
    )
    empty = gaps(library, row_ids, column_ids, cells)
    words = _description(library, plan, claims, cells, sum(len(missing) for _, missing in empty))
    lines = tuple(_gap(library, row, missing) for row, missing in empty)
    return parts.figure(library, plan, drawing, words, _table(library, plan, cells), gaps=lines)


def gaps(library: Library, rows: list[str], columns: list[str], cells: Cells) -> list[tuple[str, list[str]]]:
    """Return for each entity of the rows the entities of the columns with which no claim names it."""
    known = [(row, [column for column in columns if column in library.entity]) for row in rows if row in library.entity]
    missing = [(row, [column for column in named if (row, column) not in cells]) for row, named in known]
    return [(row, named) for row, named in missing if named]


def _axis(library: Library, name: str, ids: list[str], *, turned: bool = False) -> Axis:
    ticks = steps(tuple((parts.label(library, id_), parts.record(library, id_)) for id_ in ids))
    return Axis(name, ticks, (COLUMN if turned else parts.CELL) * len(ids), 0, len(ids), turned=turned)


def _mark(library: Library, plan: Plan, ids: tuple[str, str], at: tuple[int, int], both: list[Claim]) -> Mark:
    (row, column), (down, right) = ids, at
    style = parts.style(row, column)
    return Mark(
        shape="cell",
        x=(right, right + 1),
        y=(down, down + 1),
        value=len(both),
        text=str(len(both)),
        label=f"{parts.label(library, row)}, {parts.label(library, column)}: {parts.counted(library, plan, both)}",
        row=f"{row}-{column}",
        records=parts.records(both),
        style="strong" if style == "plain" and len(library.works(both)) > 1 else style,
    )


def _legend(marks: tuple[Mark, ...], counted: str) -> tuple[tuple[Style, str], ...]:
    words: dict[Style, str] = {
        "plain": f"number of {counted}, from one work or uncited",
        "strong": f"number of {counted}, from more than one work",
        "open": f"number of {counted} that do not name both",
    }
    used = {mark.style for mark in marks}
    return tuple((style, meaning) for style, meaning in words.items() if style in used)


def _description(library: Library, plan: Plan, claims: tuple[Claim, ...], cells: Cells, empty: int) -> tuple[str, ...]:
    named = {ids: both for ids, both in cells.items() if all(id_ in library.entity for id_ in ids)}
    found = {claim.id for both in named.values() for claim in both}
    (first, second), noun = (axis.label.lower() for axis in plan.axes), parts.noun(library, plan)
    most = sorted(named.items(), key=lambda item: -len(item[1]))[:3]
    examples = (
        f"{parts.label(library, row)} with {parts.label(library, column)} ({parts.counted(library, plan, both)})"
        for (row, column), both in most
    )
    reading = (
        f"Rows: {first}. Columns: {second}. Each cell counts the {noun}s that name both; a {noun} that names several "
        "values is counted in several cells, and one on a narrower value is not counted for the broader."
    )
    counts = (
        f"Of {phrases.plural(len(claims), noun)}, {len(found)} name both. They fill {len(named)} of "
        f"{len(named) + empty} pairs of values; for the other {empty} there is no {noun}."
    )
    return (reading, counts, f"Most {noun}s: {parts.listed(examples)}.") if most else (reading, counts)


def _gap(library: Library, row: str, missing: list[str]) -> Line:
    return (phrases.entity(library, row), Text(": "), *text("; ".join(parts.label(library, one) for one in missing)))


def _table(library: Library, plan: Plan, cells: Cells) -> Table:
    (first, second), noun = plan.axes, parts.noun(library, plan)
    columns = (
        Column("row", first.label),
        Column("column", second.label),
        Column("claims", f"{noun.title()}s", 1),
        Column("works", "Works", 1),
        Column("records", f"Which {noun}s", 3),
        Column("references", "Which works", 1),
    )
    rows = (
        parts.row(
            f"{row}-{column}",
            parts.name(library, row),
            parts.name(library, column),
            text(str(len(both))),
            text(str(len(library.works(both)))),
            parts.links(both),
            parts.works(library, both),
        )
        for (row, column), both in cells.items()
    )
    return parts.table(plan, columns, rows)
