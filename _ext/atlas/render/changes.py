"""What has changed: beside each record since when it is there and what became of it, and all of it on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.differences import as_called_today, difference, differences, named_by, on_entity, records, released_as
from atlas.model.history import RECORDED, How
from atlas.render import phrases
from atlas.render.blocks import Blocks, Bullets, FileLink, Line, Link, PageLink, Paragraph, Section, Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from atlas.library import Library
    from atlas.model.history import Change, FieldChange, Release, Value
    from atlas.render.blocks import Block, Inline

FEED = "changes.atom"
"""The name of the feed of releases, at the root of the site."""

PENDING = "not yet released"

_NAMES = {
    "claim": ("claim", "claims"),
    "entity": ("entity", "entities"),
    "trial": ("trial", "trials"),
    "work": ("cited work", "cited works"),
    "discrepancy": ("discrepancy", "discrepancies"),
    "term": ("abbreviation", "abbreviations"),
}
"""What one record of each type is called, and several."""

_FIELDS = {
    "refs": "Works",
    "origin": "In the review",
    "effects": "Effect",
    "quantities": "Quantity",
    "synonyms": "Also called",
    "parents": "Broader entry",
    "facts": "Fact",
    "printed": "Printed",
    "et_al": "List of authors is cut",
    "doi": "DOI",
    "doi_source": "Where the DOI was seen",
    "pmid": "PubMed number",
    "pmcid": "PubMed Central number",
    "role": "Why it is cited",
    "standing": "Corrections and retractions",
    "doubt": "What is doubtful",
    "checked": "How it was checked",
}
"""How fields are called on pages, where that is not their name in data."""

_LINKS: Mapping[str, Callable[[Library, str], Inline]] = {
    "claim": lambda _library, id_: Link("claim", id_, id_),
    "entity": phrases.entity,
    "trial": lambda _library, id_: Link("trial", id_, id_),
    "work": lambda library, id_: Link("work", id_, f"[{library.reference[id_].number}]"),
    "discrepancy": lambda _library, id_: Link("discrepancy", id_, id_),
}
"""The link to a record of each type, under a short name; abbreviations need not be shown anywhere."""


def since(library: Library, type_: str, id_: str) -> str:
    """Return in a few words since which release a record is there; empty while nothing was released."""
    if not library.history.releases:
        return ""
    logged = _logged(library, type_, id_)
    return f"in the atlas since {logged[0][0].version}" if logged else PENDING


def section(library: Library, type_: str, id_: str, anchor: str) -> tuple[Section, ...]:
    """Return the section on a page that tells what became of its record; empty while nothing was released."""
    if not library.history.releases:
        return ()
    logged = _logged(library, type_, id_)
    first = f"In the atlas since version {called(logged[0][0])}." if logged else f"In the atlas, {PENDING}."
    return (Section("Changes", anchor, (Paragraph(text(first)), *beside(library, type_, id_))),)


def beside(library: Library, type_: str, id_: str) -> tuple[Bullets, ...]:
    """Return what became of a record since it was first released as a list, or nothing if it stands as it was."""
    items = _became(library, type_, id_)
    return (Bullets(items, "atlas-changes"),) if items else ()


def _became(library: Library, type_: str, id_: str) -> tuple[Line, ...]:
    if not library.history.releases:
        return ()
    changes = [(f"Version {called(release)}", change) for release, change in _logged(library, type_, id_)[1:]]
    pending = difference(library, type_, id_)
    changes += [(PENDING.capitalize(), pending)] if pending and pending.how is not How.ADDED else []
    return tuple((Text(f"{when}: "), *line) for when, change in changes for line in _told(library, change))


def briefly(library: Library, type_: str, id_: str) -> Line:
    """Return the same for the end of a line, in small print, and since when a record is there.

    Empty for a record that stands as it was in the first release.
    """
    releases, logged = library.history.releases, _logged(library, type_, id_)
    is_later = releases and not (logged and logged[0][0] is releases[0])
    remark = text(f" ({since(library, type_, id_)})", "since") if is_later else ()
    told = (part for line in _became(library, type_, id_) for part in (Text(" "), *line, Text(".")))
    return (*remark, *(Text(part.text, "changes") if isinstance(part, Text) else part for part in told))


def _logged(library: Library, type_: str, id_: str) -> tuple[tuple[Release, Change], ...]:
    return library.history.changes.get((type_, released_as(library, type_, id_)), ())


def page(library: Library) -> Blocks:
    """Return everything that changed: what is not yet released, then all releases, the newest first."""
    releases = library.history.releases
    if not releases:
        return (Paragraph(text("Nothing was released yet.")),)
    feed = (Text("To hear of new versions, follow the feed of releases in a reader of feeds: "), FileLink(FEED, ""))
    pending = _listed(library, differences(library)) or (Paragraph(text("The records stand as they were released.")),)
    parts: list[Block] = [Paragraph(feed), Section(PENDING.capitalize(), "release-next", pending)]
    for number in range(len(releases), 0, -1):
        words = Paragraph(text(summary(library, number)))
        changes = _listed(library, releases[number - 1].changes) if number > 1 else ()
        parts.append(Section(f"Version {called(releases[number - 1])}", anchor(number), (words, *changes)))
    return tuple(parts)


def called(release: Release) -> str:
    """Return the version of *release* with the day as of which it holds."""
    return f"{release.version} (as of {release.day})"


def anchor(number: int) -> str:
    """Return the anchor of the release *number*, counted from the first as 1."""
    return f"release-{number}"


def summary(library: Library, number: int) -> str:
    """Return in words how many records the release *number* holds, and whether it changed none."""
    held = library.history.sizes[number - 1]
    parts = [f"{held[type_]} {_kind(type_, held[type_])}" for type_ in RECORDED if held[type_]]
    words = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts) or "no record"
    first = "The first release. " if number == 1 else ""
    same = "" if library.history.releases[number - 1].changes else " No record has changed."
    return f"{first}It holds {words}.{same}"


def told(library: Library, changes: Iterable[Change]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield *changes* by type of record: what the records are called, and the changes as lines."""
    chosen = tuple(changes)
    for type_ in RECORDED:
        if lines := tuple(_gathered(library, [change for change in chosen if change.type == type_])):
            yield _kind(type_, 2).capitalize(), lines


