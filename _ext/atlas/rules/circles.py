"""Circles in what stands above what, found in time proportional to the number of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def circles(above: Mapping[str, Sequence[str]]) -> set[str]:
    """Return all that are above themselves; *above* gives what is directly above each, and may name unknown ones.

    These are the parts of more than one member that are connected in both directions (found by Tarjan's algorithm,
    without recursion, as chains may be long), and those directly above themselves.
    """
    found = {one for one, direct in above.items() if one in direct}
    entered: dict[str, int] = {}
    earliest: dict[str, int] = {}
    path: list[str] = []
    for start in above:
        waiting: list[tuple[str, Iterator[str]]] = [] if start in entered else [(start, iter(above[start]))]
        while waiting:
            one, rest = waiting[-1]
            if one not in entered:
                entered[one] = earliest[one] = len(entered)
                path.append(one)
            for other in rest:
                if other in above and other not in entered:
                    waiting.append((other, iter(above[other])))
                    break
                earliest[one] = min(earliest[one], earliest.get(other, earliest[one]))
            else:
                waiting.pop()
                if waiting:
                    below = waiting[-1][0]
                    earliest[below] = min(earliest[below], earliest[one])
                if earliest[one] == entered[one]:
                    members = [path.pop()]
                    while members[-1] != one:
                        members.append(path.pop())
                    found.update(members if len(members) > 1 else ())
                    earliest.update(dict.fromkeys(members, len(above)))  # nothing further is connected with them
    return found
