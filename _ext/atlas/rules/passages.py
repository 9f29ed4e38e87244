"""What rules read in the words of a passage: typed numbers of works, registry numbers, and letters in one form."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from atlas.model.prose import SIGN, Mark, Passage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from atlas.library import Library

_LIST = r"\d{1,4}(?:(?:, ?| and |[-–])\d{1,4})*"
_NUMBERS = re.compile(rf"\[({_LIST})\]|\b(?i:references?) ({_LIST})\b(?![-–%.]\d)")
_SIGN_OR_NUMBERS = re.compile(rf"{SIGN}|{_NUMBERS.pattern}")
_REGISTRY = re.compile(r"\bNCT\d{8}\b")


def folded(text: str) -> str:
    """Return *text* without case, accents and punctuation, for comparisons."""
    return " ".join(re.findall(r"\w+", plain(text).casefold()))


def plain(text: str) -> str:
    """Return *text* without accents."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def numbers(passage: Passage) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the position of each typed citation, as in `[3, 5]` or `references 3 and 5`, with its numbers."""
    for match in _NUMBERS.finditer(passage.text):
        yield match.start(), _listed(match[1] or match[2])


def _listed(words: str) -> tuple[int, ...]:
    """Return the numbers of a list with ranges."""
    parts = re.findall(r"(\d+)(?:[-–](\d+))?", words)
    return tuple(number for first, last in parts for number in range(int(first), int(last or first) + 1))


def trials(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield the position of each registry number with the number."""
    for match in _REGISTRY.finditer(passage.text):
        yield match.start(), match[0]


def cited(library: Library, passage: Passage) -> Passage:
    """Return *passage* with its typed citations turned into marks, as those that link are."""
    marks: list[Mark] = []
    given = iter(passage.marks)

    def mark(match: re.Match[str]) -> str:
        found = match[1] or match[2]
        known = (library.numbered.get(number) for number in _listed(found or ""))
        marks.append(Mark("cite", tuple(work.key for work in known if work)) if found else next(given))
        return SIGN

    text = _SIGN_OR_NUMBERS.sub(mark, passage.text)
    return Passage(passage.place, text, tuple(marks))


def keys(marks: Collection[Mark]) -> tuple[str, ...]:
    """Return the keys that *marks* cite, in their order."""
    return tuple(key for mark in marks if mark.kind == "cite" for key in mark.ids)
