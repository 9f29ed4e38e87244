"""A small site with a table that can be explored: hand-written rows, some of them hostile."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from atlas.render.explorer import works
from tests.site.small import PAGE, STATIC, THEME

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.library import Library

TITLES = {"claim": "Claim", "place": "Place", "width": "Width", "day": "Day"}
LONG = "lichen " * 714 + "ab"


@dataclass(frozen=True)
class Line:
    """A row: its id, the text of its cells, its values by facet, words by which it is found, the works it cites."""

    id: str
    cells: tuple[str, str, str]
    lichens: tuple[str, ...]
    stone: tuple[str, ...]
    names: tuple[str, ...] = ()
    works: tuple[str, ...] = ()


ROWS = (
    Line("a-1", ("Grauflechte on 2 stones", "9", "2020-05-01"), ("beard",), ("chalk",), ("lichen-21",), ("moss2010",)),
    Line("a-2", ("=1+1", "10", "2019-12-31"), ("beard", "crust"), ("chalk",), ("lichen-214",), ("fern2015",)),
    Line("a-3", ('A "quoted", divided\ntext', "1.5", "2021-01-01"), ("crust",), ("granite",), works=("moss2010",)),
    Line("a-4", ("<script>document.title='run'</script>", "", "2020-05-01"), ("leaf",), ("granite",)),
    Line("a-5", ("\u202eright to left\u202c {{ x }}", "-2", "2018-02-02"), ("crust",), ("not reported",)),
    Line("a-6", (LONG, "1.25", "2020-05-01"), ("leaf", "beard"), ("slate",), ("tgf",)),
    Line("a-7", ("\tTabbed", "100", "2020-05-01"), ("crust",), ("slate",), works=("fern2015", "moss2010")),
    Line("a-8", ("@Élan, TGF-β1", "7", "2020-06-01"), ("beard",), ("slate",)),
)
MANY = tuple(
    Line(f"m-{number}", (f"Stone {number}", str(-number), "2020-05-01"), ("crust",), ("slate",))
    for number in range(600)
)
FACETS: list[dict[str, Any]] = [
    {
        "id": "lichens",
        "label": "Lichen",
        "values": [["crust", "Crust"], ["beard", "Beard <b>"], ["leaf", "Leaf"]],
    },
    {
        "id": "stone",
        "label": "Stone",
        "values": [["slate", "Slate"], ["chalk", "Chalk"], ["granite", "Granite"], ["not reported", "not reported"]],
    },
]
NAMES = {
    "lichen-21": "Grey lichen · LCN-21 · lcnRNA-21",
    "lichen-214": "Other lichen · LCN-214",
    "tgf": "TGF-α · growth factor",
}


def places(row: Line) -> list[list[int]]:
    """Return the places of the values of a row, by facet."""
    return [
        [[id_ for id_, _ in facet["values"]].index(value) for value in getattr(row, facet["id"])] for facet in FACETS
    ]


def data(page: str, shown: tuple[Line, ...]) -> dict[str, Any]:
    """Return what the script is told of the table."""
    rows = {row.id: {"values": places(row), "names": row.names, "works": row.works} for row in shown}
    frame = {"page": page, "type": "claim", "version": "0.1", "as_of": "2024-05-01", "licence": "CC BY 4.0"}
    return {**frame, "columns": list(TITLES), "facets": FACETS, "names": NAMES, "rows": rows}


def cell(name: str, text: str) -> str:
    """Return a cell as the pages have it; an empty one says why."""
    body = escape(text) if text else '<span class="atlas-missing">not reported</span>'
    return f'<td data-label="{name}"><p>{body}</p></td>'


def table(id_: str, shown: tuple[Line, ...]) -> str:
    """Return the table as the pages have it."""
    heads = "".join(f'<th scope="col"><p>{title}</p></th>' for title in TITLES.values())
    rows = "".join(
        f'<tr><th scope="row"><p><span class="target" id="{id_}-{row.id}"></span><a href="#x">{row.id}</a> '
        f'<a class="atlas-row-link" href="#{id_}-{row.id}">¶</a></p></th>'
        + "".join(cell(name, text) for name, text in zip(list(TITLES.values())[1:], row.cells, strict=True))
        + "</tr>\n"
        for row in shown
    )
    columns = "<col>" * len(TITLES)
    return (
        f'<div class="table-wrapper"><table class="atlas-table atlas-explored docutils" id="{id_}"><caption>'
        f'<span class="caption-text">Lichens</span><a class="headerlink" href="#{id_}">¶</a></caption>'
        f"<colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def write_tables(folder: Path, library: Library) -> Path:
    """Write the site into *folder* and return it; `two.html` has the table twice, `many.html` one of many rows."""
    shutil.copytree(STATIC, folder / "_static")
    shutil.copy(THEME, folder / "_static")
    (folder / "_explorer").mkdir()
    (folder / "_explorer" / "works.js").write_text(f"atlasWorks({json.dumps(works(library))});\n", "utf-8")
    for page, ids in {"index": ["rows"], "two": ["rows", "rows-b"], "many": ["rows"]}.items():
        shown = MANY if page == "many" else ROWS
        scripts = ["_static/explorer.js"]
        for id_ in ids:
            scripts.append(f"_explorer/{page}-{id_}.js")
            call = f"atlasExplorer({json.dumps(id_)}, {json.dumps(data(f'below/{page}', shown))});\n"
            (folder / scripts[-1]).write_text(call, "utf-8")
        body = '<link rel="stylesheet" href="_static/explorer.css">' + "".join(table(id_, shown) for id_ in ids)
        body += '<p id="after">After</p>' + "".join(f'<script defer src="{name}"></script>' for name in scripts)
        (folder / f"{page}.html").write_text(PAGE.format(root="./", title=page, body=body), "utf-8")
    return folder
