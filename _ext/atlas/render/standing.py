"""Corrections and retractions of cited works: what is known, since when, and the box that warns of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from atlas.model.values import Standing
from atlas.render.blocks import Line, Link, Note, Paragraph, Text, Web, text
from atlas.render.identifiers import DOI

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.model.records import Claim, Notice, Reference


def standing(notice: Notice | None) -> Line:
    """Return what is known of corrections and retractions, with the day on which that was checked."""
    if notice is None:
        return text("not checked", "missing")
    day = Text(f" (as of {notice.checked}, ")
    tail = (day, Web(notice.source, "as registered"), Text(")"))
    if notice.state is Standing.NONE:
        return (Text("none registered"), *tail)
    link = (Text(": "), Web(DOI.format(id=quote(notice.notice)), f"doi:{notice.notice}")) if notice.notice else ()
    return (Text(notice.state.value, "strong"), *link, *tail)


_TITLES = {
    Standing.CORRECTED: "{work} was corrected",
    Standing.CONCERN: "{work} is under an expression of concern",
    Standing.RETRACTED: "{work} was retracted",
}


def told(library: Library, work: Reference) -> str:
    """Return what is to be told of a work with a correction or retraction, in a few words, or nothing."""
    notice = library.notice.get(work.key)
    found = notice and _TITLES.get(notice.state)
    return found.format(work=f"Reference {work.number}") if found else ""


def banner(library: Library, work: Reference) -> tuple[Note, ...]:
    """Return the box that warns of a work with a correction or retraction, or nothing."""
    title = told(library, work)
    return (Note(text(title), (Paragraph(standing(library.notice[work.key])),)),) if title else ()


def warning(library: Library, work: Reference) -> tuple[Line, ...]:
    """Return one line that warns of a work with a correction or retraction, or nothing."""
    title = told(library, work)
    return ((Text(f"{title} ("), Link("work", work.key, "see its page"), Text(")")),) if title else ()


def warnings(library: Library, claim: Claim) -> tuple[Note, ...]:
    """Return a box for each work with a correction or retraction that *claim* rests on."""
    return tuple(note for work in library.works((claim,)) for note in banner(library, work))


def remark(library: Library, claim: Claim) -> str:
    """Return the same in one line, for where there is no room for boxes; or nothing."""
    return " ".join(f"{title}." for work in library.works((claim,)) if (title := told(library, work)))
