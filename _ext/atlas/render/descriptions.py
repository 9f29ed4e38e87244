"""How a page is described in one or two sentences, for search engines and lists."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from atlas.render.citable import of_work
from atlas.render.exports import plain

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.render.pages import Subject

LENGTH = 160
"""How many characters of a description search engines show, about."""


def described(library: Library, subject: Subject, id_: str, opening: str) -> str:
    """Return the description of a page: how it opens, else what is recorded of its subject; cut at a word."""
    if not opening and subject == "entity":
        opening = library.entity[id_].definition
    elif not opening and subject == "trial":
        opening = library.trial[id_].scope_reason
    elif not opening and subject == "work":
        opening = plain.reference(of_work(library, library.reference[id_]))
    return textwrap.shorten(opening, LENGTH, placeholder=" …")
