"""Exports: what independent readers find in each format is what the record holds, field by field."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from atlas.model.scheme import Author
from atlas.render.citable import Citable, of_article, of_data, of_page, of_work
from atlas.render.data import files
from atlas.render.exports import FORMATS, csl
from atlas.render.linked_works import work as linked_work
from atlas.render.pages import Page, Site
from tests.render import readers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from atlas.library import Library

WRITE = {one.suffix: one.write for one in FORMATS}
SITE = Site("Ångström & Co", "The {5%} contributors and others", "https://example.org/")
ODD = "10.1002/(SICI)1097_4636%20&b#c<1::AID-X3>3.0.CO;2-~^$"
NASTY = (
    Citable(
        id="greek2015",
        type="article-journal",
        title='Is miR-17-92 of 5% A&B #1 a_b $5 ~50 x^2 \\alpha {x} -- α-Synuclein, Ångström\'s "x" p<0.05 & >3 β−γ?',
        issued="2015",
        authors=(Author("van der Berg", "Ä. B."), Author("Müller and Sons", "J.-P."), Author("O'Neill", "É.")),
        et_al=True,
        container="Z & Ö",
        volume="Suppl 1",
        issue="3/4",
        pages="S150–S160",
        doi=ODD,
        pmid="27581859",
        pmcid="PMC5007684",
        url="https://example.org/a_b?c=%20&d=#e~f$",
        version="1.0_β",
        note="100% of doi:10.1/x_y & more",
        keyword="Evidence & review",
    ),
    Citable(
        id="alone2016",
        type="article-journal",
        title='"So" - a--b---c, @article{x, title = 1}',
        issued="2016",
        authors=(Author("Others", "A."), Author("El Andaloussi", "S. E. L.")),
        container="The Annals",
        pages="e12",
    ),
    Citable(id="bare:2017+x", type="article-journal", title="?", issued="2017"),
)


def made(*libraries: Library) -> list[Citable]:
    """Return all works, the articles, a page and the data of *libraries*."""
    found = []
    for library in libraries:
        page = Page(SITE, "a/b", "A page: 5% of α & β", "a/b.html")
        found += [of_work(library, work) for work in library.references]
        found += [of_article(library), of_page(library, page), of_data(library, SITE)]
    return found


def read(reader: str, text: str, folder: Path) -> list[Citable]:
    """Return what *reader*, a key of `DROPS`, finds in *text*."""
    by_name: dict[str, Callable[[str], list[Citable]]] = {
        "bib: pandoc as bibtex": readers.bib_by_pandoc,
        "bib: pandoc as biblatex": readers.biblatex_by_pandoc,
        "bib: bibtexparser": readers.bib_by_bibtexparser,
        "bib: pybtex": readers.bib_by_pybtex,
        "ris: pandoc": readers.ris_by_pandoc,
        "ris: rispy": readers.ris_by_rispy,
        "csl.json: pandoc": readers.csl_by_pandoc,
        "csl.json: citeproc": lambda text: readers.csl_by_citeproc(text, folder),
    }
    return by_name[reader](text)


def assert_read(reader: str, items: list[Citable], folder: Path) -> None:
    """Make sure that *reader* finds all of *items*, in their order, with all fields that it keeps."""
    text = WRITE[reader.partition(":")[0]](items)
    expected = [readers.kept(item, reader) for item in items]
    assert read(reader, text, folder) == expected


@pytest.mark.parametrize("reader", readers.DROPS)
def test_works_pages_and_data_are_read_back(
    reader: str, atlas_library: Library, lichen_library: Library, tmp_path: Path
) -> None:
    """The whole bibliography of both reviews, the articles, a page and the data, in one file each."""
    for library in (atlas_library, lichen_library):
        assert_read(reader, made(library), tmp_path)


@pytest.mark.parametrize("reader", readers.DROPS)
def test_one_work_is_a_file_of_its_own(reader: str, atlas_library: Library, tmp_path: Path) -> None:
    """A single record, and none at all."""
    assert_read(reader, [of_work(atlas_library, atlas_library.references[1])], tmp_path)
    if "rispy" not in reader:  # which refuses an empty file
        assert_read(reader, [], tmp_path)


@pytest.mark.parametrize("reader", readers.DROPS)
def test_nasty_records_are_read_back(reader: str, atlas_library: Library, tmp_path: Path) -> None:
    """Greek letters, every special character of TeX, odd identifiers, missing fields; the entry after them is whole."""
    assert_read(reader, [*NASTY, of_work(atlas_library, atlas_library.references[0])], tmp_path)


def test_every_field_is_kept_by_a_reader_of_each_format() -> None:
    """No field is excused by all readers of a format."""
    for suffix in WRITE:
        drops = [set(fields) for reader, fields in readers.DROPS.items() if reader.partition(":")[0] == suffix]
        assert len(drops) >= 2
        assert set.intersection(*drops) == set()


CHARACTERS = "abcXYZ 0189 %&#_$^~\\ -–—− '\"`,;.:!?()[]<>=+*/|@ αβγΔμ åéîøüßłž ²½°±×→"
words = st.text(CHARACTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
names = st.from_regex(r"[A-Zbß][a-zé]{0,3}([ -]([A-Z]|and |others|α)[a-z&_%$#.]{1,3}){0,2}", fullmatch=True)
codes = st.from_regex(r"[A-Za-z0-9]{1,6}", fullmatch=True)
items = st.builds(
    Citable,
    id=st.from_regex(r"[A-Za-z][A-Za-z0-9_:.+/-]{0,10}", fullmatch=True),
    type=st.sampled_from(("article-journal", "webpage", "dataset")),
    title=words,
    issued=st.one_of(st.from_regex(r"(19|20)[0-9]{2}", fullmatch=True), st.dates().map(str)),
    authors=st.lists(st.builds(Author, names, codes), min_size=1, max_size=3).map(tuple),
    et_al=st.booleans(),
    group=st.one_of(st.just(""), words.filter(lambda text: "," not in text)),
    container=words,
    volume=codes,
    issue=codes,
    pages=st.one_of(st.just(""), codes, st.builds("{}–{}".format, codes, codes)),
    doi=st.text(CHARACTERS.replace(" ", "").replace("\\", ""), min_size=1).map("10.1234/{}".format),
    pmid=st.from_regex(r"[1-9][0-9]{3,7}", fullmatch=True),
    url=st.from_regex(r"https://[a-z]{3}\.org/[a-z%&#_~$=?0-9]{0,20}", fullmatch=True),
    version=words,
    note=words,
    keyword=words,
)
in_memory = [reader for reader in readers.DROPS if "pandoc" not in reader and "citeproc" not in reader]


@pytest.mark.parametrize("reader", in_memory)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(item=items)
def test_any_record_is_read_back(reader: str, item: Citable, tmp_path: Path) -> None:
    """Whatever the fields hold; the readers that work in memory."""
    assert_read(reader, [item], tmp_path)


@settings(deadline=None)
@given(item=items)
def test_any_record_is_the_same_in_json(item: Citable) -> None:
    """The text of every field stands in CSL-JSON as it is, and the file is what the format allows."""
    text = WRITE["csl.json"]([item])
    ((record),) = json.loads(text)
    assert list(Draft202012Validator(CSL).iter_errors([record])) == []
    values = (item.title, item.container, item.doi, item.url, item.version, item.note, item.keyword)
    assert (
        tuple(record[name] for name in ("title", "container-title", "DOI", "URL", "version", "annote", "keyword"))
        == values
    )


STRING = {"type": "string"}
NUMBER = {"type": ["string", "number"]}
DATE = {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1, "maxItems": 3}
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": NUMBER,
            "type": {"enum": ["article-journal", "dataset", "webpage"]},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"family": STRING, "given": STRING, "literal": STRING},
                },
            },
            "issued": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"date-parts": {"type": "array", "items": DATE, "minItems": 1, "maxItems": 2}},
            },
            **dict.fromkeys(("volume", "issue", "page"), NUMBER),
            **dict.fromkeys(("title", "container-title", "DOI", "PMID", "PMCID", "URL"), STRING),
            **dict.fromkeys(("version", "keyword", "note", "annote"), STRING),
        },
    },
}
"""The part of the schema of CSL-JSON that the exports use."""


def test_csl_has_the_shape_of_its_schema(atlas_library: Library, lichen_library: Library) -> None:
    """Strings, numbers, dates and names as the format wants them; no field that it does not know, none empty."""
    records = json.loads(WRITE["csl.json"]([*made(atlas_library, lichen_library), *NASTY]))
    assert list(Draft202012Validator(CSL).iter_errors(records)) == []
    assert all(value for record in records for value in record.values())
    assert [len(record["issued"]["date-parts"][0]) for record in records if record["type"] == "dataset"] == [3, 3]


def test_an_author_without_given_names_is_a_group(lichen_library: Library) -> None:
    """In CSL-JSON, in the words of schema.org, and in the published data, which follow their schema."""
    work = replace(lichen_library.references[0], authors=(Author("The Lichen Society", ""),))
    library = replace(lichen_library, references=(work, *lichen_library.references[1:]))
    assert csl.item(of_work(library, work))["author"] == [{"literal": "The Lichen Society"}]
    assert linked_work(library, work)["author"] == [{"@type": "Organization", "name": "The Lichen Society"}]
    texts = files(library, lambda kind, id_: f"{kind}.html#{id_}")
    Draft202012Validator(json.loads(texts["references.schema.json"])).validate(json.loads(texts["references.json"]))
