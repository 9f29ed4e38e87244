"""How works are cited: titles keep their case, the label is the number of the article, `et al.` is no author."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pybtex.plugin import register_plugin
from pybtex.richtext import HRef, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle

from atlas.load.bibliography import family, given_names, plain
from atlas.render.works import DOI, PMC, PUBMED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pybtex.database import Entry, Person

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
        fields = defaultdict(str, {name: plain(value) for name, value in entry.fields.items()})
        issue = f"({fields['number']})" if "number" in fields else ""
        pages = fields["pages"].replace("--", "–")
        where = f" {fields['journal']}. {fields['year']};{fields['volume']}{issue}:{pages}."
        title = fields["title"] if fields["title"].endswith(("?", "!")) else f"{fields['title']}."
        parts = [f"{authors(entry.persons.get('author', []))} ", title, where, *_links(fields)]
        return FormattedEntry(entry.key, Text(*parts), label)


def authors(people: list[Person]) -> str:
    """Return the authors as printed: family name and initials; a cut list ends with `et al.`."""
    named = [person for person in people if str(person) != "others"]
    names = ", ".join(_name(person) for person in named)
    return f"{names}, et al." if len(named) < len(people) else f"{names}."


def _name(person: Person) -> str:
    initials = given_names(person).replace(".", "").replace(" ", "")
    return plain(f"{family(person)} {initials}")


def _links(fields: dict[str, str]) -> Iterator[Any]:
    separator = " "
    for name, form, title in (("doi", DOI, "doi:{id}"), ("pmid", PUBMED, "PMID {id}"), ("pmcid", PMC, "{id}")):
        if id_ := fields.get(name):
            yield separator
            yield HRef(form.format(id=id_), title.format(id=id_))
            separator = "; "


def register_style() -> None:
    """Make the style known to pybtex under the name `atlas`; calling it twice does no harm."""
    register_plugin("pybtex.style.formatting", STYLE, AtlasStyle)
    register_plugin("pybtex.style.labels", STYLE, NumberLabels)
