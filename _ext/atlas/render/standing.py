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


def banner(library: Library, work: Reference) -> tuple[Note, ...]:
    """Return the box that warns of a work with a correction or retraction, or nothing."""
    notice = library.notice.get(work.key)
    if notice is None or notice.state is Standing.NONE:
        return ()
    title = text(_TITLES[notice.state].format(work=f"Reference {work.number}"))
    return (Note(title, (Paragraph(standing(notice)),)),)


def warning(library: Library, work: Reference) -> tuple[Line, ...]:
    """Return one line that warns of a work with a correction or retraction, or nothing."""
    link = Link("work", work.key, "see its page")
    return tuple((*note.title, Text(" ("), link, Text(")")) for note in banner(library, work))


def warnings(library: Library, claim: Claim) -> tuple[Note, ...]:
    """Return a box for each work with a correction or retraction that *claim* rests on."""
    return tuple(note for work in library.works((claim,)) for note in banner(library, work))
