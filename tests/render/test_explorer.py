"""What a script is told of a table that can be explored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from atlas.library import ids_of
from atlas.render.blocks import Table
from atlas.render.citable import of_work
from atlas.render.explorer import explorer, works
from atlas.render.exports import bibtex, ris
from atlas.render.requests import Request
from atlas.render.views import show

if TYPE_CHECKING:
    from atlas.library import Library


def told(library: Library, view: str, argument: str = "") -> dict[str, Any]:
    """Return what a script is told of the table of a view."""
    (table,) = (block for block in show(library, Request(view, argument)) if isinstance(block, Table))
    assert table.explored
    return explorer(library, "page", table)


def counts(data: dict[str, Any], facet: str) -> dict[str, int]:
    """Return how many rows have each value of *facet*, in the order of the values."""
    place = [one["id"] for one in data["facets"]].index(facet)
    values = data["facets"][place]["values"]
    return {id_: sum(at in row["values"][place] for row in data["rows"].values()) for at, (id_, _) in enumerate(values)}


def test_a_trial(lichen_library: Library) -> None:
    """Its values by facet, the words of the entities it is linked to; a facet with one value is left out."""
    data = told(lichen_library, "trials", "in-review")
    assert data["columns"][:2] == ["trial", "title"]
    assert (data["page"], data["version"], data["as_of"]) == ("page", "0.1", "2024-05-01")
    assert data["facets"] == [
        {"id": "phase", "label": "Phase", "values": [["Phase 1", "Phase 1"], ["Phase 2", "Phase 2"]]}
    ]
    assert data["rows"] == {"nct00000001": {"values": [[0, 1]], "names": ["ozone"], "works": []}}
    assert data["names"]["ozone"].startswith(lichen_library.entity["ozone"].label)


def test_a_field_of_sources_is_called_by_its_name(lichen_library: Library) -> None:
    """With a capital first, and otherwise as it is written."""
    first, other = lichen_library.trials
    facts = tuple(replace(first.facts[0], field="level of SO2", value=value) for value in ("low", "high"))
    scheme = replace(lichen_library.scheme, explored_trials=("level of SO2",))
    library = replace(lichen_library, scheme=scheme, trials=(replace(first, facts=facts), other))
    assert [facet["label"] for facet in told(library, "trials", "in-review")["facets"]] == ["Level of SO2"]


def test_a_claim(lichen_library: Library) -> None:
    """Its synonyms and its works."""
    data = told(lichen_library, "functions")
    assert data["rows"]["results-001"]["works"] == ["fern2015"]
    assert data["names"]["beard-lichen"] == "Beard lichen · Usnea"


@pytest.mark.parametrize("facet", ["diseases", "species", "routes"])
def test_counts_agree_with_the_records(atlas_library: Library, facet: str) -> None:
    """Frequent values come first, reasons for having none last."""
    found = counts(told(atlas_library, "functions"), facet)
    findings = atlas_library.findings(atlas_library.claims)
    values = {id_: number for id_, number in found.items() if id_ not in {"not reported", "not applicable"}}
    assert values == {id_: sum(id_ in ids_of(claim, facet) for claim in findings) for id_ in values}
    assert list(values.values()) == sorted(values.values(), reverse=True)
    assert list(found)[: len(values)] == list(values)
    assert sum(number for id_, number in found.items() if id_ not in values) == sum(
        not ids_of(claim, facet) for claim in findings
    )


def test_facets_of_the_function_table(atlas_library: Library) -> None:
    """Every declared facet stands there, with its label."""
    data = told(atlas_library, "functions")
    assert [facet["id"] for facet in data["facets"]] == list(atlas_library.scheme.explored_claims)
    labels = {facet["id"]: facet["label"] for facet in data["facets"]}
    assert (labels["species"], labels["system"], labels["kind"]) == ("Species studied", "System", "Kind")
    kinds = {id_: label for facet in data["facets"] if facet["id"] == "kind" for id_, label in facet["values"]}
    assert kinds["preclinical"] == "Preclinical finding"


def test_trials_say_what_sources_say(atlas_library: Library) -> None:
    """A trial on which sources disagree has both values, one of which they say nothing has that."""
    data = told(atlas_library, "trials", "later")
    trials = [trial for trial in atlas_library.trials if not trial.printed]
    expected = {value for trial in trials for value in (fact.value for fact in trial.values("phase"))}
    assert set(counts(data, "phase")) == expected | {"not reported"}
    assert counts(data, "phase")["Phase 3"] == sum(
        "Phase 3" in [one.value for one in trial.values("phase")] for trial in trials
    )


def test_works_join_to_the_files_of_the_build(atlas_library: Library) -> None:
    """Entries of single works, put together, are what the writers make of all of them."""
    known = works(atlas_library)
    items = [of_work(atlas_library, work) for work in atlas_library.references]
    assert "\n".join(entry for _, entry, _ in known) == bibtex.write(items)
    assert "\r\n".join(record for _, _, record in known) == ris.write(items)
