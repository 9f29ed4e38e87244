"""The files of a built site as plain values: each is read by the rules of its own format."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree, html
from sphinx.util.inventory import InventoryFile

from tests.render import read_back, readers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SVG = re.compile(r'<svg xmlns="http://www.w3.org/2000/svg" class="atlas-drawing".*?</svg>', re.DOTALL)


def read(path: Path) -> Any:  # noqa: ANN401 - every format has values of its own
    """Return what stands in the file at *path*, or None for one that holds no words of the data."""
    name = path.name
    if name == "objects.inv":
        return _inventory(path)
    if name.startswith(".") or "_static" in path.parts or path.suffix in {".png", ".html"} or name == "searchindex.js":
        return None
    text = path.read_bytes().decode("utf-8")
    if name == "llms.txt":
        return markdown(text)
    reading: dict[str, Callable[[str], Any]] = {
        ".json": json.loads,
        ".js": lambda script: _script(name, _call(script)),
        ".csv": lambda table: list(csv.reader(io.StringIO(table, newline=""), strict=True)),
        ".md": markdown,
        ".bib": _bibtex,
        ".ris": _ris,
        ".xml": _xml,
        ".atom": _xml,
        ".txt": lambda lines: lines.split("\n"),
    }
    return reading[path.suffix](text)


def _xml(text: str) -> list[list[Any]]:
    """Return tag, attributes and texts of every element but those that hold a digest."""
    elements: Any = etree.fromstring(text.encode()).iter()
    return [[one.tag, sorted(one.items()), one.text, one.tail] for one in elements if not one.tag.endswith("}id")]


def head(page: str) -> Iterator[tuple[str, Any]]:
    """Yield what the HTML of a *page* tells programs: title, metadata, links, JSON-LD and references."""
    tree: Any = html.fromstring(page)
    yield "title", tree.findtext(".//title")
    for meta in tree.iter("meta"):
        yield str(meta.get("name") or meta.get("property")), meta.get("content") or ""
    for link in tree.xpath("//link[not(@rel='stylesheet')]"):
        yield str(link.get("rel")), [link.get("href"), link.get("title") or ""]
    for script in tree.xpath("//script[@type='application/ld+json']"):
        yield "JSON-LD", json.loads(script.text)
    for reference in tree.xpath("//*[@class='Z3988']/@title"):
        yield "COinS", str(reference)


def drawings(page: str) -> list[list[tuple[str, str]]]:
    """Return tag and text of the elements of each drawing of a *page*, which must be well-formed XML.

    A label that is cut says all of itself in a title, and may be grouped with it; a label that is not has neither.
    """
    trees = [etree.fromstring(svg) for svg in _SVG.findall(page)]
    return [[(_name(one), one.text or "") for one in tree.iter() if not _is_of_a_cut_label(one)] for tree in trees]


def _name(element: Any) -> str:  # noqa: ANN401 - of no public type
    return str(element.tag).rpartition("}")[2]


def _is_of_a_cut_label(element: Any) -> bool:  # noqa: ANN401 - as above
    around = element.getparent() if _name(element) == "title" else element
    beside = [_name(one) for one in around if _name(one) != "title"] if around is not None else []
    return _name(element) in {"title", "g"} and beside == ["text"]


def markdown(text: str) -> list[tuple[str, str]]:
    """Return tag and words of all elements that a reader of Markdown sees."""
    return [(str(one.tag), one.text_content()) for one in read_back.from_markdown(text).iter()]


def _inventory(path: Path) -> list[tuple[str, str]]:
    data = InventoryFile.loads(path.read_bytes(), uri="").data
    return [(item.uri, item.display_name) for kind in sorted(data) for _, item in sorted(data[kind].items())]


def _call(script: str) -> Any:  # noqa: ANN401 - as above
    """Return the values that a script hands over."""
    return json.loads(f"[{script[script.index('(') + 1 : script.rindex(')')]}]")


def _script(name: str, values: list[Any]) -> Any:  # noqa: ANN401 - as above
    if name == "works.js":
        return list(map(_work, values[0]))
    if name.startswith("figure-"):
        return values[1]["marks"]  # where its plot begins, and where marks stand, depends on the length of labels
    return values


def _work(known: list[str]) -> list[Any]:
    key, bibtex, ris = known
    return [key, _bibtex(bibtex), _ris(ris)]


@cache  # many pages cite the same works
def _bibtex(text: str) -> list[Any]:
    return list(map(asdict, readers.bib_by_bibtexparser(text)))


@cache
def _ris(text: str) -> list[Any]:
    return list(map(asdict, readers.ris_by_rispy(text)))
