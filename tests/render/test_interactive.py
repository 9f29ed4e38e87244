"""Interactive drawings: the same marks in the same places as in the static one, the same bytes in every run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from atlas.render.figures.drawn import drawn
from atlas.render.figures.interactive import interactive
from atlas.render.figures.svg import draw

if TYPE_CHECKING:
    from atlas.library import Library

FIGURES = (
    "diseases-by-mechanism",
    "diseases-by-cargo",
    "sources-by-disease",
    "vesicle-sizes",
    "trials-by-phase",
    "works-by-year",
    "fate-by-tissue",
    "areas-of-disease",
    "source-to-disease",
)


def sources(made: dict[str, Any]) -> dict[str, dict[str, list[Any]]]:
    """Return the columns of each source of a plot, by its name."""
    found: dict[str, dict[str, list[Any]]] = {}

    def walk(value: object) -> None:
        if isinstance(value, dict):
            if value.get("name") == "ColumnDataSource":
                found[value["attributes"]["name"]] = dict(value["attributes"]["data"]["entries"])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(made["item"])
    return found


def test_every_planned_figure_is_tested(atlas_library: Library) -> None:
    """The list above is that of the scheme."""
    assert set(FIGURES) == {plan.id for plan in atlas_library.scheme.figures}


@pytest.mark.parametrize("id_", FIGURES)
def test_marks_are_those_of_the_table(atlas_library: Library, id_: str) -> None:
    """Each mark names a row of the table, the records behind it and its number in the plot, each once."""
    figure = drawn(atlas_library, id_)
    made = interactive(figure)
    rows = {row.target.id.lower() for row in figure.table.rows}
    assert [mark["label"] for mark in made["marks"]] == [mark.label for mark in figure.drawing.marks]
    assert {mark["row"] for mark in made["marks"]} <= rows
    for mark, known in zip(made["marks"], figure.drawing.marks, strict=True):
        assert mark["records"] == [f"{kind}/{id_}".lower() for kind, id_ in known.records]
    numbers = sorted(number for columns in sources(made).values() for number in columns["mark"])
    assert numbers == list(range(len(figure.drawing.marks)))
    assert all(len(values) == len(columns["mark"]) for columns in sources(made).values() for values in columns.values())


@pytest.mark.parametrize("id_", FIGURES)
def test_boxes_stand_where_the_static_drawing_has_them(atlas_library: Library, id_: str) -> None:
    """The same corners and the same words as in the SVG."""
    figure = drawn(atlas_library, id_)
    made = interactive(figure)
    boxes = sources(made).get("boxes", {})
    svg = draw(figure, lambda *_: "")
    marks = re.findall(r'<rect x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)" class="m [^>]*/>(.*?)</a>', svg)
    assert len(marks) == len(boxes.get("mark", []))
    for place, (x, y, width, height, inside) in enumerate(marks):
        assert boxes["left"][place] + made["left"] == pytest.approx(float(x), abs=0.06)
        assert boxes["top"][place] + made["top"] == pytest.approx(float(y), abs=0.06)
        assert boxes["right"][place] - boxes["left"][place] == pytest.approx(float(width), abs=0.06)
        assert boxes["bottom"][place] - boxes["top"][place] == pytest.approx(float(height), abs=0.06)
        assert boxes["text"][place] == drawn(atlas_library, id_).drawing.marks[boxes["mark"][place]].text
        assert bool(boxes["text"][place]) is ("<text" in inside)


def test_bands_run_from_box_to_box(atlas_library: Library) -> None:
    """A curve starts and ends at the bounds of its mark, level, and stays between them."""
    figure = drawn(atlas_library, "source-to-disease")
    bands = sources(interactive(figure))["bands"]
    assert len(bands["mark"]) > 20
    for number, xs, ys in zip(bands["mark"], bands["xs"], bands["ys"], strict=True):
        x0, y0, x1, y1 = figure.drawing.band(figure.drawing.marks[number])
        assert (xs[0], ys[0], xs[-1], ys[-1]) == pytest.approx((x0, y0, x1, y1), abs=0.06)
        assert xs == sorted(xs)
        assert ys in (sorted(ys), sorted(ys, reverse=True))
        assert ys[len(ys) // 2] == pytest.approx((y0 + y1) / 2, abs=0.06)


def test_patterns_have_their_names_in_bokeh(atlas_library: Library) -> None:
    """A mark that is told apart by a pattern is so here as well."""
    figure = drawn(atlas_library, "vesicle-sizes")
    hatched = [number for number, mark in enumerate(figure.drawing.marks) if mark.style == "hatched"]
    boxes = sources(interactive(figure))["boxes"]
    assert hatched
    assert [number for number, hatch in zip(boxes["mark"], boxes["hatch"], strict=True) if hatch == "/"] == hatched


def test_the_same_figure_gives_the_same_text(atlas_library: Library) -> None:
    """However many plots were made before; and no word of a record is taken for the number of a model."""
    first = json.dumps([interactive(drawn(atlas_library, id_)) for id_ in FIGURES])
    again = json.dumps([interactive(drawn(atlas_library, id_)) for id_ in reversed(FIGURES)][::-1])
    assert first == again
    assert not re.search(r'"id": "p\d+"', first)
    assert '"root_id": "m1"' in first


def test_no_script_is_in_a_plot(atlas_library: Library) -> None:
    """No CustomJS, no address: what a plot does is done by the script of the site."""
    text = json.dumps([interactive(drawn(atlas_library, id_)) for id_ in FIGURES])
    assert "CustomJS" not in text
    assert "http" not in text


def test_only_what_draws_figures_knows_bokeh() -> None:
    """The interactive drawing, and the module that copies BokehJS to the site."""
    package = Path(__file__).parents[2] / "_ext" / "atlas"
    users = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"^\s*(from|import) bokeh", path.read_text("utf-8"), re.MULTILINE)
    }
    assert users == {"render/figures/interactive.py", "sphinx_ext/interactive.py"}
