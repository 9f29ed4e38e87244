"""The search index of an incremental build equals that of a clean one.

Sphinx 9 loads the index of the last build without its index entries, so the names of every page that is not written
again would be lost; they are known to the index domain and put back. It also keeps words that stand on no page any
more; they are dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.index_entries import split_index_msg

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.search import IndexBuilder


def mend_search_index(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    """Give the search the index entries of all pages and no word without a page; adds no page itself."""
    indexer: IndexBuilder | None = getattr(app.builder, "indexer", None)
    if indexer is not None:
        entries = app.env.domains.index_domain.entries
        indexer._index_entries = {  # noqa: SLF001 - there is no public door to them
            docname: sorted({one for entry in entries[docname] for one in _words(entry)})
            for docname in sorted(entries.keys() & app.env.found_docs)
        }
        indexer._mapping = {word: pages for word, pages in indexer._mapping.items() if pages}  # noqa: SLF001 - as above
        indexer._title_mapping = {  # noqa: SLF001 - as above
            word: pages
            for word, pages in indexer._title_mapping.items()  # noqa: SLF001 - as above
            if pages
        }
    return ()


def _words(entry: tuple[str, str, str, str, str | None]) -> Iterable[tuple[str, str, str]]:
    """Return the words of an index entry, each with its anchor and whether it is a main entry."""
    kind, value, anchor, main, _key = entry
    return {(word, anchor or "", main) for word in split_index_msg(kind, value)}
