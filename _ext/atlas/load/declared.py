"""What must hold within `atlas.yaml`: declared words differ, and those that name others name declared ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from atlas.code import Code
from atlas.load.fields import DOI, SHORT, SLUGS, WEB, WEB_WORDS, is_day
from atlas.load.figures import figure_problems
from atlas.load.shapes import ClaimShape, Shape, TrialShape
from atlas.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.load.trees import Step, Tree
    from atlas.model.scheme import Scheme

_LISTS = (
    "kinds",
    "families",
    "claim_kinds",
    "facets",
    "trial_facets",
    "trial_columns",
    "scopes",
    "reference_roles",
    "figures",
)
_TAKEN = {
    "facets": {*ClaimShape.model_fields, "system", "effects"},
    "trial_facets": {*TrialShape.model_fields},
}

_PARAGRAPHS = ("caption", "notice")
"""Fields in which a text may have several lines."""

_PARAMETERS = ("q", "sort", "hide")
"""What the address of an explored table holds beside its facets."""


def declared_problems(scheme: Scheme, tree: Tree) -> Iterator[Problem]:
    """Tell what is wrong between the words of *scheme*."""
    if not is_day(scheme.as_of):
        yield Problem(tree.place("as_of"), Code.BAD_DATE, f"as_of: value {scheme.as_of!r}", "YYYY-MM-DD")
    yield from _article(scheme, tree)
    yield from _ids(scheme, tree)
    yield from _lines(tree.value, (), tree)
    if not scheme.claim_kinds:
        yield Problem(tree.place("claim_kinds"), Code.EMPTY_VALUE, "claim_kinds without a member", "a kind of claim")
    for name in _LISTS:
        yield from _doubled(scheme, tree, name)
    for name in ("kinds", "grouping"):
        yield from _families(scheme, tree, name)
    for name in ("facets", "trial_facets"):
        yield from _facets(scheme, tree, name)
    yield from _columns(scheme, tree)
    yield from _explored(scheme, tree)
    yield from figure_problems(scheme, tree)


def _article(scheme: Scheme, tree: Tree) -> Iterator[Problem]:
    article = scheme.article
    if not re.fullmatch(DOI, article.doi):
        place = tree.place("article", "doi")
        yield Problem(place, Code.BAD_DOI, f"doi: value {article.doi[:80]!r}", "10., digits, a slash and a name")
    if not re.fullmatch(WEB, article.licence_url):
        place, found = tree.place("article", "licence_url"), f"licence_url: value {article.licence_url[:80]!r}"
        yield Problem(place, Code.BAD_VALUE, found, WEB_WORDS)


def _ids(scheme: Scheme, tree: Tree) -> Iterator[Problem]:
    """Tell the ids that are no part of an address; those of facets and figures have rules of their own."""
    named: list[tuple[tuple[Step, ...], str]] = [(("about",), scheme.about.id)]
    lists: dict[tuple[Step, ...], Any] = {
        (name,): getattr(scheme, name) for name in _LISTS if name not in {*_TAKEN, "figures"}
    }
    lists["function_table", "columns"] = scheme.function_table.columns
    lists |= {("figures", number, "axes"): plan.axes for number, plan in enumerate(scheme.figures)}
    named += [((*steps, number), one.id) for steps, many in lists.items() for number, one in enumerate(many)]
    for steps, id_ in named:
        if not re.fullmatch(rf"{SHORT}[a-z0-9]+([-_][a-z0-9]+)*", id_):
            yield Problem(tree.place(*steps, "id"), Code.BAD_ID, f"id {id_[:80]!r}", SLUGS)


def _lines(value: Any, steps: tuple[Step, ...], tree: Tree) -> Iterator[Problem]:  # noqa: ANN401 - whatever stands in the file
    """Tell the words within *value* that break a line, but for remarks, which are paragraphs."""
    if isinstance(value, str):
        if len(value.splitlines()) > 1 and steps[-1] not in _PARAGRAPHS:
            name = next(step for step in reversed(steps) if isinstance(step, str))
            yield Problem(tree.place(*steps), Code.BAD_VALUE, f"{name}: value {value[:80]!r}", "one line")
        return
    for step, part in value.items() if isinstance(value, dict) else enumerate(value):
        yield from _lines(part, (*steps, step), tree)


def _doubled(scheme: Scheme, tree: Tree, name: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, one in enumerate(getattr(scheme, name)):
        if first.setdefault(one.id, number) != number:
            found = f"id {one.id!r} again (first at {tree.place(name, first[one.id], 'id')})"
            yield Problem(tree.place(name, number, "id"), Code.DUPLICATE_ID, found, "an id of its own")


def _families(scheme: Scheme, tree: Tree, name: str) -> Iterator[Problem]:
    known = [family.id for family in scheme.families]
    for number, one in enumerate(getattr(scheme, name)):
        if one.family not in known:
            place = tree.place(name, number, "family")
            yield Problem(place, Code.BAD_VALUE, f"family {one.family!r}", "one of " + ", ".join(known))


def _facets(scheme: Scheme, tree: Tree, name: str) -> Iterator[Problem]:
    for number, facet in enumerate(getattr(scheme, name)):
        own = re.fullmatch(r"[a-z][a-z0-9_]*", facet.id) and not facet.id.startswith("model_")
        if not own or hasattr(Shape, facet.id) or facet.id in _TAKEN[name]:
            expected = "a name of small letters that no other field has"
            yield Problem(tree.place(name, number, "id"), Code.BAD_VALUE, f"facet {facet.id!r}", expected)
        for position, kind in enumerate(facet.kinds):
            if kind not in scheme.kind:
                place = tree.place(name, number, "kinds", position)
                yield Problem(place, Code.UNKNOWN_KIND, f"kind {kind!r}", "one of " + ", ".join(scheme.kind))


def _columns(scheme: Scheme, tree: Tree) -> Iterator[Problem]:
    known = [*scheme.facet, "system"]
    for number, column in enumerate(scheme.function_table.columns):
        for position, facet in enumerate(column.facets):
            if facet not in known:
                place = tree.place("function_table", "columns", number, "facets", position)
                yield Problem(place, Code.BAD_VALUE, f"facet {facet!r}", "one of " + ", ".join(known))


def _explored(scheme: Scheme, tree: Tree) -> Iterator[Problem]:
    known = [name for name in (*scheme.facet, "system", "kind") if name not in _PARAMETERS]
    for number, name in enumerate(scheme.explored_claims):
        if name not in known:
            place = tree.place("explored_claims", number)
            yield Problem(place, Code.BAD_VALUE, f"facet {name!r}", "one of " + ", ".join(known))
    for number, name in enumerate(scheme.explored_trials):
        if name in _PARAMETERS:
            place = tree.place("explored_trials", number)
            yield Problem(place, Code.BAD_VALUE, f"facet {name!r}", "a name that no address uses otherwise")
