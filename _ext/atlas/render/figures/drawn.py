"""The list of what can be drawn, and the data of all figures of an atlas as files."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from atlas.model.values import Draws
from atlas.render import comma_separated
from atlas.render.data import plain
from atlas.render.figures.flow import flow
from atlas.render.figures.matrix import matrix
from atlas.render.figures.overview import overview
from atlas.render.figures.ranges import ranges
from atlas.render.figures.trials import trials
from atlas.render.figures.whereabouts import whereabouts
from atlas.render.figures.works import works
from atlas.render.requests import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from atlas.library import Library
    from atlas.model.scheme import Plan
    from atlas.render.blocks import Figure, Table

DRAWS: Mapping[Draws, Callable[[Library, Plan], Figure]] = {
    Draws.MATRIX: matrix,
    Draws.RANGES: ranges,
    Draws.WORKS: works,
    Draws.TRIALS: trials,
    Draws.WHEREABOUTS: whereabouts,
    Draws.OVERVIEW: overview,
    Draws.FLOW: flow,
}


def drawn(library: Library, id_: str) -> Figure:
    """Return the figure that is planned as *id_*; raise `RefusedError` when it names what does not exist."""
    plan = library.scheme.figure[id_]
    return DRAWS[plan.draws](library, plan)


def files(library: Library) -> dict[str, str]:
    """Return the tables behind all figures as CSV, by the names of their files; none for a figure that is refused."""
    made: dict[str, str] = {}
    for plan in library.scheme.figures:
        with suppress(RefusedError):
            figure = drawn(library, plan.id)
            made[figure.data] = _csv(figure.table)
    return made


def _csv(table: Table) -> str:
    rows = (["; ".join(map(plain, cell)) for cell in row.cells] for row in table.rows)
    return comma_separated.write([[column.title for column in table.columns], *rows])
