"""Bad input as a table: one change to the tiny review, one problem at the right line with the right words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from tests.load.case import ARTICLE, BIB, DOUBTS, INTRO, LICHEN, NOTICES, POLLUTANT, RESULTS, TRIALS, WORDS, Case, told

if TYPE_CHECKING:
    from tests.build import Project

CASES = {
    "unknown field": Case(
        RESULTS, "system: ex vivo", "system: ex vivo\n    colour: red", Code.UNKNOWN_FIELD, ("colour",), 1
    ),
    "unknown field of the file": Case(
        RESULTS, "section: results", "section: results\nx: 1", Code.UNKNOWN_FIELD, ("x",), 1
    ),
    "missing field": Case(
        INTRO, "    statement: Grey crusts thrive where the air is clean.\n", "", Code.MISSING_FIELD, ("statement",), -1
    ),
    "missing facet of a finding": Case(
        RESULTS, "    lichens: [beard-lichen]\n", "", Code.MISSING_FIELD, ("lichens",), -7
    ),
    "missing head of the file": Case(INTRO, "section: intro\n", "", Code.MISSING_FIELD, ("section",)),
    "empty text": Case(RESULTS, "Sulphur dioxide killed beard lichen on oaks.", '""', Code.EMPTY_VALUE, ("statement",)),
    "nothing after the colon": Case(POLLUTANT, "label: Ozone", "label:", Code.EMPTY_VALUE, ("label",)),
    "empty list": Case(RESULTS, "pollutants: [sulphur-dioxide]", "pollutants: []", Code.EMPTY_VALUE, ("pollutants",)),
    "no list of records": Case(TRIALS, "trials:\n", "trials:\nx:\n", Code.EMPTY_VALUE, ("trials",)),
    "reason that is none": Case(
        RESULTS, "lichens: [beard-lichen]", "lichens: unknown", Code.BAD_VALUE, ("unknown", "not reported")
    ),
    "unknown entity": Case(
        RESULTS, "pollutants: [sulphur-dioxide]", "pollutants: [soot]", Code.UNKNOWN_ENTITY, ("soot",)
    ),
    "unknown entity in an effect": Case(
        RESULTS, "outcome: beard-lichen", "outcome: moss", Code.UNKNOWN_ENTITY, ("moss",)
    ),
    "unknown entity in a quantity": Case(INTRO, "subject: grey-crust", "subject: moss", Code.UNKNOWN_ENTITY, ("moss",)),
    "unknown entity in a trial": Case(
        TRIALS, "pollutants: [ozone]", "pollutants: [soot]", Code.UNKNOWN_ENTITY, ("soot",)
    ),
    "unknown entity of an abbreviation": Case(
        WORDS, "entity: sulphur-dioxide", "entity: soot", Code.UNKNOWN_ENTITY, ("soot",)
    ),
    "unknown parent": Case(LICHEN, "parents: [beard-lichen]", "parents: [moss]", Code.UNKNOWN_ENTITY, ("moss",)),
    "entity of the wrong kind": Case(
        RESULTS, "lichens: [beard-lichen]", "lichens: [ozone]", Code.WRONG_KIND, ("ozone", "lichen")
    ),
    "unknown reference": Case(RESULTS, "refs: [fern2015]", "refs: [fern1999]", Code.UNKNOWN_REFERENCE, ("fern1999",)),
    "doubled claim": Case(INTRO, "id: intro-003", "id: intro-001", Code.DUPLICATE_ID, ("intro-001", "intro.yaml:3")),
    "doubled entity": Case(POLLUTANT, "id: ozone", "id: grey-crust", Code.DUPLICATE_ID, ("lichen.yaml:9",)),
    "doubled trial": Case(TRIALS, "id: NCT00000002", "id: NCT00000001", Code.DUPLICATE_ID, ("trials.yaml:2",)),
    "doubled discrepancy": Case(DOUBTS, "id: D2", "id: D1", Code.DUPLICATE_ID, ("doubts.yaml:2",)),
    "doubled label": Case(LICHEN, "label: Grey crust", "label: beard Lichen", Code.DUPLICATE_LABEL, ("lichen.yaml:4",)),
    "malformed identifier": Case("data/ids.tsv", "CHEBI:18422", "CHEBI:18x22", Code.BAD_CURIE, ("CHEBI:18x22",)),
    "unknown prefix": Case("data/ids.tsv", "CHEBI:18422", "CHEMBL:18422", Code.BAD_CURIE, ("CHEMBL:18422", "prefix")),
    "identifier without a colon": Case(
        POLLUTANT, "identifiers: [CHEBI:18422]", "identifiers: [CHEBI18422]", Code.BAD_CURIE, ("CHEBI18422",)
    ),
    "identifier that nobody checked": Case(
        POLLUTANT,
        "identifiers: [CHEBI:18422]",
        "identifiers: [CHEBI:1]",
        Code.UNKNOWN_IDENTIFIER,
        ("CHEBI:1", "ids.tsv"),
    ),
    "row with a missing cell": Case("data/ids.tsv", "\ttest table", "", Code.BAD_TABLE, ("3 cells",)),
    "malformed registry number": Case(
        TRIALS, "id: NCT00000002", "id: NCT002", Code.BAD_NCT, ("NCT002", "eight digits")
    ),
    "malformed DOI": Case(BIB, "10.5555/87654321", "doi:10.5555", Code.BAD_DOI, ("doi:10.5555",)),
    "malformed PubMed number": Case(BIB, "pmid = {12345}", "pmid = {PM12345}", Code.BAD_PMID, ("PM12345",)),
    "malformed id": Case(INTRO, "id: intro-003", "id: Intro 3", Code.BAD_ID, ("Intro 3",)),
    "phase that is a status": Case(
        TRIALS, "value: Phase 1", "value: Complete", Code.BAD_PHASE, ("Complete", "Phase 1")
    ),
    "status that is a phase": Case(
        TRIALS, "value: Recruiting", "value: Phase 2 ", Code.BAD_STATUS, ("Phase 2", "Recruiting")
    ),
    "date that is none": Case(TRIALS, "as_of: 2020-01-31", "as_of: 2020-13-01", Code.BAD_DATE, ("2020-13-01", "ISO")),
    "fact without a source": Case(
        TRIALS, "sources: [https://example.org/c]", "sources: []", Code.EMPTY_VALUE, ("sources",)
    ),
    "source that is no address": Case(
        TRIALS, "sources: [https://example.org/c]", "sources: [a page]", Code.BAD_VALUE, ("a page",)
    ),
    "unknown scope": Case(TRIALS, "scope: outside", "scope: beside", Code.BAD_VALUE, ("beside", "inside, outside")),
    "unknown kind of claim": Case(RESULTS, "kind: field-finding", "kind: rumour", Code.BAD_VALUE, ("rumour", "remark")),
    "unknown kind of entity": Case(LICHEN, "kind: lichen", "kind: moss", Code.UNKNOWN_KIND, ("moss",)),
    "unknown system": Case(RESULTS, "system: ex vivo", "system: in silico", Code.BAD_VALUE, ("in silico", "in vitro")),
    "number that is none": Case(INTRO, "low: 10", "low: ten", Code.BAD_VALUE, ("ten", "number")),
    "claim without origin": Case(
        RESULTS, "    origin: {paragraph: 1, sentence: 1}\n", "", Code.NO_ORIGIN, ("origin",), -4
    ),
    "claim without references": Case(
        RESULTS, "    refs: [fern2015]\n", "", Code.NO_REFERENCE, ("refs", "uncited in the review"), -3
    ),
    "claim with an empty list of references": Case(
        RESULTS, "refs: [fern2015]", "refs: []", Code.NO_REFERENCE, ("uncited",)
    ),
    "effect without direction": Case(RESULTS, ", direction: down", "", Code.NO_DIRECTION, ("direction", "up, down")),
    "effect with a wrong direction": Case(
        RESULTS, "direction: down", "direction: away", Code.NO_DIRECTION, ("away", "up, down")
    ),
    "address outside the article": Case(RESULTS, "sentence: 1", "sentence: 9", Code.UNRESOLVED_ORIGIN, ("s9",)),
    "work that the passage does not cite": Case(
        RESULTS, "refs: [fern2015]", "refs: [fern2015, moss2010]", Code.FOREIGN_REFERENCE, ("moss2010", "[2]")
    ),
    "sentence that nobody restates": Case(
        ARTICLE, "{refs: [], not_a_claim: a heading in disguise}", "{refs: []}", Code.UNRESTATED_SENTENCE, ("s2",)
    ),
    "reason that no longer holds": Case(
        ARTICLE, "- - {refs: [2]}", "- - {refs: [2], not_a_claim: why not}", Code.STALE_REASON, ("why not",)
    ),
    "citation that no claim uses": Case(
        ARTICLE, "- - {refs: [2]}", "- - {refs: [2, 1]}", Code.UNUSED_CITATION, ("[1]",)
    ),
    "discrepancy that touches nothing": Case(
        DOUBTS, "    claims: uncited\n    pages: [index]\n", "", Code.IDLE_DISCREPANCY, ("D2",), -6
    ),
    "discrepancy that names no claim": Case(
        DOUBTS, "claims: [results-001]", "claims: [results-009]", Code.UNKNOWN_CLAIM, ("results-009",)
    ),
    "discrepancy without a number": Case(DOUBTS, "id: D2", "id: doubt", Code.BAD_ID, ("doubt",)),
    "bare percent sign": Case(BIB, "5\\%", "5%", Code.UNESCAPED_PERCENT, ("5%",)),
    "key with an odd character": Case(BIB, "@article{fern2015", "@article{fern:2015", Code.BAD_KEY, ("fern:2015",)),
    "work under two keys": Case(
        BIB,
        "pmid = {12345}",
        "doi = {10.5555/87654321}",
        Code.DUPLICATE_WORK,
        ("fern2015", "moss2010", "bibliography.bib:12"),
    ),
    "notice on an unknown work": Case(
        NOTICES, "work: moss2010", "work: moss1999", Code.UNKNOWN_REFERENCE, ("moss1999",)
    ),
    "notice with an unknown state": Case(NOTICES, "state: none", "state: fine", Code.BAD_VALUE, ("fine", "retracted")),
    "notice without a day": Case(NOTICES, "checked: 2024-05-01", "checked: 2024-05", Code.BAD_DATE, ("2024-05",)),
    "notice that a work has none": Case(
        NOTICES, "state: none", "state: none\n    notice: 10.5555/1", Code.BAD_VALUE, ("notice",), -2
    ),
    "doubled notice": Case(
        NOTICES,
        "notices:\n",
        "notices:\n  - {work: moss2010, checked: 2024-05-02, state: none, source: 'https://example.org/'}\n",
        Code.DUPLICATE_ID,
        ("moss2010",),
        2,
    ),
    "doubled key": Case(BIB, "@article{fern2015", "@article{Moss2010", Code.DUPLICATE_BIB_KEY, ("Moss2010", "line 3")),
    "doubled number": Case(BIB, "refnumber = {2}", "refnumber = {1}", Code.DUPLICATE_NUMBER, ("bibliography.bib:4",)),
    "entry that does not parse": Case(BIB, "year = {2015},", "year = {2015,", Code.BAD_BIB, (), -5),
    "field that the bibliography does not know": Case(
        BIB, "pmid = {12345}", "isbn = {12345}", Code.UNKNOWN_FIELD, ("isbn",)
    ),
    "work without a title": Case(
        BIB, "  title = {{Sulphur and 5\\% of beards}},\n", "", Code.MISSING_FIELD, ("title",), -3
    ),
    "unknown role": Case(BIB, "role = {evidence}", "role = {gossip}", Code.BAD_VALUE, ("gossip", "background")),
    "tab": Case(RESULTS, "    system: ex vivo", "\tsystem: ex vivo", Code.TAB, ("system",)),
    "doubled field": Case(
        RESULTS, "system: ex vivo", "system: ex vivo\n    system: animal", Code.DUPLICATE_YAML_KEY, ("system",), 1
    ),
    "text that is no YAML": Case(
        RESULTS, "pollutants: [sulphur-dioxide]", "pollutants: [sulphur-dioxide", Code.BAD_YAML, (), 1
    ),
    "list at the top of the file": Case(LICHEN, "kind: lichen\nentities:\n", "", Code.BAD_VALUE, ("list",)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_one_change_causes_one_located_problem(lichen: Project, case: Case) -> None:
    """The problem stands at the right line, and tells the value, the expectation and the mend."""
    told(lichen, case)


def test_tiny_review_is_sound(lichen: Project) -> None:
    """Without a change there is no problem, so that each problem above comes from its change."""
    assert lichen.problems() == []


def test_entity_that_nothing_names(lichen: Project) -> None:
    """An entity must be of use."""
    entry = "  - {id: soot, label: Soot, match: none, definition: Black dust.}\n"
    line = lichen.append(POLLUTANT, entry)
    (problem,) = lichen.problems()
    assert (problem.code, str(problem.place)) == (Code.UNUSED_ENTITY, f"{POLLUTANT}:{line}")


def test_parents_in_a_circle(lichen: Project) -> None:
    """Parents lead upwards; a circle is told at each of its members, and nothing hangs."""
    lichen.edit(
        LICHEN,
        "    definition: A hanging lichen of clean air.\n",
        "    definition: A lichen.\n    parents: [grey-crust]\n",
    )
    assert [one.code for one in lichen.problems()] == [Code.PARENT_CYCLE, Code.PARENT_CYCLE]


def test_work_that_supports_nothing(lichen: Project) -> None:
    """A work supports a claim, unless it is marked as background; the article cites it in any case."""
    lichen.edit(ARTICLE, "- - {refs: [2]}", "- - {refs: []}")
    lichen.edit(RESULTS, "refs: [fern2015]", "refs: uncited in the review")
    assert [(one.code, str(one.place)) for one in lichen.problems()] == [(Code.IDLE_REFERENCE, f"{BIB}:17")]
    lichen.edit(BIB, "role = {evidence}", "role = {background}")
    assert [one.code for one in lichen.problems()] == [Code.UNCITED_WORK]


def test_file_that_is_not_utf8(lichen: Project) -> None:
    """The line of the first wrong byte is told."""
    path = lichen.folder / POLLUTANT
    path.write_bytes(path.read_bytes().replace(b"label: Ozone", b"label: Oz\xf6ne"))
    codes = {one.code: str(one.place) for one in lichen.problems()}
    assert codes[Code.NOT_UTF8] == f"{POLLUTANT}:10"


def test_empty_file(lichen: Project) -> None:
    """A file that holds nothing, or only comments, is told."""
    for text in ("", "\n\n", "# nothing\n"):
        (lichen.folder / WORDS).write_text(text, "utf-8")
        assert Code.EMPTY_FILE in [one.code for one in lichen.problems()]


def test_missing_file(lichen: Project) -> None:
    """A file that is needed and not there is told, and everything else is still read."""
    (lichen.folder / WORDS).unlink()
    (problem,) = lichen.problems()
    assert (problem.code, problem.place.path) == (Code.UNREADABLE, WORDS)


def test_all_problems_in_one_run(lichen: Project) -> None:
    """Nothing hides behind the first problem: every file and every record is read."""
    lichen.edit(INTRO, "id: intro-003", "id: Intro 3")
    lichen.edit(RESULTS, "direction: down", "direction: away")
    lichen.edit(POLLUTANT, "label: Ozone", "label:")
    lichen.edit(TRIALS, "value: Phase 1", "value: Complete")
    lichen.edit(BIB, "10.5555/87654321", "87654321")
    codes = {one.code for one in lichen.problems()}
    assert {Code.BAD_ID, Code.NO_DIRECTION, Code.EMPTY_VALUE, Code.BAD_PHASE, Code.BAD_DOI} <= codes


def test_record_that_was_rejected_is_not_reported_as_missing(lichen: Project) -> None:
    """Whoever names a record that was left out for its own faults is not blamed for it."""
    lichen.edit(POLLUTANT, "    definition: A pungent gas that rises from burning coal.\n", "")
    assert Code.UNKNOWN_ENTITY not in [one.code for one in lichen.problems()]


def test_byte_order_mark_and_carriage_returns(lichen: Project) -> None:
    """Files of other systems are read as they are meant."""
    for name in (INTRO, BIB):
        path = lichen.folder / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert lichen.problems() == []


def test_words_that_yaml_would_change(lichen: Project) -> None:
    """`no`, dates and numbers stay the words that were written."""
    lichen.edit(POLLUTANT, "label: Ozone", "label: no")
    lichen.edit(LICHEN, "synonyms: [Usnea]", "synonyms: [1e3, 2020-01-01, ~]")
    assert lichen.problems() == []


def test_scheme_that_cannot_be_read(lichen: Project) -> None:
    """Without a scheme nothing has a meaning; its problems are told all the same."""
    lichen.edit("data/atlas.yaml", 'version: "0.1"\n', "")
    (problem,) = lichen.problems()
    assert (problem.code, problem.place.path) == (Code.MISSING_FIELD, "data/atlas.yaml")
