"""What is wrong on a page or in the data fails the build, at the place where it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.build import Project

INDEX = "docs/index.md"


def test_claim_without_a_home(lichen: Project) -> None:
    """A claim that no page shows is told at its line."""
    lichen.edit("docs/lists.md", "```{atlas:register} results\n```\n", "")
    lichen.edit(INDEX, ", says {atlas:claim}`results-001`", "")
    output = lichen.build("html", "-q").output
    assert "data/claims/results.yaml:3: WARNING: claim 'results-001'; expected a page that shows it" in output


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
