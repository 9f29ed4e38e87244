"""The interactive drawing: the marks of a figure as a Bokeh plot, to be laid below the labels of the static one.

The plot has no axes, labels or legend of its own: those of the static drawing stay. Its space are the pixels of that
drawing, so that each mark takes the place of the link it stands for. Colours and words are left to the script, which
reads them from the drawing as the reader sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bokeh.embed import json_item
from bokeh.models import ColumnDataSource, HoverTool, MultiLine, Plot, Quad, Range1d, TapTool, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bokeh.models.renderers import DataRenderer

    from atlas.render.blocks import Figure
    from atlas.render.drawing import Drawing, Mark
    from atlas.render.schemas import Json

    Columns = dict[str, list[Any]]
    """The columns of a source, one value for each of its marks."""

    Numbered = list[tuple[int, Mark]]
    """Marks, each with its place in the drawing."""

STEPS = 16
"""How many straight pieces stand for the curve of a link."""

PATTERNS = {"hatched": "/", "dotted": "."}
"""Bokeh's names for the patterns of the styles."""


def interactive(figure: Figure) -> Json:
    """Return what a script needs to put the plot of *figure* into a page.

    `marks` are the marks in the order of the drawing: their row of the table as at the end of its anchor, their words,
    and type and id of the records behind them. `left` and `top` say where the plot begins in the drawing, in pixels.
    `item` is the plot in Bokeh's form, the same in every run; its sources `boxes` and `bands` number their marks.
    """
    drawing = figure.drawing
    marks = [
        {
            "row": mark.row.lower(),
            "label": mark.label,
            "records": [f"{kind}/{id_}".lower() for kind, id_ in mark.records],
        }
        for mark in drawing.marks
    ]
    item = _renumbered(dict(json_item(plot(figure))))
    return {"marks": marks, "left": drawing.left, "top": drawing.top, "item": item}


def plot(figure: Figure) -> Plot:
    """Return the marks of *figure* as a plot in pixels, positions running downwards, as in the drawing."""
    drawing = figure.drawing
    width, height = drawing.x.length, drawing.y.length
    made = Plot(
        name=figure.target.anchor,
        x_range=Range1d(start=0, end=width),
        y_range=Range1d(start=height, end=0),
        width=width,
        height=height,
        min_border=0,
        toolbar_location=None,
        outline_line_color=None,
        background_fill_color=None,
        border_fill_color=None,
    )
    numbered = list(enumerate(drawing.marks))
    boxes = [(number, mark) for number, mark in numbered if mark.shape != "link"]
    bands = [(number, mark) for number, mark in numbered if mark.shape == "link"]
    shapes: list[DataRenderer] = [*_add_boxes(made, drawing, boxes), *_add_bands(made, drawing, bands)]
    made.add_tools(TapTool(renderers=shapes, mode="xor"), HoverTool(renderers=shapes, tooltips="@label", limit=1))
    return made


def _add_boxes(made: Plot, drawing: Drawing, marks: Numbered) -> Iterator[DataRenderer]:
    """Add boxes with their words to a plot; yield what of it can be pointed at."""
    if not marks:
        return
    left, top, right, bottom = map(list, zip(*(drawing.box(mark) for _, mark in marks), strict=True))
    columns: Columns = {"left": left, "top": top, "right": right, "bottom": bottom}
    columns["x"] = [(start + end) / 2 for start, end in zip(left, right, strict=True)]
    columns["y"] = [(start + end) / 2 for start, end in zip(top, bottom, strict=True)]
    columns["text"] = [mark.text for _, mark in marks]
    columns["hatch"] = [PATTERNS.get(mark.style, " ") for _, mark in marks]
    source = _source("boxes", marks, columns)
    box = Quad(
        left="left",
        top="top",
        right="right",
        bottom="bottom",
        fill_color="fill",
        line_color="line",
        line_width="width",
        line_dash="dash",
        hatch_pattern="hatch",
        hatch_color="pattern",
        hatch_scale=6,
    )
    words = Text(x="x", y="y", text="text", text_color="ink", background_fill_color="halo", text_font_style="weight")
    words.update(text_align="center", text_baseline="middle", text_font_size="12px")
    yield made.add_glyph(source, box, selection_glyph=None, nonselection_glyph=None)
    made.add_glyph(source, words, selection_glyph=None, nonselection_glyph=None)


def _add_bands(made: Plot, drawing: Drawing, marks: Numbered) -> Iterator[DataRenderer]:
    """Add links to a plot, as curves of straight pieces."""
    if not marks:
        return
    curves = [_curve(*drawing.band(mark)) for _, mark in marks]
    columns: Columns = {"xs": [xs for xs, _ in curves], "ys": [ys for _, ys in curves]}
    source = _source("bands", marks, columns)
    line = MultiLine(xs="xs", ys="ys", line_color="line", line_width="width")
    yield made.add_glyph(source, line, selection_glyph=None, nonselection_glyph=None)


def _source(name: str, marks: Numbered, columns: Columns) -> ColumnDataSource:
    """Return a source of marks; how they look and read is filled in by the script, and nothing shows until then."""
    unseen = dict.fromkeys(("fill", "line", "pattern", "ink", "halo"), "transparent")
    look: dict[str, object] = {**unseen, "width": 1, "dash": "solid", "weight": "normal", "label": ""}
    columns["mark"] = [number for number, _ in marks]
    columns |= {column: [value] * len(marks) for column, value in look.items()}
    return ColumnDataSource(columns, name=name)


def _curve(x0: float, y0: float, x1: float, y1: float) -> tuple[list[float], list[float]]:
    """Return points of the curve that leaves and arrives level, with its bends halfway."""
    xs, ys = [], []
    for step in range(STEPS + 1):
        part = step / STEPS
        rest = 1 - part
        bend = 3 * part * rest  # the weight of both bends together, which stand at the same x
        xs.append(round(rest**3 * x0 + bend * (x0 + x1) / 2 + part**3 * x1, 1))
        ys.append(round((rest**3 + bend * rest) * y0 + (bend * part + part**3) * y1, 1))
    return xs, ys


def _renumbered(item: Json) -> Json:
    """Return a plot in Bokeh's form with its models numbered from 1; Bokeh counts on from plot to plot."""
    known: dict[str, str] = {}

    def walk(value: object, key: str = "") -> object:
        if key in {"id", "root_id"} and isinstance(value, str):
            return known.setdefault(value, f"m{len(known) + 1}")
        if isinstance(value, dict):
            return {name: walk(inner, name) for name, inner in value.items()}
        return [walk(inner) for inner in value] if isinstance(value, list) else value

    numbered: Json = {name: walk(value, name) for name, value in item.items() if name != "target_id"}
    return numbered
