"""The whole project: one call that reads everything and tells every problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.library import Library
from atlas.load.bibliography import load_references
from atlas.load.history import load_history
from atlas.load.identifiers import load_identifiers
from atlas.load.making import unique
from atlas.load.records import Reader
from atlas.load.report import Report
from atlas.load.scheme import load_article, load_scheme

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from atlas.model.scheme import Scheme
    from atlas.problem import Place, Problem


def load_project(root: Path) -> tuple[Library | None, list[Problem]]:
    """Read `data/` and `bibliography.bib` below *root*.

    Returns the library of all sound records and the problems of all others, sorted by file and line. The library is
    None only when the scheme itself cannot be read, because nothing has a meaning without it.
    """
    declared, problems = load_scheme(root, root / "data")
    if declared is None:
        return None, sorted(problems, key=lambda one: one.order)
    report = Report(root)
    library = _library(root, *declared, report)
    return library, sorted(report.problems, key=lambda one: one.order)


def _library(root: Path, scheme: Scheme, planned: Mapping[str, Place], report: Report) -> Library:
    data = root / "data"
    sections = load_article(data / "article.yaml", report)
    reader = Reader(root, scheme, report)
    claims = unique(reader.claims(data / "claims", sections), "id", report, "claims")
    trials = unique(reader.trials(data / "trials"), "id", report, "trials")
    uncited = tuple(claim.id for claim in claims if not claim.refs)
    doubts = unique(reader.discrepancies(data / "discrepancies", uncited), "id", report, "discrepancies")
    words = unique(reader.abbreviations(data / "abbreviations.yaml"), "term", report, "abbreviations")
    order = {section.id: number for number, section in enumerate(sections)}
    return Library(
        scheme=scheme,
        sections=sections,
        claims=tuple(sorted(claims, key=lambda one: (order[one.origin.section], _natural(one.id)))),
        entities=unique(reader.entities(data / "entities"), "id", report, "entities"),
        trials=tuple(sorted(trials, key=lambda one: (one.printed is None, one.id if one.printed is None else ""))),
        references=load_references(root / "bibliography.bib", scheme, report),
        notices=unique(reader.notices(data / "notices.yaml"), "work", report, "notices"),
        silences=tuple(reader.silences(data / "silences.yaml")),
        discrepancies=tuple(sorted(doubts, key=lambda one: _natural(one.id))),
        abbreviations=tuple(sorted(words, key=lambda one: (one.term.lower(), one.term))),
        identifiers=load_identifiers(data, report),
        moved=unique(reader.moved(data / "moved.yaml"), "old", report, "moved"),
        history=load_history(data / "releases.jsonl", report),
        planned=planned,
        rejected=frozenset(report.rejected),
        partial=frozenset(report.partial),
        unread=frozenset(report.unread),
    )


def _natural(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts `D9` before `D10`: numbers by their length, then by their digits."""
    parts = [part.lstrip("0") if part[0].isdigit() else part for part in re.findall(r"[0-9]+|[^0-9]", text)]
    return [(len(part) if part[:1].isdigit() else 0, part) for part in parts]
