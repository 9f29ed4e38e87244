"""Citations in prose: their form, their warnings, their numbers after every kind of build, and what stays of bibtex."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pybtex.plugin
import pytest
from lxml import html
from pybtex.backends.plaintext import Backend
from pybtex.database import BibliographyData, Entry
from sphinxcontrib.bibtex.bibfile import BibData, BibFile
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.directives import BibliographyKey, BibliographyValue
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CitationRef

from atlas.sphinx_ext.bibliography import register_style
from atlas.sphinx_ext.citing import CitingDomain
from tests.build import Project, Site, ok

if TYPE_CHECKING:
    from lxml.html import HtmlElement

INDEX = "docs/index.md"
LISTS = "docs/lists.md"
BIBLIOGRAPHY = "```{bibliography}\n:all:\n```\n"
STOCK = """
from sphinxcontrib.bibtex.domain import BibtexDomain
def setup(app):
    app.add_domain(BibtexDomain, override=True)
"""


def citations(page: HtmlElement, words: str) -> list[HtmlElement]:
    """Return the citations in the paragraph that holds *words*."""
    found: list[HtmlElement] = page.xpath(f"//p[contains(., '{words}')]/span[contains(@class, 'citation')]")
    return found


def shown(page: HtmlElement, words: str) -> list[str]:
    """Return how the citations in the paragraph that holds *words* read."""
    return [str(one.text_content()) for one in citations(page, words)]


def test_members_of_a_group_stand_once_by_number(lichen: Project) -> None:
    """In whatever order and however often they are named; each leads to its own entry."""
    lichen.append(INDEX, "\nMany {cite}`fern2015,moss2010`, again {cite:p}`moss2010, moss2010`.\n")
    (group, again) = citations(ok(lichen.build()).page("index"), "Many")
    assert group.text_content() == "[1, 2]"
    assert group.xpath("./a/@href") == ["references.html#ref-moss2010", "references.html#ref-fern2015"]
    assert again.text_content() == "[1]"


def test_numbers_are_sorted_by_value(lichen: Project) -> None:
    """In groups and in the bibliography; 10 comes after 2, although the build tells that numbers are left out."""
    lichen.edit("bibliography.bib", "refnumber = {1}", "refnumber = {10}")
    lichen.edit("data/article.yaml", "- {refs: [1]}", "- {refs: [10]}")
    lichen.append(INDEX, "\nMany {cite}`moss2010,fern2015`.\n")
    site = lichen.build()
    assert shown(site.page("index"), "Many") == ["[2, 10]"]
    assert list(numbers(site)) == ["[2]", "[10]"]


def test_prose_and_table_have_the_same_markup(lichen: Project) -> None:
    """Not an attribute differs."""
    lichen.append(LISTS, "\nFirst {cite}`fern2015`.\n")
    page = ok(lichen.build()).page("lists")
    (prose,) = citations(page, "First")
    (cell,) = page.xpath("//table[@id='functions']/tbody//td[@data-label='Works']//span[@class='atlas-citation']")
    assert html.tostring(prose, with_tail=False) == html.tostring(cell, with_tail=False)


def test_unknown_key_is_told_once_and_spoils_no_other(lichen: Project) -> None:
    """At its line, in any form; the reader sees that something is missing."""
    line = lichen.append(INDEX, "\nSome {cite}`stone1999,fern2015` and {cite:t}`bark1998`.\n") + 1
    site = lichen.build()
    told = [one for one in site.output.splitlines() if "WARNING" in one]
    assert site.exit_code == 1
    assert len(told) == 2
    for key, warning in zip(("bark1998", "stone1999"), told, strict=True):
        assert warning.startswith(f"docs/index.md:{line}: WARNING: reference '{key}'; expected a key of")
        assert warning.endswith("[atlas.unknown-reference]")
    assert shown(site.page("index"), "Some") == ["[2, ?]", "[?]"]


@pytest.mark.parametrize("written", ["moss2010 fern2015", "moss2010,", "{moss2010}", "moss{2}{3}"])
def test_malformed_citation_does_not_end_the_build(lichen: Project, written: str) -> None:
    """It is told at its place, its words stay, and all pages are made."""
    line = lichen.append(INDEX, f"\nOdd {{cite}}`{written}`, sound {{cite}}`moss2010`.\n") + 1
    site = lichen.build()
    assert site.exit_code == 1
    assert f"index.md:{line}: WARNING: malformed citation {written!r}" in site.output
    assert shown(site.page("index"), "Odd") == ["[1]"]
    assert written in site.page("index").text_content()


def numbers(site: Site) -> dict[str, set[str]]:
    """Return the number of each work in the bibliography, with the numbers that lead to it on all pages."""
    found: dict[str, set[str]] = {}
    for item in site.page("references").xpath("//ul[contains(@class, 'atlas-bibliography')]/li"):
        links = [
            str(link.text_content())
            for page in site.pages.values()
            for link in page.xpath(f"//span[@class='atlas-citation']/a[contains(@href, '#{item.get('id')}')]")
        ]
        found[str(item.xpath("./p/span[@class='atlas-number']")[0].text_content())] = {f"[{one}]" for one in links}
    return found


def test_an_earlier_page_that_cites_more_changes_no_number(lichen: Project) -> None:
    """Numbers come from the bibliography: no page keeps one that another work now has."""
    lichen.edit("docs/references.md", ":all:\n", "")  # only what prose cites
    lichen.edit(INDEX, "live on\n{cite}`moss2010`", "live on")
    lichen.edit(INDEX, " {cite}`fern2015`", "")
    lichen.append(LISTS, "\nFirst {cite}`fern2015`.\n")
    (lichen.folder / "data/claims/intro.yaml").write_text("section: intro\nclaims: []\n", "utf-8")
    lichen.build(out="site")
    lichen.append(INDEX, "\nMany {cite}`moss2010`.\n")
    again = lichen.build(out="site")
    assert numbers(again) == {"[1]": {"[1]"}, "[2]": {"[2]"}}
    assert again.tree() == lichen.build(out="clean").tree()


def test_two_processes_equal_one(lichen: Project) -> None:
    """Groups and repeated works on many pages."""
    for page in (INDEX, LISTS, "docs/references.md"):
        lichen.append(page, "\nMany {cite}`fern2015,moss2010`, again {cite}`moss2010` and {cite:t}`moss2010`.\n")
    parallel = ok(lichen.build("html", "-j", "2", out="parallel"))
    assert shown(parallel.page("lists"), "Many") == ["[1, 2]", "[1]", "Moss and Bark [1]"]
    assert parallel.tree() == ok(lichen.build(out="serial")).tree()


def test_the_page_of_the_bibliography_links_to_itself(lichen: Project) -> None:
    """Where a page shows a bibliography of its own, its citations stay on it; others lead to the last."""
    lichen.append(LISTS, f"\nFirst {{cite}}`fern2015`.\n\n{BIBLIOGRAPHY}")
    site = lichen.build()  # bibtex warns of a work that is shown twice
    (here,) = citations(site.page("lists"), "First")
    assert here.xpath("./a/@href") == ["#ref-fern2015"]
    (there, _) = citations(site.page("index"), "kills")
    assert there.xpath("./a/@href") == ["references.html#ref-fern2015"]


def test_other_forms_are_those_of_bibtex(lichen: Project) -> None:
    """Names, words around a citation, and the way into it by any name."""
    lichen.append(INDEX, "\nForms {cite:t}`moss2010`, {cite}`{see}fern2015{p. 3}`, {cite:year}`moss2010`.\n")
    page = ok(lichen.build()).page("index")
    assert shown(page, "Forms") == ["Moss and Bark [1]", "[see 2, p. 3]", "2010"]
    for one in citations(page, "Forms"):
        assert one.get("class") == "bibtex-citation"
        assert len(one.xpath("./a[starts-with(@href, 'references.html#ref-')]")) == 1


def test_another_reference_style_is_respected(lichen: Project) -> None:
    """A project may choose to cite by author and year."""
    lichen.append("conf.py", '\nbibtex_reference_style = "author_year"\n')
    assert shown(ok(lichen.build()).page("index"), "kills")[1] == "[Moss and Bark, 2010]"


def test_other_lists_are_made_by_bibtex(lichen: Project) -> None:
    """A list of bullets shows the works that its filter takes, and citations do not lead to it."""
    lichen.append(LISTS, '\nFirst {cite}`moss2010`.\n\n```{bibliography}\n:list: bullet\n:filter: key % "^m"\n```\n')
    page = ok(lichen.build()).page("lists")
    (item,) = page.xpath("//li[starts-with(@id, 'ref-')]")
    assert item.get("id") == "ref-moss2010"
    assert "atlas-bibliography" not in item.getparent().get("class", "")
    (prose,) = citations(page, "First")
    assert prose.xpath("./a/@href") == ["references.html#ref-moss2010"]


def test_text_shows_the_group(lichen: Project) -> None:
    """Without links, as it reads."""
    lichen.append(INDEX, "\nMany {cite}`fern2015,moss2010`.\n")
    text = (ok(lichen.build("text")).folder / "index.txt").read_text("utf-8")
    assert "Many [1, 2]." in text


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "man"])
def test_every_builder_takes_groups(lichen: Project, builder: str) -> None:
    """No warning in any format."""
    lichen.append(INDEX, "\nMany {cite}`fern2015,moss2010`, {cite:t}`fern2015`.\n")
    ok(lichen.build(builder))


def test_links_in_latex_lead_somewhere(lichen: Project) -> None:
    """Each link to a work has its label or anchor, those of tables too."""
    lichen.append(INDEX, "\nMany {cite}`fern2015,moss2010`, {cite:t}`fern2015`.\n")
    (path,) = ok(lichen.build("latex")).folder.glob("*.tex")
    text = path.read_text("utf-8")
    links = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*:ref-[^}]*)\}\]", text))
    assert links == {"references:ref-moss2010", "references:ref-fern2015"}
    assert {link for link in links if rf"\label{{\detokenize{{{link}}}}}" in text} == links
    anchors = set(re.findall(r"\\hyperlink\{cite\.([^}]*)\}", text))
    assert anchors == set(re.findall(r"\\bibitem\[2\]\{([^}]*)\}", text))


def test_what_stock_bibtex_has_pickled_can_be_used(lichen: Project) -> None:
    """And the other way round: the data of both domains are the same."""
    plain = (lichen.folder / "conf.py").read_text("utf-8")
    for number, conf in enumerate((plain + STOCK, plain, plain + STOCK)):
        (lichen.folder / "conf.py").write_text(conf, "utf-8")
        lichen.append(LISTS, f"\nTurn {number} {{cite}}`fern2015`.\n")
        site = ok(lichen.build(out="site"))
        (one,) = citations(site.page("lists"), f"Turn {number}")
        assert one.text_content() == "[2]"
        assert one.get("class") == ("atlas-citation" if conf == plain else "bibtex-citation")
        assert ("0 added, 1 changed" in site.output) == (number > 0)


def domain(written: str, keys: list[str], cited: dict[str, list[str]]) -> tuple[Any, BibliographyKey]:
    """Return a domain of five works, the pages that cite them, and one bibliography with a filter."""
    works = {f"w{number}": Entry("article", fields=[("year", f"200{number}")]) for number in range(5)}
    file = Path("works.bib")
    place = BibliographyKey("refs", "id1")
    value = BibliographyValue(1, [file], "unsrt", "citation", "arabic", 1, "", "a-", ast.parse(written), {}, keys)
    made = CitingDomain.__new__(CitingDomain)
    made.data = {
        "bibdata": BibData("utf-8", {file: BibFile(0.0, dict.fromkeys(works))}, BibliographyData(works)),
        "bibliographies": {place: value},
        "citations": [],
        "citation_refs": [
            CitationRef("id", page, 1, [CitationTarget(key, "", "") for key in keys]) for page, keys in cited.items()
        ],
    }
    return made, place


FILTERS = ("cited", "not cited", "True", "cited and True", 'year == "2002"', 'docnames >= {"a"}')


@pytest.mark.parametrize("written", FILTERS)
@pytest.mark.parametrize("keys", [[], ["w4"]])
def test_filters_take_what_those_of_bibtex_take(written: str, keys: list[str]) -> None:
    """Same works in the same order, for filters that are looked up and for those that are left to bibtex."""
    made, place = domain(written, keys, {"b": ["a-w3", "w1"], "a": ["a-w2", "a-w3"]})
    expected = list(BibtexDomain.get_filtered_entries(made, place))
    assert list(made.get_filtered_entries(place)) == expected
    assert expected
    docnames = ["refs", "a", "b"]
    cited = list(made.get_all_cited_keys(docnames))
    assert cited == ["a-w2", "a-w3", "a-w3", "w1"]
    assert cited == list(BibtexDomain.get_all_cited_keys(made, docnames))  # type: ignore[no-untyped-call]


def test_common_filters_do_not_go_through_the_citations_for_each_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are gone through once, however many works there are."""
    made, place = domain("cited", [], {"a": ["a-w2"]})
    asked: list[CitingDomain] = []

    def refs(self: CitingDomain) -> object:
        asked.append(self)
        return self.data["citation_refs"]

    monkeypatch.setattr(CitingDomain, "citation_refs", property(refs))
    assert [key for key, _ in made.get_filtered_entries(place)] == ["a-w2"]
    assert len(asked) == 1


def test_no_citation_searches_the_installed_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """That search was most of the time of a build."""

    def refuse(**_options: object) -> None:
        pytest.fail("all installed packages are searched")

    register_style()
    monkeypatch.setattr(pybtex.plugin, "entry_points", refuse)
    assert pybtex.plugin.find_plugin("pybtex.backends", "plaintext") is Backend


def test_benchmark_runs_and_both_sides_hold_every_citation() -> None:
    """At a small size; nothing is timed here."""
    script = Path(__file__).parents[2] / "benchmarks" / "citations.py"
    options = ["--works", "9", "--citations", "30", "--per-page", "7", "--runs", "1"]
    done = subprocess.run([sys.executable, str(script), *options], capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert done.stdout.count(" 30 links") == 2
