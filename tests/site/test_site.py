"""The site itself, built once: every record has its place, and the same numbers stand everywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from atlas.checks.links.places import external_links
from atlas.checks.site import check_site
from atlas.checks.site.reading import read_site
from tests.build import Site, ok

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from atlas.library import Library
    from atlas.model.records import Printed


ROOT = Path(__file__).parents[2]


def text(element: HtmlElement) -> str:
    """Return the words of *element* with white space folded and plain apostrophes."""
    return " ".join(str(element.text_content()).split()).replace("’", "'")


def items(site: Site, name: str) -> list[dict[str, Any]]:
    """Return the records of a file of the machine copy."""
    found: list[dict[str, Any]] = json.loads((site.folder / f"api/v1/{name}.json").read_text("utf-8"))["items"]
    return found


def test_it_builds_without_a_warning(site: Site) -> None:
    """Every link leads somewhere, every page is in the table of contents."""
    ok(site)


def test_it_has_no_finding(site: Site, atlas_library: Library) -> None:
    """Links, anchors, ids, credit and authors, as the check session looks at them."""
    assert check_site(read_site(ROOT, site.folder, atlas_library)) == []


def test_a_page_for_every_entity_and_trial(site: Site, atlas_library: Library) -> None:
    """These, and no other."""
    pages = {name for name in site.pages if name.startswith(("entities/", "trials/"))}
    entities = {f"entities/{entity.kind}/{entity.id}" for entity in atlas_library.entities}
    assert pages == entities | {f"trials/{trial.id}" for trial in atlas_library.trials}


def claims_listed(page: HtmlElement, entity: str, part: str) -> set[str]:
    """Return the ids of the claims that a section of an entity's page leads to."""
    found = page.xpath(f"//section[@id='entity-{entity}-{part}']//a[contains(@href, '#claim-')]")
    return {text(link) for link in found}


def test_counts_are_equal_everywhere(site: Site, atlas_library: Library) -> None:
    """Tables of entities, both groupings on their pages and the machine copy agree."""
    shown = {
        row.xpath("./th//a")[0].get("href").rpartition("/")[2].removesuffix(".html"): text(row.xpath("./td")[1])
        for page in site.pages.values()
        for row in page.xpath("//table[starts-with(@id, 'entities-')]/tbody/tr")
    }
    published = {item["id"]: item["claims"] for item in items(site, "entities")}
    for entity in atlas_library.entities:
        page = site.pages[f"entities/{entity.kind}/{entity.id}"]
        beside = claims_listed(page, entity.id, "beside")
        for grouping in atlas_library.scheme.grouping:
            listed = claims_listed(page, entity.id, f"by-{grouping.family}")
            assert listed | beside == set(published[entity.id]), entity.id
            assert not listed & beside, entity.id
        assert shown[entity.id] == str(len(published[entity.id])), entity.id


def test_number_of_a_work_is_that_of_the_article(site: Site, atlas_library: Library) -> None:
    """On every page, in prose and in tables."""
    numbers = {work.key: str(work.number) for work in atlas_library.references}
    seen = set()
    for name, page in site.pages.items():
        for link in page.xpath("//a[contains(@href, '#ref-')]"):
            key = str(link.get("href")).partition("#ref-")[2]
            assert text(link).strip("[]") == numbers[key], name
            seen.add(key)
    assert seen == numbers.keys()


def test_bibliography_lists_all_works_in_order(site: Site) -> None:
    """1 to 65."""
    found = site.pages["references"].xpath("//ul[contains(@class, 'atlas-bibliography')]/li//*[@class='atlas-number']")
    assert [text(number) for number in found] == [f"[{number}]" for number in range(1, 66)]


