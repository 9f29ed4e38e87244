"""How often each host was asked in this run: not more than `LIMIT` times, and not at all once it is left alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from atlas.checks.links.web import host_of

if TYPE_CHECKING:
    from atlas.checks.asking import Limiter

LIMIT = 10
"""Requests to one host in one run; each hop of a redirect is one for the host that it leads to."""


class NotNowError(Exception):
    """A host must not be asked again in this run; the message says why."""


class Hosts:
    """Counts the requests of a run; `limiter` keeps them apart."""

    def __init__(self, limiter: Limiter) -> None:
        """Begin with hosts that nobody has asked."""
        self._limiter = limiter
        self._asked: Counter[str] = Counter()
        self._alone: set[str] = set()

    def open(self, address: str) -> bool:
        """Return whether the host of *address* may be asked."""
        host = host_of(address)
        return host not in self._alone and self._asked[host] < LIMIT

    def take(self, address: str) -> None:
        """Count a request to the host of *address* and wait for its turn; raise `NotNowError` if it may not be made."""
        host = host_of(address)
        if host in self._alone:
            raise NotNowError(f"{host} is left alone in this run")
        if self._asked[host] == LIMIT:
            raise NotNowError(f"{host} has had its {LIMIT} requests")
        self._limiter.wait()
        self._asked[host] += 1

    def leave(self, address: str) -> None:
        """Leave the host of *address* alone from now on."""
        self._alone.add(host_of(address))
