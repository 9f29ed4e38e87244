"""Fidelity to the article: its references, its sentences, and words of our own."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atlas.model.values import Defined
from atlas.rules import check

if TYPE_CHECKING:
    from atlas.library import Library

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
RUN = 12
"""A run of so many words shared with the article is too long."""


def test_nothing_is_wrong(atlas_library: Library) -> None:
    """Every rule holds: addresses resolve, passages cite what claims name, every sentence is restated."""
    assert check(atlas_library) == []


def printed() -> list[dict[str, str]]:
    """Return the reference list as printed, transcribed apart from the bibliography."""
    with (DATA / "printed_references.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_all_references_are_as_printed(atlas_library: Library) -> None:
    """65 of 65: number, first author, year, journal, volume, issue, pages and title."""
    rows = printed()
    assert len(rows) == len(atlas_library.references) == 65
    for row, work in zip(rows, atlas_library.references, strict=True):
        first = work.authors[0]
        initials = first.given.replace(".", "").replace(" ", "")
        shown = (work.number, f"{first.family} {initials}", work.year, work.journal, work.volume, work.issue or "")
        expected = (
            int(row["number"]),
            row["first_author"],
            int(row["year"]),
            row["journal"],
            row["volume"],
            row["issue"],
        )
        assert shown == expected
        assert work.title.rstrip(".!") == row["title"]
        assert full_range(work.pages) == full_range(row["pages"])


def full_range(pages: str) -> str:
    """Return a range of pages with both ends written out, as in `347-357` for `347-57`."""
    match = re.fullmatch(r"(\d+)[-–](\d+)", pages)
    if not match:
        return pages.replace("–", "-")
    first, last = match.groups()
    return f"{first}-{first[: len(first) - len(last)]}{last}"


def test_each_work_is_cited_once_and_in_order(atlas_library: Library) -> None:
    """The article cites 1 to 65, each once, in this order."""
    numbers = [number for sentence in atlas_library.sentence.values() for number in sentence.numbers]
    assert numbers == list(range(1, 66))


def test_et_al_stands_where_the_article_has_it(atlas_library: Library) -> None:
    """The article prints all authors of eleven works and cuts the lists of the others."""
    full = [work.number for work in atlas_library.references if not work.et_al]
    assert full == [1, 5, 7, 10, 11, 23, 61, 63, 64]
    assert all(
        "others" not in (author.family + author.given).lower()
        for work in atlas_library.references
        for author in work.authors
    )


def test_expected_size(atlas_library: Library) -> None:
    """The whole review is there."""
    assert 180 <= len(atlas_library.claims) <= 230
    findings = [claim for claim in atlas_library.claims if claim.kind == "preclinical"]
    cited = [claim for claim in findings if any(30 <= atlas_library.reference[key].number <= 58 for key in claim.refs)]
    assert len(cited) >= 85
    assert sum(trial.printed is not None for trial in atlas_library.trials) == 6
    assert sum(trial.scope != "msc-ev-therapy" for trial in atlas_library.trials if trial.printed) == 3
    assert sum(trial.printed is None for trial in atlas_library.trials) == 51


def test_every_discrepancy_is_there(atlas_library: Library) -> None:
    """All fifty entries of the register, some in two parts."""
    numbers = {int(re.sub(r"\D", "", doubt.id)) for doubt in atlas_library.discrepancies}
    assert numbers == set(range(1, 51))


def test_route_of_a_trial_is_disputed(atlas_library: Library) -> None:
    """Sources that disagree stand side by side, each with its own address."""
    facts = atlas_library.trial["NCT03384433"].values("dose and route")
    assert len({fact.value for fact in facts}) >= 2
    assert all(fact.sources for fact in facts)


def test_a_printed_phase_may_be_none(atlas_library: Library) -> None:
    """The table of the article prints a status as a phase, and once nothing."""
    phases = [trial.printed.phase for trial in atlas_library.trials if trial.printed]
    assert phases == ["Phase 1 Phase 2", "Early Phase 1", "Complete", "Phase 2 Phase 3", "Phase 2", "not reported"]


def test_abbreviations_of_the_article(atlas_library: Library) -> None:
    """The ten that it lists, and no other, are marked as listed."""
    listed = [one.term for one in atlas_library.abbreviations if one.defined is Defined.LISTED]
    assert sorted(listed) == sorted(["AKI", "BBB", "CKD", "EVs", "H/R", "MI/R", "MSCs", "MVBs", "NIR", "OGD"])


def test_verified_identifiers_name_their_source(atlas_library: Library) -> None:
    """Every identifier has table and version; a DOI is verified only with the page that shows it."""
    assert all(one.source and one.version for one in atlas_library.identifiers)
    used = {curie for entity in atlas_library.entities for curie in entity.identifiers}
    assert used <= atlas_library.identifier.keys()
    assert all(work.doi for work in atlas_library.references if work.doi_source)


def test_vesicle_terms_are_kept_apart(atlas_library: Library) -> None:
    """Every finding has the term of the review and that of the cited work, and they do differ somewhere."""
    findings = atlas_library.findings(atlas_library.claims)
    pairs = Counter((str(claim.facets["vesicle_review"]), str(claim.facets["vesicle_study"])) for claim in findings)
    assert sum(count for (review, study), count in pairs.items() if review != study) > 0


def words(text: str) -> list[str]:
    """Return the words of *text* in lower case."""
    return re.findall(r"[^\W_]+", text.lower())


def shingles() -> frozenset[str]:
    """Return digests of every run of twelve words of the article; its text is not kept here."""
    return frozenset((DATA / "article_shingles.txt").read_text("utf-8").split())


def shared_runs(text: str, article: frozenset[str]) -> list[str]:
    """Return the runs of twelve words of *text* that stand in the article."""
    found = words(text)
    runs = (" ".join(found[i : i + RUN]) for i in range(len(found) - RUN + 1))
    return [run for run in runs if hashlib.sha256(run.encode()).hexdigest()[:10] in article]


def test_the_digests_find_a_shared_run() -> None:
    """The check can fail: a run of the article is found, one word off it is not."""
    run = "exosomes from mscs contain multiple proteins lipids rnas mrna mirna ncrna therapeutic"
    assert shared_runs(f"The {run} and more", shingles()) == [run]
    assert shared_runs(run.replace("multiple", "several"), shingles()) == []


def own_words(library: Library) -> dict[str, str]:
    """Return the text that the atlas wrote for each record."""
    texts = {claim.id: claim.statement for claim in library.claims}
    texts |= {entity.id: f"{entity.definition} / {entity.note or ''}" for entity in library.entities}
    return texts | {doubt.id: f"{doubt.printed} / {doubt.doubt}" for doubt in library.discrepancies}


def test_records_are_in_our_own_words(atlas_library: Library) -> None:
    """No run of twelve words of the article stands in a record."""
    article = shingles()
    found = {id_: shared_runs(text, article) for id_, text in own_words(atlas_library).items()}
    assert {id_: runs for id_, runs in found.items() if runs} == {}


def prose() -> list[Path]:
    """Return the pages written by hand."""
    made = ("entities", "trials")
    return [
        path for path in sorted((ROOT / "docs").rglob("*.md")) if path.relative_to(ROOT / "docs").parts[0] not in made
    ]


@pytest.mark.parametrize("path", prose(), ids=lambda path: path.relative_to(ROOT / "docs").as_posix())
def test_pages_are_in_our_own_words(path: Path) -> None:
    """No run of twelve words of the article stands on a page; the title of the article aside."""
    text = re.sub(r"\{[\w:]+\}`([^`<]*)[^`]*`", r"\1", path.read_text("utf-8"))
    title = "exosomes from mesenchymal stem stromal cells a new therapeutic paradigm"
    assert [run for run in shared_runs(text, shingles()) if title[:40] not in run and run[:20] not in title] == []
