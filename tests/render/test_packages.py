"""The packages of the data, judged by their own validators, without a network."""

from __future__ import annotations

import hashlib
import io
import json
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Any

import frictionless
import pytest
from requests import Request
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from rocrate.rocrate import ROCrate
from rocrate_validator import services
from urllib3 import HTTPResponse

from atlas.render.data import files
from atlas.render.packages import CRATE, PACKAGE, data_package, ro_crate
from atlas.render.pages import Site
from atlas.render.schemas import FILES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from atlas.library import Library

SITE = Site("The Grey Atlas", "The contributors", "https://a.example/en/")
NOT_KNOWN = ("affiliation", "ORCID", "ROR", "contactPoint", "organization SHOULD have a URL")
"""What an RO-Crate should tell of people and groups and nobody told us."""

LATE_READER = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
"""The reader of JSON-LD on which the validator builds warns of its own code."""


def made(library: Library) -> dict[str, bytes]:
    """Return the files of the data, with the two packages."""
    data = {name: text.encode() for name, text in files(library, lambda kind, id_: f"{kind}.html#{id_}").items()}
    data["dataset.bib"] = b"@misc{dataset}\n"
    data[PACKAGE] = json.dumps(data_package(library, SITE, data)).encode()
    data[CRATE] = json.dumps(ro_crate(library, SITE, data)).encode()
    return data


def written(library: Library, folder: Path) -> Path:
    """Write the data with its packages into *folder*."""
    for name, content in made(library).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def package(lichen_library: Library, tmp_path: Path) -> Path:
    """Return a folder with the data of the tiny review, which a test may change."""
    return written(lichen_library, tmp_path)


def test_data_package_of_the_atlas_is_valid(atlas_library: Library, tmp_path: Path) -> None:
    """Every CSV file with its size, its hash, its fields and its key."""
    report = frictionless.validate(str(written(atlas_library, tmp_path) / PACKAGE))
    assert report.flatten(["title", "rowNumber", "fieldName", "message"]) == []
    counts = {task.name: task.stats["rows"] for task in report.tasks}
    expected = {
        name: len(json.loads((tmp_path / f"{name}.json").read_text("utf-8"))["items"]) for name in FILES.values()
    }
    assert counts == expected


def test_data_package_of_the_tiny_review_is_valid(package: Path) -> None:
    """The same for another subject."""
    assert frictionless.validate(str(package / PACKAGE)).valid


def broken_package(folder: Path, name: str, change: Callable[[bytes], bytes]) -> list[str]:
    """Return the kinds of error after *change* of a file; its size and hash are told anew."""
    before = (folder / name).read_bytes()
    after = change(before)
    assert after != before
    (folder / name).write_bytes(after)
    if name != PACKAGE:
        descriptor = json.loads((folder / PACKAGE).read_text("utf-8"))
        for resource in descriptor["resources"]:
            raw = (folder / resource["path"]).read_bytes()
            resource |= {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}
        (folder / PACKAGE).write_text(json.dumps(descriptor), "utf-8")
    found = frictionless.validate(str(folder / PACKAGE)).flatten(["type"])
    return sorted({kind for (kind,) in found})


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    [
        ("references.csv", b"moss2010,moss2010,1,", b"moss2010,moss2010,one,", "type-error"),
        ("references.csv", b"fern2015,fern2015,2,", b"moss2010,fern2015,2,", "primary-key"),
        ("references.csv", b"moss2010,moss2010,1,", b"moss2010,,1,", "constraint-error"),
        ("trials.csv", b"\nNCT0", b"\nNCTO", "constraint-error"),
        ("claims.csv", b"id,statement", b"id,words", "incorrect-label"),
        (PACKAGE, b"sha256:", b"sha256:0", "hash-count"),
        (PACKAGE, b'"bytes": ', b'"bytes": 1', "byte-count"),
        (PACKAGE, b'"type": "string"', b'"type": "words"', "field-error"),
    ],
)
def test_data_package_refuses_what_it_does_not_say(
    package: Path, name: str, old: bytes, new: bytes, error: str
) -> None:
    """A wrong type, a doubled or empty key, a wrong form, another column, another hash or size."""
    assert error in broken_package(package, name, lambda content: content.replace(old, new, 1))


def test_data_package_tells_what_is_reconstructed(atlas_library: Library, lichen_library: Library) -> None:
    """In the title, with the notice that stands above the table."""
    for library, origin in ((atlas_library, "reconstructed"), (lichen_library, "printed")):
        data = made(library)
        resources_ = {one["name"]: one for one in json.loads(data[PACKAGE])["resources"]}
        assert resources_["functions"]["title"] == f"Functions ({origin})"
        assert resources_["functions"]["description"] == library.scheme.function_table.notice
        assert resources_["claims"]["title"] == "Claims"
        titles = {one["@id"]: one.get("name") for one in json.loads(data[CRATE])["@graph"]}
        assert titles["functions.csv"] == f"Functions ({origin}) as CSV"


