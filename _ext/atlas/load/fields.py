"""The fields of records: what text each takes, and the code of the problem when it is something else."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Discriminator, Tag
from pydantic_core import PydanticCustomError

from atlas.code import Code
from atlas.model.values import UNCITED, Closed, Missing, System

if TYPE_CHECKING:
    from collections.abc import Callable


def wrong(code: Code, value: object, expected: str) -> PydanticCustomError:
    """Return the error that tells *code* about *value*."""
    shown = value if isinstance(value, str) else repr(value)
    return fault(code, f"value {shown[:80]!r}", expected)


def fault(code: Code, found: str, expected: str) -> PydanticCustomError:
    """Return the error that tells *code* in the words of *found*."""
    return PydanticCustomError("atlas", "{found}", {"found": found, "code": code.slug, "expected": expected})


def _pattern(pattern: str, code: Code, expected: str) -> Callable[[Any], Any]:
    compiled = re.compile(pattern)

    def check(value: Any) -> Any:  # noqa: ANN401 - pydantic hands over whatever stands in the file
        if not isinstance(value, str) or (value and not compiled.fullmatch(value)):
            raise wrong(code, value, expected)
        return take_filled(value)

    return check


def take_filled(value: Any) -> Any:  # noqa: ANN401 - as above
    """Take any text that is not empty."""
    if not isinstance(value, str):
        raise wrong(Code.BAD_VALUE, value, "text")
    if not value:
        raise wrong(Code.EMPTY_VALUE, value, "text")
    return value


def take_line(value: Any) -> Any:  # noqa: ANN401 - as above
    """Take any text of one line."""
    if len(take_filled(value).splitlines()) > 1:
        raise wrong(Code.BAD_VALUE, value, "one line")
    return value


def is_day(text: str) -> bool:
    """Return whether *text* is a day of the calendar as YYYY-MM-DD."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def take_date(value: Any) -> Any:  # noqa: ANN401 - as above
    """Take a year, a month or a day, or the words for a date that is not known."""
    text = take_filled(value)
    full = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
    if text != Missing.NOT_REPORTED and not is_day(full):
        raise wrong(Code.BAD_DATE, value, "an ISO date or `not reported`")
    return text


def take_day(value: Any) -> Any:  # noqa: ANN401 - as above
    """Take a day."""
    if not is_day(take_filled(value)):
        raise wrong(Code.BAD_DATE, value, "YYYY-MM-DD")
    return value


def take_closed(values: type[Closed], code: Code, *more: type[Closed]) -> Callable[[Any], Any]:
    """Take a member of one of the closed lists."""
    lists = (values, *more)
    expected = "one of " + ", ".join(one.listing() for one in lists)

    def check(value: Any) -> Any:  # noqa: ANN401 - as above
        text = take_filled(value)
        for one in lists:
            if (member := one.of(text)) is not None:
                return member
        raise wrong(code, value, expected)

    return check


def take_ids(value: Any) -> Any:  # noqa: ANN401 - as above
    """Take a list of ids, or the reason why there is none."""
    if isinstance(value, str):
        member = Missing.of(take_filled(value))
        if member is None:
            raise wrong(Code.BAD_VALUE, value, "a list of ids, `not reported` or `not applicable`")
        return member
    return take_listing(value)


def take_one_id(value: Any) -> Any:  # noqa: ANN401 - as above
    """Take one id as a list of one, or the reason why there is none."""
    text = take_filled(value)
    return Missing.of(text) or [text]


def take_listing(value: Any) -> Any:  # noqa: ANN401 - as above
    """Take a list that is not empty."""
    if not isinstance(value, list):
        raise wrong(Code.BAD_VALUE, value, "a list")
    if not value:
        raise wrong(Code.EMPTY_VALUE, value, "at least one member")
    return value


def take_refs(value: Any) -> Any:  # noqa: ANN401 - as above
    """Take keys of the bibliography; the words for a claim without any become an empty list."""
    if value == UNCITED:
        return []
    if not isinstance(value, list) or not value:
        raise wrong(Code.NO_REFERENCE, value, f"keys of the bibliography, or {UNCITED!r}")
    if len({repr(key) for key in value}) < len(value):
        raise wrong(Code.BAD_VALUE, value, "each key once")
    return value


def take_claims(value: Any) -> Any:  # noqa: ANN401 - as above
    """Take a list of claims, or the word for all claims without a reference."""
    return value if value == "uncited" else take_listing(value)


def which_form(value: Any) -> str:  # noqa: ANN401 - as above
    """Return whether a field holds a list or the reason why there is none."""
    return "reason" if isinstance(value, str) else "list"


DOI = r"10\.[0-9]{4,9}/\S+"
"""The form of a DOI."""

_SIGN = r"(?:[^\s\x00-\x1f\x7f-\x9f\"<>\[\\\]^`{|}#%\ufff0-\uffff]|%[0-9A-Fa-f]{2})"
WEB = rf"https?://{_SIGN}+(?:#{_SIGN}*)?"
"""The form of a web address: browsers forgive other signs, but pages and books with them are not valid."""

WEB_WORDS = "a web address, in which signs such as < and | are written as %3C and %7C"
"""What a web address is, in words."""

SHORT = r"(?=.{1,100}\Z)"
"""The start of the form of an id: ids are names of files, too, and these have a limited length."""

SLUG = rf"{SHORT}[a-z0-9]+(-[a-z0-9]+)*"
"""The form of most ids."""

SLUGS = "at most 100 lower-case letters, digits and hyphens"
"""What is said of ids that are none."""

NUMBER = r"NCT[0-9]{8}"
"""The form of the number of a trial."""

LABEL = r"[A-Z][0-9]+[a-z]?"
"""The form of the id of a discrepancy."""

_PAGE = r"\w[\w .-]*(/\w[\w .-]*)*"
_A_PAGE = "a page below docs, without suffix"

Filled = Annotated[str, BeforeValidator(take_filled)]
Line = Annotated[str, BeforeValidator(take_line)]
Slug = Annotated[str, BeforeValidator(_pattern(SLUG, Code.BAD_ID, SLUGS))]
Number = Annotated[str, BeforeValidator(_pattern(NUMBER, Code.BAD_NCT, "NCT and eight digits"))]
Date = Annotated[str, BeforeValidator(take_date)]
Day = Annotated[str, BeforeValidator(take_day)]
Doi = Annotated[str, BeforeValidator(_pattern(DOI, Code.BAD_DOI, "10., four to nine digits, a slash and a name"))]
Url = Annotated[str, BeforeValidator(_pattern(WEB, Code.BAD_VALUE, WEB_WORDS))]
Label = Annotated[str, BeforeValidator(_pattern(LABEL, Code.BAD_ID, "a capital and a number, as D16"))]
PageName = Annotated[str, BeforeValidator(_pattern(_PAGE, Code.BAD_VALUE, _A_PAGE))]
PageAddress = Annotated[str, BeforeValidator(_pattern(rf"{_PAGE}(#[\w.-]+)?", Code.BAD_VALUE, _A_PAGE))]
Slugs = Annotated[list[Slug], BeforeValidator(take_listing)]

Reason = Annotated[Missing, Tag("reason")]
_AnyIds = Annotated[Annotated[list[Slug], Tag("list")] | Reason, Discriminator(which_form)]
IdsField = Annotated[_AnyIds, BeforeValidator(take_ids)]
OneField = Annotated[_AnyIds, BeforeValidator(take_one_id)]
SystemField = Annotated[System | Missing, BeforeValidator(take_closed(System, Code.BAD_VALUE, Missing))]
