"""What pages can ask for: neutral blocks, equal for equal data, and refusals with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from atlas.render.blocks import Blocks, Cite, Item, Link, Paragraph, Table, Target, Text
from atlas.render.requests import RefusedError, Request
from atlas.render.stubs import MARK, stubs
from atlas.render.views import PHRASES, VIEWS, answer, digest, show

if TYPE_CHECKING:
    from atlas.library import Library


def words(shown: Blocks) -> str:
    """Return the words of a phrase."""
    (paragraph,) = shown
    assert isinstance(paragraph, Paragraph)
    return "".join(part.text for part in paragraph.line if isinstance(part, Text | Link))


def table(shown: Blocks) -> Table:
    """Return the table among *shown*."""
    (found,) = (block for block in shown if isinstance(block, Table))
    return found


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("claims", "4"),
        ("claims section=intro", "3"),
        ("findings", "1"),
        ("works section=intro", "1"),
        ("entities kind=lichen", "2"),
        ("trials", "2"),
        ("trials in_review=yes", "1"),
        ("trials scope=outside in_review=no", "1"),
        ("references role=background", "1"),
        ("discrepancies", "2"),
        ("abbreviations defined=listed", "1"),
        ("version", "0.1"),
        ("as_of", "2024-05-01"),
    ],
)
def test_counts(lichen_library: Library, request_: str, expected: str) -> None:
    """Counts come from the records."""
    assert words(show(lichen_library, Request("count", request_))) == expected


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (Request("count", "stones"), Code.UNKNOWN_FILTER),
        (Request("count", "claims colour=red"), Code.UNKNOWN_FILTER),
        (Request("count", "claims section="), Code.UNKNOWN_FILTER),
        (Request("count", "entities kind=moss"), Code.UNKNOWN_FILTER),
        (Request("count", "trials scope=beside"), Code.UNKNOWN_FILTER),
        (Request("count", "discrepancies x=y"), Code.UNKNOWN_FILTER),
        (Request("works", "nonsense"), Code.UNKNOWN_FILTER),
        (Request("works", options=(("sort", "year"),)), Code.UNKNOWN_FILTER),
        (Request("entities", options=(("kind", "lichen"), ("kinds", "moss"))), Code.UNKNOWN_FILTER),
        (Request("entity", "soot"), Code.UNKNOWN_RECORD),
        (Request("trial", "NCT99999999"), Code.UNKNOWN_RECORD),
        (Request("register", "outro"), Code.UNKNOWN_RECORD),
        (Request("trials", "next"), Code.UNKNOWN_RECORD),
        (Request("entities", options=(("kind", "moss"),)), Code.UNKNOWN_FILTER),
        (Request("functions", options=(("colour", "red"),)), Code.UNKNOWN_FILTER),
        (Request("label", "soot", (("type", "entity"),)), Code.UNKNOWN_RECORD),
    ],
)
def test_refusals(lichen_library: Library, request_: Request, code: Code) -> None:
    """What does not exist is refused with a code, and has a digest all the same."""
    with pytest.raises(RefusedError) as refused:
        show(lichen_library, request_)
    assert refused.value.code is code
    assert digest(answer(lichen_library, request_))


def test_function_table(lichen_library: Library) -> None:
    """One row a finding, in the columns of the scheme; every cell says something; the row leads back to its claim."""
    shown = table(show(lichen_library, Request("functions")))
    assert [column.title for column in shown.columns] == ["Claim", "Air", "Life", "Effect", "Works"]
    (row,) = shown.rows
    assert row.target == Target("row", "results-001")
    head, air, life, effect, reference = row.cells
    assert head[0] == (Link("claim", "results-001", "results-001"),)
    assert head[2] == (Text("See note "), Link("discrepancy", "D1", "D1"))
    assert air == ((Link("entity", "sulphur-dioxide", "Sulphur dioxide"),),)
    assert life[2] == (Text("system: "), Text("ex vivo"))
    assert effect == ((Text("↓ "), Link("entity", "beard-lichen", "Beard lichen"), Text(" (down)")),)
    assert reference == ((Cite((("fern2015", 2),)),),)


def test_no_cell_is_empty(atlas_library: Library) -> None:
    """Every cell of every table has words or a reason."""
    requests = [Request("functions"), Request("trials", "in-review"), Request("trials", "later"), Request("works")]
    requests += [Request("entities", options=(("kind", kind),)) for kind in atlas_library.scheme.kind]
    for request in requests:
        shown = table(show(atlas_library, request))
        for row in shown.rows:
            assert len(row.cells) == len(shown.columns)
            for cell in row.cells:
                assert cell
                assert all(line and any(getattr(part, "text", "x").strip() for part in line) for line in cell)


def test_every_row_traces_to_a_claim(atlas_library: Library) -> None:
    """The function table has a row for each finding and no other."""
    rows = [row.target.id for row in table(show(atlas_library, Request("functions"))).rows]
    assert rows == [claim.id for claim in atlas_library.findings(atlas_library.claims)]


def test_a_status_is_shown_with_its_date(lichen_library: Library) -> None:
    """The date, or that none was reported; never the bare status."""
    (row,) = table(show(lichen_library, Request("trials", "in-review"))).rows
    assert row.cells[-1] == ((Text("Recruiting (as of 2021-02)"),),)


def test_trials_are_filtered_by_scope(atlas_library: Library) -> None:
    """The three trials of the article's table that are out of scope can be shown alone."""
    options = (("scope", "other-ev-therapy, diagnostic"),)
    rows = table(show(atlas_library, Request("trials", "in-review", options))).rows
    assert [row.target.id for row in rows] == ["NCT03562715", "NCT01159288", "NCT03830619"]
    with pytest.raises(RefusedError):
        show(atlas_library, Request("trials", "later", (("scope", "elsewhere"),)))


def test_register_is_the_home_of_claims(atlas_library: Library) -> None:
    """Each claim of a section once, with its own anchor."""
    for section in atlas_library.section:
        shown = show(atlas_library, Request("register", section))
        targets = [block.target for block in shown if isinstance(block, Item)]
        claims = [claim.id for claim in atlas_library.claims if claim.origin.section == section]
        assert targets == [Target("claim", id_, home=True) for id_ in claims]


def test_digest_changes_with_the_data_only(lichen_library: Library) -> None:
    """Equal blocks have equal digests; another answer has another."""
    first, again = (digest(answer(lichen_library, Request("functions"))) for _ in range(2))
    assert first == again
    claims, trials = (digest(answer(lichen_library, Request("count", what))) for what in ("claims", "trials"))
    assert claims != trials


def test_one_name_one_view() -> None:
    """A directive and a role never share a name, so that a request is told by its name alone."""
    assert not VIEWS.keys() & PHRASES.keys()


def test_stubs_cover_every_entity_trial_and_work(lichen_library: Library) -> None:
    """A page for each; a lead is included where curators wrote one; special characters of the title stay plain."""
    made = stubs(lichen_library, {"leads/lichen/beard-lichen.md"})
    assert len(made) == sum(map(len, (lichen_library.entities, lichen_library.trials, lichen_library.references)))
    assert "# [2] Sulphur" in made["references/fern2015.md"].replace("\\", "")
    assert made["entities/lichen/beard-lichen.md"] == (
        f"{MARK}\n\n# Beard lichen\n\n```{{include}} /leads/lichen/beard-lichen.md\n```\n\n"
        "```{atlas:entity} beard-lichen\n```\n"
    )
    assert made["entities/lichen/grey-crust.md"] == f"{MARK}\n\n# Grey crust\n\n```{{atlas:entity}} grey-crust\n```\n"
