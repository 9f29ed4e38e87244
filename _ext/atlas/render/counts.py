"""Numbers of records, as pages show them: never typed by hand, so that they are equal everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.model.values import Defined
from atlas.render.requests import RefusedError, checked
from atlas.selection import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from atlas.library import Library
    from atlas.model.records import Claim
    from atlas.selection import Selection


def _count_claims(library: Library, filters: Selection) -> tuple[Claim, ...]:
    return select(library, checked(library, filters))


def _chosen_words(filters: Selection, **known: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the words that each of *known* may have under *filters*; refuse fields and words that do not exist."""
    chosen = {name: frozenset(words) for name, words in known.items()}
    for name, values in filters:
        if name not in chosen or not values or not chosen[name].issuperset(values):
            expected = (
                "; ".join(f"{field}: {', '.join(sorted(words))}" for field, words in chosen.items()) or "no filter"
            )
            raise RefusedError(Code.UNKNOWN_FILTER, f"filter {name}={','.join(values)}", expected)
        chosen[name] = frozenset(values)
    return chosen


def _count_entities(library: Library, filters: Selection) -> int:
    kinds = _chosen_words(filters, kind=library.scheme.kind)["kind"]
    return sum(entity.kind in kinds for entity in library.entities)


def _count_trials(library: Library, filters: Selection) -> int:
    chosen = _chosen_words(filters, scope=library.scheme.scope, in_review=("yes", "no"))
    fits = ((trial.scope, "yes" if trial.printed else "no") for trial in library.trials)
    return sum(scope in chosen["scope"] and listed in chosen["in_review"] for scope, listed in fits)


def _count_references(library: Library, filters: Selection) -> int:
    roles = _chosen_words(filters, role=library.scheme.role)["role"]
    return sum(work.role in roles for work in library.references)


def _count_abbreviations(library: Library, filters: Selection) -> int:
    defined = _chosen_words(filters, defined=[member.value for member in Defined])["defined"]
    return sum(one.defined.value in defined for one in library.abbreviations)


def _plainly(value: Callable[[Library], int | str]) -> Callable[[Library, Selection], int | str]:
    """Return a count that takes no filter."""

    def count(library: Library, filters: Selection) -> int | str:
        _chosen_words(filters)
        return value(library)

    return count


_COUNTS: Mapping[str, Callable[[Library, Selection], int | str]] = {
    "claims": lambda library, filters: len(_count_claims(library, filters)),
    "findings": lambda library, filters: len(library.findings(_count_claims(library, filters))),
    "works": lambda library, filters: len(library.works(_count_claims(library, filters))),
    "entities": _count_entities,
    "trials": _count_trials,
    "references": _count_references,
    "discrepancies": _plainly(lambda library: len(library.discrepancies)),
    "abbreviations": _count_abbreviations,
    "version": _plainly(lambda library: library.scheme.version),
    "as_of": _plainly(lambda library: library.scheme.as_of),
}


def number(library: Library, what: str, filters: Selection) -> int | str:
    """Return how many records of *what* pass *filters*; for `version` and `as_of`, those of the data."""
    if what not in _COUNTS:
        raise RefusedError(Code.UNKNOWN_FILTER, f"count of {what!r}", "one of " + ", ".join(_COUNTS))
    return _COUNTS[what](library, filters)
