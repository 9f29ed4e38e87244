"""Faults that are known and stay: each is silenced by a record of its own, which must still have a fault to silence.

Only what rules and checks find can be silenced. A record that is not sound by itself is left out of the site, and to
keep quiet about that would hide that something is missing. Faults that share code, file and words need a record each,
so that no further one hides behind them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from atlas.problem import Problem, printable, shown
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from atlas.code import Meaning
    from atlas.library import Library
    from atlas.model.records import Silence


def told(library: Library, problems: Iterable[Problem]) -> list[Problem]:
    """Return those of *problems* that no record silences, in their order."""
    silenced = Counter(map(_named, library.silences))
    return [problem for problem in problems if not _taken(silenced, _mark(problem))]


def idle(library: Library, problems: Iterable[Problem], unasked: Collection[Meaning] = ()) -> Iterator[Problem]:
    """Tell the records that silence none of *problems*, which are all that there are but for the codes *unasked*.

    Where records were left out, rules find less than there is, so that nothing is told.
    """
    there, unknown = Counter(map(_mark, problems)), {code.slug for code in unasked}
    for silence in () if library.partial else library.silences:
        if not _taken(there, _named(silence)) and silence.code not in unknown:
            found = f"{silence.found!r} in {silence.file} [{silence.code}] is not there"
            expected = "code, file and value of a fault between records or on the site"
            yield Problem(silence.lines.at(), SiteCode.IDLE_SILENCE, found, expected)


def _taken(counts: Counter[tuple[str, str, str]], mark: tuple[str, str, str]) -> bool:
    """Take one of what *counts* holds of *mark*, and return whether there was any."""
    there = counts[mark] > 0
    counts[mark] -= there
    return there


def _mark(problem: Problem) -> tuple[str, str, str]:
    """Return what a record names of *problem*, as messages show it: not the line, which moves."""
    return problem.code.slug, printable(problem.place.path), printable(shown(problem.found))


def _named(silence: Silence) -> tuple[str, str, str]:
    return silence.code, silence.file, shown(silence.found)
