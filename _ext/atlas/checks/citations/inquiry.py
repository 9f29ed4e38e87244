"""What comes of asking about one work: does its DOI belong to it, or which DOI might."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from atlas.checks.citations import crossref
from atlas.checks.citations.client import NoAnswerError
from atlas.checks.citations.comparing import compare
from atlas.checks.citations.notices import judge
from atlas.code import Code
from atlas.load.fields import DOI
from atlas.model.records import Notice
from atlas.model.values import Standing
from atlas.problem import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from atlas.checks.citations.client import Client
    from atlas.checks.citations.comparing import Difference
    from atlas.checks.citations.crossref import Registered
    from atlas.model.records import Reference


class Verdict(StrEnum):
    """What became of a work."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_FOUND = "not found"
    PROPOSED = "DOI proposed"
    UNSURE = "no sure match"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a work, with further words and problems.

    `notice` is what was told of corrections and retractions; `doi` is the one proposed; `complete` is false when a
    question got no usable answer.
    """

    work: Reference
    verdict: Verdict
    words: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    notice: Notice | None = None
    doi: str | None = None
    complete: bool = True

    def __str__(self) -> str:
        """Return the outcome as one line."""
        return "; ".join((self.verdict, *self.words))


def inquire(client: Client, work: Reference, taken: Collection[str]) -> Outcome:
    """Ask *client* about *work*; *taken* are the DOIs, in lower case, that other works have. Raises `OfflineError`."""
    try:
        return _check(client, work, work.doi) if work.doi else _search(client, work, taken)
    except NoAnswerError as error:
        return Outcome(work, Verdict.NOT_CHECKED, (str(error),), complete=False)


def _check(client: Client, work: Reference, doi: str) -> Outcome:
    answer = client.get(crossref.path_of(doi), {})
    if answer.message is None:
        problem = Problem(work.lines.at("doi"), Code.DOI_NOT_FOUND, f"doi {doi!r}", "a DOI that Crossref knows")
        return Outcome(work, Verdict.NOT_FOUND, problems=(problem,))
    registered = crossref.read(answer, crossref.Registered)
    comparison = compare(work, registered)
    if comparison.differences:
        problems = tuple(_problem(work, difference) for difference in comparison.differences)
        return Outcome(work, Verdict.DIFFERS, (_fields(comparison.differences),), problems)
    words = tuple(f"{one.field} {one.printed}, registered as {one.registered}" for one in comparison.near)
    notice, told = _notice(client, work, registered, doi, answer.day)
    return Outcome(work, Verdict.AGREES, (*words, told), notice=notice, complete=notice is not None)


def _problem(work: Reference, difference: Difference) -> Problem:
    found = f"doi {work.doi!r}: {difference.field} {difference.printed!r}"
    expected = f"{difference.registered!r}, as registered" if difference.registered else "one that is registered"
    return Problem(work.lines.at("doi"), Code.DOI_DISAGREES, found, expected)


def _fields(differences: tuple[Difference, ...]) -> str:
    return ", ".join(one.field for one in differences)


def _search(client: Client, work: Reference, taken: Collection[str]) -> Outcome:
    """Look for the one work that agrees in everything; a preprint or a notice of the same title is another work."""
    found = [one for one in crossref.search(client, work) if one.type == "journal-article"]
    exact = {one.doi.lower(): one for one in found if compare(work, one).exact}
    if len(exact) != 1:
        return Outcome(work, Verdict.UNSURE, tuple(_reasons(work, found, list(exact))))
    (registered,) = exact.values()
    if registered.doi.lower() in taken:
        return Outcome(work, Verdict.UNSURE, (f"{registered.doi} is the DOI of another work here",))
    if not re.fullmatch(DOI, registered.doi) or re.search(r"[{}\\]", registered.doi):
        return Outcome(work, Verdict.UNSURE, (f"{registered.doi!r} cannot be written in BibTeX",))
    checked = _check(client, work, registered.doi)
    if checked.verdict is not Verdict.AGREES:
        return Outcome(work, Verdict.UNSURE, (f"{registered.doi}, asked for by itself: {checked}",))
    return replace(checked, verdict=Verdict.PROPOSED, words=(registered.doi, *checked.words), doi=registered.doi)


def _reasons(work: Reference, found: list[Registered], exact: list[str]) -> Iterator[str]:
    if exact:
        yield f"{len(exact)} works agree: {', '.join(exact)}"
        return
    for one in found:
        comparison = compare(work, one)
        other = (*comparison.differences, *comparison.near)
        if len(other) == 1:
            yield f"{one.doi} differs in {other[0].field} ({other[0].registered!r})"


def _notice(
    client: Client, work: Reference, registered: Registered, doi: str, day: dt.date
) -> tuple[Notice | None, str]:
    """Return what is told of corrections and retractions of *doi*, or None, and the words for it."""
    try:
        notices, other_day = crossref.notices_on(client, doi)
    except NoAnswerError as error:
        return None, f"notices not checked: {error}"
    judgement = judge(doi, registered, notices)
    if judgement.unknown and judgement.standing is Standing.NONE:
        return None, f"notices not checked: updates of unknown kind {', '.join(judgement.unknown)}"
    day = min(day, other_day)
    notice = Notice(work.key, day.isoformat(), judgement.standing, crossref.source_of(doi), judgement.notice)
    told = "no notice" if judgement.standing is Standing.NONE else judgement.standing.value
    return notice, f"{told} ({judgement.notice})" if judgement.notice else told
