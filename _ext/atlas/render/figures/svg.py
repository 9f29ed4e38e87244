"""The static drawing: plain SVG that is complete without scripts, its colours left to the style sheet.

The same figure gives the same text, byte for byte. Words are text, every mark says its words in a `title`, and a mark
with an address is a plain link. The figure is a group, not an image: what is inside an image cannot be reached.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from atlas.render.drawing import LINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atlas.render.blocks import Figure
    from atlas.render.drawing import Axis, Drawing, Mark, Tick

    Address = Callable[[str, str], str]
    """From the type and id of a record to its address, relative to the page; empty when it has none."""

_PATTERNS = {
    "hatched": '<path d="M-1 1l2-2M0 6l6-6M5 7l2-2"/>',
    "dotted": '<circle cx="3" cy="3" r="1.5"/>',
}
"""What patterns repeat, on squares of 6 pixels."""


def draw(figure: Figure, address: Address) -> str:
    """Return *figure* as an SVG element to stand in a page."""
    drawing, name = figure.drawing, figure.target.anchor
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="atlas-drawing" {size} role="group" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
    )
    parts = [
        head,
        f'<title id="{name}-title">{escape(figure.title)}</title>',
        f'<desc id="{name}-desc">{escape(" ".join(figure.description))}</desc>',
        *_patterns(drawing, name),
        *_rows(drawing, address),
        *_columns(drawing, address),
        *(_mark(figure, mark, address) for mark in drawing.marks),
        *_legend(drawing, name),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _patterns(drawing: Drawing, name: str) -> Iterator[str]:
    used = {mark.style for mark in drawing.marks} | {style for style, _ in drawing.legend}
    for style, drawn in _PATTERNS.items():
        if style in used:
            size = 'width="6" height="6" patternUnits="userSpaceOnUse"'
            yield f'<defs><pattern id="{name}-{style}" class="p" {size}>{drawn}</pattern></defs>'


def _rows(drawing: Drawing, address: Address) -> Iterator[str]:
    """Yield the grid, the labels and the remarks of the vertical axis."""
    left, top, axis = drawing.left, drawing.top, drawing.y
    right, head = left + drawing.x.length, top - 8 if drawing.x.turned else 14
    if axis.label:
        yield f'<text class="n" x="{left - 8}" y="{head}" text-anchor="end">{escape(axis.label)}</text>'
    yield _grid(f"M{left} {_number(top + at)}H{right}" for at in _lines(axis))
    if axis.remarked:
        yield f'<text class="n" x="{right + 8}" y="{head}">{escape(axis.remarked)}</text>'
    for tick in axis.ticks:
        y = _number(top + axis.pixel(tick.at) + 4)
        yield _label(tick, f'<text x="{left - 8}" y="{y}" text-anchor="end"', address)
        if tick.remark:
            yield f'<text x="{right + 8}" y="{y}">{escape(tick.remark)}</text>'


def _columns(drawing: Drawing, address: Address) -> Iterator[str]:
    """Yield the grid and the labels of the horizontal axis, which stand above the plot."""
    left, top, axis = drawing.left, drawing.top, drawing.x
    bottom = top + drawing.y.length
    if axis.label:
        yield f'<text class="n" x="{left}" y="14">{escape(axis.label)}</text>'
    yield _grid(f"M{_number(left + at)} {top}V{bottom}" for at in _lines(axis))
    for tick in axis.ticks:
        x = _number(left + axis.pixel(tick.at))
        turned = f'transform="translate({_number(float(x) + 3)} {top - 6})rotate(-60)"'
        upright = f'x="{x}" y="{top - 8}" text-anchor="middle"'
        yield _label(tick, f"<text {turned if axis.turned else upright}", address)


def _lines(axis: Axis) -> list[float]:
    """Return where the grid has lines: between categories, at the ticks of a scale."""
    if axis.scale == "categories":
        return [axis.pixel(number) for number in range(int(axis.high) + 1)]
    return [] if axis.scale == "layers" else [axis.pixel(tick.at) for tick in axis.ticks]


def _grid(lines: Iterator[str]) -> str:
    return f'<path class="g" d="{"".join(lines)}"/>'


def _label(tick: Tick, start: str, address: Address) -> str:
    """Return a label as a link to its record, if it has one; what was cut is said in full, and once."""
    hidden = ' aria-hidden="true"' if tick.whole else ""
    text = f"{start}{hidden}>{escape(tick.label)}</text>"
    inside = f"<title>{escape(tick.whole)}</title>{text}" if tick.whole else text
    where = address(*tick.record) if tick.record else ""
    return _linked(where, inside) if where or not tick.whole else f"<g>{inside}</g>"


def _linked(where: str, inside: str) -> str:
    return f'<a href="{escape(where)}">{inside}</a>' if where else inside


def _mark(figure: Figure, mark: Mark, address: Address) -> str:
    """Return a mark as a link: to its record if there is one alone, else to its row in the table."""
    where = address(*mark.records[0]) if len(mark.records) == 1 else ""
    row = f"#{figure.table.id}-{mark.row}".lower()
    drawing = figure.drawing
    (x0, x1), (y0, y1) = (
        [start + axis.pixel(value) for value in interval]
        for start, axis, interval in ((drawing.left, drawing.x, mark.x), (drawing.top, drawing.y, mark.y))
    )
    draws = _band if mark.shape == "link" else _box
    shape = draws(figure, mark, (x0, y0, x1, y1))
    text = ""
    if mark.text:
        inside = f'x="{_number((x0 + x1) / 2)}" y="{_number((y0 + y1) / 2 + 4)}" text-anchor="middle"'
        text = f'<text class="t {mark.style}" {inside} aria-hidden="true">{escape(mark.text)}</text>'
    return _linked(where or row, f"<title>{escape(mark.label)}</title>{shape}{text}")


def _box(figure: Figure, mark: Mark, box: tuple[float, float, float, float]) -> str:
    x0, y0, x1, y1 = box
    width = max(x1 - x0 - 2, 4)  # two bounds may be one
    x = (x0 + x1 - width) / 2
    return _filled(mark.style, figure.target.anchor, (x, y0 + 1, width, y1 - y0 - 2))


def _filled(style: str, name: str, box: tuple[float, float, float, float]) -> str:
    """Return a box in the look of *style*; what is strong has a line at its foot, for those who see no colours."""
    x, y, width, height = box
    size = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
    fill = f' fill="url(#{name}-{style})"' if style in _PATTERNS else ""
    foot = f'<path class="f" d="M{_number(x + 3)} {_number(y + height - 3)}h{_number(width - 6)}"/>'
    return f'<rect {size} class="m {style}"{fill}/>{foot if style == "strong" and width > 2 * 3 else ""}'


def _band(figure: Figure, mark: Mark, ends: tuple[float, float, float, float]) -> str:
    """Return a curve that leaves and arrives level, as wide as its value."""
    x0, y0, x1, y1 = ends
    middle = _number((x0 + x1) / 2)
    path = f"M{_number(x0)} {_number(y0)}C{middle} {_number(y0)} {middle} {_number(y1)} {_number(x1)} {_number(y1)}"
    wide = mark.thickness * figure.drawing.y.length / (figure.drawing.y.high - figure.drawing.y.low)
    return f'<path class="l {mark.style}" d="{path}" stroke-width="{_number(wide)}"/>'


def _legend(drawing: Drawing, name: str) -> Iterator[str]:
    below = drawing.top + drawing.y.length + 8
    for number, (style, words) in enumerate(drawing.legend):
        y = below + LINE * number
        yield _filled(style, name, (8, y + 2, 24, 14))
        yield f'<text x="40" y="{y + 13}">{escape(words)}</text>'
    for number, words in enumerate(drawing.notes, len(drawing.legend)):
        yield f'<text x="8" y="{below + LINE * number + 13}">{escape(words)}</text>'


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
