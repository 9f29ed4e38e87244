"""The checks on a built site, each with a fault that it must find."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from atlas.checks.links.places import external_links
from atlas.checks.site import check_site, read_pages
from tests.build import Project, ok

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sound(lichen_once: Project) -> Path:
    """Return the folder of a site without a fault."""
    return ok(lichen_once.build(out="sound")).folder


FAULTS = {
    "broken-link": ("lists.html", 'href="references.html#ref-fern2015"', 'href="works.html#ref-fern2015"'),
    "broken-anchor": ("lists.html", 'href="references.html#ref-fern2015"', 'href="references.html#ref-fern1999"'),
    "double-id": ("lists.html", 'id="claim-results-001"', 'id="claim-intro-001"'),
    "no-credit": ("index.html", 'rel="license"', 'rel="help"'),
    "author-others": ("api/v1/references.json", '"family": "Bark"', '"family": "Others"'),
}


SCRIPTS = (
    "<script>run()</script>",
    '<script type="module">run()</script>',
    '<p onclick="run()">Run</p>',
    '<a href=" Java&#10;Script:run()">Run</a>',
    '<svg><a xlink:href="javascript:run()">Run</a></svg>',
)


@pytest.mark.parametrize("markup", SCRIPTS)
def test_a_script_in_a_page_is_found(sound: Path, tmp_path: Path, markup: str) -> None:
    """In whatever form; data that no browser runs are none."""
    site = tmp_path / "site"
    shutil.copytree(sound, site)
    page = site / "index.html"
    text = page.read_text("utf-8")
    assert 'type="application/ld+json"' in text
    page.write_text(text.replace("</article>", f"{markup}</article>"), "utf-8")
    assert [(one.path, one.rule) for one in check_site(site, read_pages(site))] == [("index.html", "inline-script")]


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_found(sound: Path, tmp_path: Path, rule: str) -> None:
    """One fault, one rule, in the right file."""
    site = tmp_path / "site"
    shutil.copytree(sound, site)
    assert check_site(site, read_pages(site)) == []
    name, old, new = FAULTS[rule]
    path = site / name
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    found = check_site(site, read_pages(site))
    assert (name, rule) in {(one.path, one.rule) for one in found}


def test_external_links_are_found(sound: Path) -> None:
    """What the data name is found on the pages that show it."""
    found = {link.address: link.pages for link in external_links(read_pages(sound).values())}
    assert "references/moss2010.html" in found["https://doi.org/10.5555/87654321"]


def test_no_site_is_a_finding(tmp_path: Path) -> None:
    """A check of nothing does not pass."""
    assert [one.rule for one in check_site(tmp_path, read_pages(tmp_path))] == ["no-site"]


def test_a_missing_machine_copy_is_found(sound: Path, tmp_path: Path) -> None:
    """The data belong to the site."""
    site = tmp_path / "site"
    shutil.copytree(sound, site)
    shutil.rmtree(site / "api")
    assert "no-data" in [one.rule for one in check_site(site, read_pages(site))]
