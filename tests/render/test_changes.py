"""What has changed, in words: beside each record, and on the page of all changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.load.project import load_project
from atlas.render.blocks import Bullets, FileLink, Item, Line, Link, Note, PageLink, Paragraph, Section, Terms
from atlas.render.data import plain
from atlas.render.requests import Request
from atlas.render.views import show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Library
    from atlas.render.blocks import Block
    from tests.build import Project

INTRO = "data/claims/intro.yaml"
RESULTS = "data/claims/results.yaml"


def of(project: Project) -> Library:
    """Return the library of *project*."""
    library, problems = load_project(project.folder)
    assert problems == []
    assert library is not None
    return library


def lines(blocks: Iterable[Block]) -> list[Line]:
    """Return the paragraphs and items of *blocks* in order."""
    found: list[Line] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.line)
        elif isinstance(block, Bullets):
            found += block.items
        elif isinstance(block, Section):
            found += lines(block.blocks)
    return found


def words(blocks: Iterable[Block]) -> list[str]:
    """Return the same as text."""
    return [plain(line) for line in lines(blocks)]


def section(library: Library, view: str, id_: str) -> list[str]:
    """Return what the page of a record says of its changes; it comes last."""
    last = show(library, Request(view, id_))[-1]
    assert isinstance(last, Section)
    assert last.title == "Changes"
    return words(last.blocks)


def item(library: Library, id_: str) -> Item:
    """Return a claim as it is shown at home."""
    shown = show(library, Request("register", library.claim[id_].origin.section))
    return next(one for one in shown if isinstance(one, Item) and one.target.id == id_)


STATUS = "Not yet recruiting (as of 2020-01; https://example.org/a)"
RECRUITING = "Recruiting (as of 2021-02; https://example.org/a)"
FACT = f"Fact (status): was “{STATUS}”, is now “{RECRUITING}”"
STATEMENT = (
    "Statement: was “Sulphur dioxide harmed beard lichen.”, is now “Sulphur dioxide killed beard lichen on oaks.”"
)
PAGES = {
    ("entity", "beard-lichen"): [
        "In the atlas since version 0.0 (as of 2024-01-31).",
        "Version 0.1 (as of 2024-05-01): Also called: added “Usnea”",
    ],
    ("entity", "grey-crust"): ["In the atlas since version 0.0 (as of 2024-01-31)."],
    ("trial", "NCT00000001"): [
        "In the atlas since version 0.0 (as of 2024-01-31).",
        f"Version 0.1 (as of 2024-05-01): {FACT}",
    ],
    ("work", "fern2015"): [
        "In the atlas since version 0.0 (as of 2024-01-31).",
        "Version 0.1 (as of 2024-05-01): PubMed number: was “12354”, is now “12345”",
    ],
}


@pytest.mark.parametrize("record", PAGES, ids=" ".join)
def test_the_page_of_a_record_tells_its_changes(lichen_library: Library, record: tuple[str, str]) -> None:
    """Since when it is there, and what changed later."""
    assert section(lichen_library, *record) == PAGES[record]


def test_a_claim_tells_its_changes_where_it_is_at_home(lichen_library: Library) -> None:
    """Beside its id since when it is there, and below it what changed, with links to what it names."""
    assert plain(item(lichen_library, "intro-001").remark) == "in the atlas since 0.0"
    assert [one for one in item(lichen_library, "intro-001").blocks if isinstance(one, Bullets)] == []
    told = item(lichen_library, "results-001").blocks[-1]
    assert words([told]) == [
        f"Version 0.1 (as of 2024-05-01): {STATEMENT}",
        "Version 0.1 (as of 2024-05-01): Term used: was “not reported”, is now Beard lichen",
    ]
    assert Link("entity", "beard-lichen", "Beard lichen") in lines([told])[1]


def test_a_discrepancy_tells_since_when_it_is_there(lichen_library: Library) -> None:
    """In its title."""
    notes = [one for one in show(lichen_library, Request("register-discrepancies")) if isinstance(one, Note)]
    assert [plain(one.title) for one in notes] == [
        "D1 Two trees (in the atlas since 0.0)",
        "D2 No reference (in the atlas since 0.1)",
    ]


def glossary(library: Library) -> dict[str, str]:
    """Return what the glossary says of each abbreviation."""
    parts = [one for part in show(library, Request("glossary")) if isinstance(part, Section) for one in part.blocks]
    return {term: plain(line) for one in parts if isinstance(one, Terms) for _, term, line in one.entries}


def test_the_glossary_tells_what_became_of_an_abbreviation(lichen: Project) -> None:
    """Behind its explanation; nothing for one that stands as it was in the first release."""
    lichen.edit("data/abbreviations.yaml", "defined: never", "defined: text, entity: ozone")
    lichen.append("data/abbreviations.yaml", "  - {term: O3, expansion: ozone, defined: listed}\n")
    listed = "In the review's list of abbreviations."
    assert glossary(of(lichen)) == {
        "O3": f"ozone. {listed} (not yet released)",
        "SO2": f"sulphur dioxide. {listed} See Sulphur dioxide.",
        "PMs": "particulate matters. Expanded in the text of the review. See Ozone. "
        "Version 0.1 (as of 2024-05-01): Expansion: was “particulate matter”, is now “particulate matters”. "
        "Not yet released: Defined: was “never”, is now “text”. "
        "Not yet released: Entity: added Ozone.",
    }
    term = '{"change": "added", "type": "term", "id": "O3", "fields": {"expansion": "ozone", "defined": "listed"}}'
    lichen.append("data/releases.jsonl", f'{{"version": "0.2", "day": "2024-06-01"}}\n{term}\n')
    assert glossary(of(lichen))["O3"] == f"ozone. {listed} (in the atlas since 0.2)"
    (lichen.folder / "data/releases.jsonl").unlink()
    assert glossary(of(lichen))["O3"] == f"ozone. {listed}"


def test_all_changes_stand_on_one_page(lichen_library: Library) -> None:
    """The two releases of the tiny review, the newest first."""
    feed, *parts = show(lichen_library, Request("changes"))
    assert isinstance(feed, Paragraph)
    assert FileLink("changes.atom", "") in feed.line
    assert [(one.title, one.anchor) for one in parts if isinstance(one, Section)] == [
        ("Not yet released", "release-next"),
        ("Version 0.1 (as of 2024-05-01)", "release-2"),
        ("Version 0.0 (as of 2024-01-31)", "release-1"),
    ]
    assert words(parts[:1]) == ["The records stand as they were released."]
    assert words(parts[1:2]) == [
        "It holds 4 claims, 4 entities, 2 trials, 2 cited works, 2 discrepancies and 2 abbreviations.",
        "Claims",
        "intro-009: removed (“Lichens are a kind of moss.”)",
        f"results-001: {STATEMENT}",
        "results-001: Term used: was “not reported”, is now Beard lichen",
        "Entities",
        "Beard lichen: Also called: added “Usnea”",
        "Ozone: Note: added “No identifier was looked up.”",
        "Trials",
        f"NCT00000001: {FACT}",
        "Cited works",
        "[2]: PubMed number: was “12354”, is now “12345”",
        "[1]: Issue: added “2”",
        "Discrepancies",
        "Added: D2",
        "Abbreviations",
        "PMs: Expansion: was “particulate matter”, is now “particulate matters”",
    ]
    assert words(parts[2:]) == [
        "The first release. It holds 5 claims, 4 entities, 2 trials, 2 cited works, 1 discrepancy and 2 abbreviations."
    ]


def test_an_edit_is_never_unseen(lichen: Project) -> None:
    """What is not yet released is told beside the record and on the page of all changes."""
    lichen.edit(RESULTS, "direction: down", "direction: up")
    lichen.edit("data/entities/pollutant.yaml", "    note: No identifier was looked up.\n", "")
    lichen.append(
        "data/entities/pollutant.yaml", "  - {id: soot, label: Soot, match: none, definition: D., parents: [ozone]}\n"
    )
    library = of(lichen)
    effect = "Effect (Beard lichen): was “down”, is now “up”"
    assert words([item(library, "results-001").blocks[-1]])[-1] == f"Not yet released: {effect}"
    note = "Note: removed “No identifier was looked up.”"
    assert section(library, "entity", "ozone")[-1] == f"Not yet released: {note}"
    assert section(library, "entity", "soot") == ["In the atlas, not yet released."]
    told = words(show(library, Request("changes"))[1:2])
    assert told == ["Claims", f"results-001: {effect}", "Entities", "Added: Soot", f"Ozone: {note}"]


def test_a_new_id_and_what_became_of_a_record(lichen: Project) -> None:
    """A record under a new id keeps its history; one that went into another, or whose page leads on, says so."""
    lichen.edit(RESULTS, "id: results-001\n", "id: results-002\n    former: [results-001]\n")
    lichen.edit("data/discrepancies/doubts.yaml", "[results-001]", "[results-002]")
    path = lichen.folder / INTRO
    path.write_text(path.read_text("utf-8").partition("  - id: intro-003")[0], "utf-8")
    lichen.edit(INTRO, "    about: [grey-crust]\n", "    about: [grey-crust]\n    former: [intro-003]\n")
    trials = (lichen.folder / "data/trials/trials.yaml").read_text("utf-8").partition("  - id: NCT00000002")[0]
    (lichen.folder / "data/trials/trials.yaml").write_text(trials, "utf-8")
    lichen.append("data/moved.yaml", "  - {old: trials/NCT00000002, new: tables}\n")
    library = of(lichen)
    assert plain(item(library, "results-002").remark) == "in the atlas since 0.0"
    assert words([item(library, "results-002").blocks[-1]])[-1] == "Not yet released: new id, formerly results-001"
    pending = lines(show(library, Request("changes"))[1:2])
    told = [plain(line) for line in pending]
    assert "results-002: new id, formerly results-001" in told
    assert "intro-003: removed (“A crust was measured at 10 to 20 mm.”); now part of intro-001" in told
    assert "NCT00000002: removed (“Another trial”); its address leads to lists" in told
    assert PageLink("lists") in pending[-1]
    # what the log tells of the id of then leads to the record as it is called today
    released = [line[0] for line in lines(show(library, Request("changes"))[2:3])]
    assert Link("claim", "results-002", "results-002") in released


def test_nothing_is_told_while_nothing_was_released(lichen: Project) -> None:
    """No section, no remark; the page says so."""
    (lichen.folder / "data/releases.jsonl").unlink()
    library = of(lichen)
    last = show(library, Request("entity", "ozone"))[-1]
    assert isinstance(last, Section)
    assert last.title != "Changes"
    assert item(library, "results-001").remark == ()
    assert not isinstance(item(library, "results-001").blocks[-1], Bullets)
    assert words(show(library, Request("changes"))) == ["Nothing was released yet."]


def test_a_release_without_a_change_says_so(lichen: Project) -> None:
    """And shows nothing beside any record."""
    lichen.append("data/releases.jsonl", '{"version": "0.2", "day": "2024-06-01"}\n')
    library = of(lichen)
    (words_,) = words(show(library, Request("changes"))[2:3])
    assert words_.endswith("2 discrepancies and 2 abbreviations. No record has changed.")
    assert section(library, "entity", "grey-crust") == PAGES["entity", "grey-crust"]


def test_what_an_effect_was_on_is_called_as_today(lichen: Project) -> None:
    """An entity that got a new id later has its label in older changes as well."""
    change = '{"change": "changed", "type": "claim", "id": "results-001", "fields": {"effects/old-man": "up"}}'
    lichen.append("data/releases.jsonl", f'{{"version": "0.2", "day": "2024-06-01"}}\n{change}\n')
    lichen.edit(
        "data/entities/lichen.yaml", "    label: Grey crust\n", "    former: [old-man]\n    label: Grey crust\n"
    )
    told = words(show(of(lichen), Request("changes"))[1:3])
    assert "results-001: Effect (Grey crust): removed “up”" in told
    assert "results-001: Effect (Grey crust): added “up”" in told
