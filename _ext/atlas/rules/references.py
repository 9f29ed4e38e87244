"""Rules on references: every work has its place in the argument, and stands once."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library
    from atlas.model.records import Reference


def all_are_used(library: Library) -> Iterator[Problem]:
    """Every work supports a claim, or is marked as background."""
    for reference in library.references:
        if not library.scheme.role[reference.role].background and not library.claims_citing(reference.key):
            place = reference.lines.at()
            found = f"work {reference.key!r} [{reference.number}]"
            roles = " or ".join(role.id for role in library.scheme.reference_roles if role.background)
            yield Problem(place, Code.IDLE_REFERENCE, found, f"a claim that names it, or the role {roles}")


def stand_once(library: Library) -> Iterator[Problem]:
    """No two works share an identifier, or title and year."""
    first: dict[tuple[str, str], Reference] = {}
    for reference in library.references:
        for field, value in _marks(reference):
            other = first.setdefault((field, value), reference)
            if other is not reference:
                place = reference.lines.at(field)
                found = f"{field} of {reference.key!r}, the same as of {other.key!r} at {other.lines.at(field)}"
                yield Problem(place, Code.DUPLICATE_WORK, found, "a work once")
                break


def _marks(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the fields by which a work is known again, each with its value in one form."""
    for field, value in (("doi", reference.doi), ("pmid", reference.pmid), ("pmcid", reference.pmcid)):
        if value:
            yield field, value.lower()
    yield "title", f"{folded(reference.title)} {reference.year}"


def folded(text: str) -> str:
    """Return *text* without case, accents and punctuation, for comparisons."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", plain.casefold()))


def notices_name_works(library: Library) -> Iterator[Problem]:
    """Every notice is on a work of the bibliography."""
    for notice in library.notices:
        if notice.work not in library.reference and not library.left_out("references", notice.work):
            found = f"reference {notice.work!r}"
            yield Problem(notice.lines.at("work"), Code.UNKNOWN_REFERENCE, found, "a key of bibliography.bib")
