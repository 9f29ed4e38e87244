"""The whole project: one call that reads everything and tells every problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.library import Library
from atlas.load.bibliography import load_references
from atlas.load.records import Reader, unique
from atlas.load.scheme import load_article, load_identifiers, load_scheme
from atlas.problem import Code, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.model.records import Reference


def load_project(root: Path) -> tuple[Library | None, list[Problem]]:
    """Read `data/` and `bibliography.bib` below *root*.

    Returns the library of all sound records and the problems of all others, sorted by file and line. The library is
    None only when the scheme itself cannot be read, because nothing has a meaning without it.
    """
    data = root / "data"
    scheme, problems = load_scheme(root, data)
    if scheme is None:
        return None, problems
    sections, more = load_article(root, data)
    problems += more
    identifiers, more = load_identifiers(root, data)
    problems += more
    references, more = load_references(root, root / "bibliography.bib", scheme)
    problems += [*more, *_doubled_numbers(references)]
    reader = Reader(root, scheme)
    claims, doubled_claims = unique(list(reader.claims(data / "claims")), lambda one: one.id, "id", Code.DUPLICATE_ID)
    entities, doubled = unique(list(reader.entities(data / "entities")), lambda one: one.id, "id", Code.DUPLICATE_ID)
    trials, doubled_trials = unique(list(reader.trials(data / "trials")), lambda one: one.id, "id", Code.DUPLICATE_ID)
    uncited = tuple(claim.id for claim in claims if not claim.refs)
    found = list(reader.discrepancies(data / "discrepancies", uncited))
    discrepancies, doubled_doubts = unique(found, lambda one: one.id, "id", Code.DUPLICATE_ID)
    words = list(reader.abbreviations(data / "abbreviations.yaml"))
    abbreviations, doubled_words = unique(words, lambda one: one.term, "term", Code.DUPLICATE_ID)
    problems += [*reader.problems, *doubled_claims, *doubled, *doubled_trials, *doubled_doubts, *doubled_words]
    order = {section.id: number for number, section in enumerate(sections)}
    library = Library(
        scheme=scheme,
        sections=sections,
        claims=tuple(sorted(claims, key=lambda one: (order.get(one.origin.section, len(order)), _natural(one.id)))),
        entities=entities,
        trials=tuple(sorted(trials, key=lambda one: (one.printed is None, one.id if one.printed is None else ""))),
        references=references,
        discrepancies=tuple(sorted(discrepancies, key=lambda one: _natural(one.id))),
        abbreviations=tuple(sorted(abbreviations, key=lambda one: (one.term.lower(), one.term))),
        identifiers=identifiers,
        rejected=frozenset(reader.rejected),
    )
    return library, sorted(problems, key=lambda one: one.order)


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts `D9` before `D10`."""
    parts: list[tuple[int, str]] = []
    number = ""
    for letter in f"{text} ":
        if letter.isdigit():
            number += letter
            continue
        parts += [(int(number), "")] if number else []
        number = ""
        parts.append((0, letter))
    return tuple(parts)


def _doubled_numbers(references: tuple[Reference, ...]) -> list[Problem]:
    problems: list[Problem] = []
    first: dict[int, Reference] = {}
    for reference in references:
        other = first.setdefault(reference.number, reference)
        if other is not reference:
            found = f"number {reference.number} of {reference.key!r}, also at {other.lines.at('refnumber')}"
            place = reference.lines.at("refnumber")
            problems.append(Problem(place, Code.DUPLICATE_NUMBER, found, "a number of its own"))
    return problems
