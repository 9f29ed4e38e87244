"""What a browser makes of the drawings of a page: where words and marks lie, and in which colours."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    Point = tuple[float, float]

MEASURE = """() => [...document.querySelectorAll("figure.atlas-figure svg.atlas-drawing")].map((svg) => {
  const origin = svg.getBoundingClientRect();
  const corners = (element) => {
    const box = element.getBBox();
    const matrix = element.getScreenCTM();
    return [[0, 0], [1, 0], [1, 1], [0, 1]].map(([right, down]) => {
      const at = new DOMPoint(box.x + right * box.width, box.y + down * box.height).matrixTransform(matrix);
      return [at.x - origin.x, at.y - origin.y];
    });
  };
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return colour === "rgba(0, 0, 0, 0)" && element.parentElement ? ground(element.parentElement) : colour;
  };
  const look = (element) => {
    const style = getComputedStyle(element);
    const pattern = svg.querySelector(`[id="${style.fill.match(/#([^"]+)/)?.[1]}"] > *`);
    return {
      fill: pattern ? getComputedStyle(pattern.parentElement).stroke : style.fill,
      stroke: style.stroke,
      dashed: style.strokeDasharray !== "none",
      pattern: pattern ? pattern.tagName : "",
      foot: element.nextElementSibling?.matches(".f") ?? false,
    };
  };
  const text = (element) => {
    const style = getComputedStyle(element);
    const scale = Math.hypot(element.getScreenCTM().a, element.getScreenCTM().b);
    return {
      words: element.textContent,
      corners: corners(element),
      pixels: parseFloat(style.fontSize) * scale,
      fill: style.fill,
      halo: style.stroke,
      on: element.matches(".t"),
    };
  };
  const link = (element) => {
    const shape = element.querySelector(".m, .l");
    return {
      name: element.querySelector("title")?.textContent ?? element.textContent,
      href: element.getAttribute("href"),
      corners: corners(shape ?? element.querySelector("text")),
      mark: shape !== null,
      style: shape ? [...shape.classList].at(-1) : "",
      look: shape ? look(shape) : null,
      text: shape && element.querySelector("text") ? text(element.querySelector("text")) : null,
    };
  };
  const entry = (element) => ({ style: [...element.classList].at(-1), look: look(element) });
  return {
    id: svg.closest("figure").id.replace("figure-", ""),
    size: [origin.width, origin.height],
    back: ground(svg.parentElement),
    texts: [...svg.querySelectorAll("text")].map(text),
    links: [...svg.querySelectorAll("a")].map(link),
    legend: [...svg.querySelectorAll(":scope > .m")].map(entry),
  };
})"""
"""Every drawing of a page: its texts, its links and its legend; corners are in CSS pixels from the drawing's own."""


@dataclass(frozen=True)
class Chart:
    """A drawing as a browser shows it: the id of its figure and what `MEASURE` says of it."""

    id: str
    size: Point
    back: str
    texts: list[dict[str, Any]]
    links: list[dict[str, Any]]
    legend: list[dict[str, Any]]

    @property
    def marks(self) -> list[dict[str, Any]]:
        """The links that are marks, in the order of the page."""
        return [link for link in self.links if link["mark"]]


def charts(tab: Page) -> list[Chart]:
    """Return all drawings of the page in *tab*."""
    return [Chart(**one) for one in tab.evaluate(MEASURE)]


def overlap(one: list[Point], other: list[Point], slack: float) -> bool:
    """Return whether two rectangles, turned or not, share more than a rim of *slack* pixels."""
    for corners in (one, other):
        for start, end in (corners[:2], corners[1:3]):
            along = (end[0] - start[0], end[1] - start[1])
            length = math.hypot(*along) or 1
            first, second = (
                [(x * along[0] + y * along[1]) / length for x, y in corners_of] for corners_of in (one, other)
            )
            if max(first) - slack <= min(second) or max(second) - slack <= min(first):
                return False
    return True


def sides(corners: list[Point]) -> Point:
    """Return the lengths of the two sides of a rectangle."""
    return math.dist(corners[0], corners[1]), math.dist(corners[1], corners[2])


def middle(corners: list[Point]) -> Point:
    """Return the centre of a rectangle."""
    return (corners[0][0] + corners[2][0]) / 2, (corners[0][1] + corners[2][1]) / 2


def distance(point: Point, corners: list[Point]) -> float:
    """Return how far *point* is from a rectangle; 0 within it."""
    start, right, _, down = corners
    beyond = []
    for end in (right, down):
        along = (end[0] - start[0], end[1] - start[1])
        length = math.hypot(*along) or 1
        at = ((point[0] - start[0]) * along[0] + (point[1] - start[1]) * along[1]) / length
        beyond.append(max(-at, 0, at - length))
    return math.hypot(*beyond)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two computed colours as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = list(_parts(colour))
    assert len(parts) == 3, colour
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _parts(colour: str) -> Iterator[float]:
    """Yield red, green and blue of a colour without transparency, each from 0 to 1."""
    assert re.fullmatch(r"rgb\(\d+, \d+, \d+\)", colour), colour
    yield from (int(part) / 255 for part in re.findall(r"\d+", colour))
