"""Characters that do not show: control characters, which are told, and directions of writing, which are closed."""

from __future__ import annotations

import re

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What has no place in text: HTML and XML cannot hold it."""

_EMBEDDED, _ISOLATED = "\u202c", "\u2069"
_CLOSES = dict.fromkeys("\u202a\u202b\u202d\u202e", _EMBEDDED) | dict.fromkeys("\u2066\u2067\u2068", _ISOLATED)
"""Signs that change the direction of writing, each with the sign that ends what it began."""

_SIGN = re.compile("[\u202a-\u202e\u2066-\u2069]")


def closed(text: str) -> str:
    """Return *text* with every direction that it leaves open closed at its end, so that it turns nothing else."""
    open_: list[str] = []
    for sign in _SIGN.findall(text):
        if sign in _CLOSES:
            open_.append(_CLOSES[sign])
        elif sign == _ISOLATED and _ISOLATED in open_:
            while open_.pop() != _ISOLATED:
                pass  # an isolate ends what began within it
        elif sign == _EMBEDDED and open_[-1:] == [_EMBEDDED]:
            open_.pop()
    return text + "".join(reversed(open_))


def named(character: str) -> str:
    """Return how messages call a *character* that does not show."""
    return f"character U+{ord(character):04X}"
