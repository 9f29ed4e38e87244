"""What a figure draws, in the units of its axes: neutral, so that more than one back end can draw it.

A drawing has two axes and marks between them. Sizes are in CSS pixels and fixed, so that room can be kept before
anything is drawn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Interval: TypeAlias = tuple[float, float]
Record: TypeAlias = tuple[str, str]
"""Type and id of a record, as in links."""

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels, from the left top of the plot."""

Style: TypeAlias = Literal["plain", "strong", "hatched", "dotted", "open"]
"""How a mark looks, told apart by colour and by pattern; `open` is an outline, for what is not reported."""

LETTER = 6.6
"""The width of an average letter at the size of all labels, 12 pixels."""

LONGEST = 30
"""How many letters a label may have, where nothing else is said."""

NAME = 60
"""How many letters the name of an axis may have, or a remark."""

LINE = 20
"""The height of a line of the legend."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of an axis: where it stands, the record it names, and a remark at the other end of the plot.

    `whole` says all of it where the label is cut, or where labels of different records may be the same.
    """

    at: float
    label: str
    record: Record | None = None
    remark: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from `low` to `high` over `length` pixels. Categories count from 0, each one wide.

    `layers` are even positions that need no grid. `turned` labels stand at 60 degrees. On a vertical axis positions run
    downwards, on both the labels come first. `remarked` is the head of the remarks.
    """

    label: str
    ticks: tuple[Tick, ...]
    length: int
    low: float
    high: float
    scale: Literal["categories", "linear", "log", "layers"] = "categories"
    turned: bool = False
    remarked: str = ""

    @property
    def name(self) -> str:
        """As much of the label of the axis as there is room for."""
        return shortened(self.label, NAME)

    @property
    def head(self) -> str:
        """As much of the head of the remarks as there is room for."""
        return shortened(self.remarked, NAME)

    def pixel(self, value: float) -> float:
        """Return how far *value* is from the start of the axis, in pixels."""
        low, high = self.low, self.high
        if self.scale == "log":
            value, low, high = math.log10(value), math.log10(low), math.log10(high)
        return round((value - low) / (high - low) * self.length, 1)

    @property
    def widest(self) -> int:
        """The width of the widest label, in pixels."""
        return width(tick.label for tick in self.ticks)

    @property
    def remarks(self) -> int:
        """The width of the widest remark, in pixels."""
        return width([heavy(self.head), *(tick.remark for tick in self.ticks)])


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: where it is, what it says, and what stands behind it.

    A `cell` and a `bar` fill their intervals, a `span` is a bar between two bounds. A `link` runs from the start of `x`
    at the first of `y` to the end of `x` at the second, as wide as its `thickness` in units of `y`. `text` stands on
    the mark, `label` says all of it. `records` are the claims, trials or works behind it, `row` that of the table.
    """

    shape: Literal["cell", "bar", "span", "link"]
    x: Interval
    y: Interval
    value: float
    text: str
    label: str
    row: str
    records: tuple[Record, ...]
    style: Style = "plain"
    thickness: float = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Two axes, the marks between them in the order of reading, what each style means, and what signs mean."""

    x: Axis
    y: Axis
    marks: tuple[Mark, ...]
    legend: tuple[tuple[Style, str], ...] = ()
    notes: tuple[str, ...] = ()

    def box(self, mark: Mark) -> Box:
        """Return where a mark stands, a pixel inside of its intervals; two bounds of a span may be one."""
        (x0, x1), (y0, y1) = map(self.x.pixel, mark.x), map(self.y.pixel, mark.y)
        width = max(x1 - x0 - 2, 4)
        left = (x0 + x1 - width) / 2
        return (left, y0 + 1, left + width, y1 - 1)

    def band(self, mark: Mark) -> tuple[float, float, float, float]:
        """Return start and end of a link, as x and y of each; it leaves and arrives level, halfway between them."""
        (x0, x1), (y0, y1) = map(self.x.pixel, mark.x), map(self.y.pixel, mark.y)
        return (x0, y0, x1, y1)

    def thickness(self, mark: Mark) -> float:
        """Return how thick a link is, in pixels."""
        return mark.thickness * self.y.length / (self.y.high - self.y.low)

    @property
    def left(self) -> int:
        """The room before the plot for the labels of rows, in pixels."""
        return max(self.y.widest, width([heavy(self.y.name)])) + 12

    @property
    def top(self) -> int:
        """The room above the plot for the name and the labels of columns, in pixels."""
        return (round(self.x.widest * 0.87) + 14 if self.x.turned else 24) + LINE

    @property
    def width(self) -> int:
        """The whole width in pixels."""
        beyond = round(self.x.widest * 0.5) if self.x.turned else 24
        plot = self.x.length + max(beyond, self.y.remarks + 16)
        below = width([*(words for _, words in self.legend), *self.notes])
        return max(self.left + max(plot, width([heavy(self.x.name)])), 48 + below)

    @property
    def height(self) -> int:
        """The whole height in pixels."""
        return self.top + self.y.length + 8 + LINE * (len(self.legend) + len(self.notes))


def width(labels: Iterable[str]) -> int:
    """Return the width of the widest of *labels*, in pixels."""
    return round(max(map(len, labels), default=0) * LETTER)


def heavy(label: str) -> str:
    """Return a label as long as *label* is when it is set in heavy letters."""
    return label + "n" * round(len(label) * 0.1)


def shortened(words: str, longest: int = LONGEST) -> str:
    """Return *words*, cut after a word to at most *longest* letters with the sign that something is missing."""
    if len(words) <= longest:
        return words
    ends = [at for at in range(1, longest) if words[at] == " " or words[at - 1] in "-–"]
    return f"{words[: ends[-1] if ends else longest - 1].rstrip(' ,;:(')}…"


def tick(at: float, words: str, record: Record | None = None, remark: str = "", longest: int = LONGEST) -> Tick:
    """Return a tick with as much of *words* and of *remark* as there is room for."""
    label = shortened(words, longest)
    return Tick(at, label, record, shortened(remark, NAME), "" if label == words else words)


def steps(labels: tuple[tuple[str, Record | None], ...]) -> tuple[Tick, ...]:
    """Return a tick in the middle of each category."""
    return tuple(tick(number + 0.5, label, record) for number, (label, record) in enumerate(labels))
