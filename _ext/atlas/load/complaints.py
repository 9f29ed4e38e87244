"""From complaints of pydantic to problems: the code, the words and the line of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atlas.code import Code
from atlas.model.values import UNCITED, Direction
from atlas.problem import Problem

if TYPE_CHECKING:
    from pydantic import ValidationError

    from atlas.load.trees import Step, Tree

_BY_FIELD = {
    ("direction", "missing"): Code.NO_DIRECTION,
    ("origin", "missing"): Code.NO_ORIGIN,
    ("refs", "missing"): Code.NO_REFERENCE,
}
_BY_TYPE = {
    "missing": Code.MISSING_FIELD,
    "extra_forbidden": Code.UNKNOWN_FIELD,
    "unexpected_keyword_argument": Code.UNKNOWN_FIELD,
    "string_too_short": Code.EMPTY_VALUE,
}
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
    below = _written(tree, steps, details["loc"])
    place = tree.place(*steps, *below)
    kind = str(details["type"])
    path = details["loc"] if kind == "missing" else below
    name = next((step for step in reversed(path) if isinstance(step, str)), "record")
    if kind == "atlas":
        context = details["ctx"]
        code = Code.of(context["code"]) or Code.BAD_VALUE
        return Problem(place, code, f"{name}: {context['found']}", context["expected"])
    code = _BY_FIELD.get((name, kind)) or _BY_TYPE.get(kind, Code.BAD_VALUE)
    if code in _EXPECTED:
        return Problem(place, code, f"field {name!r}" + (" missing" if kind == "missing" else ""), _EXPECTED[code])
    found = f"{name}: value {str(details['input'])[:80]!r}"
    return Problem(place, code, found, details["msg"].removeprefix("Input should be "))


def _written(tree: Tree, steps: tuple[Step, ...], loc: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return those steps of *loc* below *steps* that stand in the file; pydantic adds others for unions."""
    below: tuple[Step, ...] = ()
    for step in loc:
        if (*steps, *below, step) in tree.lines:
            below = (*below, step)
    return below
