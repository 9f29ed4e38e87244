"""The command line: ask about every work, show how it goes, tell what is wrong, and write what was asked for."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.checks.asking import today
from atlas.checks.citations.cache import CachedClient
from atlas.checks.citations.client import API, CrossrefClient, OfflineError
from atlas.checks.citations.inquiry import Verdict, inquire
from atlas.checks.citations.notices import NoticesError, read_notices, write_notices
from atlas.checks.citations.writing import write_dois
from atlas.load.project import load_project
from atlas.model.values import Standing

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator

    from atlas.checks.citations.client import Client
    from atlas.checks.citations.inquiry import Outcome
    from atlas.model.records import Notice, Reference

AGREES, DISAGREES, CANNOT, OFFLINE, INCOMPLETE = range(5)
"""Exit codes. `CANNOT`: wrong command line, or files that cannot be used; `INCOMPLETE`: some works were not checked."""

BIBLIOGRAPHY = "bibliography.bib"
NOTICES = "data/notices.yaml"
CACHE = "_build/citations"
MAILTO = "ATLAS_MAILTO"


def main(
    arguments: list[str],
    connect: Callable[[str, str | None], Client] = CrossrefClient,
    day: Callable[[], dt.date] = today,
) -> int:
    """Do what *arguments* say and return the exit code; *connect* makes a client from base and contact address."""
    options = _options(arguments)
    try:
        return _run(options, connect(options.base, options.mailto), day())
    except OfflineError:
        _show("no connection\n")
        _say("not checked, offline: nothing was changed")
        return OFFLINE
    except (OSError, NoticesError) as error:
        _say(f"cannot go on: {error}")
        return CANNOT


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m atlas.checks.citations", description=__doc__)
    parser.add_argument("project", type=Path, help="folder with data/ and bibliography.bib")
    parser.add_argument("--write", action="store_true", help="write proposed DOIs into the bibliography")
    parser.add_argument("--cache", type=Path, metavar="DIR", help=f"folder for answers; PROJECT/{CACHE} by default")
    parser.add_argument("--mailto", metavar="ADDRESS", help=f"contact address for Crossref; {MAILTO} by default")
    parser.add_argument("--base", metavar="URL", default=API, help=f"server of the interface; {API} by default")
    options = parser.parse_args(arguments)
    options.project = options.project.resolve()
    options.cache = options.cache or options.project / CACHE
    options.base = options.base.rstrip("/")
    options.mailto = options.mailto or os.environ.get(MAILTO)
    if options.mailto and not re.fullmatch(r"[!-~]+@[!-~]+", options.mailto):
        parser.error(f"{options.mailto!r} is no address for mail")
    return options


def _run(options: argparse.Namespace, client: Client, day: dt.date) -> int:
    library, problems = load_project(options.project)
    if library is None:
        _say("\n".join(map(str, problems)))
        return CANNOT
    read_notices(options.project / NOTICES)  # a file that cannot be changed is found before anybody is asked
    if problems:
        _show(f"{len(problems)} problems in the data: broken entries are not checked; `nox -s docs` tells them\n")
    if not options.mailto:
        _show(f"no contact address (--mailto or {MAILTO}): asking in the public pool\n")
    outcomes = list(_outcomes(CachedClient(client, options.base, options.cache, day), library.references))
    _tell(outcomes)
    known = _write_dois(options.project, outcomes) if options.write else ()
    changed = write_notices(options.project / NOTICES, _told(outcomes, known), list(library.reference))
    _say(f"{NOTICES} {'written' if changed else 'unchanged'}")
    if any(outcome.problems for outcome in outcomes):
        return DISAGREES
    return AGREES if all(outcome.complete for outcome in outcomes) else INCOMPLETE


def _outcomes(client: Client, works: Collection[Reference]) -> Iterator[Outcome]:
    """Ask about each work in order, showing which one, and what came of it."""
    taken = {work.doi.lower() for work in works if work.doi}
    for number, work in enumerate(works, 1):
        _show(f"[{number:{len(str(len(works)))}}/{len(works)}] {work.key} ... ")
        outcome = inquire(client, work, taken)
        _show(f"{outcome}\n")
        taken |= {outcome.doi.lower()} if outcome.doi else set()
        yield outcome


def _tell(outcomes: list[Outcome]) -> None:
    """Say every problem, and how many works came to which verdict and standing."""
    for outcome in outcomes:
        for problem in outcome.problems:
            _say(str(problem))
    verdicts = Counter(outcome.verdict for outcome in outcomes)
    counts = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in Verdict)
    _say(f"{len(outcomes)} works: {counts}")
    standings = Counter(outcome.notice.state for outcome in outcomes if outcome.notice)
    counts = ", ".join(f"{standings[standing]} {standing}" for standing in Standing)
    _say(f"corrections and retractions of {standings.total()} works: {counts}")


def _write_dois(project: Path, outcomes: list[Outcome]) -> tuple[str, ...]:
    """Write the proposed DOIs, say which, and return the keys of their works."""
    dois = {outcome.work.key: outcome.doi for outcome in outcomes if outcome.doi}
    done = write_dois(project / BIBLIOGRAPHY, dois)
    for key, doi in dois.items():
        how = "written" if key in done else "not written, the entry is laid out in an unusual way: add it by hand"
        _say(f"{BIBLIOGRAPHY}: {key}: {doi} {how}")
    return done


def _told(outcomes: list[Outcome], known: Collection[str]) -> dict[str, Notice | None]:
    """Return what the file shall say of each work that was checked, None if nothing.

    A work of which only a proposed DOI is known has no verified answer, unless its key is among the *known*.
    """
    told: dict[str, Notice | None] = {}
    for outcome in outcomes:
        if outcome.problems:
            told[outcome.work.key] = None
        elif outcome.notice and (outcome.doi is None or outcome.work.key in known):
            told[outcome.work.key] = outcome.notice
    return told


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
