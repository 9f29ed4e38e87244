"""Building again after a build that failed: what is wrong stays told until it is mended, and leaves no trace."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.build import Project, Site, assert_same, ok

if TYPE_CHECKING:
    from collections.abc import Callable

FAULTS = {
    "YAML": ("data/claims/results.yaml", "pollutants: [sulphur-dioxide]", "pollutants: [sulphur-dioxide"),
    "scheme": ("data/atlas.yaml", 'version: "0.1"', 'version: ["0.1"'),
    "bibliography": ("bibliography.bib", "year = {2015},", "year = {2015,"),
    "citation": ("docs/index.md", "{cite}`moss2010`", "{cite}`moss2011`"),
    "link to a record": ("docs/index.md", "{atlas:entity}`beard-lichen`", "{atlas:entity}`moss`"),
    "link to a place": ("docs/index.md", "(#growth)", "(#grown)"),
    "directive": ("docs/lists.md", "{atlas:functions}", "{atlas:functionz}"),
    "configuration": ("conf.py", 'project = "Lichen Atlas"', 'project = "Lichen Atlas'),
}


def told(site: Site) -> list[str]:
    """Return the warnings and errors of a build."""
    levels = ("WARNING: ", "ERROR: ", "CRITICAL: ")
    return sorted(line for line in site.output.splitlines() if any(level in line for level in levels))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_broken_and_mended(built: Project, fault: tuple[str, str, str]) -> None:
    """The second build of a broken project tells what the first one told; once mended, the site is what it was."""
    before = Site(built.folder / "_build/site", "", 0).tree()
    file, old, new = fault
    built.edit(file, old, new)
    first = built.build(out="site")
    assert first.exit_code != 0
    again = built.build(out="site")
    assert (again.exit_code, told(again)) == (first.exit_code, told(first))
    built.edit(file, new, old)
    assert ok(built.build(out="site")).tree() == before


def add_page(project: Project) -> None:
    """Add the page that was missed."""
    (project.folder / "docs/more.md").write_text("---\norphan: true\n---\n# More\n", "utf-8")


def add_text(project: Project) -> None:
    """Add the text that was missed."""
    (project.folder / "docs/more.txt").write_text("More.\n", "utf-8")


def add_image(project: Project) -> None:
    """Add the image that was missed."""
    shutil.copy(project.folder / "docs/growth.png", project.folder / "docs/more.png")


def add_label(project: Project) -> None:
    """Add the place that was missed, on another page."""
    project.edit("docs/lists.md", "## Trials", "(more)=\n## Trials")


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        ("[](more.md)", add_page),
        ("```{include} more.txt\n```", add_text),
        ("![More](more.png)", add_image),
        ("[](#more)", add_label),
    ],
    ids=["page", "text", "image", "place"],
)
def test_what_was_missed_and_comes(built: Project, words: str, mend: Callable[[Project], None]) -> None:
    """A page that names what is not there takes it up as soon as it is, although it is not edited itself."""
    built.append("docs/references.md", f"\n{words}\n")
    first, again = (built.build(out="site") for _ in range(2))
    assert first.exit_code == again.exit_code == 1
    assert told(first) == told(again) != []
    mend(built)
    assert_same(ok(built.build(out="site")), ok(built.build(out="clean")))


def test_what_goes_is_missed_where_it_is_named(built: Project) -> None:
    """A page that was not edited is told of when the place that it links to is gone, as in a clean build."""
    built.edit("docs/lists.md", "## Trials", "(more)=\n## Trials")
    built.append("docs/references.md", "\n[](#more)\n")
    ok(built.build(out="site"))
    built.edit("docs/lists.md", "(more)=\n", "")
    again, clean = (built.build(out=out) for out in ("site", "clean"))
    assert told(again) == told(clean) != []
    assert_same(again, clean)


def test_a_page_that_goes_is_missed_in_the_contents_that_name_it(built: Project) -> None:
    """Although the page with that table of contents was not edited."""
    (built.folder / "docs/more.md").write_text("# More\n", "utf-8")
    built.append("docs/lists.md", "\n```{toctree}\nmore\n```\n")
    ok(built.build(out="site"))
    (built.folder / "docs/more.md").unlink()
    again, clean = (built.build(out=out) for out in ("site", "clean"))
    assert told(again) == told(clean) != []
    assert_same(again, clean)


def test_a_page_outside_all_contents_stays_told(built: Project) -> None:
    """Until it stands in a table of contents."""
    (built.folder / "docs/more.md").write_text("# More\n", "utf-8")
    first, again = (built.build(out="site") for _ in range(2))
    assert told(first) == told(again) != []
    built.edit("docs/index.md", "lists\n", "lists\nmore\n")
    assert_same(ok(built.build(out="site")), ok(built.build(out="clean")))
