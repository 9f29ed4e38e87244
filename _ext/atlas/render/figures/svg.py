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
        yield f'<text class="n" x="{left - 8}" y="{head}" text-anchor="end">{escape(axis.name)}</text>'
    yield _grid(f"M{left} {_number(top + at)}H{right}" for at in _lines(axis))
    if axis.remarked:
        yield f'<text class="n" x="{right + 8}" y="{head}">{escape(axis.head)}</text>'
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
        yield f'<text class="n" x="{left}" y="14">{escape(axis.name)}</text>'
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
    shape = (_band if mark.shape == "link" else _box)(figure, mark)
    return _linked(where or row, f"<title>{escape(mark.label)}</title>{shape}")


def _box(figure: Figure, mark: Mark) -> str:
    drawing = figure.drawing
    left, top, right, bottom = drawing.box(mark)
    x, y = drawing.left + left, drawing.top + top
    shape = _filled(mark.style, figure.target.anchor, (x, y, right - left, bottom - top))
    if not mark.text:
        return shape
    middle = f'x="{_number(x + (right - left) / 2)}" y="{_number(y + (bottom - top) / 2 + 4)}" text-anchor="middle"'
    return f'{shape}<text class="t {mark.style}" {middle} aria-hidden="true">{escape(mark.text)}</text>'


def _filled(style: str, name: str, box: tuple[float, float, float, float]) -> str:
    """Return a box in the look of *style*; what is strong has a line at its foot, for those who see no colours."""
    x, y, width, height = box
    size = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
    fill = f' fill="url(#{name}-{style})"' if style in _PATTERNS else ""
    foot = f'<path class="f" d="M{_number(x + 3)} {_number(y + height - 3)}h{_number(width - 6)}"/>'
    return f'<rect {size} class="m {style}"{fill}/>{foot if style == "strong" and width > 2 * 3 else ""}'


def _band(figure: Figure, mark: Mark) -> str:
    """Return a curve that leaves and arrives level, as wide as its value."""
    drawing = figure.drawing
    x0, y0, x1, y1 = drawing.band(mark)
    (left, right), (top, bottom) = (drawing.left + x0, drawing.left + x1), (drawing.top + y0, drawing.top + y1)
    middle = _number((left + right) / 2)
    start, end = f"{_number(left)} {_number(top)}", f"{_number(right)} {_number(bottom)}"
    path = f"M{start}C{middle} {_number(top)} {middle} {_number(bottom)} {end}"
    return f'<path class="l {mark.style}" d="{path}" stroke-width="{_number(drawing.thickness(mark))}"/>'


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
