"""Rules on authors: whoever is named is a person or a group, not a word for those who are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library

_OTHERS = re.compile(r"\bet\.? al\b|^others$|\band others$", re.IGNORECASE)


def are_people(library: Library) -> Iterator[Problem]:
    """No author is called `others` or `et al.`; only the word that BibTeX has for them is understood everywhere."""
    for work in library.references:
        for author in work.authors:
            if found := _OTHERS.search(author.family) or _OTHERS.search(author.given):
                place = work.lines.at("author")
                told = f"author {found[0]!r} of {work.key!r}"
                yield Problem(place, Code.AUTHOR_OTHERS, told, "names of people, and `and others` at the end of a list")
