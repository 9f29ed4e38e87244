"""The client: one polite request at a time, repeated with patience, with an answer or a reason why there is none.

Crossref allows the public one list of works a second; `RATE` stays within that for every kind of request.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic needs the type when running
import time
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode, urljoin

from pydantic import BaseModel, ConfigDict, ValidationError
from urllib3 import PoolManager
from urllib3.exceptions import ConnectTimeoutError, HTTPError

from atlas.checks.asking import LONGEST_WAIT, REPEATED, TIME_LIMIT, Limiter, asked_pause, pause, reason, today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from urllib3 import BaseHTTPResponse

API = "https://api.crossref.org"
RATE = 1.0
"""Requests a second, at most."""
RETRIES = 3
GIVE_UP = 5
"""Requests in a row without an answer, after which no further one is made."""

_OK, _NOT_FOUND = 200, 404


class NoAnswerError(Exception):
    """No usable answer came to one request; the message says why."""


class OfflineError(Exception):
    """Not even the first request found anything to connect to."""


class Answer(BaseModel):
    """What came back on the day `day` from `address`; `message` is None where nothing is registered (404)."""

    model_config = ConfigDict(frozen=True)

    address: str
    day: dt.date
    message: dict[str, Any] | None


class Client(Protocol):
    """Whoever answers requests."""

    def get(self, path: str, query: Mapping[str, str]) -> Answer:
        """Return the answer to *path*, already quoted, with *query*; raise `NoAnswerError` or `OfflineError`."""


class CrossrefClient:
    """Asks the Crossref REST API at `base`; `mailto` is the contact address that its etiquette wishes for."""

    def __init__(  # noqa: PLR0913 - everything that tests replace
        self,
        base: str,
        mailto: str | None,
        *,
        time_limit: float = TIME_LIMIT,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        day: Callable[[], dt.date] = today,
    ) -> None:
        """Prepare the client; no connection is opened before the first request."""
        agent = f"atlas-citations/1 (mailto:{mailto})" if mailto else "atlas-citations/1"
        headers = {"User-Agent": agent, "Accept": "application/json"}
        self._pool = PoolManager(headers=headers, timeout=time_limit)
        self._base = base
        self._limiter = Limiter(RATE, clock, sleep)
        self._sleep = sleep
        self._day = day
        self._asked = False
        self._failures = 0
        self._sent_away = False

    def get(self, path: str, query: Mapping[str, str]) -> Answer:
        """Ask, and keep count of what fails; see `Client.get`."""
        if self._failures >= GIVE_UP:
            raise NoAnswerError(f"not asked after {GIVE_UP} requests in a row without an answer")
        if self._sent_away:
            raise NoAnswerError(f"not asked: the server asks for a pause of more than {LONGEST_WAIT:.0f} seconds")
        self._failures += 1
        address = self._base + path
        message = self._message(f"{address}?{urlencode(query)}" if query else address)
        self._failures = 0
        return Answer(address=address, day=self._day(), message=message)

    def _message(self, address: str) -> dict[str, Any] | None:
        first, self._asked = not self._asked, True
        try:
            response = self._response(address)
        except (HTTPError, ValueError) as error:  # the latter if a redirect leads to no address
            if first and isinstance(error, ConnectTimeoutError):
                raise OfflineError from error
            raise NoAnswerError(reason(error)) from error
        if response.status == _NOT_FOUND:
            return None
        if response.status != _OK:
            raise NoAnswerError(f"the answer was HTTP status {response.status}")
        return _read(response.data)

    def _response(self, address: str) -> BaseHTTPResponse:
        """Return the response with which there is nothing left to do, or the last one after `RETRIES` others.

        A request is repeated after the pause that the server asks for, or 2, 4, 8 seconds, and follows redirects: a DOI
        that stands for another one leads on to that.
        """
        for turn in range(1, RETRIES + 1):
            try:
                response = self._request(address)
            except HTTPError:
                self._sleep(pause(None, turn))
                continue
            if target := response.get_redirect_location():
                address = urljoin(address, target)
            elif response.status in REPEATED and not self._sent_away:
                self._sleep(pause(asked_pause(response), turn))
            else:
                return response
        return self._request(address)

    def _request(self, address: str) -> BaseHTTPResponse:
        self._limiter.wait()
        response = self._pool.request("GET", address, retries=False, redirect=False)
        self._sent_away = response.status in REPEATED and (asked_pause(response) or 0) > LONGEST_WAIT
        return response


class _Envelope(BaseModel):
    """The frame that Crossref puts around every answer."""

    message: dict[str, Any]


def _read(body: bytes) -> dict[str, Any]:
    try:
        return _Envelope.model_validate_json(body).message
    except ValidationError:
        raise NoAnswerError("the answer is not of the form of Crossref") from None
