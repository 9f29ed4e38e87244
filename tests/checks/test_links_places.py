"""The external links of a site: which they are, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from atlas.checks.links.places import Link, external_links
from atlas.checks.site.page import Page
from atlas.checks.site.reading import read_site

if TYPE_CHECKING:
    from pathlib import Path


def links(markup: str, path: str = "a/b.html") -> list[str]:
    """Return the addresses of the external links in *markup*, a page at *path*."""
    return [link.address for link in external_links([Page(path, html.fromstring(f"<body><p>{markup}</p>"))])]


FOUND = {
    "http": ("<a href='http://a.test/'>A</a>", "http://a.test/"),
    "https": ("<a href='https://a.test/x?y=1&amp;z=%20#!/w'>A</a>", "https://a.test/x?y=1&z=%20#!/w"),
    "in capitals": ("<a href='HTTP://a.test/'>A</a>", "HTTP://a.test/"),
    "without a scheme": ("<a href='//a.test/x'>A</a>", "https://a.test/x"),
    "in the head": ("<link rel='license' href='https://a.test/'>", "https://a.test/"),
    "of a map": ("<map><area href='https://a.test/'></map>", "https://a.test/"),
    "of a drawing": ("<svg><a href='https://a.test/'><rect/></a></svg>", "https://a.test/"),
    "of an older drawing": ("<svg><a xlink:href='https://a.test/'><rect/></a></svg>", "https://a.test/"),
    "with blanks around": ("<a href=' https://a.test/ \n'>A</a>", "https://a.test/"),
    "with blanks within": ("<a href='https://a.test/x\ty\nz w'>A</a>", "https://a.test/xyz w"),
    "unprintable": ("<a href='https://a.test/\u202e'>A</a>", "https://a.test/%E2%80%AE"),
    "no address": ("<a href='http://[x'>A</a>", "http://[x"),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_link_is_found(name: str) -> None:
    """In whatever form browsers follow it."""
    markup, address = FOUND[name]
    assert links(markup) == [address]


OTHERS = (
    "<a href='c.html'>A</a>",
    "<a href='../c.html#x'>A</a>",
    "<a href='#https://a.test/'>A</a>",
    "<a href='mailto:a@a.test'>A</a>",
    "<a href=''>A</a>",
    "<a id='https://a.test/'>https://a.test/</a>",
    "<img src='https://a.test/x.png' alt='X'>",
)


@pytest.mark.parametrize("markup", OTHERS)
def test_what_is_no_external_link(markup: str) -> None:
    """Links within the site, other schemes, and words."""
    assert links(markup) == []


def test_the_address_of_the_site_is_no_other_host() -> None:
    """Pages may name the address at which they are published."""
    head = "<link rel='canonical' href='https://Site.test/a/b.html'>"
    assert links(f"{head}<a href='https://site.test/c.html'>A</a><a href='https://a.test/'>A</a>") == [
        "https://a.test/"
    ]
    assert links("<link rel='canonical' href='c.html'><a href='http://[x'>A</a>") == ["http://[x"]


def test_where_a_link_stands(tmp_path: Path) -> None:
    """The first page, and how many others; a link that stands twice on a page stands on one page."""
    one, other = "<a href='https://b.test/'>B</a>", "<a href='https://a.test/'>A</a>"
    for name, markup in (("c", one + one + other), ("b/x", one), ("a", one)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.html").write_text(f"<p>{markup}</p>", "utf-8")
    found = external_links(read_site(tmp_path, tmp_path, None).pages.values())
    assert found == [
        Link("https://a.test/", ("c.html",)),
        Link("https://b.test/", ("a.html", "b/x.html", "c.html")),
    ]
    assert [link.where for link in found] == ["c.html", "a.html and 2 other pages"]
    assert Link("https://a.test/", ("a.html", "b.html")).where == "a.html and 1 other page"
