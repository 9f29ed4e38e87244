"""References as text, the form of each export, and what stands in a page for programs."""

from __future__ import annotations

import csv
import html
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from lxml.html import fragment_fromstring
from pybtex.database import parse_string
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from atlas.model.scheme import Author
from atlas.render.citable import Citable, of_data, of_page, of_work
from atlas.render.exports import FORMATS, bibtex, coins, csl, plain, ris
from atlas.render.pages import Page, Site
from tests.render.test_exports import NASTY, made

if TYPE_CHECKING:
    from atlas.library import Library

PRINTED = Path(__file__).parents[1] / "data" / "printed_references.csv"
WORK = Citable(
    id="moss2010",
    type="article-journal",
    title="Is lichen grey?",
    issued="2010",
    authors=(Author("Moss", "A."), Author("van Bark", "C. D."), Author("Fern", "J.-P.")),
    container="J Example",
    volume="3",
    issue="2",
    pages="10–20",
    doi="10.5555/(87)65&4<3>%21",
    pmid="12345",
    pmcid="PMC67",
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Moss A, van Bark CD, Fern J-P. Is lichen grey? J Example. 2010;3(2):10–20."),
        ({"et_al": True, "authors": WORK.authors[:1]}, "Moss A, et al. Is lichen grey? J Example. 2010;3(2):10–20."),
        (
            {"title": "Time!", "issue": "", "pages": "e12"},
            "Moss A, van Bark CD, Fern J-P. Time! J Example. 2010;3:e12.",
        ),
        (
            {"title": "Grey", "volume": "", "issue": "", "pages": "", "authors": (Author("Plato", ""),)},
            "Plato. Grey. J Example. 2010.",
        ),
        ({"authors": (), "group": "The club"}, "The club. Is lichen grey? J Example. 2010;3(2):10–20."),
    ],
)
def test_a_work_is_cited_as_the_article_does(changes: dict[str, Any], expected: str) -> None:
    """Initials without stops, no second stop after a question, no trace of what is missing, `et al.` in words."""
    assert plain.reference(replace(WORK, **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({}, "10–20. doi:10.5555/(87)65&4<3>%21"),
        ({"doi": ""}, "10–20. PMID 12345"),
        ({"doi": "", "pmid": ""}, "10–20. PMC67"),
        ({"doi": "", "pmid": "", "pmcid": "", "url": "https://example.org/"}, "10–20. https://example.org/"),
        ({"doi": "", "pmid": "", "pmcid": ""}, "10–20."),
    ],
)
def test_a_full_reference_ends_with_the_best_identifier(changes: dict[str, Any], end: str) -> None:
    """One identifier, without a stop that would be copied with it; a private note is not printed."""
    assert plain.full(replace(WORK, note="private", **changes)).endswith(end)


def test_a_page_and_the_data_say_what_they_were_made_from(lichen_library: Library) -> None:
    """Group, title, site, version, date, address, and the article; without an address where none is known."""
    site = Site("Lichen Atlas", "Lichen Atlas contributors", "https://example.org/")
    page = of_page(lichen_library, Page(site, "air/soot", "Soot", "air/soot.html"))
    published = "Lichen Atlas; version 0.1, as of 2024-05-01."
    made_from = "Restructured and restated from doi:10.5555/12345678"
    assert plain.full(page) == (
        f"Lichen Atlas contributors. Soot. {published} https://example.org/air/soot.html. {made_from}"
    )
    data = of_data(lichen_library, replace(site, base=""))
    assert plain.full(data) == f"Lichen Atlas contributors. Lichen Atlas: the data. {published} {made_from}"


def test_every_work_reads_as_the_article_prints_it(atlas_library: Library) -> None:
    """First author, title, journal, year, volume and issue, in this order and with these marks; pages in full."""
    rows = list(csv.DictReader(PRINTED.read_text("utf-8").splitlines()))
    assert len(rows) == len(atlas_library.references) == 65
    for row, work in zip(rows, atlas_library.references, strict=True):
        issue = f"({row['issue']})" if row["issue"] else ""
        where = f" {row['journal']}. {row['year']};{row['volume']}{issue}:{row['pages'].partition('-')[0]}"
        found = plain.reference(of_work(atlas_library, work))
        assert found.startswith((f"{row['first_author']}, ", f"{row['first_author']}. "))
        assert re.search(rf"\. {re.escape(row['title'])}[.!?]{re.escape(where)}", found)


def test_no_format_names_an_author_others(atlas_library: Library, lichen_library: Library) -> None:
    """A cut list is told in words, in every format, and in no format as an author."""
    items = made(atlas_library, lichen_library)
    cut = [f"Authors as printed: {plain.names(item)}" for item in items if item.et_al]
    assert len(cut) > 50
    for one in FORMATS:
        text = one.write(items)
        assert all(text.count(remark) == cut.count(remark) for remark in cut)
        assert text.count("et al") == len(cut)
        assert not re.search(r"and others\},|^AU  - (others|et al)|\"(others|et al\.?)\"", text, re.MULTILINE)


def test_bibtex_keeps_letters_and_case(lichen_library: Library) -> None:
    """Letters are written as they are; the title is protected; identifiers are not escaped, text is."""
    text = bibtex.write([NASTY[0]])
    assert "  title = {{Is miR-17-92 of 5\\% A\\&B" in text
    assert "α-Synuclein, Ångström's" in text
    assert "  pages = {S150--S160},\n" in text
    assert "  version = {1.0\\_β},\n" in text
    assert "  doi = {10.1002/(SICI)1097_4636%20&b#c<1::AID-X3>3.0.CO;2-~^$},\n" in text
    site = Site("Lichen Atlas", "The club", "https://example.org/")
    page = bibtex.write([of_page(lichen_library, Page(site, "soot", "Soot", "soot.html"))])
    assert page.startswith(
        "@online{soot,\n  author = {{The club}},\n  title = {{Soot}},\n  howpublished = {Lichen Atlas},\n"
    )
    assert "  date = {2024-05-01},\n  year = {2024},\n" in page


