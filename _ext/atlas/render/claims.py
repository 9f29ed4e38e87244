"""Claims on pages: in full with all their fields, as short lists, and as the function table."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from atlas.model.values import Missing
from atlas.render import changes, phrases
from atlas.render.blocks import (
    Blocks,
    Bullets,
    Column,
    Fields,
    Item,
    Line,
    Link,
    Paragraph,
    Row,
    Section,
    Table,
    Target,
    Text,
    text,
)
from atlas.render.discrepancies import links, note
from atlas.render.standing import remark, warnings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Library
    from atlas.model.records import Claim, Ids
    from atlas.selection import Selection


def register(library: Library, section: str) -> Blocks:
    """Return every claim of *section* in full: the home of these claims."""
    return tuple(_item(library, claim) for claim in library.claims if claim.origin.section == section)


def _item(library: Library, claim: Claim) -> Item:
    doubts = (note(library, discrepancy.id) for discrepancy in library.discrepancies_of(claim.id))
    notes = (*warnings(library, claim), *doubts)
    statement = (Text(claim.statement + " "), *phrases.citation(library, claim))
    words = changes.since(library, "claim", claim.id)
    since = text(words, "since") if words else ()
    told = changes.beside(library, "claim", claim.id)
    blocks: Blocks = (Paragraph(statement), Fields(tuple(_fields(library, claim))), *notes, *told)
    former = tuple(Target("claim", old, home=True) for old in claim.former)
    return Item(Target("claim", claim.id, home=True), blocks, former, since)


def _fields(library: Library, claim: Claim) -> list[tuple[str, tuple[Line, ...]]]:
    scheme = library.scheme
    section = _section_title(library, claim.origin.section)
    origin = f"{section}, paragraph {claim.origin.paragraph}, sentence {claim.origin.sentence}"
    fields: list[tuple[str, tuple[Line, ...]]] = [
        ("Kind", (text(scheme.claim_kind[claim.kind].label),)),
        ("In the review", (text(origin),)),
    ]
    finding = scheme.claim_kind[claim.kind].finding
    if finding or not isinstance(claim.system, Missing):
        fields.append(("System", (text(claim.system.value),)))
    for facet in scheme.facets:
        value = claim.facets[facet.id]
        if finding or not isinstance(value, Missing):
            fields.append((facet.label, (phrases.entities(library, value),)))
    if finding or not isinstance(claim.effects, Missing):
        fields.append(("Effect", phrases.effects(library, claim)))
    if claim.quantities:
        fields.append(("Quantity", tuple(phrases.quantity(library, one) for one in claim.quantities)))
    if claim.about:
        fields.append((scheme.about.label, (phrases.entities(library, claim.about),)))
    return _folded(fields)


def _folded(fields: list[tuple[str, tuple[Line, ...]]]) -> list[tuple[str, tuple[Line, ...]]]:
    """Gather the fields that have no value at the end, one line for each reason."""
    kept = [field for field in fields if not _reason(field[1])]
    for reason in Missing:
        names = [name for name, lines in fields if _reason(lines) == reason.value]
        if names:
            kept.append((reason.value.capitalize(), (text(", ".join(names)),)))
    return kept


def _reason(lines: tuple[Line, ...]) -> str:
    """Return the reason that *lines* give in the place of a value, or nothing."""
    first = lines[0][0]
    return first.text if isinstance(first, Text) and first.text in {reason.value for reason in Missing} else ""


def line(library: Library, claim: Claim) -> Line:
    """Return a claim in one line: its id as a link, the statement, the works, the discrepancies."""
    tails = _tails(library, claim)
    tail = [part for one in tails for part in (Text(" "), *one)]
    statement = (Text(f" {claim.statement} "), *phrases.citation(library, claim), *tail)
    return (Link("claim", claim.id, claim.id), *statement)


def _tails(library: Library, claim: Claim) -> tuple[Line, ...]:
    """Return what follows a claim where it is shown in short: retracted works, then discrepancies."""
    warned = remark(library, claim)
    return (*((text(warned, "strong"),) if warned else ()), *filter(None, (links(library, claim),)))


def listing(library: Library, claims: Iterable[Claim]) -> Blocks:
    """Return claims as a list, or say that there are none."""
    items = tuple(line(library, claim) for claim in claims)
    return (Bullets(items, "atlas-claims"),) if items else (Paragraph(text("No claim of the review says so.")),)


def grouped(library: Library, claims: Iterable[Claim], prefix: str) -> Blocks:
    """Return claims as lists under the titles of the sections they come from; *prefix* starts their anchors."""
    blocks: list[Section] = []
    for section, group in groupby(claims, key=lambda claim: claim.origin.section):
        title = _section_title(library, section)
        blocks.append(Section(title, f"{prefix}-{section}", listing(library, group)))
    return tuple(blocks)


def functions(library: Library, claims: Iterable[Claim], table_id: str, caption: str) -> Table:
    """Return the findings among *claims* as a table, one row a claim, in the columns that the scheme declares."""
    middle = tuple(Column(column.id, column.label, 4) for column in library.scheme.function_table.columns)
    columns = (Column("claim", "Claim", 6), *middle, Column("effect", "Effect", 4), Column("reference", "Works", 3))
    rows = tuple(_row(library, claim) for claim in library.findings(claims))
    return Table(table_id, caption, columns, rows, explored="claim")


def _row(library: Library, claim: Claim) -> Row:
    tails = _tails(library, claim)
    head = ((Link("claim", claim.id, claim.id),), text(claim.statement, "statement"), *tails)
    middle = tuple(_cell(library, claim, column.facets) for column in library.scheme.function_table.columns)
    return Row(
        Target("row", claim.id), (head, *middle, phrases.effects(library, claim), (phrases.citation(library, claim),))
    )


def _cell(library: Library, claim: Claim, facets: tuple[str, ...]) -> tuple[Line, ...]:
    """Return the values of *facets*, one line each, and one last line that names what is not reported."""
    lines: list[Line] = []
    silent: list[str] = []
    for number, name in enumerate(facets):
        label = "system" if name == "system" else library.scheme.facet[name].label.lower()
        value: Ids = claim.system if isinstance(claim.system, Missing) else (claim.system.value,)
        if name != "system":
            value = claim.facets[name]
        if isinstance(value, Missing):
            silent += [label] if value is Missing.NOT_REPORTED else []
            continue
        shown = text(value[0]) if name == "system" else phrases.entities(library, value)
        lines.append(shown if number == 0 else (Text(f"{label}: "), *shown))
    if silent:
        lines.append(text("not reported" if len(facets) == 1 else f"not reported: {', '.join(silent)}", "missing"))
    return tuple(lines) or (text(Missing.NOT_APPLICABLE.value, "missing"),)


def selection_caption(library: Library, selection: Selection) -> str:
    """Return the caption of a function table under *selection*, in words."""
    if not selection:
        return "Findings of the review, one row a claim"
    parts = []
    for name, values in selection:
        facet = library.scheme.facet.get(name)
        labels = [
            library.entity[value].label if value in library.entity else _section_title(library, value)
            for value in values
        ]
        parts.append(f"{facet.label.lower() if facet else name}: {' or '.join(labels)}")
    return "Findings of the review; " + "; ".join(parts)


def _section_title(library: Library, value: str) -> str:
    return library.section[value].title if value in library.section else value
