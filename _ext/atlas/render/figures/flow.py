"""The way through layers of facets: what findings name in one layer together with the next, drawn as a flow."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.render import phrases
from atlas.render.blocks import Column, text
from atlas.render.drawing import Axis, Drawing, Mark, tick
from atlas.render.figures import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atlas.library import Library
    from atlas.model.records import Claim
    from atlas.model.scheme import Plan
    from atlas.render.blocks import Figure, Row, Table

    Node = tuple[int, str]
    """A layer, from 0, and an entity in it."""

    Links = Mapping[tuple[Node, Node], list[Claim]]
    """The findings that name both ends of each link."""

PITCH = 300
"""From the start of one layer to that of the next, in pixels."""

BOX = 0.7
"""The share of the pitch that the boxes of a layer take."""

STEP = 28
"""The least height of an entity with the gap below it, in pixels."""

THICK = 4
"""The thickness of a link for each finding, in pixels."""


@dataclass(frozen=True, slots=True)
class _Flow:
    """The findings that name each entity of a layer; those that name both ends of a link; top and end of each box."""

    nodes: Mapping[Node, list[Claim]]
    links: Links
    places: Mapping[Node, tuple[float, float]]


def flow(library: Library, plan: Plan) -> Figure:
    """Return how findings lead from layer to layer, those that name the layer `through` and a neighbour of it."""
    every = parts.chosen(library, plan)
    claims = [claim for claim in every if _passes(plan, _layers(library, plan, claim))]
    parts.need(plan, claims)
    drawn = _flow(library, plan, claims)
    height = round(max(end for _, end in drawn.places.values()))
    width, noun = len(plan.axes) - 1 + BOX, parts.noun(library, plan)
    ticks = tuple(tick(at + BOX / 2, axis.label) for at, axis in enumerate(plan.axes))
    drawing = Drawing(
        Axis("", ticks, round(PITCH * width), 0, width, "layers"),
        Axis("", (), height, 0, height, "layers"),
        (*_boxes(library, plan, drawn), *_lines(library, plan, drawn)),
        (("strong", f"what {noun}s name"), ("plain", f"{noun}s that name both ends, thicker for more")),
    )
    words = _description(library, plan, drawn, (len(claims), len(every)))
    return parts.figure(library, plan, drawing, words, _table(library, plan, drawn))


def _layers(library: Library, plan: Plan, claim: Claim) -> list[list[str]]:
    """Return the entities that a finding names in each layer."""
    return [[id_ for id_ in parts.read(claim, axis.facets) if id_ in library.entity] for axis in plan.axes]


def _passes(plan: Plan, layers: list[list[str]]) -> bool:
    """Return whether a finding names the layer through which all go, and one beside it."""
    at = [axis.id for axis in plan.axes].index(plan.through)
    return bool(layers[at]) and any(layers[max(at - 1, 0) : at] + layers[at + 1 : at + 2])


def _flow(library: Library, plan: Plan, claims: list[Claim]) -> _Flow:
    nodes: defaultdict[Node, list[Claim]] = defaultdict(list)
    links: defaultdict[tuple[Node, Node], list[Claim]] = defaultdict(list)
    for claim in claims:
        layers = _layers(library, plan, claim)
        for at, layer in enumerate(layers):
            for id_ in layer:
                nodes[at, id_].append(claim)
                for other in layers[at + 1] if at + 1 < len(layers) else ():
                    links[(at, id_), (at + 1, other)].append(claim)
    return _Flow(nodes, links, _places(library, nodes, links))


def _places(library: Library, nodes: Iterable[Node], links: Links) -> dict[Node, tuple[float, float]]:
    """Return top and end of each box: every layer is as high as the highest, its boxes evenly apart."""
    layers: defaultdict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        layers[node[0]].append(node)
    heights = {node: max(STEP, THICK * _thickest(node, links) + 8) for layer in layers.values() for node in layer}
    whole = max(sum(heights[node] for node in layer) for layer in layers.values())
    places: dict[Node, tuple[float, float]] = {}
    for at in sorted(layers):
        spare = (whole - sum(heights[node] for node in layers[at])) / len(layers[at])
        top = spare / 2
        for node in _order(library, layers[at], links, places):
            places[node] = (top, top + heights[node] - 4)
            top += heights[node] + spare
    return places


def _thickest(node: Node, links: Links) -> int:
    """Return how many findings, counted for each link, stand on the fuller side of a box."""
    return max(sum(len(both) for ends, both in links.items() if ends[side] == node) for side in (0, 1))


def _order(
    library: Library,
    layer: list[Node],
    links: Links,
    places: Mapping[Node, tuple[float, float]],
) -> list[Node]:
    """Return a layer so that few links cross: each entity near those that lead to it."""
    order = {id_: number for number, id_ in enumerate(parts.ordered(library, [id_ for _, id_ in layer]))}

    def middle(node: Node) -> tuple[float, int]:
        tops = [places[start][0] for start, end in links if end == node]
        return (sum(tops) / len(tops) if tops else 0, order[node[1]])

    return sorted(layer, key=middle)


def _boxes(library: Library, plan: Plan, drawn: _Flow) -> list[Mark]:
    return [
        Mark(
            shape="bar",
            x=(at, at + BOX),
            y=drawn.places[at, id_],
            value=len(claims),
            text=parts.short(library, id_),
            label=f"{plan.axes[at].label}: {parts.label(library, id_)}, {parts.counted(library, plan, claims)}",
            row=f"{at}-{id_}",
            records=parts.records(claims),
            style="strong",
        )
        for (at, id_), claims in ((node, drawn.nodes[node]) for node in drawn.places)
    ]


def _lines(library: Library, plan: Plan, drawn: _Flow) -> list[Mark]:
    """Return the links, on both sides of a box one below the other in the order of the boxes that they lead to."""
    used: defaultdict[tuple[Node, int], float] = defaultdict(lambda: 2.0)
    marks: list[Mark] = []
    for start, end in sorted(drawn.links, key=lambda ends: [(node[0], drawn.places[node]) for node in ends]):
        both = drawn.links[start, end]
        ys: list[float] = []
        for side, node in enumerate((start, end)):
            ys.append(drawn.places[node][0] + used[node, side] + THICK * len(both) / 2)
            used[node, side] += THICK * len(both)
        words = f"{parts.label(library, start[1])} and {parts.label(library, end[1])}"
        mark = Mark(
            shape="link",
            x=(start[0] + BOX, end[0]),
            y=(ys[0], ys[1]),
            value=len(both),
            text="",
            label=f"{words}: {parts.counted(library, plan, both)}",
            row=f"{start[0]}-{start[1]}-{end[1]}",
            records=parts.records(both),
            thickness=THICK * len(both) - 1,
        )
        marks.append(mark)
    return marks


def _table(library: Library, plan: Plan, drawn: _Flow) -> Table:
    noun = parts.noun(library, plan)
    columns = (
        Column("step", "Step"),
        Column("what", "What"),
        Column("with", "Together with"),
        Column("findings", f"{noun.title()}s", 1),
        Column("records", f"Which {noun}s", 3),
        Column("works", "Works", 1),
    )
    order = list(drawn.places)
    rows = [_row(library, plan, node, None, drawn.nodes[node]) for node in order]
    pairs = sorted(drawn.links.items(), key=lambda item: [order.index(node) for node in item[0]])
    rows += [_row(library, plan, start, end, both) for (start, end), both in pairs]
    return parts.table(plan, columns, rows)


def _row(library: Library, plan: Plan, start: Node, end: Node | None, claims: list[Claim]) -> Row:
    layers = [plan.axes[node[0]].label for node in (start, end) if node]
    return parts.row(
        "-".join([str(start[0]), start[1], *([end[1]] if end else [])]),
        text(" and ".join([layers[0], *(layer.lower() for layer in layers[1:])])),
        parts.name(library, start[1]),
        parts.name(library, end[1]) if end else text("–"),
        text(str(len(claims))),
        parts.links(claims),
        parts.works(library, claims),
    )


def _description(library: Library, plan: Plan, drawn: _Flow, counts: tuple[int, int]) -> tuple[str, ...]:
    layers, noun = parts.listed(axis.label.lower() for axis in plan.axes), parts.noun(library, plan)
    through = next(axis.label.lower() for axis in plan.axes if axis.id == plan.through)
    reading = (
        f"Layers from left to right: {layers}. A line joins two entities of neighbouring layers that one {noun} "
        f"names. Drawn are the {counts[0]} of {phrases.plural(counts[1], noun)} that name a {through} and something of "
        f"a layer beside it. Where no line leads on, no such {noun} names anything of the next layer."
    )
    many = sorted(drawn.links.items(), key=lambda item: -len(item[1]))[:3]
    most = [
        f"{parts.label(library, start[1])} and {parts.label(library, end[1])} ({parts.counted(library, plan, both)})"
        for (start, end), both in many
    ]
    return (reading, f"Most {noun}s: {parts.listed(most)}.") if most else (reading,)
