"""What interactive figures need from a build: their scripts and BokehJS, where there are figures and nowhere else."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bokeh.util.paths import bokehjs_path

from tests.build import Project, Site, ok

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FIGURE = "figure-lichens-by-pollutant"
DIRECTIVE = "```{atlas:figure} lichens-by-pollutant\n```\n"
BOKEH = "_static/bokeh.min.js"
LIMIT = 1_300_000


def loaded(page: HtmlElement) -> set[str]:
    """Return the names of the scripts and style sheets that a page asks for, and of what they ask for beside them."""
    addresses = page.xpath("//script/@src | //link[@rel='stylesheet']/@href")
    return {str(address).partition("?")[0].rpartition("/")[2] for address in addresses}


def test_pages_with_figures_alone_have_their_script(lichen_once: Project) -> None:
    """Script and style sheet stand on the page with a figure; BokehJS is asked for by no page."""
    site = ok(lichen_once.build())
    with_figures = {name for name, page in site.pages.items() if page.xpath("//figure[contains(@class, 'atlas-')]")}
    assert with_figures == {"lists"}
    for name, page in site.pages.items():
        assert ({"figures.js", "figures.css"} <= loaded(page)) is (name in with_figures), name
        assert not {"bokeh.min.js", f"{FIGURE}.js"} & loaded(page), name
    (bar,) = site.page("lists").xpath("//figure//*[@class='atlas-figure-bar']")
    assert bar.text_content() == ""


def test_each_figure_has_its_data_and_the_site_one_bokeh(lichen_once: Project) -> None:
    """The data as a script, as a page opened from a file may load nothing else; BokehJS as it is installed."""
    site = ok(lichen_once.build())
    text = (site.folder / f"_figures/{FIGURE}.js").read_text("utf-8")
    found = re.fullmatch(rf'atlasFigure\("{FIGURE}", (.*)\);\n', text)
    assert found
    made = json.loads(found[1])
    assert {mark["row"] for mark in made["marks"]}
    assert made["item"]["doc"]["version"] == version("bokeh")
    copies = [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("bokeh*")]
    assert copies == [BOKEH]
    assert (site.folder / BOKEH).read_bytes() == Path(bokehjs_path(), "js/bokeh.min.js").read_bytes()
    assert (site.folder / BOKEH).stat().st_size <= LIMIT


def test_what_no_page_shows_any_more_is_dropped(lichen: Project) -> None:
    """With the last figure goes all that figures need; and it comes back with it."""
    first = ok(lichen.build()).tree()
    lichen.edit("docs/lists.md", DIRECTIVE, "")
    lichen.edit("docs/lists.md", "Two of them are set side by side in {atlas:figure}`lichens-by-pollutant`.\n", "")
    site = lichen.build()
    assert not list(Path(site.folder, "_figures").glob("*"))
    assert not (site.folder / BOKEH).exists()
    assert "figures.js" not in loaded(site.page("lists"))
    lichen.edit("docs/lists.md", "```{atlas:functions}\n```\n", "```{atlas:functions}\n```\n\n" + DIRECTIVE)
    assert f"_figures/{FIGURE}.js" in ok(lichen.build()).tree().keys() & first.keys()


def test_other_formats_have_none_of_it(lichen: Project) -> None:
    """A book, a single page and a text have no script of figures."""
    for builder in ("epub", "singlehtml", "text"):
        site: Site = ok(lichen.build(builder))
        names = {path.name for path in site.folder.rglob("*")}
        assert not names & {"bokeh.min.js", f"{FIGURE}.js"}, builder
