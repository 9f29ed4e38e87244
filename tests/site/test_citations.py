"""Citations on the site: a page for each work, files, previews, and what machines read of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urljoin

from tests.site.test_site import items, text
from tests.sphinx_ext.test_frame import BASE, previewed, previews

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from atlas.library import Library
    from tests.build import Site

GENERATED = {"genindex", "search"}


def written(site: Site) -> dict[str, HtmlElement]:
    """Return the pages that are written by hand or made from data."""
    return {name: page for name, page in site.pages.items() if name not in GENERATED}


def metas(page: HtmlElement, name: str) -> list[str]:
    """Return the contents of the tags *name* in the head."""
    return [str(one) for one in page.xpath(f"//head/meta[@name='{name}']/@content")]


def test_a_page_for_every_work(site: Site, atlas_library: Library) -> None:
    """With the full reference, why it is cited, its identifiers or a search, its standing and its exports."""
    pages = {name.removeprefix("references/") for name in site.pages if name.startswith("references/")}
    assert pages == set(atlas_library.reference)
    for work in atlas_library.references:
        page = site.pages[f"references/{work.key}"]
        words = text(page.xpath("//article")[0])
        assert f"[{work.number}]" in text(page.xpath("//h1")[0])
        assert f"{work.journal}. {work.year};{work.volume}" in words, work.key
        assert ("et al." in text(page.xpath("//dl//dd")[0])) == work.et_al, work.key
        assert atlas_library.scheme.role[work.role].label in words
        assert "not checked" in words or "as of" in words
        links = [str(one) for one in page.xpath("//article//a/@href")]
        assert any(one.startswith("https://doi.org/") for one in links) == bool(work.doi), work.key
        assert any("term=" in one for one in links) == (not work.doi), work.key
        exports = {str(one) for one in page.xpath("//*[@class='atlas-citing']//a/@href")}
        assert {f"{work.key}.{suffix}" for suffix in ("bib", "ris", "csl.json")} <= exports


def test_cited_in_leads_to_every_claim(site: Site, atlas_library: Library) -> None:
    """The set of claims is that of the data; each row leads to the page on which the claim is at home."""
    homes = {item["id"]: item["url"] for item in items(site, "claims")}
    for work in atlas_library.references:
        page = site.pages[f"references/{work.key}"]
        rows = page.xpath(f"//table[@id='cited-{work.key.lower()}']/tbody/tr")
        found = {}
        for row in rows:
            claim = text(row.xpath("./th//a")[0])
            (link,) = row.xpath("./td[1]//a")
            found[claim] = urljoin("references/x.html", str(link.get("href")))
            title = text(site.pages[found[claim].partition(".html")[0]].xpath("//h1")[0]).rstrip("¶").strip()
            assert text(link) == title
        assert found == {claim.id: homes[claim.id] for claim in atlas_library.claims_citing(work.key)}, work.key


def test_prose_that_cites_a_work_is_listed_on_its_page(site: Site) -> None:
    """Each page whose own text cites it."""
    page = site.pages["references/zou2016"]
    listed = {str(link) for link in page.xpath("//section[@id='work-zou2016-links']//a/@href")}
    assert "../diseases/kidney.html" in listed


def test_bibliography_leads_to_the_pages(site: Site, atlas_library: Library) -> None:
    """The entry of each work ends with a link to it."""
    for work in atlas_library.references:
        (item,) = site.pages["references"].xpath(f"//li[@id='ref-{work.key}']")
        assert item.xpath(f".//a[@href='references/{work.key}.html']"), work.key


def test_coins_hold_the_works(site: Site, atlas_library: Library) -> None:
    """65, on the page of references only; title, journal, year, volume, pages and identifiers are those of the data."""
    found = {name: page.xpath("//span[@class='Z3988']/@title") for name, page in site.pages.items()}
    assert [name for name, titles in found.items() if titles] == ["references"]
    for title, work in zip(found["references"], atlas_library.references, strict=True):
        values = parse_qs(str(title), strict_parsing=True)
        assert values["rft.atitle"] == [work.title]
        assert values["rft.jtitle"] == [work.journal]
        assert (values["rft.date"], values["rft.volume"]) == ([str(work.year)], [work.volume])
        assert values.get("rft.issue", [None]) == [work.issue]
        assert values["rft.pages"] == [work.pages]
        ids = [f"info:doi/{work.doi}"] * bool(work.doi) + [f"info:pmid/{work.pmid}"] * bool(work.pmid)
        assert values.get("rft_id", []) == ids
        assert len(values["rft.au"]) == len(work.authors)
        assert "others" not in " ".join(values["rft.au"]).lower()


def test_each_page_has_its_own_identity(site: Site, atlas_library: Library) -> None:
    """Highwire tags once a page; those of the article stand on the page about it, and on no other."""
    article = atlas_library.scheme.article
    for name, page in written(site).items():
        (title,) = metas(page, "citation_title")
        if name == "about":
            assert title == article.title
            assert metas(page, "citation_doi") == [article.doi]
            assert len(metas(page, "citation_author")) == len(article.authors)
        elif name.startswith("references/"):  # the title of the work is not that of the page about it
            work = atlas_library.reference[name.partition("/")[2]]
            assert title.startswith(f"Reference {work.number} in the review: {work.authors[0].family}"), name
            assert title.endswith(f" {work.year}")
        else:
            assert title.replace("’", "'") == text(page.xpath("//h1")[0]).rstrip("¶").strip(), name
            assert not metas(page, "citation_doi"), name
            assert not metas(page, "citation_journal_title"), name
        assert len(metas(page, "description")) == (name != "about"), name


def test_linked_data_has_the_type_of_the_subject(site: Site) -> None:
    """Works, data, terms and trials, each with the article as its ground and a licence."""
    expected = {
        "about": "ScholarlyArticle",
        "references/zou2016": "ScholarlyArticle",
        "data": "Dataset",
        "entities/mirna/mir-21": "DefinedTerm",
        "trials/NCT03384433": "MedicalTrial",
    }
    for name, page in written(site).items():
        (script,) = page.xpath("//script[@type='application/ld+json']")
        graph: dict[str, Any] = json.loads(str(script.text))
        assert graph["@context"] == "https://schema.org"
        whole = json.dumps(graph)
        assert "isBasedOn" in whole, name
        assert "https://creativecommons.org/licenses/by/4.0/" in whole, name
        if name in expected:
            assert f'"@type": "{expected[name]}"' in whole, name


def test_signposts_lead_somewhere(site: Site) -> None:
    """Type, licence and description on every page, items on the page of the data."""
    for name, page in written(site).items():
        links = {str(link.get("rel")): str(link.get("href")) for link in page.xpath("//head/link")}
        assert links["type"].startswith("https://schema.org/"), name
        assert links["license"] == "https://creativecommons.org/licenses/by/4.0/", name
        described = urljoin(f"{name}.html", links["describedby"])
        assert (site.folder / described).is_file(), name
    items = [str(one) for one in site.pages["data"].xpath("//head/link[@rel='item']/@href")]
    assert "api/v1/claims.json" in items
    assert all((site.folder / one).is_file() for one in items)


def test_every_link_to_a_record_has_a_preview(site: Site, atlas_library: Library) -> None:
    """What a marked link leads to is held by the script of its page; all citations are marked."""
    shown = previews(site.folder)
    reached: set[tuple[str, str]] = set()
    for name, page in site.pages.items():
        for where, anchor in set(previewed(f"{name}.html", page)):
            assert anchor in shown[where], (name, where, anchor)
            reached.add((where, anchor))
        citations = page.xpath("//span[@class='atlas-citation']/a")
        assert all("atlas-preview" in str(link.get("class")) for link in citations), name
    assert {("references.html", f"ref-{key}") for key in atlas_library.reference} <= reached
    assert {(f"trials/{trial.id}.html", "") for trial in atlas_library.trials} <= reached
    assert {(f"entities/{one.kind}/{one.id}.html", "") for one in atlas_library.entities} <= reached


def test_previews_stay_small(site: Site) -> None:
    """No script of previews weighs more than 100 KB before compression."""
    sizes = {path.name: path.stat().st_size for path in (site.folder / "_previews").rglob("*.js")}
    assert max(sizes.values()) < 100_000, max(sizes, key=lambda name: sizes[name])


def test_exports_hold_what_the_page_cites(site: Site, atlas_library: Library) -> None:
    """On every page the works cited in its text and tables; the whole bibliography beside the page of references."""
    numbers = {str(work.number): work.key for work in atlas_library.references}
    for name, page in written(site).items():
        cited = {numbers[text(link)] for link in page.xpath("//span[@class='atlas-citation']/a")}
        if name.startswith("references/"):
            cited = {name.removeprefix("references/")}
        path = site.folder / f"{name}.bib"
        held = re.findall(r"^@article\{([^,]+),", path.read_text("utf-8"), re.MULTILINE) if path.is_file() else []
        assert set(held) == cited, name
        assert held == [work.key for work in atlas_library.references if work.key in cited], name
    assert len(json.loads((site.folder / "references.csl.json").read_text("utf-8"))) == len(atlas_library.references)


def test_sitemap_lists_the_pages(site: Site) -> None:
    """All of them, and no other."""
    found = re.findall(r"<loc>http://localhost/([^<]*)</loc>", (site.folder / "sitemap.xml").read_text("utf-8"))
    assert {address.removesuffix(".html") for address in found} == set(written(site))
    assert "llms.txt" in {path.name for path in site.folder.iterdir()}


def test_addresses_of_citations_stay_within_the_site(site: Site) -> None:
    """A page loads nothing from elsewhere: scripts, style sheets and images are its own."""
    for name, page in site.pages.items():
        for address in page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src"):
            assert urljoin(BASE, str(address)).startswith(BASE), (name, address)
