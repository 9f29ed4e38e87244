"""Pages of the tiny review, as cut-outs of the built HTML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from sphinx.util.inventory import InventoryFile

from tests.build import Project, Site, ok

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@pytest.fixture(scope="module")
def built(lichen_once: Project) -> Site:
    """Return the tiny review as a site, built once for the tests of this file."""
    return ok(lichen_once.build())


def text(element: HtmlElement) -> str:
    """Return the words of *element* with white space folded."""
    return " ".join(str(element.text_content()).split())


def one(page: HtmlElement, path: str) -> HtmlElement:
    """Return the one element that *path* finds."""
    (found,) = page.xpath(path)
    element: HtmlElement = found
    return element


def test_table_has_caption_scopes_and_row_anchors(built: Site) -> None:
    """Heads say what they head, and each row has a visible link to itself."""
    table = one(built.page("lists"), "//table[@id='functions']")
    assert text(one(table, "./caption")).startswith("Findings of the review, one row a claim")
    assert [head.get("scope") for head in table.xpath("./thead/tr/th")] == ["col"] * 5
    (row,) = table.xpath("./tbody/tr")
    assert one(row, "./th").get("scope") == "row"
    link = one(row, ".//a[contains(@class, 'atlas-row-link')]")
    assert one(row, f".//*[@id='{link.get('href')[1:]}']") is not None
    assert link.get("title") == "Link to the row results-001"
    assert [cell.get("data-label") for cell in row.xpath("./td")] == ["Air", "Life", "Effect", "Works"]


def test_citation_in_a_cell_is_as_in_prose(built: Site) -> None:
    """Both show the number of the article in brackets and lead to the same place."""
    cell = one(built.page("lists"), "//table[@id='functions']/tbody//td[@data-label='Works']")
    prose = built.page("index").xpath("//p[contains(., 'kills')]//a[contains(@href, 'ref-fern2015')]")
    assert text(cell) == "[2]"
    assert one(cell, ".//a").get("href") == "references.html#ref-fern2015"
    assert {link.get("href") for link in prose} == {"references.html#ref-fern2015"}
    assert "[2]" in text(one(built.page("index"), "//p[contains(., 'kills')]"))


def test_bibliography_is_a_list_with_numbers_of_the_article(built: Site) -> None:
    """Title case is kept, `et al.` is no author, identifiers are links."""
    items = built.page("references").xpath("//ul[contains(@class, 'atlas-bibliography')]/li")
    assert [item.get("id") for item in items] == ["ref-moss2010", "ref-fern2015"]
    moss, fern = (text(item).partition("; Page of reference ")[0] for item in items)
    assert moss == "[1] Moss A, Bark CD. Is lichen-17-92 grey? J Example. 2010;3(2):10–20. doi:10.5555/87654321"
    assert fern == "[2] Fern B, et al. Sulphur and 5% of beards. J Example. 2015;8:e12. PMID 12345"
    assert items[0].xpath(".//a/@href") == ["https://doi.org/10.5555/87654321", "references/moss2010.html"]


def test_claim_has_a_home_with_a_visible_link(built: Site) -> None:
    """The id of the claim is the link, and the statement, the fields and the discrepancy stand below it."""
    page = built.page("lists")
    item = one(page, "//*[@id='claim-results-001']/ancestor::div[contains(@class, 'atlas-item')]")
    assert one(item, ".//a[contains(@class, 'atlas-self')]").get("href") == "#claim-results-001"
    assert "Sulphur dioxide killed beard lichen on oaks. [2]" in text(item)
    assert "Results, paragraph 1, sentence 1" in text(item)
    assert "Discrepancy D1: Two trees Which trees were meant." in text(item)


def test_entity_page_has_every_section(built: Site) -> None:
    """Facts, both groupings, discrepancies, trials, references and backlinks."""
    page = built.page("entities/lichen/beard-lichen")
    assert [text(head).rstrip("¶").rstrip() for head in page.xpath("//h2[not(@id='atlas-citing')]")] == [
        "Description and identifiers",
        "Claims by pollutant",
        "Claims by lichen",
        "Discrepancies",
        "Trials",
        "References",
        "Pages that mention it",
        "Changes",
    ]
    facts = text(one(page, "//section[@id='entity-beard-lichen-facts']"))
    for word in ("A hanging lichen of clean air.", "Usnea", "none", "Grey crust"):
        assert word in facts
    assert "Sulphur dioxide (1 claim)" in text(one(page, "//section[@id='entity-beard-lichen-by-air']"))
    assert "Fern B, et al. Sulphur and 5% of beards" in text(one(page, "//section[@id='entity-beard-lichen-works']"))
    assert one(page, "//section[@id='entity-beard-lichen-links']//a[not(contains(@class, 'headerlink'))]").get(
        "href"
    ) == ("../../index.html")


def test_identifier_is_a_link_with_its_source(built: Site) -> None:
    """A verified identifier names the table in which it was seen."""
    facts = one(built.page("entities/pollutant/sulphur-dioxide"), "//section[@id='entity-sulphur-dioxide-facts']")
    assert one(facts, ".//a[contains(@href, 'ebi.ac.uk')]").text_content() == "CHEBI:18422"
    assert "verified in test table, version 1" in text(facts)


def test_trial_page_and_entity_page_link_to_each_other(built: Site) -> None:
    """Both ways, from the same record."""
    trial = built.page("trials/NCT00000001")
    assert trial.xpath("//a[@href='../entities/pollutant/ozone.html']")
    assert built.page("entities/pollutant/ozone").xpath("//a[@href='../../trials/NCT00000001.html']")


def test_sources_that_disagree_stand_side_by_side(built: Site) -> None:
    """Each value with its own source and date, and the page says that they disagree."""
    page = built.page("trials/NCT00000001")
    rows = page.xpath("//table[@id='facts-nct00000001']/tbody/tr")
    assert [text(row).replace(" ¶", "") for row in rows][:2] == [
        "phase (sources disagree) Phase 1 2020-01-31 example.org –",
        "phase (sources disagree) Phase 2 not reported example.org Differs.",
    ]
    assert "Sources give more than one value for phase." in text(page)


def test_first_use_of_an_abbreviation_is_linked(built: Site) -> None:
    """The first use on a page, and only the first."""
    links = built.page("index").xpath("//a[contains(@href, 'term-SO2')]")
    assert [text(link) for link in links] == ["SO2"]
    assert built.page("lists").xpath("//*[@id='term-SO2']")


def test_inventory_lists_every_record(built: Site) -> None:
    """Other projects can link to claims, entities, trials, discrepancies, works and terms."""
    data = (built.folder / "objects.inv").read_bytes()
    inventory = InventoryFile.loads(data, uri="").data
    assert inventory["atlas:claim"]["results-001"].uri == "lists.html#claim-results-001"
    assert inventory["atlas:entity"]["beard-lichen"].uri == "entities/lichen/beard-lichen.html"
    assert inventory["atlas:entity"]["beard-lichen"].display_name == "Beard lichen"
    assert inventory["atlas:trial"]["NCT00000001"].uri == "trials/NCT00000001.html"
    assert inventory["atlas:discrepancy"]["D1"].uri == "lists.html#discrepancy-d1"
    assert inventory["atlas:reference"]["fern2015"].uri == "references.html#ref-fern2015"
    assert inventory["atlas:term"]["SO2"].uri == "lists.html#term-SO2"


def test_synonyms_are_in_the_index_of_the_search(built: Site) -> None:
    """Every name of an entity leads to its page."""
    index = (built.folder / "searchindex.js").read_text("utf-8")
    entries = json.loads(re.sub(r"^Search\.setIndex\(|\)$", "", index))["indexentries"]
    assert {"so2", "sulfur dioxide", "sulphur dioxide", "usnea", "ozone"} <= entries.keys()


def test_every_page_gives_credit(built: Site) -> None:
    """Also the pages that no source stands for; all say as of when the data are, and lead to what has changed."""
    for name, page in built.pages.items():
        credit = one(page, "//*[contains(@class, 'atlas-credit')]")
        assert "Moss A, Fern B. Lichens as monitors of air." in text(credit), name
        assert credit.xpath(".//a[@rel='license']"), name
        assert "Data version 0.1, as of 2024-05-01. What has changed." in text(credit), name
        assert credit.xpath(".//a[text()='What has changed']"), name
