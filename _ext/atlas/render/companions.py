"""The files that stand beside a page under its name: the works cited on it, and how to cite the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.render.citable import of_data, of_page, of_work
from atlas.render.exports import FORMATS, bibtex, plain

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.render.citable import Citable
    from atlas.render.pages import Page, Site


SUFFIXES = (*(form.suffix for form in FORMATS), "cite.txt", "cite.bib")
"""The endings of the files that may stand beside a page for the sake of citing."""

COPIES = {"md": ("Markdown", "text/markdown"), "json": ("JSON", "application/json")}
"""The endings of the copies of a page, each with its name for readers and its media type."""


def beside(library: Library, page: Page) -> dict[str, str]:
    """Return the text of every file beside *page*, by its address relative to the root of the site.

    `.bib`, `.ris` and `.csl.json` hold the works cited on the page, on the page of a work that work alone;
    `.cite.txt` and `.cite.bib` the page itself.
    """
    cited = [of_work(library, library.reference[key]) for key in page.works]
    made = {f"{page.stem}.{form.suffix}": form.write(cited) for form in FORMATS} if cited else {}
    return made | _own(f"{page.stem}.cite", of_page(library, page))


def dataset(library: Library, site: Site) -> dict[str, str]:
    """Return the files that tell how to cite the data, by their names in the folder of the data."""
    return _own("dataset", of_data(library, site))


def _own(stem: str, item: Citable) -> dict[str, str]:
    return {f"{stem}.txt": f"{plain.full(item)}\n", f"{stem}.bib": bibtex.write([item])}
