"""Figures: their numbers are those of the tables, their words and links are complete, their drawing is plain SVG."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from atlas.code import Code
from atlas.library import ids_of
from atlas.load.project import load_project
from atlas.model.scheme import Plan, TableColumn
from atlas.model.values import Draws
from atlas.render.blocks import Cite, Link, Text
from atlas.render.counts import number
from atlas.render.data import plain
from atlas.render.drawing import Axis, Mark, Tick, shortened
from atlas.render.figures.drawn import drawn, files
from atlas.render.figures.svg import draw
from atlas.render.figures.works import WHOLE
from atlas.render.requests import RefusedError

if TYPE_CHECKING:
    from collections.abc import Container

    from atlas.library import Library
    from atlas.render.blocks import Figure

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"


def address(kind: str, id_: str) -> str:
    """Return an address as long as those of the site."""
    return f"../entities/{kind}/{id_}.html" if kind == "entity" else f"../review/background.html#{kind}-{id_}"


def figures(library: Library, *draws: Draws) -> list[Figure]:
    """Return all figures of *library*, or those that draw one of *draws*; never none."""
    plans = [plan for plan in library.scheme.figures if not draws or plan.draws in draws]
    assert plans
    return [drawn(library, plan.id) for plan in plans]


def parsed(figure: Figure) -> etree._Element:
    """Return the drawing as XML."""
    return etree.fromstring(draw(figure, address))


def test_every_mark_stands_for_a_row_and_every_row_has_a_mark(atlas_library: Library) -> None:
    """The table says all that the drawing says, and no more; so does the file."""
    made = files(atlas_library)
    for figure in figures(atlas_library):
        rows = [row.target.id for row in figure.table.rows]
        assert len(rows) == len(set(rows)), figure.target.id
        assert {mark.row for mark in figure.drawing.marks} == set(rows), figure.target.id
        read = list(csv.reader(io.StringIO(made[figure.data])))
        assert read[0] == [column.title for column in figure.table.columns]
        assert [row[0] for row in read[1:]] == ["; ".join(map(plain, row.cells[0])) for row in figure.table.rows]


def test_a_row_cites_each_work_once(atlas_library: Library) -> None:
    """However many claims of a row rest on a work."""
    for figure in figures(atlas_library):
        cells = [part for row in figure.table.rows for cell in row.cells for line in cell for part in line]
        for part in cells:
            assert not isinstance(part, Cite) or len(set(part.works)) == len(part.works), part


def test_every_mark_names_records_that_exist(atlas_library: Library) -> None:
    """What stands behind a mark can be looked up; the number on it is their number where it counts them."""
    known: dict[str, Container[str]] = {
        "claim": atlas_library.claim,
        "trial": atlas_library.trial,
        "work": atlas_library.reference,
    }
    for figure in figures(atlas_library):
        for mark in figure.drawing.marks:
            assert mark.records, mark
            assert all(id_ in known[kind] for kind, id_ in mark.records), mark


def test_cells_of_a_matrix_count_what_pages_count(atlas_library: Library) -> None:
    """The number in a cell is the number of findings under the same filters."""
    for figure in figures(atlas_library, Draws.MATRIX):
        for mark in figure.drawing.marks:
            assert mark.value == len(mark.records)
            row, column = figure.drawing.y.ticks[int(mark.y[0])].record, figure.drawing.x.ticks[int(mark.x[0])].record
            if row and column:
                first, second = (axis.facets[0] for axis in atlas_library.scheme.figure[figure.target.id].axes)
                filters = ((first, (row[1],)), (second, (column[1],)))
                assert mark.value == number(atlas_library, "findings", filters), mark


def test_gaps_of_a_matrix_are_what_its_cells_leave_out(atlas_library: Library) -> None:
    """Each pair of a row and a column is a cell or a gap, never both."""
    for figure in figures(atlas_library, Draws.MATRIX):
        rows, columns = ([tick for tick in axis.ticks if tick.record] for axis in (figure.drawing.y, figure.drawing.x))
        pairs = {
            (row.record[1], column.record[1]) for row in rows for column in columns if row.record and column.record
        }
        filled = {pair for pair in pairs if "-".join(pair) in {mark.row for mark in figure.drawing.marks}}
        labels = {entity.label: entity.id for entity in atlas_library.entities}
        gaps = []
        for line in figure.gaps:
            head, tail = line[0], line[-1]
            assert isinstance(head, Link)
            assert isinstance(tail, Text)
            gaps += [(head.id, labels[label]) for label in tail.text.split("; ")]
        assert len(gaps) == len(set(gaps))
        assert set(gaps) == pairs - filled
        assert f"other {len(gaps)} there is no finding" in figure.description[1]


def test_works_are_counted_by_year_and_section(atlas_library: Library) -> None:
    """The works of a cell are those that the claims of the section rest on; the whole article has each work once."""
    library = atlas_library
    background = {("work", one.key) for one in library.references if library.scheme.role[one.role].background}
    for figure in figures(library, Draws.WORKS):
        for mark in figure.drawing.marks:
            section, _, year = mark.row.rpartition("-")
            claims = [one for one in library.claims if section in {WHOLE, one.origin.section}]
            cited = {("work", work.key) for work in library.works(claims) if work.year == int(year)}
            assert set(mark.records) - background == cited - background, mark.row
            assert mark.value == len(mark.records)
        whole = [record for mark in figure.drawing.marks if mark.row.startswith(WHOLE) for record in mark.records]
        assert sorted(whole) == sorted(("work", work.key) for work in library.references)


def test_trials_stand_in_each_of_their_phases(atlas_library: Library) -> None:
    """Every trial has a row with all its values; what sources give as a number is the number in the cell.

    Those of the article's table come first, in its order; the others by condition.
    """
    library = atlas_library
    printed = [trial.id for trial in library.trials if trial.printed]
    order = ["Early 1", "1", "1/2", "2", "2/3", "3", "4", "n. a.", "n. r."]
    for figure in figures(atlas_library, Draws.TRIALS):
        rows = {row.target.id: row for row in figure.table.rows}
        assert list(rows)[: len(printed)] == printed
        conditions = [plain(row.cells[1][0]).lower() for row in figure.table.rows[len(printed) :]]
        assert conditions == sorted(conditions)
        assert sorted(rows) == sorted(library.trial)
        labels = [tick.label for tick in figure.drawing.x.ticks]
        assert labels == [label for label in order if label in labels]
        for trial in library.trials:
            marks = [mark for mark in figure.drawing.marks if mark.row == trial.id]
            assert len(marks) == max(1, len({fact.value for fact in trial.values("phase")}))
            assert {mark.style for mark in marks} == {"strong" if trial.printed else "plain"}
            status = plain(rows[trial.id].cells[-1][0])
            assert all(fact.value in status for fact in trial.values("status"))
            numbers = [fact.value for fact in trial.values("enrolment")]
            if len(numbers) == 1 and numbers[0].isdigit():
                assert {(mark.text, mark.value) for mark in marks} == {(numbers[0], float(numbers[0]))}


def test_ranges_are_those_of_the_claims_and_overlap_where_they_do(atlas_library: Library) -> None:
    """Spans have the bounds that claims state; an overlap has those that two of them share, and none is left out."""
    plans = [plan for plan in atlas_library.scheme.figures if plan.draws is Draws.RANGES]
    assert plans
    for plan in plans:
        marks = drawn(atlas_library, plan.id).drawing.marks
        behind: dict[tuple[float, float, str], list[tuple[str, str]]] = {}
        for claim in atlas_library.claims:
            for one in claim.quantities:
                if one.unit == plan.unit and one.measure in plan.measures:
                    behind.setdefault((one.low, one.high or one.low, one.subject), []).append(("claim", claim.id))
        stated = sorted(behind)
        shown = sorted((*mark.x, mark.records) for mark in marks if mark.style == "plain")
        assert shown == sorted((low, high, tuple(behind[low, high, id_])) for low, high, id_ in stated)
        shared = {
            (max(one[0], other[0]), min(one[1], other[1]), frozenset((one[2], other[2])))
            for one, other in combinations(stated, 2)
            if one[2] != other[2] and max(one[0], other[0]) <= min(one[1], other[1])
        }
        overlaps = [mark.x for mark in marks if mark.style == "hatched"]
        assert sorted(overlaps) == sorted((low, high) for low, high, _ in shared)


def test_an_overview_counts_what_pages_count(atlas_library: Library) -> None:
    """Each bar is the number of findings on an area in a system; together they are all findings on it."""
    for figure in figures(atlas_library, Draws.OVERVIEW):
        for mark in figure.drawing.marks:
            assert mark.value == len(mark.records) == mark.x[1] - mark.x[0]
            tick = figure.drawing.y.ticks[int(mark.y[0])]
            assert tick.record is not None
            system = mark.row.removeprefix(f"{tick.record[1]}-").replace("-", " ")
            filters = (("diseases", tuple(sorted(atlas_library.lineage(tick.record[1])))), ("system", (system,)))
            assert mark.value == number(atlas_library, "findings", filters)
        for row, tick in enumerate(figure.drawing.y.ticks):
            assert tick.record is not None
            below = tuple(sorted(atlas_library.lineage(tick.record[1])))
            total = number(atlas_library, "findings", (("diseases", below),))
            assert sum(mark.value for mark in figure.drawing.marks if mark.y[0] == row) == total
            named = any(one.origin.section == "figure-1" for one in atlas_library.claims_naming(tick.record[1]))
            assert tick.remark.startswith("not named") is not named


def test_every_place_of_a_finding_is_marked(atlas_library: Library) -> None:
    """One mark for each place that a finding names, with the claim behind it."""
    for figure in figures(atlas_library, Draws.WHEREABOUTS):
        places = [tick.record[1] for tick in figure.drawing.x.ticks if tick.record]
        shown = [(mark.records[0][1], places[int(mark.x[0])]) for mark in figure.drawing.marks]
        claims = [claim for claim in atlas_library.claims if claim.kind == "biodistribution"]
        assert sorted(shown) == sorted((claim.id, place) for claim in claims for place in ids_of(claim, "tissues"))


def test_a_flow_is_as_wide_as_its_findings(atlas_library: Library) -> None:
    """Lines are the findings that name both ends, boxes those that name one; links lie within the boxes they join."""
    library = atlas_library
    (plan,) = (plan for plan in library.scheme.figures if plan.draws is Draws.FLOW)
    facets = [axis.facets for axis in plan.axes]
    figure = drawn(library, plan.id)
    boxes = {mark.row: mark for mark in figure.drawing.marks if mark.shape == "bar"}
    links = [mark for mark in figure.drawing.marks if mark.shape == "link"]
    (carriers,) = (axis.facets for axis in plan.axes if axis.id == plan.through)

    def naming(layer: int, id_: str) -> set[str]:
        found = (one for one in library.findings(library.claims) if any(ids_of(one, name) for name in carriers))
        return {one.id for one in found if any(id_ in ids_of(one, facet) for facet in facets[layer])}

    ends = {(int(mark.x[1]) - 1, *_ends(mark, boxes)) for mark in links}
    assert len(ends) == len(links)
    for mark in links:
        layer = int(mark.x[1]) - 1
        start, end = _ends(mark, boxes)
        assert {id_ for _, id_ in mark.records} == naming(layer, start) & naming(layer + 1, end)
        assert mark.value == len(mark.records)
        for at, id_, y in ((layer, start, mark.y[0]), (layer + 1, end, mark.y[1])):
            top, bottom = boxes[f"{at}-{id_}"].y
            assert top <= y - mark.thickness / 2 <= y + mark.thickness / 2 <= bottom
    for row, mark in boxes.items():
        place, _, id_ = row.partition("-")
        assert {one for _, one in mark.records} <= naming(int(place), id_)


def _ends(mark: Mark, boxes: dict[str, Mark]) -> tuple[str, str]:
    """Return the entities that a link joins, from the row that it names."""
    layer, _, both = mark.row.partition("-")
    ids = [row.partition("-")[2] for row in boxes if row.startswith(f"{layer}-")]
    (start,) = (
        id_ for id_ in ids if both.startswith(f"{id_}-") and f"{int(layer) + 1}-{both[len(id_) + 1 :]}" in boxes
    )
    return start, both[len(start) + 1 :]


def test_drawings_are_the_same_every_time(atlas_library: Library) -> None:
    """Same data, same bytes, also when all is read anew."""
    again, _ = load_project(ROOT)
    assert again is not None
    for one, other in zip(figures(atlas_library), figures(again), strict=True):
        assert one == other
        assert draw(one, address) == draw(other, address)


def test_drawings_are_small_and_keep_their_room(atlas_library: Library) -> None:
    """Below 40 KB; every mark and label lies within the size that is reserved for the drawing."""
    for figure in figures(atlas_library):
        text = draw(figure, address)
        assert len(text.encode()) < 40_000, figure.target.id
        root = etree.fromstring(text)
        width, height = (float(root.get(name, "0")) for name in ("width", "height"))
        assert root.get("viewBox") == f"0 0 {width:g} {height:g}"
        for box in root.iter(f"{SVG}rect"):
            x, y, wide, high = (float(box.get(name, "-1")) for name in ("x", "y", "width", "height"))
            assert min(x, y) >= 0
            assert min(wide, high) > 0, (figure.target.id, etree.tostring(box))
            assert x + wide <= width, figure.target.id
            assert y + high <= height, figure.target.id


def test_words_are_text_and_marks_are_links(atlas_library: Library) -> None:
    """All labels stand in the drawing as text; every mark is a link with a name."""
    for figure in figures(atlas_library):
        root = parsed(figure)
        texts = [element.text or "" for element in root.iter(f"{SVG}text")]
        axes = (figure.drawing.x, figure.drawing.y)
        expected = [part for axis in axes for tick in axis.ticks for part in (tick.label, tick.remark) if part]
        expected += [mark.text for mark in figure.drawing.marks if mark.text]
        expected += [words for axis in axes for words in (axis.label, axis.remarked) if words]
        expected += [*(words for _, words in figure.drawing.legend), *figure.drawing.notes]
        assert sorted(texts) == sorted(expected)
        links = [
            link
            for link in root.iter(f"{SVG}a")
            if link.xpath("./*[starts-with(@class, 'm ') or starts-with(@class, 'l ')]")
        ]
        assert [link.findtext(f"{SVG}title") for link in links] == [mark.label for mark in figure.drawing.marks]
        assert all(link.get("href") for link in links)


def test_labels_that_are_cut_are_said_in_full(atlas_library: Library) -> None:
    """In a title of their own, and what was cut is not read beside it; the name of a mark holds what stands on it."""
    cut = 0
    for figure in figures(atlas_library):
        ticks = [tick for axis in (figure.drawing.y, figure.drawing.x) for tick in axis.ticks]
        pairs = [(text.getprevious(), text) for text in parsed(figure).iter(f"{SVG}text")]
        titled = [(one, text) for one, text in pairs if one is not None and one.tag == f"{SVG}title"]
        said = [(title.text, text.text, text.get("aria-hidden")) for title, text in titled]
        assert said == [(tick.whole, tick.label, "true") for tick in ticks if tick.whole]
        for tick in ticks:
            assert tick.whole.startswith(tick.label.removesuffix("…")) or not tick.whole
            assert tick.whole or not tick.label.endswith("…")
            cut += tick.label.endswith("…")
        for mark in figure.drawing.marks:
            assert mark.text.removesuffix("…") in mark.label or mark.text in {"?", "*"}, mark
    assert cut > 10


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("exactly twelve", "exactly…"),
        ("twelve exact", "twelve exact"),
        ("with (brackets on)", "with…"),
        ("graft-versus-host", "graft-…"),
        ("of two–three", "of two–three"),
        ("unbreakable word", "unbreakable…"),
        ("unbreakableword", "unbreakable…"),
    ],
)
def test_labels_are_cut_after_a_word(words: str, label: str) -> None:
    """To twelve letters here, the sign included; only a word that is too long itself is cut within."""
    assert shortened(words, 12) == label
    assert len(label) <= 12


def test_drawings_have_a_name_and_a_long_description(atlas_library: Library) -> None:
    """They are named by their title and described by the same words as below the drawing."""
    for figure in figures(atlas_library):
        root = parsed(figure)
        by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
        assert all(str(id_).startswith(f"{figure.target.anchor}-") for id_ in by_id)  # two figures may share a page
        assert by_id[root.get("aria-labelledby")].text == figure.title
        assert by_id[root.get("aria-describedby")].text == " ".join(figure.description)
        assert len(" ".join(figure.description)) > 100
        assert figure.caption


def test_styles_are_explained(atlas_library: Library) -> None:
    """Where marks look different, the legend says what each look means."""
    for figure in figures(atlas_library):
        used = {mark.style for mark in figure.drawing.marks}
        explained = {style for style, _ in figure.drawing.legend}
        assert explained == used or (len(used) == 1 and not explained), figure.target.id


def test_data_never_become_markup(lichen_library: Library) -> None:
    """Whatever a title, a label or a mark holds, it stays text."""
    bad = "</title><script>alert('x')</script>\" & \u202e"
    figure = drawn(lichen_library, "lichens-by-pollutant")
    marks = tuple(replace(mark, text=bad, label=bad, records=()) for mark in figure.drawing.marks)
    x = replace(figure.drawing.x, label=bad, ticks=(Tick(0.5, bad, remark=bad),))
    drawing = replace(figure.drawing, x=x, marks=marks, legend=(("plain", bad),))
    root = parsed(replace(figure, title=bad, description=(bad,), drawing=drawing))
    assert not list(root.iter(f"{SVG}script"))
    assert {element.text for element in root.iter(f"{SVG}title")} == {bad}


def test_a_scale_has_its_ends_where_it_says() -> None:
    """On a logarithmic axis a factor is a distance; a linear one is even."""
    axis = Axis("Size", (), 300, 1, 1000, "log")
    assert [axis.pixel(value) for value in (1, 10, 100, 1000)] == [0, 100, 200, 300]
    assert replace(axis, scale="linear", low=0).pixel(500) == 150


def test_a_remark_on_what_does_not_exist_is_refused(lichen_library: Library) -> None:
    """A plan may name discrepancies that exist, and no others."""
    (plan,) = lichen_library.scheme.figures
    scheme = replace(lichen_library.scheme, figures=(replace(plan, remarks=("D77",)),))
    with pytest.raises(RefusedError) as caught:
        drawn(replace(lichen_library, scheme=scheme), plan.id)
    assert caught.value.code is Code.UNKNOWN_RECORD
    assert "D77" in caught.value.found


AXES = tuple(TableColumn(id=name, label=name, facets=(name,)) for name in ("pollutants", "lichens", "term"))
PLANS = {
    Draws.MATRIX: Plan("made", Draws.MATRIX, "Made", "Made.", axes=AXES[:2]),
    Draws.WHEREABOUTS: Plan("made", Draws.WHEREABOUTS, "Made", "Made.", axes=AXES),
    Draws.FLOW: Plan("made", Draws.FLOW, "Made", "Made.", axes=AXES, through="lichens"),
    Draws.RANGES: Plan("made", Draws.RANGES, "Made", "Made.", unit="mm", measures=("width",)),
    Draws.OVERVIEW: Plan(
        "made", Draws.OVERVIEW, "Made", "Made.", axes=AXES[:1], entities=("sulphur-dioxide",), section="intro"
    ),
    Draws.WORKS: Plan("made", Draws.WORKS, "Made", "Made."),
    Draws.TRIALS: Plan("made", Draws.TRIALS, "Made", "Made."),
}
"""A plan of each kind on the tiny review."""


def planned(library: Library, plan: Plan) -> Library:
    """Return *library* with one plan."""
    return replace(library, scheme=replace(library.scheme, figures=(plan,)))


@pytest.mark.parametrize("draws", Draws)
def test_any_review_can_be_drawn(lichen_library: Library, draws: Draws) -> None:
    """Each kind of figure is made from whatever a scheme declares."""
    figure = drawn(planned(lichen_library, PLANS[draws]), "made")
    assert figure.drawing.marks
    assert parsed(figure).tag == f"{SVG}svg"


@pytest.mark.parametrize("draws", sorted(set(Draws) - {Draws.OVERVIEW}))
def test_a_figure_of_nothing_is_refused(lichen_library: Library, draws: Draws) -> None:
    """Without records there is no figure and no file."""
    bare = replace(planned(lichen_library, PLANS[draws]), claims=(), trials=(), references=())
    with pytest.raises(RefusedError) as caught:
        drawn(bare, "made")
    assert "nothing to draw in figure 'made'" in caught.value.found
    assert files(bare) == {}


@pytest.mark.parametrize("change", [{"entities": ("granite",)}, {"section": "granite"}])
def test_an_overview_of_what_does_not_exist_is_refused(lichen_library: Library, change: dict[str, Any]) -> None:
    """Its areas are entities, and it is compared with a section."""
    with pytest.raises(RefusedError) as caught:
        drawn(planned(lichen_library, replace(PLANS[Draws.OVERVIEW], **change)), "made")
    assert "granite" in caught.value.found


def test_a_mark_with_one_record_leads_to_it(lichen_library: Library) -> None:
    """One with several leads to its row in the table, where all of them stand."""
    figure = drawn(lichen_library, "lichens-by-pollutant")
    mark: Mark = figure.drawing.marks[0]
    assert len(mark.records) == 1
    assert f'href="{address(*mark.records[0])}"' in draw(figure, address)
    several = replace(figure.drawing, marks=(replace(mark, records=mark.records * 2),))
    assert f'href="#{figure.table.id}-{mark.row}"' in draw(replace(figure, drawing=several), address)
