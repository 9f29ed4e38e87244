"""Claims, entities, trials, discrepancies and abbreviations from their YAML files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from atlas.load.complaints import problems_of
from atlas.load.files import read_yaml
from atlas.load.shapes import (
    AbbreviationShape,
    DiscrepancyShape,
    EntityShape,
    Shape,
    claim_shapes,
    trial_shape,
)
from atlas.model.records import (
    Abbreviation,
    Claim,
    Discrepancy,
    Effect,
    Entity,
    Fact,
    Origin,
    Printed,
    Quantity,
    Trial,
)
from atlas.model.values import Missing
from atlas.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from atlas.load.files import Tree
    from atlas.model.records import Lines
    from atlas.model.scheme import Scheme

_S = TypeVar("_S", bound=Shape)
Rejected = set[str]
"""Ids of records that were reported and left out; whoever names them is not to blame."""


class Reader:
    """Reads the files of one kind of record; `problems` and `rejected` grow as it reads."""

    def __init__(self, root: Path, scheme: Scheme) -> None:
        """Read below *root* in the words of *scheme*."""
        self.root = root
        self.scheme = scheme
        self.problems: list[Problem] = []
        self.rejected: Rejected = set()

    def claims(self, folder: Path) -> Iterator[Claim]:
        """Yield the claims of every file in *folder*; the file names the section."""
        shapes = claim_shapes(self.scheme)
        fallback = next(iter(shapes.values()))
        for tree in self._trees(folder):
            section = tree.value.get("section", "")
            for number, raw in self._items(tree, "claims", "section"):
                kind = raw.get("kind") if isinstance(raw, dict) else None
                if kind is not None and kind not in shapes:
                    place = tree.place("claims", number, "kind")
                    expected = "one of " + ", ".join(shapes)
                    self.problems.append(Problem(place, Code.BAD_VALUE, f"kind: value {kind!r}", expected))
                    self._reject(raw)
                    continue
                shape = self._validate(shapes.get(str(kind), fallback), tree, ("claims", number), raw)
                if shape:
                    yield _claim(shape, section, tree.below("claims", number), self.scheme)

    def entities(self, folder: Path) -> Iterator[Entity]:
        """Yield the entities of every file in *folder*; the file names the kind."""
        for tree in self._trees(folder):
            kind = tree.value.get("kind", "")
            if kind not in self.scheme.kind:
                expected = "one of " + ", ".join(self.scheme.kind)
                self.problems.append(Problem(tree.place("kind"), Code.UNKNOWN_KIND, f"kind {kind!r}", expected))
                continue
            for number, raw in self._items(tree, "entities", "kind"):
                shape = self._validate(EntityShape, tree, ("entities", number), raw)
                if shape:
                    yield _entity(shape, kind, tree.below("entities", number))

    def trials(self, folder: Path) -> Iterator[Trial]:
        """Yield the trials of every file in *folder*."""
        shape_type = trial_shape(self.scheme)
        for tree in self._trees(folder):
            for number, raw in self._items(tree, "trials"):
                shape = self._validate(shape_type, tree, ("trials", number), raw)
                if shape:
                    yield _trial(shape, tree.below("trials", number), self.scheme)

    def discrepancies(self, folder: Path, uncited: tuple[str, ...]) -> Iterator[Discrepancy]:
        """Yield the discrepancies of every file in *folder*; *uncited* are the claims without a reference."""
        for tree in self._trees(folder):
            for number, raw in self._items(tree, "discrepancies"):
                shape = self._validate(DiscrepancyShape, tree, ("discrepancies", number), raw)
                if shape:
                    claims = uncited if isinstance(shape.claims, str) else tuple(shape.claims)
                    fields = shape.model_dump() | {"claims": claims, "pages": tuple(shape.pages)}
                    yield Discrepancy(**fields, lines=tree.below("discrepancies", number))

    def abbreviations(self, path: Path) -> Iterator[Abbreviation]:
        """Yield the abbreviations of *path*."""
        tree, problems = read_yaml(self.root, path)
        self.problems += problems
        if tree is not None:
            for number, raw in self._items(tree, "abbreviations"):
                shape = self._validate(AbbreviationShape, tree, ("abbreviations", number), raw)
                if shape:
                    yield Abbreviation(**shape.model_dump(), lines=tree.below("abbreviations", number))

    def _trees(self, folder: Path) -> Iterator[Tree]:
        for path in sorted(folder.glob("*.yaml")):
            tree, problems = read_yaml(self.root, path)
            self.problems += problems
            if tree is not None and isinstance(tree.value, dict):
                yield tree
            elif tree is not None:
                found = f"a {type(tree.value).__name__}"
                self.problems.append(Problem(tree.place(), Code.BAD_VALUE, found, "fields at the top of the file"))

    def _items(self, tree: Tree, name: str, *heads: str) -> Iterator[tuple[int, Any]]:
        """Yield the records of the list *name*, having refused any other field than it and *heads*."""
        for field in tree.value.keys() - {name, *heads}:
            expected = ", ".join((*heads, name))
            self.problems.append(Problem(tree.place(field), Code.UNKNOWN_FIELD, f"field {field!r}", expected))
        for field in {name, *heads} - tree.value.keys():
            found = f"field {field!r} missing"
            self.problems.append(Problem(tree.place(), Code.MISSING_FIELD, found, f"field {field!r}"))
        items = tree.value.get(name, [])
        if not isinstance(items, list):
            self.problems.append(Problem(tree.place(name), Code.EMPTY_VALUE, f"{name} {items!r}", "a list of records"))
            return
        yield from enumerate(items)

    def _validate(self, shape: type[_S], tree: Tree, steps: tuple[str | int, ...], raw: Any) -> _S | None:  # noqa: ANN401 - whatever stands in the file
        try:
            return shape.model_validate(raw)
        except ValidationError as error:
            self.problems += problems_of(error, tree, steps)
            self._reject(raw)
            return None

    def _reject(self, raw: Any) -> None:  # noqa: ANN401 - as above
        if isinstance(raw, dict) and isinstance(raw.get("id"), str):
            self.rejected.add(raw["id"])


def unique(records: list[_R], key: Callable[[_R], str], name: str, code: Code) -> tuple[tuple[_R, ...], list[Problem]]:
    """Keep the first record of each *key*; every further one is a problem that names both places."""
    first: dict[str, _R] = {}
    problems: list[Problem] = []
    for record in records:
        value = key(record)
        if value in first:
            other = first[value].lines.at("id")
            found = f"{name} {value!r} again (first at {other})"
            problems.append(Problem(record.lines.at("id"), code, found, f"a {name} of its own"))
        else:
            first[value] = record
    return tuple(first.values()), problems


_R = TypeVar("_R", Claim, Entity, Trial, Discrepancy, Abbreviation)


def _ids(value: list[str] | Missing) -> tuple[str, ...] | Missing:
    return value if isinstance(value, Missing) else tuple(value)


def _claim(shape: Any, section: str, lines: Lines, scheme: Scheme) -> Claim:  # noqa: ANN401 - facets are dynamic
    effects = shape.effects
    if not isinstance(effects, Missing):
        effects = tuple(Effect(effect.outcome, effect.direction) for effect in effects)
    return Claim(
        id=shape.id,
        statement=shape.statement,
        kind=shape.kind,
        refs=tuple(shape.refs),
        origin=Origin(section, shape.origin.paragraph, shape.origin.sentence),
        system=shape.system,
        facets={facet.id: _ids(getattr(shape, facet.id)) for facet in scheme.facets},
        effects=effects,
        about=tuple(shape.about),
        former=tuple(shape.former),
        quantities=tuple(Quantity(**quantity.model_dump()) for quantity in shape.quantities),
        lines=lines,
    )


def _entity(shape: EntityShape, kind: str, lines: Lines) -> Entity:
    fields = shape.model_dump()
    fields |= {name: tuple(fields[name]) for name in ("synonyms", "identifiers", "parents", "former")}
    return Entity(**fields, kind=kind, lines=lines)


def _trial(shape: Any, lines: Lines, scheme: Scheme) -> Trial:  # noqa: ANN401 - facets are dynamic
    facets = {facet.id: tuple(getattr(shape, facet.id)) for facet in scheme.trial_facets}
    return Trial(
        id=shape.id,
        title=shape.title,
        scope=shape.scope,
        scope_reason=shape.scope_reason,
        facets={name: ids for name, ids in facets.items() if ids},
        facts=tuple(Fact(**fact.model_dump() | {"sources": tuple(fact.sources)}) for fact in shape.facts),
        printed=Printed(**shape.printed.model_dump()) if shape.printed else None,
        lines=lines,
    )
