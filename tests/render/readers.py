"""Independent readers of the exports: each turns a file back into what was cited.

A reader gives a `Citable` for each entry. `DROPS` names the fields that a reader does not keep, each with the reason;
the tests see to it that another reader of the same format keeps them.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypandoc
import rispy
from bibtexparser.entrypoint import parse_string as parse_with_bibtexparser
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from atlas.model.scheme import Author
from atlas.render.citable import Citable, Type

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pybtex.database import Entry, Person

REMARK = "Authors as printed: "
NOT_READ = "pandoc does not read the tag"

DROPS: dict[str, dict[str, str]] = {
    "bib: pandoc as bibtex": {},
    "bib: pandoc as biblatex": {},
    "bib: bibtexparser": {},
    "bib: pybtex": {},
    "ris: pandoc": {
        "type": "pandoc reads ELEC as `misc`",
        "issued": "pandoc reads the year, but not the date in DA",
        "pmid": f"{NOT_READ} AN",
        "pmcid": f"{NOT_READ} C2",
        "note": f"{NOT_READ} N1",
        "et_al": f"{NOT_READ} N1",
    },
    "ris: rispy": {},
    "csl.json: pandoc": {},
    "csl.json: citeproc": {},
}


def kept(item: Citable, reader: str) -> Citable:
    """Return *item* as *reader*, a key of `DROPS`, can give it; only readers in memory tell a hyphen from a dash."""
    empty: dict[str, Any] = {"type": "article-journal", "et_al": False, "issued": item.issued[:4]}
    changes = {name: empty.get(name, "") for name in DROPS[reader]}
    one_dash = "pandoc" in reader or "citeproc" in reader
    return replace(item, **changes, pages=item.pages.replace("-", "–") if one_dash else item.pages)


def bib_by_pandoc(text: str) -> list[Citable]:
    """Read BibTeX with pandoc; it has no container for pages and data, and gives their `howpublished` as publisher."""
    return [_from_csl(entry) for entry in _pandoc(text, "bibtex")]


def biblatex_by_pandoc(text: str) -> list[Citable]:
    """Read BibTeX with pandoc as biblatex."""
    return [_from_csl(entry) for entry in _pandoc(text, "biblatex")]


def bib_by_bibtexparser(text: str) -> list[Citable]:
    """Read BibTeX with bibtexparser, and its TeX with pylatexenc, which bibtexparser itself uses for it."""
    library = parse_with_bibtexparser(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert library.failed_blocks == []
    found = []
    for entry in library.entries:
        values = {name: field.value for name, field in entry.fields_dict.items()}
        people = [
            (" ".join([*person.von, *person.last]), " ".join(person.first)) for person in values.pop("author", [])
        ]
        found.append(_from_bib(entry.key, entry.entry_type, values, people))
    return found


def bib_by_pybtex(text: str) -> list[Citable]:
    """Read BibTeX with pybtex, which leaves TeX as it is."""
    entries: dict[str, Entry] = parse_string(text, "bibtex").entries
    return [
        _from_bib(key, entry.type, dict(entry.fields), [_pybtex_name(one) for one in entry.persons.get("author", [])])
        for key, entry in entries.items()
    ]


def ris_by_pandoc(text: str) -> list[Citable]:
    """Read RIS with pandoc, which gives the version as `edition`."""
    entries = _pandoc(text, "ris")
    return [_from_csl(entry | {"version": entry.get("edition", ""), "type": "article-journal"}) for entry in entries]


def ris_by_rispy(text: str) -> list[Citable]:
    """Read RIS with rispy."""
    types: dict[str, Type] = {"JOUR": "article-journal", "ELEC": "webpage", "DATA": "dataset"}
    found = []
    for record in rispy.loads(text, newline="\r\n"):
        notes = record.get("notes", [])
        pages = (record.get("start_page", ""), record.get("end_page", ""))
        people = [tuple(map(str.strip, name.partition(",")[::2])) for name in record.get("authors", [])]
        item = Citable(
            id=record["id"],
            type=types[record["type_of_reference"]],
            title=record["title"],
            issued=record.get("date", record["year"]).replace("/", "-"),
            container=record.get("secondary_title", ""),
            volume=record.get("volume", ""),
            issue=record.get("number", ""),
            pages="–".join(filter(None, pages)),
            doi=record.get("doi", ""),
            pmid=record.get("accession_number", ""),
            pmcid=record.get("custom2", ""),
            url="".join(record.get("urls", [])),
            version=record.get("edition", ""),
            note="".join(note for note in notes if not note.startswith(REMARK)),
            keyword="".join(record.get("keywords", [])),
        )
        found.append(_with_names(item, people, "".join(note for note in notes if note.startswith(REMARK))))
    return found


def csl_by_pandoc(text: str) -> list[Citable]:
    """Read CSL-JSON with pandoc."""
    return [_from_csl(entry) for entry in _pandoc(text, "csljson")]


VARIABLES = {
    "title": "title",
    "container-title": "container",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "URL": "url",
    "version": "version",
    "keyword": "keyword",
    "annote": "note",
}
"""The variables of CSL that hold one text, and the fields that they come from."""

STYLE = f"""<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>Everything</title><id>everything</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><group delimiter="&#10;">
  <names variable="author" prefix="author="><name name-as-sort-order="all" delimiter="|"/></names>
  {"".join(f'<text variable="{name}" prefix="{name}="/>' for name in [*VARIABLES, "note"])}
  <date variable="issued" prefix="issued="><date-part name="year"/>
    <date-part name="month" form="numeric-leading-zeros" prefix="-"/>
    <date-part name="day" form="numeric-leading-zeros" prefix="-"/></date>
