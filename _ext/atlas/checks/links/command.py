"""The command line: ask about the links that are due, show how it goes, keep the answers, tell what is wrong."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.checks.asking import Limiter, today
from atlas.checks.links.answers import Verdict, read_answers, write_answers
from atlas.checks.links.client import WebClient
from atlas.checks.links.hosts import Hosts
from atlas.checks.links.inquiry import Inquiry, OfflineError
from atlas.checks.links.places import external_links
from atlas.checks.links.web import host_of
from atlas.checks.site.reading import read_site

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from atlas.checks.links.answers import Answer
    from atlas.checks.links.client import Client
    from atlas.checks.links.places import Link

WORK, BROKEN, CANNOT, OFFLINE, INCOMPLETE = range(5)
"""Exit codes. `CANNOT`: wrong command line, no site, or a file that cannot be used; `INCOMPLETE`: answers are due."""

ANSWERS = "data/links.tsv"
RATE = 1.0
"""Requests a second, at most."""

_WRONG = (Verdict.NO_ANCHOR, Verdict.BROKEN)
_CALM = (Verdict.WORKS, Verdict.REDIRECTED)


def main(
    arguments: list[str],
    client: Client | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    day: Callable[[], dt.date] = today,
) -> int:
    """Do what *arguments* say and return the exit code; *client* asks, *clock* and *sleep* keep requests apart."""
    parser = argparse.ArgumentParser(prog="python -m atlas.checks.links", description=__doc__)
    parser.add_argument("project", type=Path, help=f"folder with {ANSWERS}")
    parser.add_argument("site", type=Path, help="folder of the built site")
    options = parser.parse_args(arguments)
    file = options.project.resolve() / ANSWERS
    hosts = Hosts(Limiter(RATE, clock, sleep))
    try:
        links = _links(options.project.resolve(), options.site.resolve())
        known = _known(file)
        inquiry = Inquiry(client or WebClient(clock=clock), hosts, sleep, known, day())
        return _run(inquiry, links, known, file, day())
    except OSError as error:
        _say(f"cannot go on: {error}")
        return CANNOT


def _links(project: Path, folder: Path) -> list[Link]:
    pages = read_site(project, folder, None).pages
    if not pages:
        raise FileNotFoundError(f"no page below {folder}: build the site first")
    return external_links(pages.values())


def _known(file: Path) -> dict[str, Answer]:
    """Return the answers of *file*, and say which lines are none."""
    if not file.parent.is_dir():
        raise FileNotFoundError(f"no folder {file.parent}")
    known, damaged = read_answers(file)
    for number in damaged:
        _say(f"{ANSWERS}:{number}: this line is no answer and is passed over")
    return known


def _run(inquiry: Inquiry, links: list[Link], known: dict[str, Answer], file: Path, day: dt.date) -> int:
    """Ask, keep what was heard even if somebody interrupts, and tell."""
    try:
        inquiry.run([link.address for link in links], _show)
    except OfflineError:
        if not inquiry.heard:
            _say("skipped, offline: nothing was changed")
            return OFFLINE
        _say("the connection was lost on the way; what was heard until then is kept")
    finally:
        if inquiry.heard:
            write_answers(file, (known[link.address] for link in links if link.address in known))
    _tell(links, known, day)
    _say(f"{ANSWERS} {'written' if inquiry.heard else 'unchanged'}")
    return _code(links, known, day)


def _tell(links: list[Link], known: Mapping[str, Answer], day: dt.date) -> None:
    """Say what became of each link that does not simply work, the most serious last, and how many there are of each."""
    answered = [link for link in links if link.address in known]
    for verdict in Verdict:
        for link in answered:
            answer = known[link.address]
            if answer.verdict is verdict not in _CALM:
                _say(f"{link.where}: {link.address}: {answer} ({answer.day})")
    open_ = [link for link in links if link.address not in known]
    for host, number in sorted(Counter(host_of(link.address) for link in open_).items()):
        _say(f"not asked yet: {number} to {host}")
    verdicts = Counter(known[link.address].verdict for link in answered)
    counts = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in Verdict)
    _say(f"{len(links)} links: {counts}, {len(open_)} not asked yet")
    if old := sum(not known[link.address].fresh(day) for link in answered):
        _say(f"{old} to be asked for anew in the next run")


def _code(links: list[Link], known: Mapping[str, Answer], day: dt.date) -> int:
    answers = [known.get(link.address) for link in links]
    if any(answer and answer.verdict in _WRONG for answer in answers):
        return BROKEN
    return WORK if all(answer and answer.fresh(day) for answer in answers) else INCOMPLETE


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