def test_data_package_credits_the_article(lichen_library: Library) -> None:
    """Version, date, licence, source and who made it; without a base, no home page."""
    described = data_package(lichen_library, SITE, {})
    article = lichen_library.scheme.article
    assert (described["name"], described["version"], described["as_of"]) == ("the-grey-atlas", "0.1", "2024-05-01")
    assert described["licenses"] == [{"title": article.licence, "path": article.licence_url}]
    (source,) = described["sources"]
    assert source["path"] == f"https://doi.org/{article.doi}"
    assert article.title in source["title"]
    assert described["contributors"] == [{"title": SITE.contributors, "role": "author"}]
    assert described["homepage"] == SITE.base
    assert "homepage" not in data_package(lichen_library, Site("A", "B"), {})
    assert data_package(lichen_library, SITE, {})["resources"] == []


def test_crate_is_read_by_others(atlas_library: Library, tmp_path: Path) -> None:
    """Each file with its real size and hash, the article, the licence and who made it."""
    folder = written(atlas_library, tmp_path)
    crate = ROCrate(str(folder))
    named = {entity.id: entity for entity in crate.data_entities}
    assert set(named) == {path.name for path in folder.iterdir()} - {CRATE}
    for name, entity in named.items():
        raw = (folder / name).read_bytes()
        assert (entity["contentSize"], entity["sha256"]) == (str(len(raw)), hashlib.sha256(raw).hexdigest())
    types = {name: entity["encodingFormat"] for name, entity in named.items()}
    assert types["claims.csv"] == "text/csv"
    assert types["claims.schema.json"] == "application/schema+json"
    assert types["dataset.bib"] == "application/x-bibtex"
    article = atlas_library.scheme.article
    source = crate.root_dataset["isBasedOn"]
    assert (source.id, source.type, source["name"]) == (
        f"https://doi.org/{article.doi}",
        "ScholarlyArticle",
        article.title,
    )
    authors = [(one["familyName"], one["givenName"]) for one in source["author"]]
    assert authors == [(author.family, author.given) for author in article.authors]
    assert source["isPartOf"]["name"] == article.journal
    assert crate.root_dataset["license"].id == source["license"].id == article.licence_url
    assert crate.root_dataset["creator"]["name"] == SITE.contributors
    assert crate.root_dataset["datePublished"] == atlas_library.scheme.as_of


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache with the JSON-LD context of RO-Crate, which the validator would fetch.

    The context of version 1.3, which a package brings along, has all terms of version 1.2.
    """
    path = tmp_path_factory.mktemp("shelf") / "cache"
    text = (resources("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
    request = Request("GET", "https://w3id.org/ro/crate/1.2/context").prepare()
    headers = {"Content-Type": "application/ld+json"}
    raw = HTTPResponse(io.BytesIO(text), headers, 200, preload_content=False, request_url=request.url)
    with CachedSession(str(path), backend="sqlite") as session:
        session.cache.save_response(HTTPAdapter().build_response(request, raw))
    return path


def issues(folder: Path, shelf: Path, severity: str) -> list[str]:
    """Return what the validator of RO-Crate finds from *severity* upwards."""
    settings = services.ValidationSettings(
        rocrate_uri=str(folder),
        profile_identifier="ro-crate-1.2",
        requirement_severity=severity,
        offline=True,
        cache_path=shelf,
    )
    return [str(issue.message) for issue in services.validate(settings).get_issues()]


@LATE_READER
def test_crate_is_valid(package: Path, shelf: Path) -> None:
    """All that a crate must have, and all that it should have but what nobody told us of people and groups."""
    found = issues(package, shelf, "RECOMMENDED")
    assert [message for message in found if not any(word in message for word in NOT_KNOWN)] == []


@LATE_READER
def test_a_broken_crate_is_refused(package: Path, shelf: Path) -> None:
    """Without its date, or with a file that is not there, a crate is none."""
    graph: dict[str, Any] = json.loads((package / CRATE).read_text("utf-8"))
    del graph["@graph"][1]["datePublished"]
    (package / CRATE).write_text(json.dumps(graph), "utf-8")
    (package / "claims.csv").unlink()
    found = issues(package, shelf, "REQUIRED")
    assert any("datePublished" in message for message in found)
    assert any("claims.csv" in message for message in found)
