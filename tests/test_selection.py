"""Filters: alternatives within one, all of them together, and complaints about those that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.selection import check, parse, select

if TYPE_CHECKING:
    from atlas.library import Library


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("section=intro", ["intro-001", "intro-002", "intro-003"]),
        ("section=intro,results kind=field-finding", ["results-001"]),
        ("system=ex vivo", ["results-001"]),
        ("system=not applicable kind=remark", ["intro-001", "intro-002", "intro-003"]),
        ("reference=moss2010", ["intro-001", "intro-003"]),
        ("entity=grey-crust,ozone", ["intro-001", "intro-002", "intro-003"]),
        ("pollutants=sulphur-dioxide", ["results-001"]),
        ("pollutants=ozone", []),
    ],
)
def test_select(lichen_library: Library, filters: str, expected: list[str]) -> None:
    """Values of one filter are alternatives, filters add up."""
    chosen = parse(filters)
    assert check(lichen_library, chosen) == []
    assert [claim.id for claim in select(lichen_library, chosen)] == expected


@pytest.mark.parametrize("filters", ["colour=red", "section=outro", "pollutants=soot", "system=in silico"])
def test_unknown_filters_are_told(lichen_library: Library, filters: str) -> None:
    """A filter that does not exist is a complaint, not an empty answer."""
    assert len(check(lichen_library, parse(filters))) == 1
