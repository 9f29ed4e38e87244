"""Faults of the bibliography and of what is known of corrections and retractions."""

from __future__ import annotations

from atlas.code import Code
from tests.faults.fault import Fault, Told
from tests.files import ARTICLE, BIB, NOTICES, RESULTS

LAST = "  role = {evidence},\n}\n"
MOSS = "@article{moss2010,"
IVY = """@article{{{key},
  refnumber = {{{number}}},
  author = {{Ivy, C.}},
  title = {{{{Ivy on walls}}}},
  journal = {{J Example}},
  year = {{2001}},
  volume = {{1}},
  pages = {{5}},
  role = {{{role}}},
}}

"""

FAULTS = {
    "malformed DOI": Fault(BIB, "10.5555/87654321", "doi:10.5555", Code.BAD_DOI, ("doi:10.5555",)),
    "malformed PubMed number": Fault(BIB, "pmid = {12345}", "pmid = {PM12345}", Code.BAD_PMID, ("PM12345",)),
    "bare percent sign": Fault(BIB, "5\\%", "5%", Code.UNESCAPED_PERCENT, ("5%",)),
    "key with an odd character": Fault(
        BIB,
        "@article{fern2015",
        "@article{fern:2015",
        Code.BAD_KEY,
        ("fern:2015",),
        also=(Told(RESULTS, "refs: [fern2015]", Code.UNKNOWN_REFERENCE),),
    ),
    "work under two keys": Fault(
        BIB,
        "pmid = {12345}",
        "doi = {10.5555/87654321}",
        Code.DUPLICATE_WORK,
        ("fern2015", "moss2010", "bibliography.bib:12"),
    ),
    "notice on an unknown work": Fault(
        NOTICES, "work: moss2010", "work: moss1999", Code.UNKNOWN_REFERENCE, ("moss1999",)
    ),
    "notice with an unknown state": Fault(NOTICES, "state: none", "state: fine", Code.BAD_VALUE, ("fine", "retracted")),
    "notice without a day": Fault(NOTICES, "checked: 2024-05-01", "checked: 2024-05", Code.BAD_DATE, ("2024-05",)),
    "notice that a work has none": Fault(
        NOTICES, "state: none", "state: none\n    notice: 10.5555/1", Code.BAD_VALUE, ("notice",), -2
    ),
    "doubled notice": Fault(
        NOTICES,
        "notices:\n",
        "notices:\n  - {work: moss2010, checked: 2024-05-02, state: none, source: 'https://example.org/'}\n",
        Code.DUPLICATE_ID,
        ("moss2010",),
        2,
    ),
    "doubled key": Fault(
        BIB,
        "@article{fern2015",
        "@article{Moss2010",
        Code.DUPLICATE_BIB_KEY,
        ("Moss2010", "line 3"),
        also=(Told(RESULTS, "refs: [fern2015]", Code.UNKNOWN_REFERENCE),),
    ),
    "doubled number": Fault(
        BIB,
        "refnumber = {2}",
        "refnumber = {1}",
        Code.DUPLICATE_NUMBER,
        ("bibliography.bib:4",),
        also=(
            Told(RESULTS, "refs: [fern2015]", Code.FOREIGN_REFERENCE),
            Told(ARTICLE, "{refs: [2]}", Code.UNKNOWN_NUMBER),
        ),
    ),
    "entry that does not parse": Fault(BIB, "year = {2015},", "year = {2015,", Code.BAD_BIB, (), -5),
    "field that the bibliography does not know": Fault(
        BIB, "pmid = {12345}", "isbn = {12345}", Code.UNKNOWN_FIELD, ("isbn",)
    ),
    "work without a title": Fault(
        BIB, "  title = {{Sulphur and 5\\% of beards}},\n", "", Code.MISSING_FIELD, ("title",), -3
    ),
    "unknown role": Fault(BIB, "role = {evidence}", "role = {gossip}", Code.BAD_VALUE, ("gossip", "background")),
    "work by others only": Fault(BIB, "Fern, B. and others", "others", Code.MISSING_FIELD, ("author", "others")),
    "author without a name": Fault(BIB, "Fern, B. and others", "{{}} and Fern, B.", Code.BAD_VALUE, ("author",)),
    "editor": Fault(BIB, "pmid = {12345}", "editor = {Oak, C.}", Code.UNKNOWN_FIELD, ("editor",)),
    "book": Fault(BIB, "@article{fern2015", "@book{fern2015", Code.BAD_BIB, ("book", "@article")),
    "command": Fault(
        BIB, "{J Example},\n  year = {2015}", "{J \\emph{Ex}},\n  year = {2015}", Code.BAD_VALUE, ("emph",)
    ),
    "accent": Fault(BIB, "Fern, B.", "F\\'ern, B.", Code.BAD_VALUE, ("author", "Unicode letters")),
    "formula": Fault(BIB, "5\\%", "$5$", Code.BAD_VALUE, ("title", "$")),
    "number of five thousand digits": Fault(
        BIB, "refnumber = {2}", f"refnumber = {{{'9' * 5000}}}", Code.BAD_VALUE, ("refnumber",)
    ),
    "not UTF-8": Fault(BIB, "Fern", "F\udce9rn", Code.NOT_UTF8, ("0xe9",)),
    "no bibliography": Fault(BIB, None, None, Code.UNREADABLE),
    "one more work with a number": Fault(
        BIB,
        MOSS,
        IVY.format(key="ivy2001", number=2, role="background") + MOSS,
        Code.DUPLICATE_NUMBER,
        ("2",),
        at=Told(BIB, "refnumber = {2},\n  author = {Fern", Code.DUPLICATE_NUMBER),
    ),
    "one more work with a key": Fault(
        BIB,
        LAST,
        f"{LAST}\n" + IVY.format(key="fern2015", number=3, role="background"),
        Code.DUPLICATE_BIB_KEY,
        ("fern2015",),
        3,
    ),
    "one more work with an odd key": Fault(
        BIB, MOSS, IVY.format(key="ivy+2001", number=3, role="background") + MOSS, Code.BAD_KEY, ("ivy+2001",)
    ),
    "same title and year": Fault(
        BIB,
        "{{Sulphur and 5\\% of beards}}",
        "{{Is Lichen 17 92 grey}}",
        Code.DUPLICATE_WORK,
        ("title", "moss2010"),
        more=((BIB, "year = {2015}", "year = {2010}"),),
    ),
    "same PubMed number": Fault(
        BIB,
        "doi = {10.5555/87654321}",
        "pmid = {12345}",
        Code.DUPLICATE_WORK,
        ("pmid",),
        at=Told(BIB, "pmid = {12345},\n  role = {evidence}", Code.DUPLICATE_WORK),
    ),
    "author called others": Fault(BIB, "Fern, B. and others", "Fern, B. and {others}", Code.AUTHOR_OTHERS, ("others",)),
    "author called et al.": Fault(BIB, "Fern, B. and others", "Fern, B. and et al.", Code.AUTHOR_OTHERS, ("et al",)),
    "given name with et al.": Fault(BIB, "Fern, B. and others", "Fern, B. et al.", Code.AUTHOR_OTHERS, ("et al",)),
    "others within a group": Fault(BIB, "Fern, B. and others", "{Fern and others}", Code.AUTHOR_OTHERS, ("others",)),
    "year of two digits": Fault(BIB, "year = {2015}", "year = {15}", Code.BAD_VALUE, ("15",)),
    "empty title": Fault(BIB, "{{Sulphur and 5\\% of beards}}", "{}", Code.EMPTY_VALUE, ("title",)),
    "PMC number without PMC": Fault(BIB, "pmid = {12345}", "pmcid = {12345}", Code.BAD_PMID, ("12345",)),
    "control character": Fault(BIB, "Is lichen", "Is\x0b lichen", Code.CONTROL_CHARACTER, ("U+000B",)),
    "notices that are a list": Fault(NOTICES, "notices:\n", "", Code.BAD_VALUE, ("a list",)),
    "notice that was found nowhere": Fault(
        NOTICES, "    source: https://example.org/works/10.5555/87654321\n", "", Code.MISSING_FIELD, ("source",), -3
    ),
}
