"""The works that the article cites, by the year in which they appeared and the section that cites them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.render import phrases
from atlas.render.blocks import Column, text
from atlas.render.drawing import Axis, Drawing, Mark, steps
from atlas.render.figures import parts

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.model.records import Reference
    from atlas.model.scheme import Plan
    from atlas.render.blocks import Figure, Row

    Sections = dict[str, tuple[str, tuple[Reference, ...]]]
    """Title and works of each section, by its id."""

WHOLE = "whole"
"""The row of all sections together, where each work is counted once."""


def works(library: Library, plan: Plan) -> Figure:
    """Return how many works of each year each section cites, and how many the whole article does."""
    parts.need(plan, library.references)
    rows = _sections(library)
    years = list(range(min(work.year for work in library.references), max(w.year for w in library.references) + 1))
    cells = {
        (section, year): tuple(work for work in cited if work.year == year)
        for section, (_, cited) in rows.items()
        for year in years
    }
    filled = {ids: cited for ids, cited in cells.items() if cited}
    order = list(rows)
    marks = tuple(
        Mark(
            shape="cell",
            x=(year - years[0], year - years[0] + 1),
            y=(order.index(section), order.index(section) + 1),
            value=len(cited),
            text=str(len(cited)),
            label=f"{rows[section][0]}, {year}: {phrases.plural(len(cited), 'work')}",
            row=f"{section}-{year}",
            records=tuple(("work", work.key) for work in cited),
            style="strong" if section == WHOLE else "plain",
        )
        for (section, year), cited in filled.items()
    )
    titles = steps(tuple((title, None) for title, _ in rows.values()))
    drawing = Drawing(
        Axis("Year", steps(tuple((str(year), None) for year in years)), 44 * len(years), 0, len(years)),
        Axis("Section", titles, parts.CELL * len(rows), 0, len(rows)),
        marks,
        (("plain", "works that the section cites"), ("strong", "works that the article cites, each once")),
    )
    columns = (
        Column("section", "Section"),
        Column("year", "Year", 1),
        Column("works", "Works", 1),
        Column("which", "Which", 3),
    )
    data = parts.table(plan, columns, (_row(library, rows, ids, cited) for ids, cited in filled.items()))
    return parts.figure(library, plan, drawing, _description(library, rows, years, cells), data)


def _sections(library: Library) -> Sections:
    """Return title and works of each section that cites any, and of the whole article."""
    numbers = {
        section.id: {number for sentence in section.sentences for number in sentence.numbers}
        for section in library.sections
    }
    rows = {
        section.id: (section.title, tuple(one for one in library.references if one.number in numbers[section.id]))
        for section in library.sections
        if numbers[section.id]
    }
    return rows | {WHOLE: ("Whole article", library.references)}


def _row(library: Library, rows: Sections, ids: tuple[str, int], cited: tuple[Reference, ...]) -> Row:
    section, year = ids
    numbers = phrases.works(library, (work.key for work in cited))
    return parts.row(f"{section}-{year}", text(rows[section][0]), text(str(year)), text(str(len(cited))), numbers)


def _description(
    library: Library,
    rows: Sections,
    years: list[int],
    cells: dict[tuple[str, int], tuple[Reference, ...]],
) -> tuple[str, ...]:
    by_year = parts.listed(f"{len(cells[WHOLE, year])} of {year}" for year in years if cells[WHOLE, year])
    none = [str(year) for year in years if not cells[WHOLE, year]]
    silent = f" None is of {parts.listed(none)}." if none else ""
    by_section = "; ".join(f"{title}: {len(cited)}" for id_, (title, cited) in rows.items() if id_ != WHOLE)
    return (
        f"The article cites {phrases.plural(len(library.references), 'work')}: {by_year}.{silent}",
        f"Works cited in each section – {by_section}. A work that several sections cite is counted in each of them.",
    )
