"""Books: what the data say of themselves, instead of the time of the build and words that stand for nothing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sphinx.builders.epub3 import HTML_TAG, Epub3Builder

from atlas.model.state import STATE
from atlas.render.citable import of_article
from atlas.render.exports import plain
from atlas.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from atlas.library import Library


class Book(Epub3Builder):
    """An EPUB as Sphinx makes it, but with a language on each page, and the same on whatever day it is made."""

    @property
    def library(self) -> Library:
        """All records."""
        return domain_of(self.env).library

    def init(self) -> None:
        """Let each page name its language."""
        super().init()
        language = escape(self.config.epub_language)
        self.html_tag = HTML_TAG.replace("<html", f'<html lang="{language}" xml:lang="{language}"')

    def content_metadata(self) -> dict[str, Any]:
        """Date the book by its data, and credit the article and its authors."""
        article = of_article(self.library)
        return super().content_metadata() | {
            "date": f"{self.library.scheme.as_of}T00:00:00Z",
            "description": escape(f"Restructured and restated from {plain.full(article)}"),
            "contributor": escape(plain.names(article)),
        }

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """Let the table of contents name the same identifier as the book."""
        return super().toc_metadata(level, navpoints) | {"uid": escape(self.config.epub_identifier)}

    def build_epub(self) -> None:
        """Pack the files, the type first and bare, all of them dated by the data."""
        year, month, day = map(int, self.library.scheme.as_of.split("-"))
        packed = ("mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *self.files)
        with ZipFile(self.outdir / f"{self.config.epub_basename}.epub", "w") as book:
            for name in packed:
                way = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                book.writestr(ZipInfo(name, (year, month, day, 0, 0, 0)), (self.outdir / name).read_bytes(), way)


def leave_out(app: Sphinx, config: Config) -> None:
    """Keep out of books what a build leaves in the folder for the next one: no reader opens it."""
    del app
    config.epub_exclude_files = [*config.epub_exclude_files, STATE, ".buildinfo.bak"]


def setup_book(app: Sphinx) -> None:
    """Let books be made by this builder."""
    app.add_builder(Book, override=True)
    app.connect("config-inited", leave_out)
