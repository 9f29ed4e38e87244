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
        if not library.scheme.role[reference.role].background and not library.claims_citing(reference.key):
            place = reference.lines.at()
            found = f"work {reference.key!r} [{reference.number}]"
            roles = " or ".join(role.id for role in library.scheme.reference_roles if role.background)
            yield Problem(place, Code.IDLE_REFERENCE, found, f"a claim that names it, or the role {roles}")