</group></layout></bibliography></style>"""
"""A citation style that prints every variable in a line of its own."""


def csl_by_citeproc(text: str, folder: Path) -> list[Citable]:
    """Read CSL-JSON with citeproc-py, and read what it prints in a style that prints everything."""
    entries = json.loads(text)
    (folder / "everything.csl").write_text(STYLE, "utf-8")
    style = CitationStylesStyle(str(folder / "everything.csl"), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(entries), formatter.plain)
    for entry in entries:
        bibliography.register(Citation([CitationItem(entry["id"])]))
    found = []
    for entry, printed in zip(entries, bibliography.bibliography(), strict=True):
        lines = dict(line.partition("=")[::2] for line in str(printed).splitlines())
        people = [name.partition(", ")[::2] for name in lines.pop("author", "").split("|") if name]
        item = _item(entry["id"], entry["type"], lines.pop("issued"), lines)
        found.append(_with_names(item, people, lines.get("note", "")))
    return found


def _pandoc(text: str, format_: str) -> list[dict[str, Any]]:
    """Return what pandoc reads as CSL-JSON; it turns straight quotation marks into curved ones, as TeX does."""
    read = pypandoc.convert_text(text, "csljson", format=format_)
    straight = read.translate(str.maketrans({"’": "'", "‘": "'", "“": '\\"', "”": '\\"'}))
    entries: list[dict[str, Any]] = json.loads(straight)
    return entries


def _from_csl(entry: dict[str, Any]) -> Citable:
    """Turn what pandoc writes into a `Citable`: it cuts particles from family names and writes ranges with a hyphen."""
    (parts,) = entry["issued"]["date-parts"]
    people = [
        (" ".join(filter(None, (_particle(name), name.get("family", name.get("literal"))))), name.get("given", ""))
        for name in entry.get("author", [])
    ]
    container = entry.get("container-title", entry.get("publisher", ""))
    values = entry | {"page": entry.get("page", "").replace("-", "–"), "container-title": container}
    item = _item(entry["id"], entry["type"], "-".join(f"{part:02}" for part in parts), values)
    return _with_names(item, people, entry.get("note", ""))


def _particle(name: dict[str, str]) -> str:
    return name.get("non-dropping-particle", name.get("dropping-particle", ""))


def _item(id_: str, type_: Type, issued: str, values: dict[str, Any]) -> Citable:
    texts: dict[str, Any] = {field: values.get(name, "") for name, field in VARIABLES.items()}
    return Citable(id=id_, type=type_, issued=issued, **texts)


def _from_bib(key: str, type_: str, values: dict[str, str], people: list[tuple[str, str]]) -> Citable:
    """Turn the fields of an entry into a `Citable`; identifiers and addresses are read without TeX."""
    types: dict[str, Type] = {"article": "article-journal", "online": "webpage", "dataset": "dataset"}
    text = {name: without_tex(value) for name, value in values.items()}
    item = Citable(
        id=key,
        type=types[type_],
        title=text["title"],
        issued=text.get("date", text["year"]),
        container=text.get("journal" if type_ == "article" else "howpublished", ""),
        volume=text.get("volume", ""),
        issue=text.get("number", ""),
        pages=text.get("pages", ""),
        doi=values.get("doi", ""),
        pmid=text.get("pmid", ""),
        pmcid=text.get("pmcid", ""),
        url=values.get("url", ""),
        version=text.get("version", ""),
        note=text.get("annotation", ""),
        keyword=text.get("keywords", ""),
    )
    decoded = [(without_tex(family), without_tex(given)) for family, given in people]
    return _with_names(item, decoded, text.get("note", ""))


def without_tex(text: str) -> str:
    """Return *text* as TeX would print it; pylatexenc takes a circumflex for an accent without a letter."""
    decoded: str = LatexNodes2Text().latex_to_text(text).replace("ˆ", "^")
    return decoded


def _pybtex_name(person: Person) -> tuple[str, str]:
    family = " ".join([*person.prelast_names, *person.last_names])
    return family, " ".join([*person.first_names, *person.middle_names])


def _with_names(item: Citable, people: Iterable[tuple[str, ...]], remark: str) -> Citable:
    """Add the names: what has no given name is a group. The remark must name somebody and say `et al.`."""
    authors = tuple(Author(family, given) for family, given in people if given)
    (group,) = [family for family, given in people if not given] or [""]
    if remark:
        assert re.fullmatch(rf"{REMARK}.+, et al\.", remark)
    return replace(item, authors=authors, group=group, et_al=bool(remark))
