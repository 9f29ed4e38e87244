"""A small site of hand-written pages, with the theme's styles and the scripts of this project."""

from __future__ import annotations

import json
import shutil
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

STATIC = Path(__file__).parents[2] / "_static"
THEME = str(files("furo") / "theme" / "furo" / "static" / "styles" / "furo.css")

PAGE = """<!doctype html>
<html lang="en" data-content_root="{root}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{root}_static/furo.css">
<link rel="stylesheet" href="{root}_static/atlas.css">
<link rel="stylesheet" href="{root}_static/previews.css">
<script defer src="{root}_static/previews.js"></script>
<script defer src="{root}_static/copy.js"></script>
</head>
<body data-theme="auto">
<div class="page"><div class="main"><div class="content"><div class="article-container">
<article role="main">
<h1>{title}</h1>
{body}
</article>
</div></div></div></div>
</body>
</html>
"""

INDEX = """
<p><a id="before" href="references.html">All works</a> stand on a page of their own.</p>
<p>Lichens are grey <span class="atlas-citation">[{single}]</span>. Some of them are green
<span class="atlas-citation">[{first}, {second}, {third}]</span>. <a id="after" href="references.html">More works</a>
are listed.</p>
<p>A lichen that is {entity}; {figure}; {page}; {odd}; {here}; {tall}.</p>
<p>Nothing is known of {keyless}, {malformed}, {fileless}, {fileless_too} and {elsewhere}.</p>
<p id="plain">A text without links.</p>
<div class="table-wrapper" style="overflow: auto; height: 5rem; width: 100%"><table style="width: 90rem"><tbody><tr>
<th style="text-align: right; text-indent: -3rem; white-space: nowrap"><em>Grey {table}</em></th><td>Wide</td></tr>
</tbody></table></div>
<p style="margin-top: 60rem; text-align: right">The end {last}</p>
<p id="end" style="margin-bottom: 60rem">End.</p>
"""

MOSS = {
    "title": "[48] Moss A, Bark CD. Is lichen-17-92 grey? J Example. 2010;3(2):10–20.",
    "warning": "",
    "lines": [["Why cited", "Background"], ["", "Also as a method."]],
    "links": [
        ["doi:10.5555/87654321", "https://doi.org/10.5555/87654321"],
        ["Page of this work", "references/moss2010.html"],
    ],
}
BARK = {
    "title": "[49] Bark CD. <img src=x onerror=\"document.title='run'\"> & <b>green</b>.",
    "warning": "Retracted on 1 May 2020",
    "lines": [["<i>Why</i>", "<script>document.title='run'</script>"]],
    "links": [
        ["script", "javascript:document.title='run'"],
        ["hidden script", " java\nscript:document.title='run'"],
        ["data", "data:text/html,run"],
        ["file", "file:///etc/passwd"],
        ["above the site", "../../../etc/passwd"],
        ["nonsense", "http://["],
        ["nowhere", ""],
        ["http", "http://example.org/"],
    ],
}
FERN = {"title": "[50] Fern E. All <em>ferns</em>."}
TALL = {"title": "Tall", "lines": [["", f"Line {number}"] for number in range(200)]}
IMAGE = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><path d="M0 0H300V100H0z"/></svg>"""

PREVIEWS: dict[str, dict[str, dict[str, Any]]] = {
    "references.html": {
        "ref-moss2010": MOSS,
        "ref-bark2012": BARK,
        "ref-fern": FERN,
        "ref-é%": {**FERN, "title": "Odd"},
        "": {**FERN, "title": "All works"},
    },
    "entities/lichen/grey/": {"": {**FERN, "title": "Grey lichen"}},
    "figures.html": {
        "figure-1": {**FERN, "title": "Figure 1", "image": "_images/x.svg", "alt": "A lichen"},
        "figure-2": {**FERN, "title": "Figure 2", "image": "https://example.org/x.svg", "alt": "Elsewhere"},
    },
    "index.html": {"plain": {**FERN, "title": "Text"}, "tall": TALL},
}


def link(href: str, text: str, **attributes: str) -> str:
    """Return a link with a preview."""
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<a class="reference internal atlas-preview" href="{escape(href)}"{more}>{text}</a>'


def cited(key: str, number: int, identifier: str, root: str = "") -> str:
    """Return a citation."""
    return link(f"{root}references.html#ref-{key}", str(number), id=identifier)


def index() -> str:
    """Return the body of the first page."""
    return INDEX.format(
        single=cited("moss2010", 48, "single"),
        first=cited("moss2010", 48, "first"),
        second=cited("bark2012", 49, "second"),
        third=cited("fern", 50, "third"),
        table=f'<span class="atlas-citation">[{cited("moss2010", 48, "table")}]</span>',
        last=cited("moss2010", 48, "last"),
        entity=link("entities/lichen/grey/", "grey", id="entity"),
        figure=link("figures.html#figure-1", "Figure 1", id="figure")
        + link("figures.html#figure-2", "Figure 2", id="foreign"),
        page=link("references.html?q=1", "the page", id="page"),
        odd=link("references.html#ref-%C3%A9%25", "odd", id="odd"),
        here=link("#plain", "here", id="here"),
        tall=link("index.html#tall", "tall", id="tall"),
        keyless=link("references.html#constructor", "no anchor", id="keyless"),
        malformed=link("references.html#ref-%", "half a letter", id="malformed"),
        fileless=link("nowhere.html#one", "no page", id="fileless"),
        fileless_too=link("nowhere.html#two", "nor here", id="fileless-too"),
        elsewhere=link("https://example.org/", "elsewhere", id="elsewhere"),
    )


def copies() -> str:
    """Return the body of a page with texts to copy."""
    return (
        '<pre data-copy="BibTeX">@article{moss2010,\n  title = {Is lichen-17-92 &lt;grey&gt;?}\n}</pre>'
        '<p data-copy="reference">Moss A, Bark CD. Is lichen-17-92 grey?</p>'
    )


def write_site(folder: Path) -> Path:
    """Write the small site into *folder* and return it."""
    bodies = {
        "index.html": ("./", index()),
        "a/b/deep.html": ("../../", f"<p>Grey [{cited('moss2010', 48, 'deep', '../../')}].</p>"),
        "references.html": ("./", "".join(f'<p id="ref-{key}">{key}</p>' for key in ("moss2010", "bark2012", "fern"))),
        "nowhere.html": ("./", "<p>Here</p>"),
        "copy.html": ("./", copies()),
    }
    texts = {name: PAGE.format(root=root, title=name, body=body) for name, (root, body) in bodies.items()}
    for name, previews in PREVIEWS.items():
        file = f"{name}index.html" if name.endswith("/") else name
        texts[f"_previews/{file}.js"] = f"atlasPreviews({json.dumps(name)}, {json.dumps(previews)});\n"
    texts["_images/x.svg"] = IMAGE
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    shutil.copytree(STATIC, folder / "_static")
    shutil.copy(THEME, folder / "_static")
    return folder
