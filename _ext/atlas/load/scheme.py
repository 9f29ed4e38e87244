"""`atlas.yaml` and `article.yaml`: the frame that the records are read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from atlas.code import Code
from atlas.load.complaints import problems_of
from atlas.load.declared import declared_problems
from atlas.load.shapes import SectionShape
from atlas.load.trees import read_yaml
from atlas.model.article import Origin, Section, Sentence
from atlas.model.scheme import Scheme
from atlas.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from atlas.load.report import Report
    from atlas.load.trees import Tree
    from atlas.problem import Place


def load_scheme(root: Path, data: Path) -> tuple[tuple[Scheme, dict[str, Place]] | None, list[Problem]]:
    """Read `atlas.yaml` below *data* and where it plans each figure; without it nothing else can be read."""
    tree, problems = read_yaml(root, data / "atlas.yaml")
    if tree is None or problems:
        return None, problems
    try:
        scheme = TypeAdapter(Scheme).validate_python(tree.value)
    except ValidationError as error:
        return None, problems_of(error, tree, ())
    if problems := list(declared_problems(scheme, tree)):
        return None, problems
    return (scheme, {plan.id: tree.place("figures", at, "id") for at, plan in enumerate(scheme.figures)}), []


def load_article(path: Path, report: Report) -> tuple[Section, ...]:
    """Read the article of *path*: sections, paragraphs, sentences and the numbers they cite."""
    tree, problems = read_yaml(report.root, path)
    report.problems.extend(problems)
    if problems:
        report.refuse("sections", path)
    sections: list[Section] = []
    first: dict[str, int] = {}
    if tree is None:
        return ()
    for number, raw in report.items(tree, "sections"):
        try:
            shape = SectionShape.model_validate(raw)
        except ValidationError as error:
            report.problems.extend(problems_of(error, tree, ("sections", number)))
            report.reject("sections", raw)
            continue
        if first.setdefault(shape.id, number) != number:
            other = tree.place("sections", first[shape.id], "id")
            found = f"id {shape.id!r} again (first at {other})"
            place = tree.place("sections", number, "id")
            report.problems.append(Problem(place, Code.DUPLICATE_ID, found, "an id of its own"))
            continue
        sections.append(Section(shape.id, shape.title, tuple(_sentences(shape, tree, number))))
    return tuple(sections)


def _sentences(shape: SectionShape, tree: Tree, number: int) -> Iterator[Sentence]:
    for i, paragraph in enumerate(shape.paragraphs):
        for j, sentence in enumerate(paragraph):
            place = tree.place("sections", number, "paragraphs", i, j)
            yield Sentence(Origin(shape.id, i + 1, j + 1), tuple(sentence.refs), sentence.not_a_claim, place)
