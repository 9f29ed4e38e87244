"""Authors named in a text: where, how surely, and whether they are those of the works cited beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from atlas.code import Code
from atlas.model.prose import SIGN
from atlas.problem import Problem
from atlas.rules.passages import keys, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.library import Library
    from atlas.model.prose import Passage
    from atlas.model.records import Reference

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"(?:[’']s|[’'])$")
_INITIALS = re.compile(r"[A-Z]{1,3}")
_OTHERS = re.compile(
    r"(?P<initials>,?\s+(?:[A-Z]\.?[-\s]?){1,3})?,?\s+"
    r"(?:et\s+al\b|and\s+(?:(?:his|her|their)\s+)?(?:colleagues|co-?workers|collaborators|associates)\b)"
)
"""What follows the name of a first author, and no other word."""

_NEXT = re.compile(r",\s+|,?\s+(?:and|&)\s+")
"""What stands between two names of a list."""

_CITED = re.compile(rf"\s*(?:\(?{SIGN}|\((?:19|20)\d\d)")
"""What follows a name that is cited: the citation, or a year in brackets."""

_CAPITAL = re.compile(r"\s+[A-Z]")
_BEFORE = re.compile(r"([^\W\d_])[\w-]*,?\s$")
_FAR = 40


class Naming(NamedTuple):
    """An author named at a position of a text; `is_sure` if the words around it say that an author is meant."""

    name: str
    position: int
    is_sure: bool


class Names:
    """The family names of the authors of a library, found in texts word by word."""

    def __init__(self, library: Library) -> None:
        """Know the authors of all works, and the words that are names of something else."""
        self._known = {_key(author.family) for work in library.references for author in work.authors}
        self._longest = max(map(len, self._known), default=0)
        labels = (name for entity in library.entities for name in (entity.label, *entity.synonyms))
        texts = (*labels, *(one.expansion for one in library.abbreviations))
        self._ordinary = {_key(word) for text in texts for word in _WORD.findall(text)}

    def is_author(self, name: str) -> bool:
        """Return whether *name* is the family name of an author of a cited work."""
        return _key(name) in self._known

    def found(self, text: str) -> Iterator[Naming]:
        """Yield the authors that *text* names; of a list of names the first."""
        for group in self._groups(text):
            start, end = group[0]
            name = text[start:end]
            others = _OTHERS.match(text, group[-1][1])
            if others or (_key(name) not in self._ordinary and (len(group) > 1 or _is_meant(text, start, end))):
                # with initials it may be a whole reference that is shown as an example
                is_sure = len(group) > 1 or (others is not None and not others["initials"])
                yield Naming(_POSSESSIVE.sub("", name), start, is_sure)

    def _groups(self, text: str) -> Iterator[list[tuple[int, int]]]:
        """Yield lists of names, most of them of one name, each name by its start and its end."""
        group: list[tuple[int, int]] = []
        for start, end in self._spans(text):
            if group and not _NEXT.fullmatch(text, group[-1][1], start):
                yield group
                group = []
            group.append((start, end))
        if group:
            yield group

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of each name that is known, or that must be one by what follows it."""
        words = list(_WORD.finditer(text))
        position = 0
        while position < len(words):
            size = self._size(text, words[position : position + self._longest])
            start, end = words[position].start(), words[position + max(size, 1) - 1].end()
            if size or (_is_name(words[position][0]) and _OTHERS.match(text, end)):
                yield start, end
            position += max(size, 1)

    def _size(self, text: str, words: list[re.Match[str]]) -> int:
        """Return how many of *words* are a name that is known: the longest from the first word on, or 0."""
        for size in range(len(words), 0, -1):
            last = words[size - 1]
            if last[0][0].isupper() and _key(text[words[0].start() : last.end()]) in self._known:
                return size
        return 0


def _key(name: str) -> tuple[str, ...]:
    """Return the words of *name* in the form in which names are compared."""
    words = _WORD.findall(plain(name).replace("’", "'").casefold())
    return tuple(_POSSESSIVE.sub("", word) for word in words)


def _is_name(word: str) -> bool:
    """Return whether *word* has the form of a name: a capital, and more than initials."""
    return word[0].isupper() and not _INITIALS.fullmatch(word)


def _is_meant(text: str, start: int, end: int) -> bool:
    """Return whether the one name from *start* to *end* is no word of another meaning.

    It is followed by a citation, or in the genitive, or has its capital although no sentence and no other name begins.
    """
    if _CITED.match(text, end) or _POSSESSIVE.search(text, start, end):
        return True
    before = _BEFORE.search(text, max(0, start - _FAR), start)
    return before is not None and before[1].islower() and not _CAPITAL.match(text, end)


def misnamed(library: Library, names: Names, passage: Passage, works: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Tell the authors that *passage* names without citing a work of which each is the first author.

    *works* are the keys of those that the passage as a whole rests on.
    """
    sentences = list(passage.sentences())
    for number, sentence in enumerate(sentences):
        for naming in names.found(sentence.text):
            near = _near(sentence, naming.position) or works
            if not near and naming.is_sure:
                near = keys([mark for other in (*sentences[number + 1 :], *sentences[:number]) for mark in other.marks])
            yield from _compared(library, names, naming, near, sentence)


def _near(sentence: Passage, position: int) -> tuple[str, ...]:
    """Return the works of the first citation behind *position*, or else of the last one before it."""
    cited = [(place, mark.ids) for place, mark in sentence.placed() if mark.kind == "cite"]
    behind = [ids for place, ids in cited if place > position]
    return (behind or [ids for _, ids in reversed(cited)] or [()])[0]


def _compared(
    library: Library, names: Names, naming: Naming, near: tuple[str, ...], sentence: Passage
) -> Iterator[Problem]:
    """Compare the author named with the first authors of the works *near* the name, as far as these exist."""
    firsts = {key: library.reference[key] for key in near if key in library.reference}
    ours = {_key(author.family) for author in library.scheme.article.authors[:1]}
    if _key(naming.name) in ours | {_key(work.authors[0].family) for work in firsts.values()}:
        return
    place = sentence.at(naming.position)
    if firsts:
        found = f"author {naming.name!r} beside " + _listed(firsts.values())
        expected = " or ".join(dict.fromkeys(repr(work.authors[0].family) for work in firsts.values()))
        yield Problem(place, Code.WRONG_AUTHOR, found, expected)
    elif not near and naming.is_sure and names.is_author(naming.name):
        yield Problem(place, Code.UNCITED_AUTHOR, f"author {naming.name!r}", "a citation in the same sentence")


def _listed(works: Iterable[Reference]) -> str:
    return " and ".join(f"[{work.number}] {work.key!r}" for work in works)
