"""The tiny review in every format: no warning, and the same rows."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest

from tests.build import Project, Site, ok

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    "Sulphur dioxide killed beard lichen on oaks.",
    "NCT00000002",
    "ex vivo",
    "Recruiting (as of 2021-02)",
    "Two trees",
)
"""From the claims, the trials, a facet, a dated status and a discrepancy."""


def text_of(site: Site) -> str:
    """Return all text that a builder wrote, with white space folded."""
    texts: list[str] = []
    for path in sorted(site.folder.rglob("*")):
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as archive:
                texts += [archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith("xhtml")]
        elif path.suffix in {".html", ".txt", ".tex", ".1"}:
            texts.append(path.read_text("utf-8"))
    shown = " ".join(texts).replace("\\sphinxhyphen{}", "-").replace("\\-", "-")  # as LaTeX and man write a hyphen
    return " ".join(shown.replace("|", " ").split())


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "man"])
def test_every_builder_carries_the_same_rows(lichen: Project, builder: str) -> None:
    """Builders finish without a warning, and each of them has the rows of the tables; no link leads nowhere."""
    shown = text_of(ok(lichen.build(builder)))
    for words in WORDS:
        for word in words.split():  # cells of a text table are wrapped: look for every word of the row
            assert word in shown, (words, word)
    if builder in {"epub", "latex", "text", "man"}:
        assert [sign for sign in ("¶", "\\P{}", "<>") if sign in shown] == []


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_sites_have_the_machine_copy(lichen: Project, builder: str) -> None:
    """Addresses in the data lead to files and anchors of that site."""
    site = ok(lichen.build(builder))
    items = json.loads((site.folder / "api/v1/claims.json").read_text("utf-8"))["items"]
    for item in items:
        page, _, anchor = item["url"].partition("#")
        assert f'id="{anchor}"' in _page(site.folder, page).read_text("utf-8")
    assert [item["id"] for item in items] == ["intro-001", "intro-002", "intro-003", "results-001"]


def _page(folder: Path, page: str) -> Path:
    return folder / (page or "index.html") / ("index.html" if page.endswith("/") else "")


def test_links_within_a_single_page_lead_somewhere(lichen: Project) -> None:
    """Each to an anchor of that page, and each anchor stands once."""
    page = ok(lichen.build("singlehtml")).page("index")
    ids = Counter(map(str, page.xpath("//@id")))
    links = {str(link) for link in page.xpath("//a/@href") if str(link).startswith("#")}
    assert {link for link in links if unquote(link[1:]) not in ids} <= {"#"}
    assert "#claim-results-001" in links
    assert [id_ for id_, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_links_to_files_lead_somewhere(lichen: Project, builder: str) -> None:
    """To files that a site of that kind has."""
    site = ok(lichen.build(builder))
    links = {str(link) for link in site.page("lists" if builder == "html" else "index").xpath("//article//a/@href")}
    files = {urldefrag(link).url for link in links if "://" not in link} - {""}
    assert "api/v1/claims.json" in files
    assert {file for file in files if not (site.folder / unquote(file)).is_file()} == set()


def test_books_have_no_machine_copy(lichen: Project) -> None:
    """An epub holds pages only."""
    assert not (ok(lichen.build("epub")).folder / "api").exists()