def test_titles_keep_their_case(site: Site) -> None:
    """Names of microRNAs and genes stay as they are."""
    words = text(site.pages["references"].xpath("//ul[contains(@class, 'atlas-bibliography')]")[0])
    for name in ("MicroRNA cluster miR-17-92 cluster in exosomes", "RAL-1 controls", "Wnt/beta-catenin", "EMMPRIN"):
        assert name in words
    assert "Akyurekli C, et al." in words
    assert "others" not in words.lower().replace("brothers", "")


def test_claims_and_data_meet(site: Site, atlas_library: Library) -> None:
    """The address of every claim in the data leads to its anchor, where its statement stands."""
    for item in items(site, "claims"):
        page, _, anchor = item["url"].partition("#")
        (target,) = site.pages[page.removesuffix(".html")].xpath(f"//*[@id='{anchor}']")
        (claim,) = target.xpath("./ancestor::div[contains(@class, 'atlas-item')]")
        assert " ".join(item["statement"].split()).replace("’", "'") in text(claim)
        assert claim.xpath(f".//a[@href='#{anchor}']")
    assert len(items(site, "claims")) == len(atlas_library.claims)


def test_every_discrepancy_stands_beside_its_claims(site: Site, atlas_library: Library) -> None:
    """In full on the page of discrepancies, in short at the home of each claim it touches."""
    full = site.pages["discrepancies"]
    homes = {item["id"]: item["url"] for item in items(site, "claims")}
    for doubt in atlas_library.discrepancies:
        assert full.xpath(f"//*[@id='discrepancy-{doubt.id.lower()}']"), doubt.id
        for id_ in doubt.claims:
            page, _, anchor = homes[id_].partition("#")
            path = f"//*[@id='{anchor}']/ancestor::div[contains(@class, 'atlas-item')]"
            (claim,) = site.pages[page.removesuffix(".html")].xpath(path)
            assert doubt.title.replace("’", "'") in text(claim), (doubt.id, id_)


def test_pages_that_a_discrepancy_names_show_it(site: Site, atlas_library: Library) -> None:
    """A discrepancy that touches a page rather than a claim is shown or linked there."""
    for doubt in atlas_library.discrepancies:
        for page in doubt.pages:
            assert f"#discrepancy-{doubt.id.lower()}" in "".join(site.pages[page].xpath("//a/@href")), (doubt.id, page)


def test_trials_link_to_entities_and_back(site: Site, atlas_library: Library) -> None:
    """Both ways, for every link of the data."""
    for trial in atlas_library.trials:
        links = set(site.pages[f"trials/{trial.id}"].xpath("//a/@href"))
        for id_ in (id_ for ids in trial.facets.values() for id_ in ids):
            entity = atlas_library.entity[id_]
            assert f"../entities/{entity.kind}/{id_}.html" in links
            back = site.pages[f"entities/{entity.kind}/{id_}"].xpath(f"//a[@href='../../trials/{trial.id}.html']")
            assert back, (trial.id, id_)


def printed_phase(printed: Printed) -> str:
    """Return the phase cell as the site shows it."""
    return "nothing printed" if printed.phase == "not reported" else printed.phase


def test_trial_table_is_as_printed(site: Site, atlas_library: Library) -> None:
    """Cell by cell, with the scope, and every status with its date or that none is known."""
    rows = site.pages["evidence/trials"].xpath("//table[@id='trials-in-review']/tbody/tr")
    for row, trial in zip(rows, [trial for trial in atlas_library.trials if trial.printed], strict=True):
        assert trial.printed is not None
        cells = [text(cell) for cell in row.xpath("./td")]
        assert cells[:4] == [
            " ".join(words.split()).replace("’", "'")
            for words in (
                trial.printed.title,
                trial.printed.disease,
                trial.printed.intervention,
                printed_phase(trial.printed),
            )
        ]
        assert trial.scope_reason.replace("’", "'") in cells[4]
    (later,) = site.pages["evidence/trials"].xpath("//table[@id='trials-later']")
    assert "not in the review's table" in text(later.xpath("./caption")[0])
    assert len(later.xpath("./tbody/tr")) == 51


