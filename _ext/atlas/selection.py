"""Choosing claims: filters as pages write them, checked against the scheme and applied to a library.

A filter is a field and some values, as in `lichens: beard, crust`. Values of one filter are alternatives, filters add
up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.library import ids_of
from atlas.model.values import Missing, System

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from atlas.library import Library
    from atlas.model.records import Claim

Values = tuple[str, ...]
Selection = tuple[tuple[str, Values], ...]
"""Filters in the order written: pairs of a field and its values."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A filter that cannot be used: what was found and what was expected."""

    found: str
    expected: str


def _fields(library: Library) -> dict[str, Callable[[Claim], Values]]:
    """Return how to read each field that a filter may name."""
    fields: dict[str, Callable[[Claim], Values]] = {
        "section": lambda claim: (claim.origin.section,),
        "kind": lambda claim: (claim.kind,),
        "system": lambda claim: (claim.system.value,),
        "reference": lambda claim: claim.refs,
        "entity": lambda claim: claim.named(),
    }
    for facet in library.scheme.facets:
        fields[facet.id] = lambda claim, name=facet.id: ids_of(claim, name)  # type: ignore[misc]
    return fields


def _allowed(library: Library) -> dict[str, Mapping[str, object]]:
    """Return the values that each field knows, as keys."""
    known: dict[str, Mapping[str, object]] = {
        "section": library.section,
        "kind": library.scheme.claim_kind,
        "system": dict.fromkeys(member.value for member in (*System, *Missing)),
        "reference": library.reference,
    }
    return known | dict.fromkeys(["entity", *library.scheme.facet], library.entity)


def check(library: Library, selection: Selection) -> list[Complaint]:
    """Return what is wrong with *selection*: fields or values that do not exist."""
    allowed = _allowed(library)
    complaints: list[Complaint] = []
    for name, values in selection:
        if name not in allowed:
            complaints.append(Complaint(f"filter {name!r}", "one of " + ", ".join(sorted(allowed))))
            continue
        if not values:
            complaints.append(Complaint(f"filter {name!r} without a value", f"an id known for {name}"))
        complaints += [
            Complaint(f"{name} {value!r}", f"an id known for {name}") for value in values if value not in allowed[name]
        ]
    return complaints


def select(library: Library, selection: Selection) -> tuple[Claim, ...]:
    """Return the claims that pass every filter of *selection*, in reading order."""
    fields = _fields(library)
    wanted = [(fields[name], frozenset(values)) for name, values in selection if name in fields]
    return tuple(
        claim for claim in library.claims if all(not values.isdisjoint(read(claim)) for read, values in wanted)
    )


def parse(text: str) -> Selection:
    """Read filters from one line such as `lichens=beard,crust kind=remark`."""
    pairs = (part.partition("=") for part in re.split(r"\s+(?=[\w-]+=)", text.strip()) if part)
    return tuple((name, listing(value)) for name, _, value in pairs)


def listing(text: str) -> Values:
    """Read values divided by commas."""
    return tuple(value for part in text.split(",") if (value := part.strip()))
