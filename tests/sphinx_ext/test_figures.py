"""Figures in pages of the tiny review: what a page shows, what other formats have, what is refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.build import Project, Site, ok
from tests.sphinx_ext.test_builders import text_of

if TYPE_CHECKING:
    from pathlib import Path

FIGURE = "lichens-by-pollutant"
WORDS = ("Lichens & pollutants", "Which lichen was seen with which pollutant.", "name both. They fill 1 of")
"""Title, caption and a part of the long description."""


@pytest.fixture(scope="module")
def built(lichen_once: Project) -> Site:
    """Return the tiny review, built."""
    return ok(lichen_once.build())


def test_a_page_shows_drawing_words_and_table(built: Site) -> None:
    """A figure with its caption, the drawing, the long description, the table, its file and the gaps."""
    (figure,) = built.page("lists").xpath(f"//figure[@id='figure-{FIGURE}']")
    caption, *_ = figure.xpath("./figcaption")
    assert caption.text_content().startswith(
        "Lichens & pollutants. Which lichen was seen with which pollutant. See D1."
    )
    (drawing,) = figure.xpath(".//*[local-name()='svg']")
    box = drawing.getparent()
    assert box.get("class") == "atlas-scroll"
    data, *_ = figure.xpath("./details")
    past = box.getprevious()
    assert (past.get("class"), past.get("href")) == ("atlas-skip", f"#{data.get('id')}")
    assert WORDS[2] in data.text_content()
    assert len(data.xpath(".//table/tbody/tr")) == len(drawing.xpath(".//*[local-name()='a'][*[local-name()='title']]"))
    (file,) = data.xpath(f".//a[contains(@href, '{FIGURE}.csv')]/@href")
    assert (built.folder / file).is_file()


def test_copies_of_a_page_have_no_way_past_a_drawing(built: Site) -> None:
    """They have no drawing."""
    for copy in ("lists.md", "lists.json"):
        text = (built.folder / copy).read_text("utf-8")
        assert WORDS[1] in text
        assert "Skip" not in text


def test_links_of_a_drawing_lead_somewhere(built: Site) -> None:
    """Each leads to a page, and to an anchor that stands there."""
    page = built.page("lists")
    links = page.xpath("//*[local-name()='svg']//@href")
    assert links
    for link in links:
        name, _, anchor = str(link).partition("#")
        assert (built.folder / (name or "lists.html")).is_file(), link
        there = built.page(name.removesuffix(".html")) if name else page
        assert not anchor or there.xpath(f"//*[@id='{anchor}']"), link


def test_a_link_to_a_figure_reads_as_its_title_and_has_a_preview(built: Site) -> None:
    """The role takes the id; the preview shows the caption."""
    (link,) = built.page("lists").xpath(f"//a[@href='#figure-{FIGURE}'][contains(@class, 'atlas-preview')]")
    assert link.text_content() == "Lichens & pollutants"
    script = (built.folder / "_previews/lists.html.js").read_text("utf-8")
    shown = json.loads(re.sub(r'^atlasPreviews\("[^"]*", |\);\n$', "", script))[f"figure-{FIGURE}"]
    assert shown["title"] == "Lichens & pollutants"
    assert shown["lines"] == [["", "Which lichen was seen with which pollutant."]]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "latex", "text", "man"])
def test_every_format_has_caption_description_and_table(lichen: Project, builder: str) -> None:
    """Sites have the drawing as well; its links lead from where the page is."""
    site = ok(lichen.build(builder))
    shown = text_of(site).replace("\\&", "&").replace("&amp;", "&")
    for words in WORDS:
        for word in words.split():
            assert word in shown, (words, word)
    drawn = "atlas-drawing" in shown
    assert drawn is (builder in {"dirhtml", "singlehtml"})
    assert ("Skip the drawing" in shown) is drawn
    if drawn:
        (page,) = [path for path in site.folder.rglob("*.html") if "atlas-drawing" in path.read_text("utf-8")]
        _links_hold(page)


def _links_hold(page: Path) -> None:
    drawing = page.read_text("utf-8").partition('class="atlas-drawing"')[2].partition("</svg>")[0]
    links = re.findall(r'href="([^"#]*)(?:#([^"]*))?"', drawing)
    assert links
    for name, anchor in links:
        target = (page.parent / name) if name else page
        target = target / "index.html" if target.is_dir() else target
        assert f'id="{anchor}"' in target.read_text("utf-8") if anchor else target.is_file()


def test_what_cannot_fold_is_unfolded(lichen: Project) -> None:
    """A book opens the description, since it has no picture."""
    shown = text_of(ok(lichen.build("epub")))
    assert '<details class="docutils container" open="open">' in shown or re.search(r"<details[^>]* open=", shown)


def test_a_figure_without_a_plan_is_refused(lichen: Project) -> None:
    """The warning stands at the directive."""
    lichen.edit("docs/lists.md", f"```{{atlas:figure}} {FIGURE}", "```{atlas:figure} nothing")
    output = lichen.build().output
    assert re.search(r"lists\.md:\d+: WARNING: figure 'nothing'; expected the id of a figure", output), output[-2000:]


def test_a_refused_figure_does_not_stop_the_build(lichen: Project) -> None:
    """A fault in a plan is told at the directive, and all else is built."""
    lichen.edit("data/atlas.yaml", "remarks: [D1]", "remarks: [D77]")
    site = lichen.build()
    assert re.search(r"lists\.md:\d+: WARNING: discrepancy 'D77' of figure", site.output), site.output[-2000:]
    assert "expected a page that shows it" not in site.output  # a page does ask for it
    assert (site.folder / "api/v1/claims.json").is_file()
    assert not (site.folder / f"api/v1/figures/{FIGURE}.csv").exists()
