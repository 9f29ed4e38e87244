"""A curator at work: changes of the records, one after the other, and releases in between."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from atlas.differences import differences
from atlas.load.history import as_lines, followed
from atlas.model.history import History, Release
from atlas.model.records import Effect, Quantity
from atlas.model.values import Direction, Missing, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Library

HOLDERS = ("claims", "entities", "trials", "discrepancies", "abbreviations")
"""The records that name others by their ids."""


@dataclass(frozen=True)
class Step:
    """What happens to the records: its name, two numbers that choose records, and the parts that a claim is given."""

    what: str
    one: int = 0
    other: int = 0
    parts: tuple[tuple[int, int], ...] = ()
    sort: str = "entities"


def released(library: Library) -> Library:
    """Return *library* after one more release, with the log of all releases written and read back."""
    before = library.history.releases
    made = Release(f"made {len(before)}", "2029-01-01", differences(library))
    history = followed("".join(map(as_lines, (*before, made))), "log")
    assert isinstance(history, History), history
    return replace(library, history=history)


def take(library: Library, step: Step) -> Library:
    """Return *library* after *step*, which does nothing where it cannot be done."""
    ids = [one.id for one in getattr(library, step.sort)]
    one, other = (ids[number % len(ids)] for number in (step.one, step.other))
    new = f"new-{step.sort}-{step.other}"
    match step.what:
        case "rename" if new not in ids:
            library = rename(library, step.sort, one, new)
        case "merge" if one != other:
            library = merge(library, step.sort, one, other)
        case "forget":
            known = getattr(library, step.sort)
            library = _holding(library, step.sort, (replace(record, former=()) for record in known))
        case "add" if step.sort == "claims" and all(new not in (claim.id, *claim.former) for claim in library.claims):
            library = _holding(library, "claims", (*library.claims, replace(library.claims[0], id=new, former=())))
        case "drop" if len(library.claims) > 1:
            library = _holding(library, "claims", library.claims[1:])
        case "effects" | "quantities" | "about" | "write":
            library = write(library, step)
    return library


def rename(library: Library, sort: str, old: str, new: str) -> Library:
    """Return *library* with a new id for a record; no record is formerly called what one is called now."""
    library = _respelt_in(library, old, new)
    known = (replace(one, former=tuple(id_ for id_ in one.former if id_ != new)) for one in getattr(library, sort))
    return _holding(library, sort, (replace(one, former=(*one.former, *[old] * (one.id == new))) for one in known))


def merge(library: Library, sort: str, gone: str, kept: str) -> Library:
    """Return *library* with the record *gone* as a part of *kept*."""
    former = next((gone, *one.former) for one in getattr(library, sort) if one.id == gone)
    library = _holding(library, sort, (one for one in getattr(library, sort) if one.id != gone))
    library = _respelt_in(library, gone, kept)
    heirs = (replace(one, former=one.former + former * (one.id == kept)) for one in getattr(library, sort))
    return _holding(library, sort, heirs)


def write(library: Library, step: Step) -> Library:
    """Return *library* with other effects, quantities or subjects of one claim, or with all of them."""
    ids = [entity.id for entity in library.entities]
    parts = [(ids[number % len(ids)], more) for number, more in step.parts]
    values: dict[str, Any] = {
        "effects": tuple(Effect(id_, list(Direction)[more]) for id_, more in parts) or Missing.NOT_REPORTED,
        "quantities": tuple(Quantity(id_, "width", Relation.EXACTLY, more, "mm") for id_, more in parts),
        "about": tuple(id_ for id_, _ in parts),
    }
    claims = list(library.claims)
    at = step.one % len(claims)
    claims[at] = replace(claims[at], **{name: value for name, value in values.items() if step.what in {name, "write"}})
    return _holding(library, "claims", claims)


def _holding(library: Library, sort: str, records: Iterable[Any]) -> Library:
    held: dict[str, Any] = {sort: tuple(records)}
    return replace(library, **held)


def _respelt_in(library: Library, old: str, new: str) -> Library:
    for sort in HOLDERS:
        library = _holding(library, sort, _respelt(getattr(library, sort), old, new))
    return library


def _respelt(value: Any, old: str, new: str) -> Any:  # noqa: ANN401 - records and all that is in them
    """Return *value* with every id *old* in it as *new*."""
    if isinstance(value, tuple):
        return tuple(_respelt(one, old, new) for one in value)
    if isinstance(value, dict):
        return {name: _respelt(one, old, new) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{f.name: _respelt(getattr(value, f.name), old, new) for f in fields(value) if f.compare}
        )
    return new if value == old else value
