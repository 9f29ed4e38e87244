"""The client: makes one request, follows nothing, repeats nothing, and reads no more of a page than it must."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from urllib3 import PoolManager
from urllib3.exceptions import ConnectTimeoutError, HTTPError, LocationValueError, NameResolutionError, SSLError

from atlas.checks.asking import TIME_LIMIT, asked_pause, reason
from atlas.checks.links.answers import Verdict
from atlas.checks.links.web import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from urllib3 import BaseHTTPResponse

BODY_LIMIT = 5_000_000
"""Bytes of a page that are read in search of an anchor, unpacked."""
BODY_TIME = 60.0
"""Seconds for which a page is read."""

HEADERS = {"User-Agent": "atlas-links/1", "Accept": "text/html, */*;q=0.8"}
_OK = range(200, 300)


class NoReplyError(Exception):
    """No reply came to a request; the message says why. `connected` tells whether there was a server to give one."""

    def __init__(self, verdict: Verdict, words: str, *, connected: bool = False) -> None:
        """Keep the *verdict* that a link gets if there is no other request."""
        super().__init__(words)
        self.verdict = verdict
        self.connected = connected


@dataclass(frozen=True, slots=True)
class Body:
    """What was read of a page, its type as the server names it, and whether that is all of it."""

    content: bytes
    type: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, the address it leads on to as it was sent, a pause in seconds, whether a cookie came, and the page."""

    status: int
    location: str = ""
    pause: float | None = None
    cookie: bool = False
    body: Body | None = None


class Client(Protocol):
    """Whoever asks servers."""

    def ask(self, method: str, address: str, *, body: bool) -> Reply:
        """Return the reply to one request, with the page if *body* is asked for; raise `NoReplyError`."""


class WebClient:
    """Asks servers of the web."""

    def __init__(self, time_limit: float = TIME_LIMIT, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare the client; no connection is opened before the first request."""
        self._pool = PoolManager(headers=HEADERS, timeout=time_limit)
        self._clock = clock

    def ask(self, method: str, address: str, *, body: bool) -> Reply:
        """Ask; see `Client.ask`."""
        try:
            response = self._pool.request(method, address, retries=False, redirect=False, preload_content=False)
            try:
                return self._reply(response, body=body and method == "GET")
            finally:
                response.close()  # what is left of the page shall not come
                response.release_conn()
        except HTTPError as error:
            raise _no_reply(error) from error

    def _reply(self, response: BaseHTTPResponse, *, body: bool) -> Reply:
        headers = response.headers
        # headers are read as Latin-1, while addresses are sent as UTF-8 if they are not plain, or in bytes of any kind
        location = headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "surrogateescape")
        page = self._body(response) if body and response.status in _OK else None
        return Reply(response.status, clean(location), asked_pause(response), "Set-Cookie" in headers, page)

    def _body(self, response: BaseHTTPResponse) -> Body:
        content = bytearray()
        end = self._clock() + BODY_TIME
        whole = False
        while not whole and len(content) < BODY_LIMIT and self._clock() < end:
            piece = response.read1(1 << 16)
            content += piece
            whole = not piece
        return Body(bytes(content), response.headers.get("Content-Type", ""), whole)


def _no_reply(error: HTTPError) -> NoReplyError:
    if isinstance(error, LocationValueError):
        return NoReplyError(Verdict.BROKEN, "no address of the web")
    if isinstance(error, NameResolutionError) and _unknown(error.__cause__):
        return NoReplyError(Verdict.BROKEN, "no host of this name")
    if isinstance(error, SSLError):
        return NoReplyError(Verdict.BROKEN, reason(error))
    return NoReplyError(Verdict.NO_ANSWER, reason(error), connected=not isinstance(error, ConnectTimeoutError))


def _unknown(cause: BaseException | None) -> bool:
    """Return whether the name is said not to exist, other than that it could not be looked up."""
    return isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_NONAME
