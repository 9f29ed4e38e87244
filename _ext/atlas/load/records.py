"""Claims, entities, trials, discrepancies and abbreviations from their YAML files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from atlas.code import Code
from atlas.load.complaints import problems_of
from atlas.load.making import make_claim, make_discrepancy, make_entity, make_trial
from atlas.load.shapes import (
    AbbreviationShape,
    DiscrepancyShape,
    EntityShape,
    NoticeShape,
    Shape,
    claim_shapes,
    trial_shape,
)
from atlas.load.trees import read_yaml
from atlas.load.upkeep import MovedShape, SilenceShape
from atlas.model.history import Moved
from atlas.model.records import Abbreviation, Notice, Silence
from atlas.problem import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from atlas.load.report import Report
    from atlas.load.trees import Tree
    from atlas.model.article import Section
    from atlas.model.records import Claim, Discrepancy, Entity, Lines, Trial
    from atlas.model.scheme import Scheme

_S = TypeVar("_S", bound=Shape)


class Reader:
    """Reads the files of one sort of record after the other; the report grows as it reads."""

    def __init__(self, root: Path, scheme: Scheme, report: Report) -> None:
        """Read below *root* in the words of *scheme*."""
        self.root = root
        self.scheme = scheme
        self.report = report

    def claims(self, folder: Path, sections: tuple[Section, ...]) -> Iterator[Claim]:
        """Yield the claims of every file in *folder*; the file names one of *sections*."""
        shapes = claim_shapes(self.scheme)
        known = {section.id for section in sections}
        for tree in self._trees(folder):
            section = tree.head("section")
            at_home = isinstance(section, str) and section in known
            if not at_home:
                self._blame_section(tree, known)
            for number, raw in self.report.items(tree, "claims", "section"):
                shape = self._claim_shape(shapes, tree, number, raw)
                if shape and at_home:
                    yield make_claim(shape, section, tree.below("claims", number), self.scheme)
                elif shape:
                    self.report.reject("claims", raw)

    def _claim_shape(self, shapes: dict[str, type[_S]], tree: Tree, number: int, raw: Any) -> _S | None:  # noqa: ANN401 - whatever stands in the file
        fallback = next(iter(shapes.values()))
        kind = raw.get("kind") if isinstance(raw, dict) else None
        if kind is None or (isinstance(kind, str) and kind in shapes):
            return self._validate(shapes.get(str(kind), fallback), tree, ("claims", number), raw)
        found = f"kind: value {str(kind)[:80]!r}"
        self._problem(tree.place("claims", number, "kind"), Code.BAD_VALUE, found, "one of " + ", ".join(shapes))
        self.report.reject("claims", raw)
        return None

    def _blame_section(self, tree: Tree, known: set[str]) -> None:
        """Tell that the section of a file is none, unless it was left out for its own faults."""
        section = tree.head("section")
        if section is None or (not known and "sections" in self.report.partial):
            return
        expected = "a section of data/article.yaml"
        if not isinstance(section, str):
            self._problem(tree.place("section"), Code.BAD_VALUE, f"section {str(section)[:80]!r}", expected)
        elif section not in self.report.rejected:
            self._problem(tree.place("section"), Code.UNRESOLVED_ORIGIN, f"section {section[:80]!r}", expected)

    def entities(self, folder: Path) -> Iterator[Entity]:
        """Yield the entities of every file in *folder*; the file names the kind."""
        for tree in self._trees(folder):
            kind = tree.head("kind")
            if isinstance(tree.value, dict) and (not isinstance(kind, str) or kind not in self.scheme.kind):
                expected = "one of " + ", ".join(self.scheme.kind)
                self._problem(tree.place("kind"), Code.UNKNOWN_KIND, f"kind {str(kind or '')[:80]!r}", expected)
                self.report.refuse("entities", self.root / tree.path)
                continue
            for number, raw in self.report.items(tree, "entities", "kind"):
                shape = self._validate(EntityShape, tree, ("entities", number), raw)
                if shape:
                    yield make_entity(shape, kind, tree.below("entities", number))

    def trials(self, folder: Path) -> Iterator[Trial]:
        """Yield the trials of every file in *folder*."""
        shape_type = trial_shape(self.scheme)
        for tree in self._trees(folder):
            for number, raw in self.report.items(tree, "trials"):
                shape = self._validate(shape_type, tree, ("trials", number), raw)
                if shape:
                    yield make_trial(shape, tree.below("trials", number), self.scheme)

    def discrepancies(self, folder: Path, uncited: tuple[str, ...]) -> Iterator[Discrepancy]:
        """Yield the discrepancies of every file in *folder*; *uncited* are the claims without a reference."""
        for tree in self._trees(folder):
            for number, raw in self.report.items(tree, "discrepancies"):
                shape = self._validate(DiscrepancyShape, tree, ("discrepancies", number), raw)
                if shape:
                    yield make_discrepancy(shape, uncited, tree.below("discrepancies", number))

    def notices(self, path: Path) -> Iterator[Notice]:
        """Yield the notices of *path*, which need not exist: then nothing was checked."""
        if os.path.lexists(path):
            for shape, lines in self._members(path, "notices", NoticeShape):
                yield Notice(**shape.model_dump(), lines=lines)

    def silences(self, path: Path) -> Iterator[Silence]:
        """Yield the silenced faults of *path*, which need not exist: then every fault is told."""
        if os.path.lexists(path):
            for shape, lines in self._members(path, "silences", SilenceShape):
                yield Silence(**shape.model_dump(), lines=lines)

    def moved(self, path: Path) -> Iterator[Moved]:
        """Yield the pages that have moved, of *path*, which need not exist: then none has."""
        if os.path.lexists(path):
            for shape, lines in self._members(path, "moved", MovedShape):
                yield Moved(**shape.model_dump(), lines=lines)

    def abbreviations(self, path: Path) -> Iterator[Abbreviation]:
        """Yield the abbreviations of *path*."""
        for shape, lines in self._members(path, "abbreviations", AbbreviationShape):
            yield Abbreviation(**shape.model_dump(), lines=lines)

    def _members(self, path: Path, name: str, shape_type: type[_S]) -> Iterator[tuple[_S, Lines]]:
        """Yield the sound members of the list *name*, which is all that the file *path* holds, with their lines."""
        tree, problems = read_yaml(self.root, path)
        self.report.problems.extend(problems)
        if tree is not None:
            for number, raw in self.report.items(tree, name):
                shape = self._validate(shape_type, tree, (name, number), raw)
                if shape:
                    yield shape, tree.below(name, number)

    def _trees(self, folder: Path) -> Iterator[Tree]:
        """Yield the files of *folder*, which is named as the records in it are."""
        self._look_into(folder)
        for path in sorted(folder.rglob("*")):
            linked = path.is_symlink() and path.is_dir()
            if path.suffix.lower() not in (".yaml", ".yml") and not linked:
                continue
            if linked or path.parent != folder or path.suffix != ".yaml":
                name = path.relative_to(self.root).as_posix()
                expected = f"a .yaml file directly in the folder {folder.name}"
                self._problem(Place(name, 1), Code.BAD_VALUE, f"file {name}", expected)
                self.report.refuse(folder.name, path)
                continue
            tree, problems = read_yaml(self.root, path)
            self.report.problems.extend(problems)
            if problems:
                self.report.refuse(folder.name, path)
            if tree is not None:
                yield tree

    def _look_into(self, folder: Path) -> None:
        """Tell it if *folder* cannot be read: looking for files in it would find none and say nothing."""
        try:
            next(folder.iterdir(), None)
        except OSError as error:
            name = folder.relative_to(self.root).as_posix()
            found = f"folder {name} ({error.strerror})"
            self._problem(Place(name, 1), Code.UNREADABLE, found, "a folder of .yaml files")
            self.report.partial.add(folder.name)
            self.report.unread.add(folder.name)

    def _validate(self, shape: type[_S], tree: Tree, steps: tuple[str, int], raw: Any) -> _S | None:  # noqa: ANN401 - whatever stands in the file
        try:
            return shape.model_validate(raw)
        except ValidationError as error:
            self.report.problems.extend(problems_of(error, tree, steps))
            self.report.reject(steps[0], raw)
            return None

    def _problem(self, place: Place, code: Code, found: str, expected: str) -> None:
        self.report.problems.append(Problem(place, code, found, expected))
