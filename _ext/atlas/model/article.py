"""The article as a grid: sections, sentences and their addresses, without the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atlas.problem import Place


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """An address in the article: section id, then paragraph and sentence, both counted from 1."""

    section: str
    paragraph: int
    sentence: int

    def __str__(self) -> str:
        """Return the address as `section ¶1 s2`."""
        return f"{self.section} ¶{self.paragraph} s{self.sentence}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article: its address, the numbers it cites, and why it is no claim, if it is none."""

    origin: Origin
    numbers: tuple[int, ...]
    not_a_claim: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the article; sentences in reading order."""

    id: str
    title: str
    sentences: tuple[Sentence, ...]
