"""Comparing a work of the bibliography with a work as registered: title, first author and year."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.rules.passages import folded

if TYPE_CHECKING:
    from atlas.checks.citations.crossref import Registered
    from atlas.model.records import Reference

RETRACTED = re.compile(r"\s*(retracted|withdrawn|retraction)( article| paper)?\s*:\s*", re.IGNORECASE)
"""What publishers put before the title of a work that they took back."""

_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "ı": "i"})
"""Letters that are no plain letter with a mark on it, as others write them."""
_PARTICLES = frozenset(
    {"al", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "le", "ten", "ter", "van"}
    | {"von", "zu", "zur"}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the two differ: the value of the bibliography and the one registered, empty if there is none."""

    field: str
    printed: str
    registered: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, and what differs so little that both may be right: a year by one."""

    differences: tuple[Difference, ...]
    near: tuple[Difference, ...]

    @property
    def exact(self) -> bool:
        """Whether title, first author and year all agree."""
        return not self.differences and not self.near


def compare(work: Reference, registered: Registered) -> Comparison:
    """Compare *work* with *registered*, whatever the spelling of letters, marks and markup."""
    differences: list[Difference] = []
    near: list[Difference] = []
    if bare(work.title) not in set(map(bare, _titles(registered))):
        differences.append(Difference("title", work.title, next(iter(registered.title), "")))
    family = work.authors[0].family
    if not _same_family(family, registered.first_author):
        differences.append(Difference("first author", family, registered.first_author))
    if work.year not in registered.years:
        year = Difference("year", str(work.year), ", ".join(map(str, registered.years)))
        (near if any(abs(work.year - one) == 1 for one in registered.years) else differences).append(year)
    return Comparison(tuple(differences), tuple(near))


def bare(text: str) -> str:
    """Return the letters and digits of *text* alone: no case, accents, marks, spaces or tags; β is beta."""
    plain = _TAG.sub("", html.unescape(text)).translate(_LETTERS)
    return folded("".join(map(_spelt, unicodedata.normalize("NFKD", plain)))).replace(" ", "").replace("_", "")


def _spelt(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return name.rpartition(" ")[2].lower() if name.startswith("GREEK") and letter.isalpha() else letter


def _titles(registered: Registered) -> list[str]:
    """Return the titles under which a work may be printed: with and without its subtitle."""
    titles = [RETRACTED.sub("", title, count=1) if RETRACTED.match(title) else title for title in registered.title]
    return titles + [f"{title} {subtitle}" for title in titles for subtitle in registered.subtitle]


def _same_family(one: str, other: str) -> bool:
    """Whether two family names are the same, with or without particles before them."""
    names = [folded(name.translate(_LETTERS)).split() for name in (one, other)]
    return bool(names[0] and names[1]) and _without_particles(names[0]) == _without_particles(names[1])


def _without_particles(name: list[str]) -> list[str]:
    while len(name) > 1 and name[0] in _PARTICLES:
        name = name[1:]
    return name
