"""What the figures share: which claims they count, how these read, and the frame of words around a drawing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.model.values import Missing
from atlas.render import phrases
from atlas.render.blocks import Column, Figure, Line, Link, Row, Table, Target, Text, joined, text
from atlas.render.drawing import shortened
from atlas.render.requests import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Sized

    from atlas.library import Library
    from atlas.model.records import Claim
    from atlas.model.scheme import Plan
    from atlas.render.drawing import Drawing, Record, Style

CELL = 26
"""The side of a cell in pixels: enough to be hit with a finger, and for a number of two digits."""

MISSING: Mapping[str, str] = {reason.value.replace(" ", "-"): reason.value for reason in Missing}
"""What stands in the place of ids when there are none, as a part of an anchor, and its words."""


def chosen(library: Library, plan: Plan) -> tuple[Claim, ...]:
    """Return the claims that a figure counts: those of its kinds, or all findings."""
    if not plan.kinds:
        return library.findings(library.claims)
    return tuple(claim for claim in library.claims if claim.kind in plan.kinds)


def need(plan: Plan, records: Sized) -> None:
    """Refuse a figure that has none of the *records* that it would draw."""
    if not records:
        raise RefusedError(Code.EMPTY_VALUE, f"nothing to draw in figure {plan.id!r}", "records that it can draw")


def read(claim: Claim, facets: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that *claim* gives for any of *facets*, or the reason why it gives none, as in `MISSING`."""
    values = [claim.facets[facet] for facet in facets]
    ids = [id_ for value in values if not isinstance(value, Missing) for id_ in value]
    reason = Missing.NOT_REPORTED if Missing.NOT_REPORTED in values else Missing.NOT_APPLICABLE
    return tuple(dict.fromkeys(ids)) or (reason.value.replace(" ", "-"),)


def grouped(claims: Iterable[Claim], facets: Iterable[str]) -> dict[str, list[Claim]]:
    """Return the claims that give each id for *facets*."""
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    facets = tuple(facets)
    for claim in claims:
        for id_ in read(claim, facets):
            groups[id_].append(claim)
    return dict(groups)


def ordered(library: Library, ids: Iterable[str]) -> list[str]:
    """Return *ids* in the order of the entities, reasons last."""
    order = {entity.id: number for number, entity in enumerate(library.entities)}
    return sorted(ids, key=lambda id_: (order.get(id_, len(order)), id_ == "not-applicable", id_))


def label(library: Library, id_: str) -> str:
    """Return how an entity or a reason reads."""
    return library.entity[id_].label if id_ in library.entity else MISSING.get(id_, id_)


def short(library: Library, id_: str) -> str:
    """Return how an entity or a reason reads where there is little room."""
    return shortened(label(library, id_))


def record(library: Library, id_: str) -> Record | None:
    """Return the record of an entity; a reason has none."""
    return ("entity", id_) if id_ in library.entity else None


def records(claims: Iterable[Claim]) -> tuple[Record, ...]:
    """Return claims as the records behind a mark."""
    return tuple(("claim", claim.id) for claim in claims)


def style(*ids: str) -> Style:
    """Return the style of what names *ids*: open where one of them is a reason."""
    return "open" if any(id_ in MISSING for id_ in ids) else "plain"


def noun(library: Library, plan: Plan) -> str:
    """Return what the claims that a figure counts are called."""
    return "finding" if all(library.scheme.claim_kind[kind].finding for kind in plan.kinds) else "claim"


def counted(library: Library, plan: Plan, claims: Sequence[Claim]) -> str:
    """Return how many *claims* there are, and how many works they rest on, in words."""
    works = library.works(claims)
    rest = phrases.plural(len(works), "work") if works else "uncited"
    return f"{phrases.plural(len(claims), noun(library, plan))}, {rest}"


def name(library: Library, id_: str) -> Line:
    """Return an entity as a link, or a reason in words."""
    return (phrases.entity(library, id_),) if id_ in library.entity else text(MISSING.get(id_, id_), "missing")


def links(claims: Iterable[Claim]) -> Line:
    """Return links to claims in one line."""
    return joined([Link("claim", claim.id, claim.id) for claim in claims]) or text("none")


def works(library: Library, claims: Iterable[Claim]) -> Line:
    """Return the works that claims rest on, by number."""
    return phrases.works(library, (work.key for work in library.works(claims))) or text("none")


def listed(words: Iterable[str]) -> str:
    """Return words as an enumeration, as in `a, b and c`."""
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last


def row(id_: str, *cells: Line) -> Row:
    """Return a row of one line a cell."""
    return Row(Target("row", id_), tuple((cell,) for cell in cells))


def table(plan: Plan, columns: tuple[Column, ...], rows: Iterable[Row]) -> Table:
    """Return the table behind a figure."""
    return Table(f"figure-{plan.id}-data", f"Data of the figure: {plan.title}", columns, tuple(rows))


def figure(  # noqa: PLR0913 - the parts of a figure
    library: Library,
    plan: Plan,
    drawing: Drawing,
    description: tuple[str, ...],
    data: Table,
    *,
    gaps: tuple[Line, ...] = (),
) -> Figure:
    """Return *drawing* in its frame of words; the discrepancies of the plan must exist."""
    for id_ in plan.remarks:
        if id_ not in library.discrepancy:
            raise RefusedError(Code.UNKNOWN_RECORD, f"discrepancy {id_!r} of figure {plan.id!r}", "an id that exists")
    caption: Line = text(plan.caption)
    if plan.remarks:
        see = joined([Link("discrepancy", id_, id_) for id_ in plan.remarks])
        caption = (Text(f"{plan.caption} See "), *see, Text("."))
    target = Target("figure", plan.id, home=True)
    return Figure(target, plan.title, caption, drawing, description, data, f"figures/{plan.id}.csv", gaps)
