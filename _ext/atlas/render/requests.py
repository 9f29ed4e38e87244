"""What pages ask for, and how a request is refused that names what does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.selection import check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.library import Library
    from atlas.selection import Selection


@dataclass(frozen=True, slots=True)
class Request:
    """What a page asks for: the name of a view, its argument, its options, and the page that asks."""

    view: str
    argument: str = ""
    options: tuple[tuple[str, str], ...] = ()
    page: str = ""


class RefusedError(LookupError):
    """A request that cannot be met; tells the code, the value found and what was expected."""

    def __init__(self, code: Code, found: str, expected: str) -> None:
        """Keep *code*, *found* and *expected* for the message."""
        super().__init__(found)
        self.code = code
        self.found = found
        self.expected = expected


def known(records: Mapping[str, object], request: Request, what: str) -> str:
    """Return the argument of *request*, which must be the id of one of *records*."""
    if request.argument not in records:
        raise RefusedError(Code.UNKNOWN_RECORD, f"{what} {request.argument!r}", f"the id of a {what}")
    return request.argument


def checked(library: Library, filters: Selection) -> Selection:
    """Return *filters*, which must name fields and values that exist."""
    for complaint in check(library, filters):
        raise RefusedError(Code.UNKNOWN_FILTER, complaint.found, complaint.expected)
    return filters
