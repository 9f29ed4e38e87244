"""The questions of a run: which links are due, in which order, and whether there is a connection at all."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from atlas.checks.links.anchors import anchor_of, look_for
from atlas.checks.links.answers import Answer, Verdict
from atlas.checks.links.hosts import NotNowError
from atlas.checks.links.walk import End, Walk
from atlas.checks.links.web import host_of, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from atlas.checks.links.client import Client
    from atlas.checks.links.hosts import Hosts

UNREACHED = 5
"""Ways in a row on which there is no server, after which witnesses are asked: pages that have answered before."""
WITNESSES = 3
"""Witnesses that are asked at once; if they are silent too, there is no connection."""
ENOUGH = 10
"""Ways in a row on which there is no server, after which there is no connection where no witness can be asked."""

ARRIVED = (Verdict.WORKS, Verdict.REDIRECTED, Verdict.MOVED)
REACHED = (*ARRIVED, Verdict.REFUSED)


class OfflineError(Exception):
    """There is no connection, or no longer."""


def agenda(addresses: Iterable[str], known: Mapping[str, Answer], day: dt.date) -> list[tuple[str, list[str]]]:
    """Return what is to be asked on *day*: each page with the links that lead to it or to an anchor of it.

    Pages about which nobody has asked come first, then those with the oldest answer; among these, those of the hosts
    with most links, who will hardly all be gone.
    """
    links = defaultdict(list)
    number: Counter[str] = Counter()
    for address in addresses:
        links[split(address)[0]].append(address)
        number[host_of(address)] += 1
    never = dt.date.min
    age = {page: min(known[one].day if one in known else never for one in links[page]) for page in links}
    due = [page for page in links if any(one not in known or not known[one].fresh(day) for one in links[page])]
    return [(page, links[page]) for page in sorted(due, key=lambda page: (age[page], -number[host_of(page)], page))]


class Inquiry:
    """Asks `client` with the patience of `sleep`, as often as `hosts` allow, and adds to `known` what it hears.

    An answer without a server is kept once a later one has a server: without a connection every link looks broken.
    """

    def __init__(
        self, client: Client, hosts: Hosts, sleep: Callable[[float], None], known: dict[str, Answer], day: dt.date
    ) -> None:
        """Prepare to ask on the day `day`."""
        self._client = client
        self._hosts = hosts
        self._sleep = sleep
        self._known = known
        self._day = day
        self._held: list[list[Answer]] = []
        replied = sorted((one.day, one.address) for one in known.values() if one.verdict in REACHED)
        self._witnesses = [split(address)[0] for _, address in replied]
        self.heard = False

    def run(self, addresses: Iterable[str], show: Callable[[str], None]) -> None:
        """Ask about every one of *addresses* that is due, and *show* how it goes; raise `OfflineError`."""
        for page, links in agenda(addresses, self._known, self._day):
            if not host_of(page):
                nowhere = End(Verdict.BROKEN, words="no address of the web")
                self._known.update({one: answer(one, nowhere, self._day) for one in links})
            elif self._hosts.open(page):
                show(f"{page} ... ")
                show(f"{self._ask(page, links)}\n")
            if len(self._held) >= UNREACHED:
                self._look_for_any(enough=len(self._held) == ENOUGH)
        if self._held:
            self._look_for_any(enough=True)

    def _ask(self, page: str, links: list[str]) -> str:
        """Ask about *page*, hold or keep the answers for *links*, and return them in words."""
        anchors = any(anchor_of(split(one)[1]) for one in links)
        walk = Walk(self._client, self._hosts, self._sleep, page, body=anchors)
        try:
            end = walk.end()
        except NotNowError as error:
            return f"not asked to the end: {error}"
        answers = [answer(one, end, self._day) for one in links]
        self._held.append(answers)
        if end.silent:
            return f"nobody there: {end.words}"
        self._keep()
        self._witnesses.append(page)
        return "; ".join(dict.fromkeys(map(str, answers)))

    def _keep(self) -> None:
        self._known.update({one.address: one for answers in self._held for one in answers})
        self._held.clear()
        self.heard = True

    def _look_for_any(self, *, enough: bool) -> None:
        """Keep what is held if a witness replies; raise `OfflineError` if none does.

        Without any witness that may be asked, what is held has to be *enough* for that.
        """
        witnesses = (page for page in reversed(self._witnesses) if self._hosts.open(page))
        for page in islice(witnesses, WITNESSES):
            if self._reaches(page):
                self._keep()
                return
            enough = True
        if enough:
            raise OfflineError

    def _reaches(self, page: str) -> bool:
        walk = Walk(self._client, self._hosts, self._sleep, page, body=False)
        with suppress(NotNowError):  # which says that a redirect has been followed
            walk.end()
        return walk.reached


def answer(address: str, end: End, day: dt.date) -> Answer:
    """Return what the *end* of the way to a page says about *address*, a link to it or to an anchor of it."""
    anchor = anchor_of(split(end.target)[1] or split(address)[1])
    if end.verdict not in ARRIVED or end.body is None or not anchor:
        return Answer(address, day, end.verdict, end.target, end.words)
    found, words = look_for(anchor, end.body)
    return Answer(address, day, end.verdict if found else Verdict.NO_ANCHOR, end.target, words)
