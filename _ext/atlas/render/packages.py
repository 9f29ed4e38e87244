"""The data as packages that describe themselves: a Frictionless data package and an RO-Crate.

Both stand in the folder of the data and tell the size and the SHA-256 of its files.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from atlas.render.citable import of_article, of_data
from atlas.render.exports import FORMATS, plain
from atlas.render.linked_data import DOWNLOADS
from atlas.render.linked_works import article, node
from atlas.render.schemas import FILES, document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.library import Library
    from atlas.render.pages import Site
    from atlas.render.schemas import Json

CRATE = "ro-crate-metadata.json"
PACKAGE = "datapackage.json"

_RECORDS = {name: record for record, name in FILES.items()}
_MEDIA_TYPES = {
    **DOWNLOADS,
    "schema.json": "application/schema+json",
    "txt": "text/plain",
    **{form.suffix: form.media_type for form in FORMATS},
}
_SHAPES = {"csv": "{} as CSV", "json": "{} as JSON", "schema.json": "{}: JSON Schema"}
_OTHERS = {
    "dataset": "How to cite the data.",
    "figures": "The table behind a figure of the site, as CSV.",
    "datapackage": "The CSV files and their fields, as a Frictionless data package.",
}
_LICENCE = "The licence of the data and of the article that they restate."
_LIMITS = ("enum", "pattern", "minimum")


def data_package(library: Library, site: Site, files: Mapping[str, bytes]) -> Json:
    """Return the descriptor of a tabular data package of the CSV files among *files*, by their names in the folder.

    No foreign keys: where a record names others, the cell holds any number of ids.
    """
    scheme = library.scheme
    return {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", site.title.lower()).strip("-") or "data",
        "title": of_data(library, site).title,
        "description": _description(library, site),
        "version": scheme.version,
        "as_of": scheme.as_of,
        **({"homepage": site.base} if site.base else {}),
        "licenses": [{"title": scheme.article.licence, "path": scheme.article.licence_url}],
        "sources": [{"title": plain.reference(of_article(library)), "path": article(library)["@id"]}],
        "contributors": [{"title": site.contributors, "role": "author"}],
        "resources": [
            _resource(library, record, files[f"{name}.csv"]) for record, name in FILES.items() if f"{name}.csv" in files
        ],
    }


def ro_crate(library: Library, site: Site, files: Mapping[str, bytes]) -> Json:
    """Return the metadata of an RO-Crate 1.2 that holds *files*, by their names in the folder.

    To have the data package in the crate, put it among *files*.
    """
    scheme = library.scheme
    group = node("Organization", "#contributors", name=site.contributors)
    licence = node("CreativeWork", scheme.article.licence_url, name=scheme.article.licence, description=_LICENCE)
    parts = [_file(library, name, content) for name, content in files.items()]
    sources = _article(library, licence)
    root = node(
        "Dataset",
        "./",
        name=of_data(library, site).title,
        description=_description(library, site),
        url=site.base,
        inLanguage=site.language,
        version=scheme.version,
        datePublished=scheme.as_of,
        license=_named([licence]),
        creator=_named([group]),
        publisher=_named([group]),
        isBasedOn=_named(sources[:1]),
        hasPart=_named(parts),
    )
    about = node("CreativeWork", CRATE, about=_named([root]), conformsTo={"@id": "https://w3id.org/ro/crate/1.2"})
    return {
        "@context": "https://w3id.org/ro/crate/1.2/context",
        "@graph": [about, root, *parts, group, licence, *sources],
    }


def _description(library: Library, site: Site) -> str:
    return f"The records of {site.title}, restructured and restated from {plain.full(of_article(library))}"


def _title(library: Library, name: str) -> str:
    """Return the title of the records in the files called *name*; what is reconstructed says so."""
    origin = f" ({library.scheme.function_table.origin})" if _RECORDS[name] == "function" else ""
    return f"{name.capitalize()}{origin}"


def _about(library: Library, name: str) -> str:
    record = _RECORDS[name]
    return library.scheme.function_table.notice if record == "function" else f"One record for each {record}."


def _resource(library: Library, record: str, content: bytes) -> Json:
    name = FILES[record]
    fields = document(library, record)["properties"]["items"]["items"]["properties"]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": _title(library, name),
        "description": _about(library, name),
        "format": "csv",
        "mediatype": DOWNLOADS["csv"],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(field, meaning) for field, meaning in fields.items()],
            "missingValues": [""],
            "primaryKey": [next(iter(fields))],
        },
    }


def _field(name: str, schema: Json) -> Json:
    """Return a field of the CSV from its JSON Schema; a limit is kept where it holds of the text of a cell."""
    form, required = _form(schema)
    limits: Json = {limit: value for limit, value in schema.items() if limit in _LIMITS}
    if required:
        limits["required"] = True
    constraints = {"constraints": limits} if limits else {}
    return {"name": name, "type": form, "description": schema["description"] + _division(schema), **constraints}


def _form(schema: Json) -> tuple[str, bool]:
    """Return the type of a cell and whether it always holds something."""
    if "oneOf" in schema:
        shapes = [_form(shape) for shape in schema["oneOf"]]
        return shapes[0][0], all(required for _, required in shapes)
    if "enum" in schema:
        return "string", True
    names = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    form = "string" if names[0] in {"array", "null"} else names[0]
    empty = "null" in names or (names[0] == "array" and not schema.get("minItems"))
    return form, not empty


def _division(schema: Json) -> str:
    """Return how a cell holds several values, if it may."""
    listing = next((shape for shape in (schema, *schema.get("oneOf", ())) if shape.get("type") == "array"), None)
    if listing is None:
        return ""
    several = "Several records, each as JSON," if listing["items"].get("type") == "object" else "Several"
    return f" {several} are divided by “; ”."


def _file(library: Library, name: str, content: bytes) -> Json:
    stem, _, suffix = name.partition(".")
    records = stem in _RECORDS and suffix in _SHAPES
    return node(
        "File",
        name,
        name=_SHAPES[suffix].format(_title(library, stem)) if records else name,
        description=_about(library, stem) if records else _OTHERS.get(stem.partition("/")[0], ""),
        encodingFormat=_MEDIA_TYPES.get(suffix, "application/octet-stream"),
        contentSize=str(len(content)),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _article(library: Library, licence: Json) -> list[Json]:
    """Return the article, then its authors and its journal: in a crate no node stands within another."""
    item, whole = of_article(library), article(library)
    authors = [{"@id": f"#author-{number}"} | one for number, one in enumerate(whole["author"], 1)]
    journal = node("Periodical", "#journal", name=item.container)
    links = {"author": _named(authors), "isPartOf": _named([journal]), "license": _named([licence])}
    return [whole | links | {"identifier": whole["@id"], "creditText": plain.full(item)}, *authors, journal]


def _named(nodes: list[Json]) -> Json | list[Json]:
    """Return references to *nodes*, or to the only one."""
    names = [{"@id": one["@id"]} for one in nodes]
    return names[0] if len(names) == 1 else names
