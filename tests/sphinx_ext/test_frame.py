"""What stands around and beside the pages of the tiny review: previews, citation files, metadata, warnings."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urldefrag, urljoin

import pytest

from tests.build import Project, Site, ok

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

BASE = "https://site.invalid/"

WORDLESS = {"genindex", "search", "tables"}
"""Pages without a text of their own: the index, the search, and one that leads on."""


@pytest.fixture(scope="module")
def built(lichen_once: Project) -> Site:
    """Return the tiny review as a site, built once for the tests of this file."""
    return ok(lichen_once.build(out="frame"))


def previews(folder: Path) -> dict[str, dict[str, Any]]:
    """Return all previews of a site by the address of their page, then by anchor."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((folder / "_previews").rglob("*.js")):
        script = path.read_text("utf-8")
        match = re.fullmatch(r'atlasPreviews\("([^"]*)", (\{.*\})\);\n', script)
        assert match, path
        found[match[1]] = json.loads(match[2])
    return found


def previewed(name: str, page: HtmlElement) -> list[tuple[str, str]]:
    """Return the addresses of the links of a page that are marked as having a preview."""
    links = page.xpath("//a[contains(concat(' ', @class, ' '), ' atlas-preview ')]/@href")
    parts = (urldefrag(urljoin(BASE + name, str(link)).removeprefix(BASE)) for link in links)
    return [(page, anchor) for page, anchor in parts]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_every_marked_link_has_its_preview(lichen_once: Project, builder: str) -> None:
    """The script of the page it leads to holds its anchor; every type of record is among them."""
    site = ok(lichen_once.build(builder, out=f"frame-{builder}"))
    shown = previews(site.folder)
    reached = set()
    for path in site.folder.rglob("*.html"):
        name = path.relative_to(site.folder).as_posix()
        address = name.removesuffix("index.html") if builder == "dirhtml" else name
        for page, anchor in previewed(address, site.page(name.removesuffix(".html"))):
            assert anchor in shown[page], (name, page, anchor)
            reached.add((page, anchor))
    suffix = ".html" if builder == "html" else "/"
    for expected in (
        (f"references{suffix}", "ref-fern2015"),
        (f"references/fern2015{suffix}", ""),
        (f"entities/lichen/beard-lichen{suffix}", ""),
        (f"lists{suffix}", "claim-results-001"),
        (f"lists{suffix}", "discrepancy-d1"),
        (f"lists{suffix}", "term-SO2"),
        (f"lists{suffix}", "growth"),
        (f"trials/NCT00000001{suffix}", ""),
    ):
        assert expected in reached


def test_preview_scripts_are_found_by_the_address_of_the_page(lichen_once: Project) -> None:
    """With `.js` after the file that the address leads to."""
    site = ok(lichen_once.build("html", out="frame"))
    assert (site.folder / "_previews/references.html.js").is_file()
    site = ok(lichen_once.build("dirhtml", out="frame-dirhtml"))
    assert (site.folder / "_previews/references/index.html.js").is_file()


def test_addresses_in_previews_lead_to_files(built: Site) -> None:
    """Relative to the root of the site, with their anchors; images too."""
    for one in (one for page in previews(built.folder).values() for one in page.values()):
        for _, address in one.get("links", ()):
            if "://" not in address:
                page, anchor = urldefrag(address)
                assert (built.folder / page).is_file(), address
                assert not anchor or built.page(page.removesuffix(".html")).xpath(f"//*[@id='{anchor}']"), address
        assert not one.get("image") or (built.folder / one["image"]).is_file()


def test_preview_of_a_figure_is_its_caption_and_image(built: Site) -> None:
    """As the page that shows it has them."""
    assert previews(built.folder)["lists.html"]["growth"] == {
        "title": "How a lichen grows",
        "links": [["Go to the figure", "lists.html#growth"]],
        "image": "_images/growth.png",
        "alt": "Eight shades of grey",
    }


def test_no_preview_is_marked_where_scripts_can_not_reach(lichen_once: Project) -> None:
    """A single page and other formats have none."""
    site = ok(lichen_once.build("singlehtml"))
    assert "atlas-preview" not in (site.folder / "index.html").read_text("utf-8")
    assert not (site.folder / "_previews").exists()
    assert not (site.folder / "references.bib").exists()


