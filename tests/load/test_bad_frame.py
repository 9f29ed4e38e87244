"""Bad input in the frame of the records: the scheme, the article, the tables and the folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from tests.load.case import ARTICLE, IDS, PREFIXES, SCHEME, WORDS, Case, told

if TYPE_CHECKING:
    from tests.build import Project

TERM = "{id: term,"
CASES = {
    "unknown field": Case(SCHEME, "as_of:", "colour: red\nas_of:", Code.UNKNOWN_FIELD, ("colour",)),
    "unknown field of a kind": Case(
        SCHEME, "family: air}\n  - {id: l", "family: air, x: 1}\n  - {id: l", Code.UNKNOWN_FIELD, ("x",)
    ),
    "empty text": Case(SCHEME, "label: Remark", 'label: ""', Code.EMPTY_VALUE, ("label",)),
    "day that is none": Case(SCHEME, "2024-05-01", "2024-02-30", Code.BAD_DATE, ("2024-02-30",)),
    "month for a day": Case(SCHEME, "2024-05-01", "2024-05", Code.BAD_DATE, ("2024-05",)),
    "unknown family of a kind": Case(
        SCHEME, "plural: Lichens, family: life", "plural: Lichens, family: sea", Code.BAD_VALUE, ("sea", "air, life")
    ),
    "unknown family of a grouping": Case(
        SCHEME, "{family: air, title", "{family: sea, title", Code.BAD_VALUE, ("sea",)
    ),
    "unknown kind of a facet": Case(SCHEME, "kinds: [lichen], one", "kinds: [moss], one", Code.UNKNOWN_KIND, ("moss",)),
    "unknown facet of a column": Case(
        SCHEME, "[lichens, term, system]", "[lichens, term, soil]", Code.BAD_VALUE, ("soil", "system")
    ),
    "unknown facet to explore": Case(
        SCHEME, "term, system, kind]", "term, system, soil]", Code.BAD_VALUE, ("soil", "system, kind")
    ),
    "facet to explore with a name that addresses use": Case(
        SCHEME, "[scope, phase,", "[scope, sort,", Code.BAD_VALUE, ("sort",)
    ),
    "no kind of claim": Case(
        SCHEME,
        "claim_kinds:\n  - {id: field-finding, label: Field finding, finding: true}\n  - {id: remark, label: Remark}",
        "claim_kinds: []",
        Code.EMPTY_VALUE,
        ("claim_kinds",),
    ),
    "doubled facet": Case(SCHEME, TERM, "{id: lichens,", Code.DUPLICATE_ID, ("lichens", "atlas.yaml:28")),
    "pattern that is none": Case(PREFIXES, "\\d+", "(\\d+", Code.BAD_TABLE, ("regular expression",)),
    "doubled identifier": Case(
        IDS,
        "\ttest table\t1",
        "\ttest table\t1\nCHEBI:18422\tthe same\ttest table\t2",
        Code.DUPLICATE_ID,
        ("CHEBI:18422", "ids.tsv:2"),
        1,
    ),
    "unknown field of the article": Case(
        ARTICLE, "sections:", "colour: red\nsections:", Code.UNKNOWN_FIELD, ("colour",)
    ),
    "article that is a list": Case(ARTICLE, "sections:\n", "", Code.BAD_VALUE, ("a list",)),
    "sections that are no list": Case(
        ARTICLE,
        "sections:\n  - id: intro\n    title: Introduction\n",
        "sections:\n    x: 1\nold:\n  - id: intro\n    title: Introduction\n",
        Code.BAD_VALUE,
        ("sections", "list of records"),
    ),
    "doubled section": Case(ARTICLE, "id: results", "id: intro", Code.DUPLICATE_ID, ("intro", "article.yaml:3")),
    "abbreviations that are a list": Case(WORDS, "abbreviations:\n", "", Code.BAD_VALUE, ("a list",)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_change_causes_one_located_problem(lichen: Project, case: Case) -> None:
    """The problem stands at the right line, and tells the value, the expectation and the mend."""
    told(lichen, case)


TAKEN = "id kind statement origin refs system effects about former quantities model_config model_x copy _a A-b"


@pytest.mark.parametrize("name", TAKEN.split())
def test_facet_with_the_name_of_another_field(lichen: Project, name: str) -> None:
    """A facet cannot be called as a field that every claim has, nor as a word of the machinery."""
    line = lichen.edit(SCHEME, TERM, f"{{id: {name},")
    assert (Code.BAD_VALUE, line) in [(one.code, one.place.line) for one in lichen.problems()]


def test_article_without_sections(lichen: Project) -> None:
    """The missing list is told once, and no claim is blamed for its address."""
    (lichen.folder / ARTICLE).write_text("x: 1\n", "utf-8")
    codes = [one.code for one in lichen.problems()]
    assert codes == [Code.MISSING_FIELD, Code.UNKNOWN_FIELD]


@pytest.mark.parametrize("name", ["claims", "entities", "trials", "discrepancies"])
@pytest.mark.parametrize("file", ["more.yml", "below/more.yaml", "more.YAML"])
def test_file_where_none_is_read(lichen: Project, name: str, file: str) -> None:
    """A file with another suffix, or in a folder below, would be passed over in silence."""
    path = lichen.folder / "data" / name / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("x: 1\n", "utf-8")
    (problem,) = lichen.problems()
    assert (problem.code, problem.place.path) == (Code.BAD_VALUE, f"data/{name}/{file}")
    assert "a .yaml file directly in the folder" in problem.message


def test_missing_folder(lichen: Project) -> None:
    """A folder that is needed and not there is told."""
    (lichen.folder / "data" / "discrepancies").rename(lichen.folder / "data" / "doubts")
    (problem,) = lichen.problems()
    assert (problem.code, problem.place.path) == (Code.UNREADABLE, "data/discrepancies")
