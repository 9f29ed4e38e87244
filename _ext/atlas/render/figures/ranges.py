"""Quantities of one unit on a logarithmic axis: the ranges that claims state, and where those of two things overlap."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from atlas.model.values import Relation
from atlas.render import phrases
from atlas.render.blocks import Column, text
from atlas.render.data import plain
from atlas.render.drawing import Axis, Drawing, Mark, Tick, tick
from atlas.render.figures import parts

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.model.records import Claim, Quantity
    from atlas.model.scheme import Plan
    from atlas.render.blocks import Figure, Row
    from atlas.render.drawing import Record, Style

LENGTH = 420
"""The length of the axis in pixels."""

LONGEST = 40
"""How many letters a label may have: it may name two things."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """A row of the figure: what it is of, in an anchor and in words, its bounds and the claims behind it."""

    id: str
    subjects: tuple[str, ...]
    words: str
    amount: str
    low: float
    high: float
    claims: tuple[Claim, ...]
    style: Style = "plain"


def ranges(library: Library, plan: Plan) -> Figure:
    """Return the quantities in the unit and the measures of *plan*, and the overlaps of those of different things."""
    found = [
        (claim, one)
        for claim in library.claims
        for one in claim.quantities
        if one.unit == plan.unit and one.measure in plan.measures
    ]
    parts.need(plan, found)
    stated = _stated(library, found)
    bars = [*stated, *_overlaps(plan, stated)]
    ticks = tuple(
        tick(number + 0.5, bar.words, _record(bar), _remark(library, bar), LONGEST) for number, bar in enumerate(bars)
    )
    rows = Axis(
        " or ".join(plan.measures).capitalize(), ticks, parts.CELL * len(bars), 0, len(bars), remarked="Range and works"
    )
    drawing = Drawing(
        _scale(plan, bars),
        rows,
        tuple(_mark(number, bar) for number, bar in enumerate(bars)),
        (("plain", "range that claims state"), ("hatched", "overlap of two ranges")),
    )
    columns = (Column("what", "What"), Column("range", "Range"), Column("claims", "Claims"), Column("works", "Works"))
    data = parts.table(plan, columns, (_row(library, bar) for bar in bars))
    return parts.figure(library, plan, drawing, _description(bars), data)


def _stated(library: Library, found: list[tuple[Claim, Quantity]]) -> list[_Bar]:
    """Return each range of each thing once, with all claims that state it."""
    groups: defaultdict[tuple[str, str, float, float], list[Claim]] = defaultdict(list)
    for claim, one in found:
        high = one.high if one.relation is Relation.RANGE and one.high is not None else one.low
        groups[one.subject, one.amount, one.low, high].append(claim)
    bars = [
        _Bar(f"{id_}-{low:g}-{high:g}", (id_,), parts.label(library, id_), amount, low, high, tuple(claims))
        for (id_, amount, low, high), claims in groups.items()
    ]
    return sorted(bars, key=lambda bar: (bar.low, bar.high, bar.id))


def _overlaps(plan: Plan, stated: list[_Bar]) -> list[_Bar]:
    """Return where the ranges of two different things overlap, each pair of ranges once."""
    found: dict[tuple[str, str, float, float], _Bar] = {}
    for one, other in combinations(stated, 2):
        low, high = max(one.low, other.low), min(one.high, other.high)
        if one.subjects == other.subjects or low > high:
            continue
        key = (*one.subjects, *other.subjects)
        before = found.get((key[0], key[1], low, high))
        both = (*(before.claims if before else ()), *one.claims, *other.claims)
        claims = tuple({claim.id: claim for claim in both}.values())
        amount = f"{low:g}–{high:g} {plan.unit}" if low < high else f"{low:g} {plan.unit} only"
        name = f"{'-'.join(key)}-{low:g}"
        words = f"{one.words} and {other.words.lower()}"
        found[key[0], key[1], low, high] = _Bar(name, key, words, amount, low, high, claims, "hatched")
    return list(found.values())


def _scale(plan: Plan, bars: list[_Bar]) -> Axis:
    """Return an axis between two round numbers around all bounds, with labels at 1, 2 and 5 of each power of ten."""
    rounds = [base * 10.0**power for power in range(-9, 10) for base in (1, 2, 5)]
    low = max(value for value in rounds if value < min(bar.low for bar in bars))
    high = min(value for value in rounds if value >= max(bar.high for bar in bars))
    ticks = tuple(Tick(value, f"{value:g}") for value in rounds if low <= value <= high)
    return Axis(f"{plan.unit}, on a logarithmic scale", ticks, LENGTH, low, high, "log")


def _record(bar: _Bar) -> Record | None:
    return ("entity", bar.subjects[0]) if len(bar.subjects) == 1 else None


def _remark(library: Library, bar: _Bar) -> str:
    cited = plain(phrases.works(library, (work.key for work in library.works(bar.claims))))
    return f"{bar.amount} {cited}".rstrip()


def _mark(number: int, bar: _Bar) -> Mark:
    return Mark(
        shape="span",
        x=(bar.low, bar.high),
        y=(number, number + 1),
        value=bar.high - bar.low,
        text="",
        label=f"{bar.words}: {bar.amount}",
        row=bar.id,
        records=parts.records(bar.claims),
        style=bar.style,
    )


def _row(library: Library, bar: _Bar) -> Row:
    claims, works = parts.links(bar.claims), parts.works(library, bar.claims)
    return parts.row(bar.id, text(bar.words), text(bar.amount), claims, works)


def _description(bars: list[_Bar]) -> tuple[str, ...]:
    stated = [f"{bar.words} {bar.amount}" for bar in bars if bar.style == "plain"]
    overlaps = [f"{bar.words} ({bar.amount})" for bar in bars if bar.style == "hatched"]
    first = f"Ranges as the claims state them: {parts.listed(stated)}."
    return (first, f"Overlaps: {parts.listed(overlaps)}." if overlaps else "No two of them overlap.")
