"""Rules on references: every work has its place in the argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.problem import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library


def all_are_used(library: Library) -> Iterator[Problem]:
    """Every work supports a claim, or is marked as background."""
    for reference in library.references:
        if reference.role != "background" and not library.claims_citing(reference.key):
            place = reference.lines.at()
            found = f"work {reference.key!r} [{reference.number}]"
            yield Problem(place, Code.IDLE_REFERENCE, found, "a claim that names it, or the role background")
