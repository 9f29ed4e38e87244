"""Interactive figures: their script for pages with a figure alone, a script of data for each figure, and BokehJS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bokeh.util.paths import bokehjs_path

from atlas.render.blocks import Figure
from atlas.render.figures.interactive import interactive
from atlas.sphinx_ext.domain import has_pages
from atlas.sphinx_ext.publish import call, shown, write_changed, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import document
    from sphinx.application import Sphinx

FOLDER = "_figures"
BOKEH = "bokeh.min.js"


def add_interactive(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Give a page with figures what these need; the script loads the rest when a reader comes near."""
    del templatename, context
    if doctree is not None and has_pages(app.builder) and any(_figures(app, pagename)):
        app.add_css_file("figures.css", priority=800)
        app.add_js_file("figures.js", priority=800, defer="defer")


def write_interactive(app: Sphinx, exception: Exception | None) -> None:
    """Write a script for each figure on a page, and BokehJS where there is any; drop those of figures that are gone."""
    if exception is not None or not has_pages(app.builder):
        return
    figures = [figure for page in sorted(app.env.found_docs) for figure in _figures(app, page)]
    anchors = {figure.target.anchor: figure for figure in figures}
    wanted = {f"{anchor}.js": call("atlasFigure", anchor, interactive(figure)) for anchor, figure in anchors.items()}
    write_folder(Path(app.outdir, FOLDER), wanted)
    path = Path(app.outdir, "_static", BOKEH)
    if wanted:
        write_changed(path, Path(bokehjs_path(), "js", BOKEH).read_text("utf-8"))
    else:
        path.unlink(missing_ok=True)


def _figures(app: Sphinx, page: str) -> Iterator[Figure]:
    """Yield the figures on *page*."""
    return (figure for figure in shown(app, page, {"figure"}) if isinstance(figure, Figure))
