"""Rules on pages that have moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library


def moves_lead_somewhere(library: Library) -> Iterator[Problem]:
    """No page moved to where it once was, neither at once nor step by step."""
    for one in library.moved:
        if one.old not in library.redirects:
            found = f"page {one.old!r} moved to {one.new!r}"
            yield Problem(one.lines.at("new"), Code.MOVED_IN_CIRCLE, found, "moves that end at a page")
