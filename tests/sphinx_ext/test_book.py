"""Books: what they say of themselves, and that the same sources always give the same book."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.build import Project, ok
from tests.conftest import copy_of_lichen

if TYPE_CHECKING:
    from pathlib import Path

DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the tiny review with a book, built again after an edit."""
    project = copy_of_lichen(tmp_path_factory.mktemp("book") / "lichen")
    project.append("conf.py", 'epub_identifier = "urn:isbn:9780000000002"\nepub_uid = "book"\n')
    ok(project.build("epub"))
    project.edit("data/claims/results.yaml", "killed beard lichen", "killed all beard lichen")
    ok(project.build("epub"))
    return project


def book_of(project: Project, out: str = "epub") -> Path:
    """Return the one book in a folder of the build."""
    (path,) = (project.folder / "_build" / out).glob("*.epub")
    return path


def read(project: Project) -> dict[str, bytes]:
    """Return the files in the book."""
    with zipfile.ZipFile(book_of(project)) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_a_book_tells_what_it_is_and_from_when(project: Project) -> None:
    """The day is that of the data; the article that was restated and its authors are credited."""
    files = read(project)
    package = etree.fromstring(files["content.opf"])
    told = {one.tag.removeprefix(DC): one.text for one in package.iter() if str(one.tag).startswith(DC)}
    assert told["date"] == "2024-05-01T00:00:00Z"
    assert told["contributor"] == "Moss A, Fern B"
    article = "Moss A, Fern B. Lichens as monitors of air. J Example. 2020;1:1. doi:10.5555/12345678"
    assert told["description"] == f"Restructured and restated from {article}"
    assert told["identifier"] == "urn:isbn:9780000000002"
    assert b'<meta name="dtb:uid" content="urn:isbn:9780000000002"/>' in files["toc.ncx"]


def test_each_page_names_its_language(project: Project) -> None:
    """For those who hear the book."""
    pages = {name: etree.fromstring(text) for name, text in read(project).items() if name.endswith(".xhtml")}
    assert len(pages) > 5
    for name, page in pages.items():
        assert page.get("lang") == page.get("{http://www.w3.org/XML/1998/namespace}lang") == "en", name


def test_links_have_a_direction_of_their_own(project: Project) -> None:
    """In the markup, since style sheets of books must not say so."""
    files = read(project)
    page = etree.fromstring(files["lists.xhtml"])
    links = page.findall(".//{*}a[@class]")
    assert len(links) > 10
    assert {link.get("dir") for link in links} == {"auto"}
    styles = {name: text for name, text in files.items() if name.endswith(".css")}
    assert "_static/atlas.css" in styles
    assert [name for name, text in styles.items() if b"unicode-bidi" in text] == []


def test_the_same_sources_give_the_same_book(project: Project) -> None:
    """Also after an edit, and without what the build keeps for itself."""
    ok(project.build("epub", out="clean"))
    assert book_of(project).read_bytes() == book_of(project, "clean").read_bytes()
    assert [name for name in read(project) if name.startswith(".")] == []
