"""The machine copy: valid against its own schema, complete, and the same as the library."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from atlas.render.data import files
from atlas.render.schemas import FILES

if TYPE_CHECKING:
    from atlas.library import Library


def made(library: Library) -> dict[str, str]:
    """Return the files of the machine copy, with addresses that name the record."""
    return files(library, lambda kind, id_: f"{kind}.html#{id_}")


@pytest.mark.parametrize("record", FILES)
def test_json_is_valid_against_its_schema(atlas_library: Library, lichen_library: Library, record: str) -> None:
    """The schema is a schema, and the file follows it, for both reviews."""
    for library in (atlas_library, lichen_library):
        texts = made(library)
        schema = json.loads(texts[f"{FILES[record]}.schema.json"])
        Draft202012Validator.check_schema(schema)
        errors = list(Draft202012Validator(schema).iter_errors(json.loads(texts[f"{FILES[record]}.json"])))
        assert errors == []


def test_schema_refuses_what_is_not_said(lichen_library: Library) -> None:
    """An empty text, an unknown field and a missing field break the schema."""
    texts = made(lichen_library)
    validator = Draft202012Validator(json.loads(texts["claims.schema.json"]))
    changes: list[dict[str, Any]] = [{"statement": ""}, {"colour": "red"}, {"system": "in silico"}, {"pollutants": []}]
    for change in changes:
        document = json.loads(texts["claims.json"])
        document["items"][0] |= change
        assert list(validator.iter_errors(document)) != []
    document = json.loads(texts["claims.json"])
    del document["items"][0]["origin"]
    assert list(validator.iter_errors(document)) != []


def test_a_claim_holds_what_was_promised(atlas_library: Library) -> None:
    """The fields that readers of the data rely on."""
    item = items(atlas_library, "claims")[0]
    promised = """id statement kind refs ref_numbers origin diseases models species system sources vesicle_review
        vesicle_study cargo targets pathways mechanisms recipient_cells routes effects discrepancies url"""
    assert set(promised.split()) <= item.keys()
    assert item["origin"].keys() == {"section", "paragraph", "sentence"}


def test_a_trial_and_a_work_hold_what_was_promised(atlas_library: Library) -> None:
    """The same for trials and works."""
    trial = items(atlas_library, "trials")[0]
    assert {"nct", "printed", "scope", "scope_reason", "facts", "in_review_table", "url"} <= trial.keys()
    assert trial["printed"].keys() >= {"title", "disease", "intervention", "phase"}
    assert trial["facts"][0].keys() == {"field", "value", "source", "as_of", "note"}
    work = items(atlas_library, "references")[0]
    assert {
        "key",
        "number",
        "doi",
        "pmid",
        "pmcid",
        "url",
        "title",
        "author",
        "issued",
        "container-title",
    } <= work.keys()


def test_csv_holds_the_same_rows(atlas_library: Library) -> None:
    """A row for each record, a column for each field."""
    texts = made(atlas_library)
    for name in FILES.values():
        rows = list(csv.DictReader(io.StringIO(texts[f"{name}.csv"])))
        records = json.loads(texts[f"{name}.json"])["items"]
        assert len(rows) == len(records)
        assert all(None not in row and None not in row.values() for row in rows)
        key = next(iter(records[0]))
        assert [row[key] for row in rows] == [str(record[key]) for record in records]


def test_function_table_says_that_it_is_reconstructed(atlas_library: Library, lichen_library: Library) -> None:
    """The digest is marked as such; what restates the article is not."""
    assert json.loads(made(atlas_library)["functions.json"])["origin"] == "reconstructed"
    assert json.loads(made(atlas_library)["claims.json"])["origin"] == "restated"
    assert json.loads(made(lichen_library)["functions.json"])["origin"] == "printed"


def test_numbers_follow_the_article(lichen_library: Library) -> None:
    """Works carry the number of the article, authors are as printed, and `et al.` is no author."""
    first, second = items(lichen_library, "references")
    assert (first["number"], first["author"], first["et_al"]) == (
        1,
        [{"family": "Moss", "given": "A."}, {"family": "Bark", "given": "C. D."}],
        False,
    )
    assert (second["author"], second["et_al"], second["title"]) == (
        [{"family": "Fern", "given": "B."}],
        True,
        "Sulphur and 5% of beards",
    )


def items(library: Library, name: str) -> list[dict[str, Any]]:
    """Return the records of one file of the machine copy."""
    found: list[dict[str, Any]] = json.loads(made(library)[f"{name}.json"])["items"]
    return found
