"""How works are cited: titles keep their case, the label is the number of the article, `et al.` is no author."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pybtex.backends.plaintext import Backend as PlainText
from pybtex.database import BibliographyData, Entry, Person
from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime

from atlas.render.citable import of_work
from atlas.render.exports import plain
from atlas.render.identifiers import DOI, PMC, PUBMED
from atlas.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

    from atlas.library import Library
    from atlas.model.records import Reference

STYLE = "atlas"


class NumberLabels(BaseLabelStyle):  # type: ignore[misc]
    """Labels a work with its number in the article, wherever and in whatever order it is cited."""

    def format_labels(self, entries: list[Entry]) -> Iterator[str]:
        """Yield the number of each entry."""
        for entry in entries:
            yield entry.fields.get("refnumber", "?")


class NumberOrder(BaseSortingStyle):  # type: ignore[misc]
    """Sorts works by their number in the article."""

    def sorting_key(self, entry: Entry) -> int:
        """Return the number of a work."""
        number = str(entry.fields.get("refnumber", ""))
        return int(number) if number.isdigit() else 0  # a work without a number was reported by the loader


class AtlasStyle(BaseStyle):  # type: ignore[misc]
    """Vancouver style as the article prints it, with links to DOI, PubMed and PubMed Central."""

    default_label_style = NumberLabels
    default_sorting_style = NumberOrder

    def format_entry(self, label: str, entry: Entry, _bib_data: Any = None) -> Any:  # noqa: ANN401 - pybtex is untyped
        """Return one work with its label."""
        words = entry.fields.get("reference") or entry.fields.get("title", entry.key)
        return FormattedEntry(entry.key, Text(words, *_links(entry.fields)), label)


def _links(fields: Mapping[str, str]) -> Iterator[Any]:
    separator = " "
    for name, form, title in (("doi", DOI, "doi:{id}"), ("pmid", PUBMED, "PMID {id}"), ("pmcid", PMC, "{id}")):
        if id_ := fields.get(name):
            yield separator
            yield HRef(form.format(id=quote(id_)), title.format(id=id_))
            separator = "; "


def seed_bibliography(app: Sphinx) -> None:
    """Hand bibtex the works that were loaded, so that it reads no file itself.

    Read by bibtex, a doubled key or a stray brace would cost all entries that follow; the loader has left out just the
    faulty one, and told it.
    """
    path = (Path(app.confdir) / app.config.atlas_root).resolve() / "bibliography.bib"
    if [(Path(app.confdir) / name).resolve() for name in app.config.bibtex_bibfiles or ()] != [path]:
        return  # other files are none of our business
    library = domain_of(app.env).library
    entries = {work.key: _entry(library, work) for work in library.references}
    file = BibFile(get_mtime(path), dict.fromkeys(entries))
    data = BibData(app.config.bibtex_encoding, {path: file}, BibliographyData(entries))
    app.env.get_domain("cite").data["bibdata"] = data


def _entry(library: Library, work: Reference) -> Entry:
    """Return a work as bibtex takes it: the finished reference, and what is sorted, filtered and linked by."""
    fields: dict[str, str | None] = {
        "refnumber": str(work.number),
        "title": work.title,
        "year": str(work.year),
        "role": work.role,
    }
    fields |= {"doi": work.doi, "pmid": work.pmid, "pmcid": work.pmcid}
    fields["reference"] = plain.reference(of_work(library, work))
    people = [Person(first=author.given, last=author.family) for author in work.authors]
    return Entry("article", {name: value for name, value in fields.items() if value}, {"author": people})


def register_style() -> None:
    """Make the style known to pybtex under the name `atlas`; calling it twice does no harm."""
    register_plugin("pybtex.style.formatting", STYLE, AtlasStyle)
    register_plugin("pybtex.style.labels", STYLE, NumberLabels)
    # bibtex asks for plain text at every citation: registered, it is found without a search of all installed packages
    register_plugin("pybtex.backends", "plaintext", PlainText, force=True)