def test_citation_files_have_the_base_name_of_their_page(built: Site) -> None:
    """A page that cites has the works cited on it, every page how to cite itself and its copies."""
    for name in built.pages:
        if name in WORDLESS:
            continue
        own = {f"{name}.{suffix}" for suffix in ("html", "md", "json", "cite.txt", "cite.bib")}
        works = {f"{name}.{suffix}" for suffix in ("bib", "ris", "csl.json")}
        folder = (built.folder / name).parent
        found = {path.relative_to(built.folder).as_posix() for path in folder.glob(f"{name.rpartition('/')[2]}.*")}
        cites = bool(built.pages[name].xpath("//article//span[@class='atlas-citation']"))
        assert found == own | (works if cites or name.startswith("reference") else set()), name


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        ("index", ["moss2010", "fern2015"]),
        ("references", ["moss2010", "fern2015"]),
        ("references/fern2015", ["fern2015"]),
        ("entities/lichen/grey-crust", ["moss2010"]),
    ],
)
def test_works_cited_here_are_those_of_the_page(built: Site, page: str, keys: list[str]) -> None:
    """In the order of their numbers; on the page of a work that work alone."""
    items = json.loads((built.folder / f"{page}.csl.json").read_text("utf-8"))
    assert [item["id"] for item in items] == keys
    bib = (built.folder / f"{page}.bib").read_text("utf-8")
    assert re.findall(r"^@article\{([^,]+),", bib, re.MULTILINE) == keys
    assert (built.folder / f"{page}.ris").read_bytes().count(b"\r\nER  - ") == len(keys)


def test_links_of_the_head_and_of_the_box_lead_to_files(built: Site) -> None:
    """Alternates and exports, with the types of their suffixes."""
    types = {
        ".bib": "application/x-bibtex",
        ".ris": "application/x-research-info-systems",
        ".csl.json": "application/vnd.citationstyles.csl+json",
        ".md": "text/markdown",
        ".txt": "text/plain",
        ".json": "application/json",
        ".atom": "application/atom+xml",
    }
    for name, page in built.pages.items():
        links = page.xpath("//head/link[@rel='alternate']") + page.xpath("//*[@class='atlas-citing']//a")
        for link in links:
            target = urljoin(f"{BASE}{name}", str(link.get("href"))).removeprefix(BASE)
            assert (built.folder / target).is_file(), (name, target)
            assert link.get("type") == next(kind for suffix, kind in types.items() if target.endswith(suffix))


def test_the_box_shows_what_the_files_hold(built: Site) -> None:
    """The reference and BibTeX to copy are those of the files."""
    page = built.page("references/fern2015")
    work, own = page.xpath("//p[starts-with(@data-copy, 'reference to ')]")
    assert str(work.text_content()).startswith("Fern B, et al. Sulphur and 5% of beards. J Example. 2015;8:e12.")
    assert str(own.text_content()) == (built.folder / "references/fern2015.cite.txt").read_text("utf-8").strip()
    bibtex = [str(one.text_content()).strip() for one in page.xpath("//pre/@data-copy/..")]
    files = [built.folder / f"references/fern2015.{suffix}" for suffix in ("bib", "cite.bib")]
    assert bibtex == [path.read_text("utf-8").strip() for path in files]


def test_names_in_the_box_can_be_told_apart(built: Site) -> None:
    """Out of their context too: each begins with what is seen, and none occurs twice on a page."""
    for name, page in built.pages.items():
        links = page.xpath("//*[@class='atlas-citing']//a")
        names = [str(link.get("aria-label")) for link in links]
        assert all(told.startswith(str(link.text_content())) for told, link in zip(names, links, strict=True)), name
        names += [str(one) for one in page.xpath("//@data-copy")]
        assert len(set(names)) == len(names), name


