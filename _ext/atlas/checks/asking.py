"""What whoever asks a server keeps to: how often, how patiently, and the words for an answer that does not come."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from urllib3 import Retry
from urllib3.exceptions import ConnectTimeoutError, InvalidHeader, ProtocolError, SSLError
from urllib3.exceptions import TimeoutError as TimeLimitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from urllib3 import BaseHTTPResponse

TIME_LIMIT = 20.0
"""Seconds that connecting, and each wait for data, may take."""
LONGEST_WAIT = 60.0
"""Seconds; a server that asks for a longer pause is not asked again in this run."""
REPEATED = frozenset({429, 500, 502, 503, 504})
"""Statuses of an answer that may be another one when asked for again."""

_REASONS = (
    (ConnectTimeoutError, "no connection"),
    (TimeLimitError, "no answer within the time limit"),
    (ProtocolError, "the connection was closed before the answer was whole"),
    (SSLError, "no trusted connection"),
)


class Limiter:
    """Keeps requests `1 / rate` seconds apart; `clock` tells seconds, `sleep` takes them."""

    def __init__(self, rate: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """Begin without a wait before the first request."""
        self._apart = 1 / rate
        self._clock = clock
        self._sleep = sleep
        self._next = clock()

    def wait(self) -> None:
        """Wait until a request may be made."""
        if (early := self._next - self._clock()) > 0:
            self._sleep(early)
        self._next = self._clock() + self._apart


def pause(asked: float | None, turn: int) -> float:
    """Return the seconds before a request is repeated for the *turn*th time: those *asked* for, or 2, 4, 8."""
    return asked or 2.0**turn


def asked_pause(response: BaseHTTPResponse) -> float | None:
    """Return the seconds that *response* asks to wait, as `Retry-After` says them in either form, or None."""
    try:
        return Retry().get_retry_after(response)
    except (InvalidHeader, ValueError, OverflowError):
        return None


def reason(error: Exception | None) -> str:
    """Return the words for *error*."""
    return next((words for kind, words in _REASONS if isinstance(error, kind)), "no usable answer")


def today() -> dt.date:
    """Return the day by universal time."""
    return dt.datetime.now(dt.UTC).date()
