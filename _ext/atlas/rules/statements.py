"""Rules on what claims say in words: it stands once, and its numbers and directions are those of the fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.model.prose import Passage
from atlas.model.values import Direction, Missing
from atlas.problem import Problem
from atlas.rules.passages import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.library import Library
    from atlas.model.records import Claim, Quantity

_TOKEN = re.compile(r"\w+(?:[.,]\d+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"\((?:19|20)\d\d\)")
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

_MORE = re.compile(r"\b(?:rais|increase|increasing|rose\b|rise|risen\b|higher\b|enhanc|up-?regulat)", re.IGNORECASE)
_LESS = re.compile(r"\b(?:reduc|decrease|decreasing|lower|fell\b|fall|smaller\b|fewer\b|down-?regulat)", re.IGNORECASE)
_TURNS = re.compile(
    r"\b(?:no|not|without|less\w*|prevent\w*|inhibit\w*|block\w*|attenuat\w*|revers\w*|restore\w*|restoring|abolish\w*"
    r"|counter\w*|suppress\w*)\b",
    re.IGNORECASE,
)
"""Words that can turn the meaning of those above: beside them nothing is certain."""


def stand_once(library: Library) -> Iterator[Problem]:
    """No two claims say the same."""
    first: dict[str, Claim] = {}
    for claim in library.claims:
        other = first.setdefault(folded(claim.statement), claim)
        if other is not claim:
            found = f"statement of {claim.id!r}, the same as of {other.id!r} at {other.lines.at('statement')}"
            yield Problem(claim.lines.at("statement"), Code.DUPLICATE_STATEMENT, found, "a statement once")


def numbers_agree(library: Library) -> Iterator[Problem]:
    """Each number of a statement is in a quantity or in a name of what the claim names, and each quantity is stated."""
    names = _names_with_numbers(library)
    for claim in library.claims:
        if claim.quantities or any(letter.isdigit() for letter in claim.statement):
            known = [name for id_ in claim.named() for name in names.get(id_, ())]
            yield from _number_problems(claim, _without(_YEAR.sub("", claim.statement), known))


def _names_with_numbers(library: Library) -> dict[str, list[str]]:
    """Return the names of each entity that hold a digit."""
    names = {entity.id: [entity.label, *entity.synonyms] for entity in library.entities}
    for one in library.abbreviations:
        if one.entity in names:
            names[one.entity] += [one.term, one.expansion]
    return {id_: [name for name in many if any(map(str.isdigit, name))] for id_, many in names.items()}


def _without(text: str, names: Iterable[str]) -> str:
    """Return *text* without *names*, whatever their case, where they are no part of a longer name."""
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    if not longest_first:
        return text
    return re.sub(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", " ", text, flags=re.IGNORECASE)


def _number_problems(claim: Claim, words: str) -> Iterator[Problem]:
    """Compare the numbers in *words*, the statement without names, with the quantities of *claim*."""
    tokens = [token for token in _TOKEN.findall(words) if any(map(str.isdigit, token))]
    given = {number for quantity in claim.quantities for number in _limits(quantity)}
    odd = [token for token in tokens if _value(token) not in given]
    for token in odd:
        found = f"number {token!r} in the statement of {claim.id!r}"
        expected = " or ".join(f"{number:g}" for number in sorted(given)) or "no number: the claim has no quantity"
        yield Problem(claim.lines.at("statement"), Code.NUMBERS_DISAGREE, found, expected)
    if not odd:
        yield from _unstated(claim, words, {_value(token) for token in tokens})


def _unstated(claim: Claim, words: str, stated: set[float | None]) -> Iterator[Problem]:
    """Tell the quantities of *claim* whose numbers are neither *stated* nor spelt out in *words*."""
    spelt = {float(_WORDS.index(word)) for word in re.findall(r"\w+", words.lower()) if word in _WORDS}
    for position, quantity in enumerate(claim.quantities):
        for number in _limits(quantity):
            if number not in stated | spelt:
                place = claim.lines.at("quantities", position)
                found = f"quantity {number:g} of {claim.id!r}"
                yield Problem(place, Code.NUMBERS_DISAGREE, found, "a number of the statement")


def _limits(quantity: Quantity) -> tuple[float, ...]:
    return (quantity.low,) if quantity.high is None else (quantity.low, quantity.high)


def _value(token: str) -> float | None:
    """Return the number that *token* is; a comma before three digits parts thousands."""
    if not _NUMBER.fullmatch(token):
        return None
    plain = re.sub(r",(?=\d{3}(?!\d))", "", token).replace(",", ".")
    return float(plain) if plain.count(".") <= 1 else None


def directions_agree(library: Library) -> Iterator[Problem]:
    """No statement says only more, or only less, where all effects of the claim go another way."""
    for claim in library.claims:
        said = None if isinstance(claim.effects, Missing) else _said(library, claim)
        if said and not isinstance(claim.effects, Missing):
            directions = {effect.direction for effect in claim.effects}
            if said not in directions:
                found = f"{' and '.join(sorted(directions))} of {claim.id!r}, whose statement says {said.value}"
                place = claim.lines.at("effects", 0, "direction")
                yield Problem(place, Code.DIRECTION_DISAGREES, found, said.value)


def _said(library: Library, claim: Claim) -> Direction | None:
    """Return the direction of which alone the statement of *claim* speaks, beside the names of what the claim names."""
    if not _MORE.search(claim.statement) and not _LESS.search(claim.statement):
        return None
    named = [library.entity[id_] for id_ in claim.named() if id_ in library.entity]
    words = _without(claim.statement, [name for entity in named for name in (entity.label, *entity.synonyms)])
    more, less = _MORE.search(words), _LESS.search(words)
    if (more is None) == (less is None):
        return None
    sentences = (one.text for one in Passage(claim.lines.at("statement"), words).sentences())
    if any(_TURNS.search(one) for one in sentences if _MORE.search(one) or _LESS.search(one)):
        return None
    return Direction.UP if more else Direction.DOWN
