"""The tiny review with all that a project may have beside its data, so that each can be changed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.build import Project

CONF = """
html_static_path = ["_static"]
html_css_files = ["atlas.css", "previews.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("previews.js", "copy.js")]
html_extra_path = ["extra"]
html_additional_pages = {"more": "more.html"}
templates_path = ["_templates"]
myst_heading_anchors = 3
numfig = True
suppress_warnings = ["bibtex.duplicate_citation"]
"""

LINKS = """# Links

To [](#growth), [](lists.md), [](lists.md#introduction), [](#trees), {ref}`trees`, {term}`bark`, {numref}`growth` and
{eq}`law`; as {cite:t}`moss2010` say {footcite}`fern2015`; {download}`notes.txt`.

```{footbibliography}
```

```{include} part.txt
```
"""

PLACES = """# Places

![Left](left/crust.png) and {cite}`moss2010`.

(trees)=
## Trees

```{math}
:label: law
a = b
```

```{glossary}
bark
: The skin of trees.
```

```{bibliography}
:all:
```
"""

OTHERS = """# Others

![Right](right/crust.png) ![Grown](growth.png)

```{bibliography}
:list: bullet
:filter: cited
```
"""

FILES = {
    "docs/links.md": LINKS,
    "docs/places.md": PLACES,
    "docs/others.md": OTHERS,
    "docs/part.txt": "Some words.\n",
    "docs/notes.txt": "Notes.\n",
    "docs/leads/lichen/grey-crust.md": "It is flat {cite}`moss2010`.\n",
    "extra/extra.txt": "Extra.\n",
    "_templates/more.html": "<html>More</html>\n",
    "_templates/page.html": '{% extends "!page.html" %}{% block footer %}Footer{{ super() }}{% endblock %}\n',
}


def stand_alone(project: Project) -> None:
    """Give the project an extension of its own in its folder."""
    shutil.copytree(ROOT / "_ext", project.folder / "_ext", ignore=shutil.ignore_patterns("__pycache__"))
    project.edit("conf.py", 'str(ROOT / "_ext")', 'str(Path(__file__).parent / "_ext")')


def furnish(project: Project) -> None:
    """Add pages with links, numbers and lists, leads, templates, style sheets, images of one name, files to copy.

    The pages stand below one that is not changed: a page is written again with those that its table of contents names.
    """
    project.append("conf.py", CONF)
    shutil.copytree(ROOT / "_static", project.folder / "_static")
    for name, text in FILES.items():
        path = project.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    picture = (project.folder / "docs/growth.png").read_bytes()
    for name in ("left", "right"):
        (project.folder / "docs" / name).mkdir()
        (project.folder / "docs" / name / "crust.png").write_bytes(picture + name.encode())
    project.edit("docs/index.md", "lists\n", "lists\nlinks\nplaces\nothers\n")