def test_a_retracted_work_warns_on_its_page_and_at_its_claims(lichen: Project) -> None:
    """The claim that rests on it, the table of works, the page of the work, the preview and the data."""
    lichen.append(
        "data/notices.yaml",
        "  - work: fern2015\n    checked: 2024-06-01\n    state: retracted\n"
        "    source: https://example.org/works/2\n    notice: 10.5555/notice\n",
    )
    site = ok(lichen.build())
    warning = "Reference 2 was retracted"
    claim = site.page("lists").xpath("//*[@id='claim-results-001']/ancestor::div[contains(@class, 'atlas-item')]")[0]
    assert warning in claim.text_content()
    assert "as of 2024-06-01" in claim.text_content()
    (row,) = site.page("lists").xpath("//table[@id='functions']/tbody/tr")
    assert f"{warning}." in row.xpath("./th")[0].text_content()
    (listed,) = site.page("entities/lichen/beard-lichen").xpath("//section[@id='entity-beard-lichen-by-air']//li")
    assert f"{warning}." in listed.text_content()
    assert warning in site.page("references/fern2015").xpath("//article")[0].text_content()
    assert warning in site.page("references").xpath("//table[@id='works']")[0].text_content()
    shown = previews(site.folder)
    assert shown["references.html"]["ref-fern2015"]["warning"] == warning
    assert shown["lists.html"]["claim-results-001"]["warning"] == f"{warning}."
    items = json.loads((site.folder / "api/v1/references.json").read_text("utf-8"))["items"]
    assert [item["standing"] for item in items] == ["none", "retracted"]
    assert warning not in site.page("references/moss2010").text_content()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("@article{fern2015,", "@article{moss2010,", "duplicate-bib-key"),
        ("@article{fern2015,", "@article{fern:2015,", "bad-key"),
        ("title = {{Sulphur and 5\\% of beards}},", "title = {{Sulphur},", "bad-bib"),
        ("title = {{Sulphur and 5\\% of beards}},", "title = {{Sulphur and 5% of beards}},", "unescaped-percent"),
        ("  title = {{Sulphur and 5\\% of beards}},\n", "", "missing-field"),
    ],
)
def test_a_bad_entry_costs_no_other_entry(lichen: Project, old: str, new: str, told: str) -> None:
    """It is told at its line, and the works before and after it are shown whole."""
    lichen.append(
        "bibliography.bib",
        "\n@article{bark2016,\n  refnumber = {3},\n  author = {Bark, C.},\n  title = {{After the fault}},\n"
        "  journal = {J Example},\n  year = {2016},\n  volume = {9},\n  pages = {1},\n  role = {background},\n}\n",
    )
    lichen.edit("bibliography.bib", old, new)
    site = lichen.build()
    assert site.exit_code != 0
    assert re.search(rf"bibliography\.bib:\d+: WARNING: .*\[atlas\.{told}\]", site.output), site.output[-2000:]
    assert "Traceback" not in site.output
    words = site.page("references").xpath("//ul[contains(@class, 'atlas-bibliography')]")[0].text_content()
    assert "Is lichen-17-92 grey?" in words
    assert "After the fault" in words
    assert (site.folder / "references/bark2016.html").is_file()


def test_coins_stand_on_the_page_of_references_only(built: Site) -> None:
    """One for each work, and what they hold is the record."""
    found = {name: page.xpath("//span[@class='Z3988']/@title") for name, page in built.pages.items()}
    assert [name for name, titles in found.items() if titles] == ["references"]
    moss, fern = (parse_qs(str(title)) for title in found["references"])
    assert moss["rft.atitle"] == ["Is lichen-17-92 grey?"]
    assert moss["rft_id"] == ["info:doi/10.5555/87654321"]
    assert (moss["rft.spage"], moss["rft.epage"]) == (["10"], ["20"])
    assert fern["rft.artnum"] == ["e12"]
    assert "others" not in str(fern)


def test_linked_data_is_on_every_page(built: Site) -> None:
    """It parses, and no other script stands in the page's own part of the head."""
    for name, page in built.pages.items():
        scripts = page.xpath("//script[@type='application/ld+json']")
        assert len(scripts) == (name not in WORDLESS), name
        for script in scripts:
            assert json.loads(str(script.text))["@context"] == "https://schema.org"


def test_a_published_site_names_its_address(lichen: Project) -> None:
    """Canonical addresses, the sitemap, robots and OpenGraph hold it; without one the sitemap names the own machine."""
    local = ok(lichen.build(out="local"))
    assert "http://localhost/index.html" in (local.folder / "sitemap.xml").read_text("utf-8")
    for page in ("index", "tables"):
        assert not local.page(page).xpath("//meta[@property='og:url'] | //link[@rel='canonical']")
    site = ok(lichen.build("html", "-D", "html_baseurl=https://lichen.example/atlas"))
    sitemap = (site.folder / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://lichen.example/atlas/references/fern2015.html</loc>" in sitemap
    assert "Sitemap: https://lichen.example/atlas/sitemap.xml" in (site.folder / "robots.txt").read_text("utf-8")
    (address,) = site.page("references").xpath("//meta[@property='og:url']/@content")
    assert address == "https://lichen.example/atlas/references.html"
    assert site.page("references").xpath("//link[@rel='canonical']/@href") == [address]
    (address,) = site.page("tables").xpath("//link[@rel='canonical']/@href")  # a former one
    assert address == "https://lichen.example/atlas/lists.html"
    assert "https://lichen.example/atlas/" in (site.folder / "llms.txt").read_text("utf-8")


def test_the_opening_of_a_page_describes_it(built: Site) -> None:
    """Else what is recorded of its subject does."""
    (words,) = built.page("index").xpath("//meta[@name='description']/@content")
    assert str(words).startswith("Sulphur dioxide (SO2) kills")
    assert len(str(words)) <= 160
    (words,) = built.page("references/fern2015").xpath("//meta[@name='description']/@content")
    assert str(words).startswith("Fern B, et al. Sulphur and 5% of beards.")


def test_pages_of_works_stand_in_the_order_of_their_numbers(built: Site) -> None:
    """As next and previous, whatever their keys."""
    (after,) = built.page("references/moss2010").xpath("//head/link[@rel='next']/@href")
    assert after == "fern2015.html"
