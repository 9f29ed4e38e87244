"""From complaints of pydantic to problems: the code, the words and the line of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atlas.model.values import UNCITED, Direction
from atlas.problem import Code, Problem

if TYPE_CHECKING:
    from pydantic import ValidationError

    from atlas.load.files import Step, Tree
    from atlas.problem import Place

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
