"""`atlas.yaml`, `article.yaml` and the tables of identifiers: the frame that the records are read in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from atlas.load.complaints import problems_of
from atlas.load.files import read_table, read_yaml
from atlas.load.shapes import SectionShape
from atlas.model.records import Identifier, Origin, Section, Sentence
from atlas.model.scheme import Scheme
from atlas.problem import Code, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from atlas.load.files import Tree

IDS = ("curie", "label", "source", "version")
PREFIXES = ("prefix", "name", "pattern", "url")


def load_scheme(root: Path, data: Path) -> tuple[Scheme | None, list[Problem]]:
    """Read `atlas.yaml` below *data*; without it nothing else can be read."""
    tree, problems = read_yaml(root, data / "atlas.yaml")
    if tree is None or problems:
        return None, problems
    try:
        return TypeAdapter(Scheme).validate_python(tree.value), []
    except ValidationError as error:
        return None, problems_of(error, tree, ())


def load_article(root: Path, data: Path) -> tuple[tuple[Section, ...], list[Problem]]:
    """Read `article.yaml` below *data*: sections, paragraphs, sentences and the numbers they cite."""
    tree, problems = read_yaml(root, data / "article.yaml")
    if tree is None:
        return (), problems
    sections: list[Section] = []
    for number, raw in enumerate(tree.value["sections"]):
        try:
            shape = SectionShape.model_validate(raw)
        except ValidationError as error:
            problems += problems_of(error, tree, ("sections", number))
        else:
            sections.append(Section(shape.id, shape.title, tuple(_sentences(shape, tree, number))))
    return tuple(sections), problems


def _sentences(shape: SectionShape, tree: Tree, number: int) -> Iterator[Sentence]:
    for i, paragraph in enumerate(shape.paragraphs):
        for j, sentence in enumerate(paragraph):
            place = tree.place("sections", number, "paragraphs", i, j)
            yield Sentence(Origin(shape.id, i + 1, j + 1), tuple(sentence.refs), sentence.not_a_claim, place)


def load_identifiers(root: Path, data: Path) -> tuple[tuple[Identifier, ...], list[Problem]]:
    """Read the checked identifiers of `ids.tsv` with the patterns and addresses of `prefixes.tsv`."""
    prefix_rows, problems = read_table(root, data / "prefixes.tsv", PREFIXES)
    prefixes = {row["prefix"]: row for _, row in prefix_rows}
    rows, more = read_table(root, data / "ids.tsv", IDS)
    problems += more
    identifiers: list[Identifier] = []
    path = (data / "ids.tsv").relative_to(root).as_posix()
    for line, row in rows:
        prefix, _, accession = row["curie"].partition(":")
        known = prefixes.get(prefix)
        if known is None or not re.fullmatch(known["pattern"], accession):
            expected = f"prefix:{known['pattern']}" if known else "a prefix of prefixes.tsv"
            problems.append(Problem(Place(path, line), Code.BAD_CURIE, f"identifier {row['curie']!r}", expected))
            continue
        url = known["url"].replace("{id}", accession)
        identifiers.append(Identifier(**row, registry=known["name"], url=url))
    return tuple(identifiers), problems
