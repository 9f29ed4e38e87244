"""What whoever asks a server keeps to."""

from __future__ import annotations

import pytest
from urllib3 import HTTPResponse

from atlas.checks.asking import Limiter, asked_pause, pause
from tests.checks.clock import Time


def test_the_limiter() -> None:
    """Time that has passed in the meantime is not waited for again."""
    time = Time()
    limiter = Limiter(2.0, time.clock, time.sleep)
    limiter.wait()
    limiter.wait()
    time.now += 0.3
    limiter.wait()
    time.now += 9
    limiter.wait()
    limiter.wait()
    assert time.naps == [0.5, pytest.approx(0.2), 0.5]


PAUSES = {
    "seven seconds": ("7", 7.0),
    "none": ("0", 2.0),
    "long ago": ("Mon, 23 Nov 2009 00:00:00 GMT", 2.0),
    "no date": ("soon", 2.0),
    "no day of any month": ("Mon, 99 Nov 99999999999 00:00:00 GMT", 2.0),
    "more than a number": ("9" * 5000, 2.0),
}


@pytest.mark.parametrize("name", PAUSES)
def test_the_pause_that_a_server_asks_for(name: str) -> None:
    """It is kept if it can be read and is one, in seconds or as a date."""
    asked, seconds = PAUSES[name]
    assert pause(asked_pause(HTTPResponse(headers={"Retry-After": asked})), 1) == seconds


def test_a_date_far_ahead() -> None:
    """A pause until then is a long one."""
    response = HTTPResponse(headers={"Retry-After": "Fri, 23 Nov 2199 00:00:00 GMT"})
    assert (asked_pause(response) or 0) > 3600


def test_pauses_grow() -> None:
    """Where the server asks for nothing, each is twice as long as the one before."""
    assert asked_pause(HTTPResponse()) is None
    assert [pause(None, turn) for turn in (1, 2, 3)] == [2.0, 4.0, 8.0]
