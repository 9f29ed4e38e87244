"""Bad values of single fields, and text that only looks like YAML or BibTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from atlas.load.fields import WEB
from tests.load.case import BIB, DOUBTS, INTRO, LICHEN, POLLUTANT, RESULTS, TRIALS, WORDS, Case, told

if TYPE_CHECKING:
    from tests.build import Project

BROKEN = '"Two\\nlines"'
CASES = {
    "kind of claim as a list": Case(RESULTS, "kind: field-finding", "kind: [a]", Code.BAD_VALUE, ("kind", "remark")),
    "kind of entity as a list": Case(LICHEN, "kind: lichen", "kind: []", Code.UNKNOWN_KIND, ("pollutant",)),
    "section as a list": Case(RESULTS, "section: results", "section: [a]", Code.BAD_VALUE, ("section",)),
    "unknown section": Case(RESULTS, "section: results", "section: outlook", Code.UNRESOLVED_ORIGIN, ("outlook",)),
    "alias": Case(RESULTS, "[sulphur-dioxide]", "&x [*x]", Code.BAD_YAML, ("no aliases",)),
    "anchor of a field": Case(RESULTS, "section:", "&x section:", Code.BAD_YAML, ("no plain text",)),
    "three thousand brackets": Case(RESULTS, "[sulphur-dioxide]", "[" * 3000, Code.BAD_YAML, ("50 levels",)),
    "three thousand closed brackets": Case(WORDS, "listed", "[" * 3000 + "]" * 3000, Code.BAD_YAML, ("50 levels",)),
    "second document": Case(POLLUTANT, "entities:", "---\nentities:", Code.BAD_YAML, ("document",)),
    "30 February": Case(TRIALS, "2020-01-31", "2020-02-30", Code.BAD_DATE, ("2020-02-30",)),
    "week": Case(TRIALS, "2020-01-31", "2020-W01-1", Code.BAD_DATE, ("2020-W01-1",)),
    "number that is no number": Case(INTRO, "low: 10", "low: nan", Code.BAD_VALUE, ("low", "nan")),
    "endless number": Case(INTRO, "high: 20", "high: inf", Code.BAD_VALUE, ("high", "inf")),
    "number without bounds": Case(INTRO, "high: 20", "high: 1e999", Code.BAD_VALUE, ("high",)),
    "range without an end": Case(INTRO, "high: 20, ", "", Code.MISSING_FIELD, ("quantities", "high")),
    "range that runs down": Case(INTRO, "high: 20", "high: 5", Code.BAD_VALUE, ("high 5", "more than 10")),
    "end without a range": Case(INTRO, "relation: range", "relation: about", Code.BAD_VALUE, ("high", "range only")),
    "doubled reference": Case(RESULTS, "[fern2015]", "[fern2015, fern2015]", Code.BAD_VALUE, ("each key once",)),
    "label of two lines": Case(POLLUTANT, "label: Ozone", f"label: {BROKEN}", Code.BAD_VALUE, ("one line",)),
    "title of a trial": Case(TRIALS, "Another trial", BROKEN, Code.BAD_VALUE, ("title", "one line")),
    "title of a discrepancy": Case(DOUBTS, "Two trees", BROKEN, Code.BAD_VALUE, ("title", "one line")),
    "term of two lines": Case(WORDS, "term: PMs", f"term: {BROKEN}", Code.BAD_VALUE, ("term", "one line")),
    "work by others only": Case(BIB, "Fern, B. and others", "others", Code.MISSING_FIELD, ("author", "others")),
    "author without a name": Case(BIB, "Fern, B. and others", "{{}} and Fern, B.", Code.BAD_VALUE, ("author",)),
    "editor": Case(BIB, "pmid = {12345}", "editor = {Oak, C.}", Code.UNKNOWN_FIELD, ("editor",)),
    "address with a bar": Case(
        "data/atlas.yaml", "licenses/by/4.0/", "licenses|by", Code.BAD_VALUE, ("licence_url", "licenses|by", "%7C")
    ),
    "address of a prefix with a bracket": Case(
        "data/prefixes.tsv", "https://", "https://[", Code.BAD_TABLE, ("https://[", "%3C")
    ),
    "book": Case(BIB, "@article{fern2015", "@book{fern2015", Code.BAD_BIB, ("book", "@article")),
    "command": Case(
        BIB, "{J Example},\n  year = {2015}", "{J \\emph{Ex}},\n  year = {2015}", Code.BAD_VALUE, ("emph",)
    ),
    "accent": Case(BIB, "Fern, B.", "F\\'ern, B.", Code.BAD_VALUE, ("author", "Unicode letters")),
    "formula": Case(BIB, "5\\%", "$5$", Code.BAD_VALUE, ("title", "$")),
    "number of five thousand digits": Case(
        BIB, "refnumber = {2}", f"refnumber = {{{'9' * 5000}}}", Code.BAD_VALUE, ("refnumber",)
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_change_causes_one_located_problem(lichen: Project, case: Case) -> None:
    """The problem stands at the right line, and tells the value, the expectation and the mend."""
    told(lichen, case)


@pytest.mark.parametrize("sign", [*'<>"{}|\\^`[]% ', "%4", "#a#b", "\x00", "\x85", "\ufffd"])
def test_an_address_with_a_sign_that_none_may_hold(sign: str) -> None:
    """Browsers forgive it, but no page with it is valid."""
    assert not re.fullmatch(WEB, f"https://example.org/{sign}")


@pytest.mark.parametrize("path", ["", "/a%20b", "/?a=b&c=d;e", "/a#b", "/a#", "/(1)'~!*,@:$+", "/\u00e9\u4e2d"])
def test_an_address_with_other_signs(path: str) -> None:
    """Letters of all scripts among them."""
    assert re.fullmatch(WEB, f"https://example.org{path}")


def test_text_folded_over_lines_is_one_line(lichen: Project) -> None:
    """What counts is the value, not how it is laid out in the file."""
    lichen.edit(TRIALS, "title: Another trial", "title: Another\n      trial")
    assert lichen.problems() == []


def test_signs_that_bibtex_escapes(lichen: Project) -> None:
    """The five signs that BibTeX escapes are plain text."""
    lichen.edit(BIB, "5\\%", "5\\% \\& \\_ \\# \\$")
    assert lichen.problems() == []