def test_bibtex_keys_hold_nothing_that_ends_a_key() -> None:
    """What a key cannot hold is written in another way, and different ids stay different."""
    odd = ["a b", "a,b", "a{b", "a}b", "a%b", "a#b", 'a"b', "a'b", "a(b", "a=b", "a~b", "a\\b", "aäb", "a-b"]
    keys = list(parse_string(bibtex.write([replace(WORK, id=id_) for id_ in odd]), "bibtex").entries)
    assert len(set(keys)) == len(odd)
    assert all(re.fullmatch(r"[A-Za-z0-9_:.+/-]+", key) for key in keys)
    assert keys[-1] == "a-b"


def test_bibtex_keeps_odd_names_whole() -> None:
    """A comma or an `and` within a name divides neither the name nor the list; one without initials stays a name."""
    authors = (Author("Moss, Sons", "A."), Author("Bark AND Fern", "C. and D."), Author("Plato the Elder", ""))
    entry = parse_string(bibtex.write([replace(WORK, authors=authors, group="Club, The")]), "bibtex").entries[
        "moss2010"
    ]
    people = [
        ("".join(one.last_names), " ".join(one.first_names + one.middle_names)) for one in entry.persons["author"]
    ]
    assert people == [
        ("{Moss, Sons}", "A."),
        ("{Bark AND Fern}", "{C. and D.}"),
        ("{Plato the Elder}", ""),
        ("{Club, The}", ""),
    ]


@pytest.mark.parametrize("title", ["a { b", "a } b", "} a {", "ends with \\"])
def test_lone_braces_harm_no_other_entry(title: str) -> None:
    """BibTeX counts braces, escaped or not; whatever a title holds, the next entry is read, and the address too."""
    first = replace(WORK, title=title, url="https://example.org/{a\\")
    entries = parse_string(bibtex.write([first, NASTY[1]]), "bibtex").entries
    assert list(entries) == ["moss2010", "alone2016"]
    assert entries["moss2010"].fields["url"] == "https://example.org/%7Ba%5C"
    assert re.search(r"textbraceleft|textbraceright|textbackslash", entries["moss2010"].fields["title"])


def test_ris_has_its_form(lichen_library: Library) -> None:
    """TY first, ER last, two letters, two spaces, a hyphen and a space, CR LF, known types; no value breaks a line."""
    broken = replace(WORK, title="One\r\nER  - \nTwo\u2028three", note="a\nb")
    text = ris.write([broken, *made(lichen_library)])
    assert text.endswith("ER  - \r\n")
    assert "\n" not in text.replace("\r\n", "")
    records = text.split("\r\n\r\n")
    assert len(records) == 1 + len(made(lichen_library))
    for record in records:
        lines = record.removesuffix("\r\n").split("\r\n")
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
        assert [line[:2] for line in (lines[0], lines[-1])] == ["TY", "ER"]
        assert [line[:2] for line in lines].count("TY") == 1
        assert lines[0][6:] in TYPE_OF_REFERENCE_MAPPING
    assert "TI  - One ER  -  Two three\r\n" in text
    assert "AU  - Moss, A.\r\nAU  - van Bark, C. D.\r\nAU  - Fern, J.-P.\r\n" in text
    assert "SP  - 10\r\nEP  - 20\r\n" in text


def test_csl_has_numbers_in_dates_and_groups_as_they_are(lichen_library: Library) -> None:
    """A date is made of numbers, a group is no family, letters are written as they are."""
    item = csl.item(of_data(lichen_library, Site("Lichen Atlas", "The club")))
    assert item["issued"] == {"date-parts": [[2024, 5, 1]]}
    assert item["author"] == [{"literal": "The club"}]
    assert "URL" not in item
    assert "α-Synuclein, Ångström's" in csl.write([NASTY[0]])


def test_formats_are_told_apart() -> None:
    """Suffixes and media types as programs expect them."""
    assert [(one.suffix, one.media_type) for one in FORMATS] == [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("csl.json", "application/vnd.citationstyles.csl+json"),
    ]


def test_coins_is_the_record(atlas_library: Library, lichen_library: Library) -> None:
    """Taken from the attribute of an element and decoded, every field is the field of the record, and none is empty."""
    works = [of_work(library, work) for library in (atlas_library, lichen_library) for work in library.references]
    for item in [*works, *NASTY, WORK]:
        span = f'<span class="Z3988" title="{html.escape(coins.title(item))}"></span>'
        title = fragment_fromstring(span).get("title")
        found = parse_qs(title, keep_blank_values=True, strict_parsing=True)
        ids = [f"info:doi/{item.doi}"] * bool(item.doi) + [f"info:pmid/{item.pmid}"] * bool(item.pmid)
        first, _, last = item.pages.partition("–")
        expected = {
            "ctx_ver": ["Z39.88-2004"],
            "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
            "rft_id": ids,
            "rft.genre": ["article"],
            "rft.atitle": [item.title],
            "rft.jtitle": [item.container],
            "rft.stitle": [item.container],
            "rft.date": [item.issued],
            "rft.volume": [item.volume],
            "rft.issue": [item.issue],
            "rft.pages": [item.pages],
            "rft.spage": [first if last else ""],
            "rft.epage": [last],
            "rft.artnum": ["" if last else item.pages],
            "rft.au": [f"{author.family}, {author.given}" for author in item.authors],
        }
        assert found == {key: values for key, values in expected.items() if any(values)}
