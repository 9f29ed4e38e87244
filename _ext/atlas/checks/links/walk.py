"""The way from one address to where it ends, through redirects, pauses and requests that are made again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from atlas.checks.asking import LONGEST_WAIT, REPEATED, pause
from atlas.checks.links.answers import Verdict
from atlas.checks.links.client import NoReplyError
from atlas.checks.links.hosts import LIMIT
from atlas.checks.links.web import host_of, leads_to_web, split

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.checks.links.client import Body, Client, Reply
    from atlas.checks.links.hosts import Hosts

REPEATS = 2
"""Requests that are made again on one way."""
REDIRECTS = LIMIT - REPEATS - 1
"""Redirects that are followed; with these numbers no way needs more requests than a single host may get."""

_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_REFUSING = frozenset({401, 403, 429})
_OK = range(200, 300)
_FAULT, _FAILURE = 400, 500


class Hop(NamedTuple):
    """A redirect: its status, and the address that it leads to."""

    status: int
    target: str


@dataclass(frozen=True, slots=True)
class End:
    """Where a way ended: `target` is where it led to, empty without a redirect, `body` the page if it was asked for.

    `silent` tells that no server was there, which may be because there is no connection.
    """

    verdict: Verdict
    target: str = ""
    words: str = ""
    body: Body | None = None
    silent: bool = False


class _AstrayError(Exception):
    """A redirect leads nowhere."""

    def __init__(self, verdict: Verdict, words: str) -> None:
        super().__init__(words)
        self.verdict = verdict


class Walk:
    """A way that begins at `address`, an address without a fragment; `body` asks for the page at its end.

    `reached` tells whether there was any server on it.
    """

    def __init__(
        self, client: Client, hosts: Hosts, sleep: Callable[[float], None], address: str, *, body: bool
    ) -> None:
        """Stand at the address; nobody is asked yet."""
        self._client = client
        self._hosts = hosts
        self._sleep = sleep
        self._seen = [address]
        self._hops: list[Hop] = []
        self._body = body
        self._method = "GET" if body else "HEAD"
        self._repeats = 0
        self.reached = False
        self._cookie = False

    def end(self) -> End:
        """Return where the way ends; raise `NotNowError` if it leads to a host that has been asked often enough."""
        try:
            while (reply := self._reply()).status in _REDIRECTING and reply.location:
                self._go_on(reply)
        except NoReplyError as error:
            self._hosts.leave(self._seen[-1])
            return self._ended(error.verdict, str(error), silent=not error.connected)
        except _AstrayError as error:
            return self._ended(error.verdict, str(error))
        if reply.status in REPEATED:
            self._hosts.leave(self._seen[-1])
        return self._judged(reply)

    def _reply(self) -> Reply:
        """Return the first reply with which the way can go on or end."""
        while True:
            self._hosts.take(self._seen[-1])
            try:
                reply = self._client.ask(self._method, self._seen[-1], body=self._body)
            except NoReplyError as error:
                self.reached |= error.connected
                if not (error.connected and self._again(self._pause(None))):
                    raise
                continue
            self.reached = True
            self._cookie |= reply.cookie
            if not self._is_open(reply):
                return reply

    def _is_open(self, reply: Reply) -> bool:
        """Return whether another request shall be made because of *reply*; some servers know nothing but GET."""
        if reply.status in REPEATED:
            return self._again(self._pause(reply.pause))
        return self._method == "HEAD" and reply.status >= _FAULT and self._again(0.0)

    def _pause(self, asked: float | None) -> float:
        return pause(asked, self._repeats + 1)

    def _again(self, seconds: float) -> bool:
        """Wait and get ready for another request; return False if there shall be none."""
        if self._repeats == REPEATS or seconds > LONGEST_WAIT:
            return False
        if seconds:
            self._sleep(seconds)
        self._repeats += 1
        self._method = "GET"
        return True

    def _go_on(self, reply: Reply) -> None:
        try:
            target = urljoin(self._seen[-1], reply.location)
        except ValueError:
            target = reply.location
        if not leads_to_web(target) or not host_of(target):
            raise _AstrayError(Verdict.BROKEN, f"redirected to {target!r}, which is no address of the web")
        page, _ = split(target)
        if page in self._seen:
            raise _AstrayError(*self._circle())
        if len(self._hops) == REDIRECTS:
            raise _AstrayError(Verdict.BROKEN, f"more than {REDIRECTS} redirects")
        self._hops.append(Hop(reply.status, target))
        self._seen.append(page)

    def _circle(self) -> tuple[Verdict, str]:
        """Return what is to be said of a way that comes back to itself: with its cookies it might not."""
        if self._cookie:
            return Verdict.REFUSED, "redirected in a circle without cookies"
        return Verdict.BROKEN, "redirected in a circle"

    def _judged(self, reply: Reply) -> End:
        words = f"HTTP status {reply.status}"
        if reply.status in _REFUSING:
            return self._ended(Verdict.REFUSED, words)
        if reply.status >= _FAILURE:
            return self._ended(Verdict.NO_ANSWER, words)
        if reply.status not in _OK:
            return self._ended(Verdict.BROKEN, words)
        return self._arrived(reply.body)

    def _arrived(self, body: Body | None) -> End:
        """Return a good end. A link should name what its first redirects lead to, as long as these are permanent."""
        permanent = [hop.target for hop in takewhile(lambda hop: hop.status in _PERMANENT, self._hops)]
        if permanent:
            return End(Verdict.MOVED, permanent[-1], body=body)
        if self._hops:
            return End(Verdict.REDIRECTED, self._hops[-1].target, body=body)
        return End(Verdict.WORKS, body=body)

    def _ended(self, verdict: Verdict, words: str, *, silent: bool = False) -> End:
        return End(verdict, self._hops[-1].target if self._hops else "", words, silent=silent)
