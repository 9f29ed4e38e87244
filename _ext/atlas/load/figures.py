"""What must hold of the figures in `atlas.yaml`: each has the axes that it takes, and names declared words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.load.fields import SLUG, SLUGS
from atlas.model.values import Draws
from atlas.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from atlas.load.trees import Tree
    from atlas.model.scheme import Plan, Scheme

_AXES: Mapping[Draws, range] = {
    Draws.MATRIX: range(2, 3),
    Draws.WHEREABOUTS: range(2, 7),
    Draws.OVERVIEW: range(1, 2),
    Draws.FLOW: range(3, 7),
}
"""How many axes a figure takes; those not named here take none."""

_NEEDS: Mapping[Draws, tuple[str, ...]] = {
    Draws.RANGES: ("unit", "measures"),
    Draws.OVERVIEW: ("entities", "section"),
    Draws.FLOW: ("through",),
}
"""Fields without which there is nothing to draw."""


def figure_problems(scheme: Scheme, tree: Tree) -> Iterator[Problem]:
    """Tell what is wrong with the plans of figures in *scheme*."""
    for number, plan in enumerate(scheme.figures):
        if not re.fullmatch(SLUG, plan.id):
            yield Problem(tree.place("figures", number, "id"), Code.BAD_ID, f"id {plan.id!r}", SLUGS)
        yield from _axes(scheme, tree, number, plan)
        for position, kind in enumerate(plan.kinds):
            if kind not in scheme.claim_kind:
                place = tree.place("figures", number, "kinds", position)
                yield Problem(place, Code.UNKNOWN_KIND, f"kind {kind!r}", "one of " + ", ".join(scheme.claim_kind))
        for name in _NEEDS.get(plan.draws, ()):
            if not getattr(plan, name):
                yield Problem(tree.place("figures", number), Code.MISSING_FIELD, f"field {name!r} missing", "the field")
        axes = [axis.id for axis in plan.axes]
        if plan.through and plan.through not in axes:
            found = f"through {plan.through!r}"
            yield Problem(tree.place("figures", number, "through"), Code.BAD_VALUE, found, "one of " + ", ".join(axes))


def _axes(scheme: Scheme, tree: Tree, number: int, plan: Plan) -> Iterator[Problem]:
    allowed = _AXES.get(plan.draws, range(1))
    if len(plan.axes) not in allowed:
        expected = f"{allowed[0]} to {allowed[-1]}" if len(allowed) > 1 else str(allowed[0])
        found = f"{len(plan.axes)} axes of a {plan.draws}"
        yield Problem(tree.place("figures", number, "axes"), Code.BAD_VALUE, found, expected)
    for place, axis in enumerate(plan.axes):
        for position, facet in enumerate(axis.facets):
            if facet not in scheme.facet:
                where = tree.place("figures", number, "axes", place, "facets", position)
                yield Problem(where, Code.BAD_VALUE, f"facet {facet!r}", "one of " + ", ".join(scheme.facet))
        if len(axis.facets) != 1 and plan.draws is not Draws.FLOW:
            where = tree.place("figures", number, "axes", place, "facets")
            yield Problem(where, Code.BAD_VALUE, f"{len(axis.facets)} facets", "one facet")
