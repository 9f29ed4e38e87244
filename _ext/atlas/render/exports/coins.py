"""COinS: a reference for programs, in the title of an empty element of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from atlas.render.exports.plain import page_range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.render.citable import Citable


def title(item: Citable) -> str:
    """Return the OpenURL context object of a work in key/encoded-value form, not yet escaped for HTML."""
    return urlencode([(key, value) for key, value in _values(item) if value], quote_via=quote, safe="")


def _values(item: Citable) -> Iterator[tuple[str, str]]:
    first, last = page_range(item.pages)
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"
    yield "rft_id", f"info:doi/{item.doi}" if item.doi else ""
    yield "rft_id", f"info:pmid/{item.pmid}" if item.pmid else ""
    yield "rft.genre", "article"
    yield "rft.atitle", item.title
    yield "rft.jtitle", item.container
    yield (
        "rft.stitle",
        item.container,
    )  # the article prints abbreviated titles, and readers differ in which key they use
    yield "rft.date", item.issued
    yield "rft.volume", item.volume
    yield "rft.issue", item.issue
    yield "rft.pages", item.pages
    yield "rft.spage", first if last else ""
    yield "rft.epage", last
    yield "rft.artnum", "" if last else item.pages
    for author in item.authors:
        yield "rft.au", f"{author.family}, {author.given}".rstrip()
