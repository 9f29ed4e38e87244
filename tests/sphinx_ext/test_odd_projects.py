"""Unusual but legal projects: odd names and words, pages without a title, files of their own, nothing to cite."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.build import Project, Site, ok

if TYPE_CHECKING:
    from pathlib import Path

ODD = "odd näme"
"""The name of a page, of which addresses hold another form."""

FIGURE = "```{figure} growth.png\n:name: odd-growth\n\nGrowth after {cite}`moss2010`\n```\n"


def add_page(project: Project, name: str, text: str) -> None:
    """Add a page below the first one."""
    (project.folder / f"docs/{name}.md").write_text(text, "utf-8")
    project.edit("docs/index.md", "lists\n", f"lists\n{name}\n")


@pytest.fixture
def odd(lichen: Project) -> Project:
    """Return the tiny review with a page of an odd name, and with an article of odd words."""
    add_page(lichen, ODD, f"# Odd\n\nMoss and bark ({{cite}}`moss2010`) call `f()` it {{cite}}`fern2015`.\n\n{FIGURE}")
    lichen.edit("data/atlas.yaml", "Lichens as monitors of air", "'<b>Lichens</b> & \"air\" </script>'")
    lichen.edit("data/atlas.yaml", "doi: 10.5555/12345678", "doi: '10.1002/(SICI)1<16::A>3.0'")
    return lichen


def previews(site: Site, page: str) -> dict[str, dict[str, str]]:
    """Return the previews of a page."""
    text = (site.folder / f"_previews/{page}.html.js").read_text("utf-8")
    shown: dict[str, dict[str, str]] = json.loads(text.partition(", ")[2].removesuffix(");\n"))
    return shown


def beside(folder: Path, name: str) -> set[str]:
    """Return the endings of the files beside a page."""
    return {path.name.removeprefix(name) for path in folder.iterdir() if path.name.startswith(name)}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_files_beside_a_page_have_its_name(odd: Project, builder: str) -> None:
    """Not the percent-encoded form of addresses, and they go when the page goes."""
    own = {".html", ".md", ".json", ".cite.txt", ".cite.bib", ".bib", ".ris", ".csl.json"}
    folder, name = (".", ODD) if builder == "html" else (ODD, "index")
    site = ok(odd.build(builder))
    assert beside(site.folder / folder, name) == own
    assert not [path for path in site.folder.rglob("*") if "%" in path.name]
    (odd.folder / f"docs/{ODD}.md").unlink()
    odd.edit("docs/index.md", f"{ODD}\n", "")
    again = ok(odd.build(builder))
    assert not [path for path in again.folder.rglob("*") if path.is_file() and path.name.startswith(ODD)]
    assert builder == "html" or not beside(site.folder / folder, name)


def test_words_of_the_article_are_no_markup_in_the_credit(odd: Project) -> None:
    """The credit of every page shows its title as it is, and links its DOI encoded."""
    credit = ok(odd.build()).page("index").xpath("//*[@class='atlas-credit']")[0]
    assert '<b>Lichens</b> & "air" </script>.' in credit.text_content()
    assert credit.xpath(".//a/@href")[0] == "https://doi.org/10.1002/%28SICI%291%3C16%3A%3AA%3E3.0"


def test_what_looks_like_an_escape_is_shown_as_it_is(lichen: Project) -> None:
    """Backslashes and entities, in a heading, in prose and on pages of data; other quotation marks are typographic."""
    odd = r"Beard \\'lichen\' \.. &#39;"
    lichen.edit("data/entities/lichen.yaml", "label: Beard lichen", f"label: {json.dumps(odd)}")
    lichen.edit("data/entities/lichen.yaml", "A hanging", "A 'hanging'")
    site = ok(lichen.build())
    page = site.page("entities/lichen/beard-lichen")
    assert page.xpath("//h1")[0].text_content().startswith(odd)
    assert odd in site.page("index").xpath("//article//p")[0].text_content()
    assert odd in site.page("lists").xpath("//*[@id='functions']")[0].text_content()
    assert "A ‘hanging’ lichen" in page.text_content()


def test_hyphens_of_identifiers_are_no_dashes(lichen: Project) -> None:
    """What is copied from the page is the identifier."""
    lichen.edit("bibliography.bib", "10.5555/87654321", "10.5555/8765--4321")
    site = ok(lichen.build())
    for name in ("references", "references/moss2010"):
        assert site.page(name).xpath("//a[text()='doi:10.5555/8765--4321']"), name


def test_the_page_at_a_former_address_names_the_entity_as_it_is(lichen: Project) -> None:
    """In its title, its heading and its link, whatever signs the name holds."""
    lichen.edit("data/entities/lichen.yaml", "label: Beard lichen", "label: Beard <b>lichen</b> & moss")
    lichen.edit("data/entities/lichen.yaml", "    synonyms: [Usnea]\n", "    former: [usnea]\n")
    page = ok(lichen.build()).page("entities/lichen/usnea")
    assert page.findtext(".//title").startswith("Beard <b>lichen</b> & moss - ")
    for path in ("//h1", "//h1/following-sibling::p/a"):
        (element,) = page.xpath(path)
        assert element.text_content() == "Beard <b>lichen</b> & moss"


def test_only_heads_with_a_long_word_are_broken_anywhere(lichen: Project) -> None:
    """A head of common words keeps its letters together."""
    lichen.edit(
        "data/atlas.yaml", "{id: air, label: Air, facets", "{id: air, label: Air of Llanfairpwllgwyngyllgogery, facets"
    )
    page = ok(lichen.build()).page("lists")
    (long,) = page.xpath("//table[@id='functions']//th[contains(@class, 'atlas-long')]")
    assert long.text_content().strip() == "Air of Llanfairpwllgwyngyllgogery"


def test_keys_of_works_are_not_shown_as_words(odd: Project) -> None:
    """Neither in a description nor in the preview of a figure; all other words stand as they are."""
    site = ok(odd.build())
    assert previews(site, ODD)["odd-growth"]["title"] == "Growth after"
    (words,) = site.page(ODD).xpath("//meta[@name='description']/@content")
    assert words == "Moss and bark call f() it."


def test_pages_of_records_are_described_by_their_record(lichen: Project) -> None:
    """Not by what a section of theirs says first, such as that there is no discrepancy."""
    site = ok(lichen.build())
    for page, words in {
        "entities/pollutant/ozone": "A gas of three oxygen atoms.",
        "trials/NCT00000002": "It does not.",
        "references/moss2010": "Moss A, Bark CD. Is lichen-17-92 grey? J Example. 2010;3(2):10–20.",
    }.items():
        assert site.page(page).xpath("//meta[@name='description']/@content") == [words]


def test_a_page_without_a_title_is_called_by_its_name(lichen: Project) -> None:
    """Whoever cites it would else cite the stand-in of Sphinx."""
    (lichen.folder / "docs/bare.md").write_text("---\norphan: true\n---\n\nNothing but words.\n", "utf-8")
    site = ok(lichen.build())
    assert (site.folder / "bare.cite.txt").read_text("utf-8").startswith("Lichen people. bare. Lichen Atlas;")
    assert "<no title>" not in (site.folder / "llms.txt").read_text("utf-8")


def test_files_that_the_project_brings_are_kept(lichen: Project) -> None:
    """Its own rules for robots are not replaced, whether it names the file or its folder; nor is a feed of its own."""
    (lichen.folder / "data/releases.jsonl").unlink()  # there is no other feed
    (lichen.folder / "extra").mkdir()
    (lichen.folder / "extra/changes.atom").write_text("<feed/>\n", "utf-8")
    (lichen.folder / "extra/robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")
    for entry in ("extra", "extra/robots.txt"):
        site = ok(lichen.build("html", "-D", f"html_extra_path={entry}"))
        assert "Disallow: /\n" in (site.folder / "robots.txt").read_text("utf-8")
        assert (site.folder / "llms.txt").is_file()
        assert (site.folder / "changes.atom").is_file() == (entry == "extra")


def test_the_address_under_which_data_are_cited_is_a_page(lichen: Project) -> None:
    """The page about them, or else the first page: a folder has none."""
    options = ("-D", "html_baseurl=https://lichen.example/", "-D", "atlas_data_page=lists")
    site = ok(lichen.build("html", *options))
    assert "https://lichen.example/lists.html." in (site.folder / "api/v1/dataset.txt").read_text("utf-8")
    site = ok(lichen.build("html", *options[:2]))
    assert "https://lichen.example/." in (site.folder / "api/v1/dataset.txt").read_text("utf-8")


def test_languages_are_named_as_on_the_web(lichen: Project) -> None:
    """With a hyphen in metadata, with an underscore in OpenGraph."""
    page = ok(lichen.build("html", "-D", "language=pt_BR")).page("index")
    assert page.xpath("//meta[@name='citation_language']/@content") == ["pt-BR"]
    assert page.xpath("//meta[@property='og:locale']/@content") == ["pt_BR"]


def test_a_review_without_references_is_a_site(lichen: Project) -> None:
    """An empty bibliography is no fault; no page has files of works."""
    (lichen.folder / "bibliography.bib").write_text("% No work.\n", "utf-8")
    (lichen.folder / "data/notices.yaml").unlink()
    for name, old, new in (
        ("data/claims/intro.yaml", r"refs: \[\w+\]", "refs: uncited in the review"),
        ("data/claims/results.yaml", r"refs: \[\w+\]", "refs: uncited in the review"),
        ("data/article.yaml", r"refs: \[\d\]", "refs: []"),
        ("docs/index.md", r"\{cite\}`\w+`", ""),
    ):
        path = lichen.folder / name
        path.write_text(re.sub(old, new, path.read_text("utf-8")), "utf-8")
    site = ok(lichen.build())
    assert not list(site.folder.glob("*.ris"))


def test_a_review_without_trials_is_a_site(lichen: Project) -> None:
    """Its tables of trials have no row."""
    (lichen.folder / "data/trials/trials.yaml").write_text("trials: []\n", "utf-8")
    lichen.edit("docs/index.md", "trials/*\n", "")
    assert (ok(lichen.build()).folder / "api/v1/trials.csv").read_text("utf-8").count("\n") == 1


@pytest.mark.parametrize("theme", ["basic", "alabaster"])
def test_other_themes_show_the_same_around_a_page(lichen: Project, theme: str) -> None:
    """The box on citing, the credit and the metadata need nothing of one theme."""
    page = ok(lichen.build("html", "-D", f"html_theme={theme}")).page("index")
    for path in ("//*[@class='atlas-citing']", "//*[@class='atlas-credit']", "//meta[@name='citation_title']"):
        assert page.xpath(f"count({path})") == 1, path


def test_the_project_may_stand_elsewhere(lichen: Project) -> None:
    """Data and bibliography in a folder of their own."""
    (lichen.folder / "review").mkdir()
    for name in ("data", "bibliography.bib"):
        shutil.move(lichen.folder / name, lichen.folder / "review" / name)
    lichen.edit("conf.py", '["bibliography.bib"]', '["review/bibliography.bib"]\natlas_root = "review"')
    ok(lichen.build())