@pytest.mark.parametrize("table", ["trials-in-review", "trials-later"])
def test_status_is_never_bare(site: Site, table: str) -> None:
    """Each line of the last column has a date, says that none was reported, or is itself not reported."""
    for cell in site.pages["evidence/trials"].xpath(f"//table[@id='{table}']/tbody/tr/td[last()]/p"):
        words = text(cell)
        assert words == "not reported" or "(as of " in words or "(date not reported)" in words


def test_tables_are_complete_without_scripts(site: Site, atlas_library: Library) -> None:
    """Caption, heads with scope, a row head with a link to its row; a row for each finding."""
    for name, page in site.pages.items():
        for table in page.xpath("//table[contains(@class, 'atlas-table')]"):
            assert text(table.xpath("./caption")[0]), name
            assert {head.get("scope") for head in table.xpath("./thead//th")} == {"col"}
            for row in table.xpath("./tbody/tr"):
                (head,) = row.xpath("./th")
                assert head.get("scope") == "row"
                (link,) = head.xpath(".//a[contains(@class, 'atlas-row-link')]")
                assert row.xpath(f".//*[@id='{link.get('href')[1:]}']")
    rows = site.pages["evidence/functions"].xpath("//table[@id='functions']/tbody/tr/th/p[1]/a[1]")
    assert [text(row) for row in rows] == [claim.id for claim in atlas_library.findings(atlas_library.claims)]


def test_function_table_says_that_it_is_reconstructed(site: Site, atlas_library: Library) -> None:
    """The notice stands above every function table."""
    notice = " ".join(atlas_library.scheme.function_table.notice.split()).replace("’", "'")
    for name, page in site.pages.items():
        if page.xpath("//table[starts-with(@id, 'functions')]"):
            assert notice in text(page), name  # typographic quotation marks are the same in both


def test_every_abbreviation_is_in_the_glossary(site: Site, atlas_library: Library) -> None:
    """With its expansion; and first uses on other pages lead there."""
    words = text(site.pages["glossary"])
    for one in atlas_library.abbreviations:
        assert f"{one.term}{one.expansion}.".replace("’", "'") in words.replace(f"{one.term} ", one.term)
    links = site.pages["diseases/kidney"].xpath("//a[contains(@href, 'glossary.html#term-')]/@href")
    assert len(links) == len(set(links)) > 3


def test_credit_is_on_every_page(site: Site, atlas_library: Library) -> None:
    """The article, its licence, the page that tells what was changed, and as of when the data are."""
    scheme = atlas_library.scheme
    for name, page in site.pages.items():
        (credit,) = page.xpath("//div[contains(@class, 'atlas-credit')]")
        assert "Yin K, Wang S, Zhao RC." in text(credit), name
        assert credit.xpath(".//a[@rel='license'][@href='https://creativecommons.org/licenses/by/4.0/']"), name
        assert credit.xpath(".//a[contains(@href, 'about.html') or (@href = '#' and text() = 'Changes made')]"), name
        assert f"Data version {scheme.version}, as of {scheme.as_of}. What has changed." in text(credit), name


def test_ways_in_are_linked_from_the_front(site: Site) -> None:
    """By disease, by cargo, by mechanism."""
    links = set(site.pages["index"].xpath("//article//a/@href"))
    assert {"diseases/index.html", "cargo/index.html", "mechanisms/index.html", "sources/index.html"} <= links


def test_every_work_and_trial_is_a_link_to_check(site: Site, atlas_library: Library) -> None:
    """The session that checks external links finds them on their pages."""
    found = {link.address: link.pages for link in external_links(read_site(ROOT, site.folder, None).pages.values())}
    for work in atlas_library.references:
        assert work.doi is None or f"references/{work.key}.html" in found[f"https://doi.org/{quote(work.doi)}"]
    for trial in atlas_library.trials:
        assert f"trials/{trial.id}.html" in found[f"https://clinicaltrials.gov/study/{trial.id}"]
