"""How pages are read: addresses and anchors as browsers take them, and pages of any size and depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.checks.site.links import lead_somewhere, load_nothing_foreign
from atlas.checks.site.page import read_page
from atlas.checks.site.reading import read_site

if TYPE_CHECKING:
    from pathlib import Path

LINKS = {
    "top of the page": '<a href="#top">A</a>',
    "top in capitals": '<a href="b.html#TOP">A</a>',
    "words to be marked": '<a href="b.html#:~:text=moss">A</a>',
    "words to be marked behind an anchor": '<a href="b.html#moss:~:text=moss">A</a>',
    "picture in two sizes": '<img srcset="b.html, b.html 2x">',
    "sizes without a space": '<img srcset="b.html 1x,b.html 2x">',
    "comma in an address": '<img srcset="data:image/png;base64,AAAA 2x, b.html 3x">',
}


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS.keys())
def test_links_are_read_as_browsers_do(tmp_path: Path, link: str) -> None:
    """What leads somewhere there is not told."""
    (tmp_path / "a.html").write_text(link, "utf-8")
    (tmp_path / "b.html").write_text('<p id="moss">B</p>', "utf-8")
    site = read_site(tmp_path, tmp_path, None)
    assert [*lead_somewhere(site), *load_nothing_foreign(site)] == []


@pytest.mark.parametrize("srcset", ["a.png", "a.png,", "b.html, a.png 2x", "b.html 1x,a.png", " data:,x 1x , a.png"])
def test_pictures_of_all_sizes_are_looked_for(tmp_path: Path, srcset: str) -> None:
    """Each of them alone."""
    (tmp_path / "a.html").write_text(f'<img srcset="{srcset}">', "utf-8")
    (tmp_path / "b.html").write_text("B", "utf-8")
    (problem,) = lead_somewhere(read_site(tmp_path, tmp_path, None))
    assert "'a.png'" in problem.found


@pytest.mark.parametrize("text", ["<div>" * 2000, f"<p>{'x' * 11_000_000}</p>"], ids=["deep", "long"])
def test_pages_of_any_size_are_read_to_the_end(tmp_path: Path, text: str) -> None:
    """The parser has limits, beyond which it would drop the rest."""
    (tmp_path / "a.html").write_text(f'{text}<p id="end">End</p>', "utf-8")
    assert "end" in read_page(tmp_path, "a.html").ids
