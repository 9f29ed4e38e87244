"""Small pieces that tables and pages share: how an entity, a citation, an effect or a quantity reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.model.values import UNCITED, Missing
from atlas.render.blocks import Cite, Line, Link, Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Library
    from atlas.model.records import Claim, Effect, Ids, Quantity


def entity(library: Library, id_: str) -> Link:
    """Return the link to an entity under its label."""
    known = library.entity.get(id_)
    return Link("entity", id_, known.label if known else id_)


def entities(library: Library, ids: Ids) -> Line:
    """Return links to entities, or the reason why there are none."""
    if isinstance(ids, Missing):
        return text(ids.value, "missing")
    return joined([entity(library, id_) for id_ in ids])


def citation(library: Library, claim: Claim) -> Line:
    """Return the works that a claim rests on, or that the article gives none."""
    return works(library, claim.refs) or text(UNCITED, "missing")


def works(library: Library, keys: Iterable[str]) -> Line:
    """Return the citation of *keys* by number; empty when there are none."""
    numbers = sorted((library.reference[key].number, key) for key in keys if key in library.reference)
    return (Cite(tuple((key, number) for number, key in numbers)),) if numbers else ()


def effect(library: Library, one: Effect) -> Line:
    """Return an effect as an arrow, the outcome and the direction in a word."""
    return (Text(f"{one.direction.sign} "), entity(library, one.outcome), Text(f" ({one.direction.value})"))


def effects(library: Library, claim: Claim) -> tuple[Line, ...]:
    """Return the effects of a claim, one a line, or the reason why there are none."""
    if isinstance(claim.effects, Missing):
        return (text(claim.effects.value, "missing"),)
    return tuple(effect(library, one) for one in claim.effects)


def quantity(library: Library, one: Quantity) -> Line:
    """Return a number with what it measures."""
    return (entity(library, one.subject), Text(f", {one.measure}: {one.amount}"))


def plural(number: int, word: str) -> str:
    """Return a count with its word, as in `1 claim` or `12 claims`."""
    return f"{number} {word if number == 1 else word + 's'}"