def _listed(library: Library, changes: Iterable[Change]) -> Blocks:
    blocks = ((Paragraph(text(name), "atlas-group"), Bullets(lines)) for name, lines in told(library, changes))
    return tuple(block for pair in blocks for block in pair)


def _gathered(library: Library, changes: list[Change]) -> Iterator[Line]:
    """Yield changes of one type of record: the new ones in one line, then the others one by one."""
    if added := [_link(library, change.type, change.id) for change in changes if change.how is How.ADDED]:
        yield (Text("Added: "), *joined(added))
    for change in changes:
        if change.how is not How.ADDED:
            gone = change.how is How.REMOVED
            name = Text(change.id) if gone else _link(library, change.type, change.id)
            yield from ((name, Text(": "), *line) for line in _told(library, change))


def _told(library: Library, change: Change) -> Iterator[Line]:
    """Yield what became of a record, a line for each of its fields."""
    match change.how:
        case How.ADDED:
            yield text("added again")
        case How.REMOVED:
            yield _removed(library, change)
        case How.CHANGED:
            if change.former:
                yield text(f"new id, formerly {change.former}")
            for one in as_called_today(library, change):
                yield _field(library, change, one)


def _removed(library: Library, change: Change) -> Line:
    """Return what a record that is gone was, and where its address leads."""
    was = next((one.before[0] for one in change.fields if one.name in {"statement", "label", "title", "expansion"}), "")
    words: Line = (Text("removed"), *text(f" (“{was}”)" if was else ""))
    heir = library.renamed.get((change.type, change.id))
    kind = next((one.before[0] for one in change.fields if one.name == "kind"), "")
    folders = {"entity": f"entities/{kind}", "trial": "trials", "work": "references"}
    new = library.redirects.get(f"{folders.get(change.type, '')}/{change.id}")
    if heir:
        return (*words, Text("; now part of "), _link(library, change.type, heir))
    return (*words, Text("; its address leads to "), PageLink(new.partition("#")[0])) if new else words


def _field(library: Library, change: Change, one: FieldChange) -> Line:
    """Return what a field held and what it holds."""
    name = _name(library, change.type, one.name)
    before, after = (_value(library, change.type, one.name, value) for value in (one.before, one.after))
    if not before:
        return (Text(f"{name}: added "), *after)
    if not after:
        return (Text(f"{name}: removed "), *before)
    return (Text(f"{name}: was "), *before, Text(", is now "), *after)


def _kind(type_: str, number: int) -> str:
    one, many = _NAMES[type_]
    return one if number == 1 else many


def _link(library: Library, type_: str, id_: str) -> Inline:
    """Return the link to a record under a short name; what is no more, or has no place of its own, is named."""
    known = library.renamed.get((type_, id_), id_)
    return _LINKS[type_](library, known) if type_ in _LINKS and known in records(library, type_) else Text(id_)


def _name(library: Library, type_: str, name: str) -> str:
    """Return how a field is called on pages."""
    field, _, part = name.partition("/")
    labels = {facet.id: facet.label for facet in library.scheme.trial_facets} if type_ == "trial" else {}
    if type_ == "claim":
        labels = {facet.id: facet.label for facet in (*library.scheme.facets, library.scheme.about)}
    label = labels.get(field) or _FIELDS.get(field) or field.replace("_", " ").capitalize()
    if entity := library.entity.get(on_entity(type_, name)):
        part = entity.label
    return f"{label} ({part})" if part else label


def _value(library: Library, type_: str, name: str, value: Value) -> Line:
    """Return what a field holds: links to the records that it names, other words in quotation marks."""
    named = named_by(library, type_, name)
    known = records(library, named) if named else {}
    return joined([_link(library, named, one) if one in known else Text(f"“{one}”") for one in value], "; ")
