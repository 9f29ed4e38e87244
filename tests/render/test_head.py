"""The head of a page: whose identity it tells, and where its links lead."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from lxml import html

from atlas.render import head
from atlas.render.data import files
from tests.render.sample_pages import BASE, DATA_PAGE, OPENING, every_page, page_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from atlas.library import Library
    from atlas.render.pages import Page


OF_AN_ARTICLE = {
    f"citation_{name}" for name in ("journal_title", "volume", "issue", "firstpage", "lastpage", "doi", "pmid")
}


def parsed(library: Library, page: Page) -> HtmlElement:
    """Return the head of *page* as a browser reads it."""
    lines = [
        f'<meta {one.attribute}="{escape(one.name)}" content="{escape(one.content)}">'
        for one in head.metas(library, page)
    ]
    lines += [
        f'<link rel="{one.rel}" href="{escape(one.href)}" type="{one.type}" title="{escape(one.title)}">'
        for one in head.links(library, page)
    ]
    return html.document_fromstring(f"<!doctype html><head><title>t</title>{''.join(lines)}</head><body>").find("head")


def tags(library: Library, page: Page) -> list[tuple[str, str]]:
    """Return names and contents of the `meta` elements."""
    return [
        (one.get("name") or one.get("property") or "", one.get("content") or "")
        for one in parsed(library, page).iter("meta")
    ]


def targets(library: Library, page: Page, rel: str) -> list[str]:
    """Return where the links of *rel* lead, as a browser resolves them at the address of *page*."""
    found = [one for one in parsed(library, page).iter("link") if one.get("rel") == rel]
    return [urljoin(BASE + page.address, one.get("href") or "") for one in found]


@pytest.fixture(params=["atlas_library", "lichen_library"])
def library(request: pytest.FixtureRequest) -> Library:
    """Return the library of either review."""
    found: Library = request.getfixturevalue(request.param)
    return found


def test_every_tag_once_and_none_empty(library: Library) -> None:
    """Only authors may come more than once; Highwire and description are names, OpenGraph properties."""
    for base in (BASE, ""):
        for page in every_page(library, base):
            found = head.metas(library, page)
            names = [one.name for one in found if one.name != "citation_author"]
            assert len(names) == len(set(names)), page.name
            assert all(one.content.strip() for one in found), page.name
            assert all((one.attribute == "property") == one.name.startswith("og:") for one in found)
            assert {"citation_title", "citation_publication_date", "og:title", "og:type"} <= set(names)


def test_a_page_tells_its_own_identity(lichen_library: Library) -> None:
    """All tags of a page, with the date under which it is to be cited."""
    address = f"{BASE}entities/lichen/beard-lichen.html"
    assert tags(lichen_library, page_of(lichen_library, "entities/lichen/beard-lichen")) == [
        ("description", OPENING),
        ("citation_title", "Beard lichen"),
        ("citation_author", "The Example contributors"),
        ("citation_publication_date", "2024/05/01"),
        ("citation_language", "en"),
        ("citation_public_url", address),
        ("og:title", "Beard lichen"),
        ("og:type", "website"),
        ("og:description", OPENING),
        ("og:site_name", "Example Atlas"),
        ("og:locale", "en"),
        ("og:url", address),
    ]


def test_the_page_on_the_article_tells_the_article(atlas_library: Library) -> None:
    """The tags of the article, each author in one; nothing that a reference manager could take for its abstract."""
    found = tags(atlas_library, page_of(atlas_library, "about"))
    assert [(name, content) for name, content in found if not name.startswith("og:")] == [
        ("citation_title", "Exosomes from mesenchymal stem/stromal cells: a new therapeutic paradigm"),
        ("citation_author", "Yin, K."),
        ("citation_author", "Wang, S."),
        ("citation_author", "Zhao, R. C."),
        ("citation_publication_date", "2019"),
        ("citation_journal_title", "Biomark Res"),
        ("citation_volume", "7"),
        ("citation_firstpage", "8"),
        ("citation_doi", "10.1186/s40364-019-0159-x"),
        ("citation_public_url", "https://doi.org/10.1186/s40364-019-0159-x"),
    ]
    assert "og:description" not in dict(found)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("10–20", {"citation_firstpage": "10", "citation_lastpage": "20"}),
        ("S1-S9", {"citation_firstpage": "S1", "citation_lastpage": "S9"}),
        ("e12", {"citation_firstpage": "e12"}),
        ("3.44.1-3.44.15", {"citation_firstpage": "3.44.1", "citation_lastpage": "3.44.15"}),
        ("8, 11-12", {"citation_firstpage": "8, 11-12"}),
    ],
)
def test_pages_and_article_numbers(lichen_library: Library, pages: str, expected: dict[str, str]) -> None:
    """A range gives two tags, a number or what is neither gives one."""
    scheme = replace(lichen_library.scheme, article=replace(lichen_library.scheme.article, pages=pages))
    library = replace(lichen_library, scheme=scheme)
    found = dict(tags(library, page_of(library, "about")))
    assert {name: text for name, text in found.items() if name.endswith("page")} == expected


def test_no_other_page_poses_as_an_article(library: Library) -> None:
    """The page of a cited work included: only its own identity, and no list of references."""
    for page in every_page(library):
        found = tags(library, page)
        assert "citation_reference" not in dict(found)
        if page.subject == "article":
            continue
        assert not OF_AN_ARTICLE & dict(found).keys(), page.name
        assert [text for name, text in found if name == "citation_author"] == [page.site.contributors]
        title = dict(found)["citation_title"]
        assert title.startswith("Reference ") if page.subject == "work" else title == page.title
        assert re.fullmatch(r"\d{4}/\d\d/\d\d", dict(found)["citation_publication_date"])


def test_without_an_address_of_the_site_nothing_is_absolute(library: Library) -> None:
    """No address of ours is guessed; only those of others stand."""
    for page in every_page(library, ""):
        names = {one.name for one in head.metas(library, page)}
        assert "og:url" not in names
        assert ("citation_public_url" in names) == (page.subject == "article")
        hrefs = {one.rel: one.href for one in head.links(library, page)}
        assert "cite-as" not in hrefs
        assert {rel for rel, href in hrefs.items() if "//" in href} <= {"type", "license", "related"}


def test_links_resolve_from_any_depth(library: Library) -> None:
    """The copies stand beside the page, the files of the data below the root."""
    for page in every_page(library):
        beside = {f"{BASE}{page.stem}.md", f"{BASE}{page.stem}.json", f"{BASE}changes.atom"}
        if page.works:
            beside |= {f"{BASE}{page.stem}.{suffix}" for suffix in ("bib", "ris", "csl.json")}
        assert set(targets(library, page, "alternate")) == beside, page.name
        assert targets(library, page, "describedby")[0] == f"{BASE}{page.stem}.json"
        assert targets(library, page, "cite-as") == [BASE + page.address]
        leads_back = page.subject in {"entity", "trial", "work"}
        assert targets(library, page, "collection") == ([BASE + DATA_PAGE] if leads_back else [])


def test_no_link_twice_and_every_file_with_its_type(library: Library) -> None:
    """A machine chooses by relation and type; two links that differ in neither lead to two files."""
    for page in every_page(library):
        found = head.links(library, page)
        assert len({(one.rel, one.href) for one in found}) == len(found), page.name
        typed = {"describedby", "item", "collection", "alternate"}
        assert all((one.rel in typed) == bool(one.type) for one in found), page.name
        assert all(one.href for one in found)


def test_the_page_of_the_data_is_a_landing_page(lichen_library: Library) -> None:
    """What the profile of Signposting asks for; and every file of the machine copy is an item or describes the data."""
    page = page_of(lichen_library, "data")
    assert targets(lichen_library, page, "type") == ["https://schema.org/AboutPage", "https://schema.org/Dataset"]
    assert targets(lichen_library, page, "license") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert targets(lichen_library, page, "author") == []
    linked = set(targets(lichen_library, page, "item")) | set(targets(lichen_library, page, "describedby"))
    made = files(lichen_library, lambda _type, _id: "x")
    wanted = {f"{BASE}api/v1/{name}" for name in (*made, "ro-crate-metadata.json", "datapackage.json")}
    assert linked == {*wanted, f"{BASE}data.json"}
    assert all(name.endswith((".json", ".csv")) for name in targets(lichen_library, page, "item"))
    assert not any(name.endswith(".schema.json") for name in targets(lichen_library, page, "item"))


def test_only_the_page_of_the_data_has_items_and_two_types(library: Library) -> None:
    """No other page stands for what it is about."""
    for page in every_page(library):
        if page.subject != "data":
            assert targets(library, page, "item") == []
            assert len(targets(library, page, "type")) == 1


def test_an_address_elsewhere_is_related_not_to_be_cited(atlas_library: Library) -> None:
    """The DOI of the article and verified DOIs of works; an unverified DOI says nothing sure."""
    doubtful = {work.key for work in atlas_library.references if work.doi and not work.doi_source}
    assert doubtful
    for page in every_page(atlas_library):
        doi = ""
        if page.subject == "article":
            doi = atlas_library.scheme.article.doi
        elif page.subject == "work" and page.id not in doubtful:
            doi = atlas_library.reference[page.id].doi or ""
        assert targets(atlas_library, page, "related") == ([f"https://doi.org/{doi}"] if doi else [])
