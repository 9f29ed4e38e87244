"""Prose as rules read it: passages of words with the places of citations and links, free of any markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from atlas.problem import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands in a text for a citation or a link."""

_END = re.compile(r"[.?!][”’\"')\]]*\s+")
_SHORT = re.compile(r"(?:\b(?:al|approx|ca|cf|Dr|e\.g|etc|Fig|i\.e|No|St|vs)|\b[A-Z])\.[”’\"')\]]*\s+$")
"""What ends with a full stop without ending a sentence."""

_LONGEST = 8
"""More letters than any of these has."""


class Mark(NamedTuple):
    """A citation (`cite`, with the keys of its works) or a link (the type of a record, with its id)."""

    kind: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item of a list, a caption or a field of a record, or a sentence of one of these.

    Each `SIGN` in `text` stands for the next of `marks`. `place` is where the text begins; each line end in the text is
    one in the file.
    """

    place: Place
    text: str
    marks: tuple[Mark, ...] = ()

    def at(self, position: int) -> Place:
        """Return the place of the character at *position*."""
        return Place(self.place.path, self.place.line + self.text.count("\n", 0, position))

    def placed(self) -> Iterator[tuple[int, Mark]]:
        """Yield every mark with its position in the text."""
        signs = (match.start() for match in re.finditer(SIGN, self.text))
        yield from zip(signs, self.marks, strict=True)

    def sentences(self) -> Iterator[Passage]:
        """Yield the sentences."""
        place, start, seen = self.place, 0, 0
        for end in self._ends():
            text = self.text[start:end]
            sentence = Passage(place, text, self.marks[seen : seen + text.count(SIGN)])
            yield sentence
            place, start, seen = sentence.at(len(text)), end, seen + len(sentence.marks)

    def _ends(self) -> Iterator[int]:
        """Yield where sentences end, the white space behind them included."""
        for match in _END.finditer(self.text):
            if not _SHORT.search(self.text, max(0, match.start() - _LONGEST), match.end()):
                yield match.end()
        yield len(self.text)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written by hand on a page, and the keys of the works that the claims shown there rest on."""

    passages: tuple[Passage, ...]
    rests: frozenset[str] = frozenset()
