"""Faults that are known and stay: each is silenced by a record of its own, which must still have a fault to silence.

Only what rules and checks find can be silenced. A record that is not sound by itself is left out of the site, and to
keep quiet about that would hide that something is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.problem import Problem
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.library import Library


def told(library: Library, problems: Iterable[Problem]) -> list[Problem]:
    """Return those of *problems* that no record silences, in their order."""
    silenced = {(silence.code, silence.file, silence.found) for silence in library.silences}
    return [problem for problem in problems if _mark(problem) not in silenced]


def idle(library: Library, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Tell the records that silence none of *problems*, which are all that there are."""
    there = {_mark(problem) for problem in problems}
    for silence in library.silences:
        if (silence.code, silence.file, silence.found) not in there:
            found = f"{silence.found!r} in {silence.file} [{silence.code}] is not there"
            expected = "code, file and value of a fault between records or on the site"
            yield Problem(silence.lines.at(), SiteCode.IDLE_SILENCE, found, expected)


def _mark(problem: Problem) -> tuple[str, str, str]:
    """Return what a record names of *problem*: not the line, which moves."""
    return problem.code.slug, problem.place.path, problem.found
