"""What is wrong on a page or in the data fails the build, at the place where it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.build import Project

INDEX = "docs/index.md"


@pytest.mark.parametrize(
    "case",  # the change, words of the warning, and how many lines below the change it is
    [
        (INDEX, "{atlas:claim}`results-001`", "{atlas:claim}`results-009`", "no claim 'results-009'", 0),
        (INDEX, "{atlas:entity}`beard-lichen`", "{atlas:entity}`moss`", "no entity 'moss'", 0),
        (INDEX, "{atlas:count}`claims`", "{atlas:count}`stones`", "atlas.unknown-filter", -1),
        (INDEX, "{cite}`moss2010`", "{cite}`moss1999`", "moss1999", 0),
        ("docs/lists.md", ":kind: lichen", ":kind: moss", "atlas.unknown-filter", -1),
        ("docs/lists.md", "{atlas:register} results", "{atlas:register} outro", "atlas.unknown-record", 0),
        ("data/discrepancies/doubts.yaml", "pages: [index]", "pages: [outdex]", "atlas.unknown-page", 0),
        ("data/claims/results.yaml", "system: ex vivo", "system: in silico", "atlas.bad-value", 0),
        ("bibliography.bib", "5\\%", "5%", "atlas.unescaped-percent", 0),
    ],
)
def test_build_fails_at_the_place(lichen: Project, case: tuple[str, str, str, str, int]) -> None:
    """The warning names file and line (of the paragraph or directive), and with -W the build fails."""
    file, old, new, words, below = case
    line = lichen.edit(file, old, new) + below
    site = lichen.build()
    assert site.exit_code == 1
    place = f"{file}:{line}"
    assert [one for one in site.output.splitlines() if place in one and words in one], site.output[-3000:]


def test_claim_without_a_home(lichen: Project) -> None:
    """A claim that no page shows is told at its line."""
    lichen.edit("docs/lists.md", "```{atlas:register} results\n```\n", "")
    lichen.edit(INDEX, ", says {atlas:claim}`results-001`", "")
    output = lichen.build("html", "-q").output
    assert "data/claims/results.yaml:3: WARNING: claim 'results-001'; expected a page that shows it" in output


def test_figure_without_a_home(lichen: Project) -> None:
    """A figure that is planned and shown nowhere is told where it is planned, and nothing else is."""
    lichen.edit("docs/lists.md", "```{atlas:figure} lichens-by-pollutant\n```\n", "")
    lichen.edit("docs/lists.md", "Two of them are set side by side in {atlas:figure}`lichens-by-pollutant`.", "")
    text = (lichen.folder / "data/atlas.yaml").read_text("utf-8")
    line = text[: text.index("- id: lichens-by-pollutant")].count("\n") + 1
    site = lichen.build("html", "-q")
    told = f"data/atlas.yaml:{line}: WARNING: figure 'lichens-by-pollutant'; expected a page that shows it"
    assert told in site.output
    assert site.output.count("WARNING") == 1, site.output
    assert site.exit_code == 1


def test_claim_with_two_homes(lichen: Project) -> None:
    """A link must know where to lead."""
    lichen.append("docs/references.md", "\n## Again\n\n```{atlas:register} results\n```\n")
    assert "atlas.two-homes" in lichen.build().output


def test_scheme_that_cannot_be_read(lichen: Project) -> None:
    """The build stops and tells every problem of the scheme."""
    (lichen.folder / "data/atlas.yaml").write_text("version: 1\n", "utf-8")
    site = lichen.build()
    assert site.exit_code == 2
    assert "data/atlas.yaml:1: field 'article' missing" in site.output
    assert "data/atlas.yaml:1: field 'kinds' missing" in site.output


def test_hand_written_files_are_never_deleted(lichen: Project) -> None:
    """A file without the mark of the build stays as it is, and is told."""
    path = lichen.folder / "docs/entities/lichen/beard-lichen.md"
    path.parent.mkdir(parents=True)
    path.write_text("# By hand\n", "utf-8")
    other = lichen.folder / "docs/trials/index.md"
    other.parent.mkdir(parents=True)
    other.write_text("# Trials by hand\n", "utf-8")
    output = lichen.build().output
    assert output.count("atlas.foreign-file") == 2
    assert path.read_text("utf-8") == "# By hand\n"
    assert other.read_text("utf-8") == "# Trials by hand\n"


def test_lead_that_belongs_to_nothing(lichen: Project) -> None:
    """A lead under a wrong name would never be seen."""
    folder = lichen.folder / "docs/leads/lichen"
    folder.mkdir(parents=True)
    (folder / "moss.md").write_text("Soft.\n", "utf-8")
    assert "leads/lichen/moss.md:1: WARNING: lead 'leads/lichen/moss.md'" in lichen.build().output


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/claims/results.yaml", "refs: [fern2015]", "refs: [fern1999]"),
        ("data/trials/trials.yaml", "scope: outside", "scope: beside"),
        ("bibliography.bib", "  refnumber = {2},\n", ""),
        ("bibliography.bib", "author = {Fern, B. and others}", "author = {others}"),
        ("data/claims/results.yaml", "section: results", "section: outro"),
    ],
)
def test_a_fault_in_the_data_does_not_break_pages(lichen: Project, file: str, old: str, new: str) -> None:
    """The fault is told, every page is still made, and nothing ends in a traceback."""
    lichen.edit(file, old, new)
    site = lichen.build()
    assert site.exit_code == 1
    assert "Traceback" not in site.output
    assert (site.folder / "api/v1/claims.json").is_file()
