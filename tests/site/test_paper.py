"""Pages on paper: every row of every table, what folds on a screen unfolded, and each drawing whole on one sheet."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from playwright.sync_api import Browser
    from pypdf import PageObject

    from tests.build import Site

WINDOWS = {"wide light": (1440, "light"), "wide dark": (1440, "dark"), "narrow dark": (320, "dark")}
PRINTED = [
    ("evidence/functions", "wide dark"),
    ("evidence/trials", "wide dark"),
    ("evidence/trials", "narrow dark"),
    ("diseases/index", "wide light"),
    ("diseases/index", "narrow dark"),
    ("cargo/index", "narrow dark"),
    ("review/index", "wide dark"),
    ("review/fate", "narrow dark"),
    ("review/vesicles", "wide light"),
]
"""Pages, each with the window from which it is printed."""


def squeezed(text: str) -> str:
    """Return *text* without what lines and hyphenation put between its letters."""
    return re.sub(r"[\s¶\-‐\u00ad\u200b]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize(("page", "window"), PRINTED)
def test_paper_has_all_rows_and_whole_drawings(site: Site, browser: Browser, page: str, window: str) -> None:
    """However wide and dark the window was: all cells in their order, and each drawing uncut on one sheet."""
    width, scheme = WINDOWS[window]
    options: dict[str, Any] = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    tab = browser.new_page(**options)
    tab.goto((site.folder / f"{page}.html").as_uri())
    sheets = PdfReader(io.BytesIO(tab.pdf(format="A4"))).pages
    tab.close()
    printed = [squeezed(sheet.extract_text()) for sheet in sheets]
    for table in site.pages[page].xpath("//table[contains(@class, 'atlas-table')]"):
        _in_order(table, "".join(printed))
    for figure in site.pages[page].xpath("//figure[contains(@class, 'atlas-figure')]"):
        assert squeezed(figure.xpath("./figcaption")[0].text_content()) in "".join(printed)
        labels = {squeezed(words) for words in figure.xpath(".//*[local-name()='svg']//*[local-name()='text']/text()")}
        whole = [sheet for sheet, text in zip(sheets, printed, strict=True) if all(one in text for one in labels)]
        assert whole, figure.get("id")
        assert all(0 < x < 595 and 0 < y < 842 for x, y in _places(whole[0]))


def _in_order(table: HtmlElement, printed: str) -> None:
    """Find the caption and the cells of *table*, one behind the other."""
    at = printed.index(squeezed(table.xpath("./caption")[0].text_content()))
    for cell in table.xpath("./tbody/tr/*"):
        for part in cell.xpath("./p") or [cell]:
            words = squeezed(part.text_content())
            found = printed.find(words, at)
            assert found >= 0, (table.get("id"), words)
            at = found + len(words)


def _places(sheet: PageObject) -> list[tuple[float, float]]:
    """Return where words start on a sheet, in points from its lower left corner."""
    places: list[tuple[float, float]] = []

    def note(text: str, matrix: list[float], own: list[float], _font: object, _size: float) -> None:
        if text.strip():
            x, y = own[4], own[5]
            places.append(
                (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]),
            )

    sheet.extract_text(visitor_text=note)
    return places
