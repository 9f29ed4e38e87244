"""What is asked of Crossref, and the parts of its answers that are used here.

See https://api.crossref.org for the interface. `updated-by` of a work names its notices; `update-to` of a notice names
the works that it is on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from atlas.checks.citations.client import API, NoAnswerError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from atlas.checks.citations.client import Answer, Client
    from atlas.model.records import Reference

ROWS = 5
"""Candidates that a search returns."""
NOTICES = 100
"""Notices on one work that are read."""


class Part(BaseModel):
    """A part of an answer: what is not used here is left out, and null stands for nothing."""

    model_config = ConfigDict(frozen=True, alias_generator=lambda name: name.replace("_", "-"))

    @model_validator(mode="before")
    @classmethod
    def _without_null(cls, value: Any) -> Any:  # noqa: ANN401 - whatever the answer holds
        return {name: one for name, one in value.items() if one is not None} if isinstance(value, dict) else value


class Person(Part):
    """An author, or a group that has a `name` only."""

    family: str = ""
    name: str = ""
    sequence: str = ""


class Date(Part):
    """A date as `[[year, month, day]]`, of which parts may be missing."""

    date_parts: tuple[tuple[int | None, ...], ...] = ()

    @property
    def year(self) -> int | None:
        """The year, if it is known."""
        return next((part[0] for part in self.date_parts if part), None)


class Update(Part):
    """The other side of an update: its DOI and what kind of update it is."""

    doi: str = Field(alias="DOI")
    type: str = ""


class Registered(Part):
    """A work as it is registered."""

    doi: str = Field(alias="DOI")
    type: str = ""
    title: tuple[str, ...] = ()
    subtitle: tuple[str, ...] = ()
    author: tuple[Person, ...] = ()
    issued: Date = Date()
    published_print: Date = Date()
    published_online: Date = Date()
    updated_by: tuple[Update, ...] = ()
    update_to: tuple[Update, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years in which the work came out in one form or another, each once."""
        dates = (self.issued, self.published_print, self.published_online)
        return tuple(dict.fromkeys(date.year for date in dates if date.year))

    @property
    def first_author(self) -> str:
        """The family name of the first author, or the name of the group; empty if there is none."""
        first = next((one for one in self.author if one.sequence == "first"), next(iter(self.author), Person()))
        return first.family or first.name


class Listing(Part):
    """The answer to a search."""

    items: tuple[Registered, ...]


_Part = TypeVar("_Part", bound=Part)


def path_of(doi: str) -> str:
    """Return the path of *doi*; every character that could mean something in an address is quoted."""
    return f"/works/{quote(doi, safe='')}"


def source_of(doi: str) -> str:
    """Return the public address at which Crossref says what it knows of *doi*."""
    return API + path_of(doi)


def search(client: Client, work: Reference) -> tuple[Registered, ...]:
    """Return the works most like *work*, best first; raise what `Client.get` raises."""
    words = f"{work.title} {work.authors[0].family} {work.year}"
    answer = client.get("/works", {"query.bibliographic": words, "rows": str(ROWS)})
    return read(answer, Listing).items


def notices_on(client: Client, doi: str) -> tuple[tuple[Registered, ...], dt.date]:
    """Return the notices that say of themselves that they are on *doi*, and the day of the answer.

    Raises what `Client.get` raises.
    """
    answer = client.get("/works", {"filter": f"updates:{doi}", "rows": str(NOTICES)})
    return read(answer, Listing).items, answer.day


def check(answer: Answer, query: Mapping[str, str]) -> None:
    """Raise `NoAnswerError` if *answer* has not the form of a list, where there is a *query*, or of a work or none."""
    if query:
        read(answer, Listing)
    elif answer.message is not None:
        read(answer, Registered)


def read(answer: Answer, form: type[_Part]) -> _Part:
    """Return the message of *answer* as *form*; raise `NoAnswerError` where it has another one."""
    try:
        return form.model_validate(answer.message)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "message"
        raise NoAnswerError(f"the answer is not of the form of Crossref at {where!r}") from None
