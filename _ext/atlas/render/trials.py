"""Trials on pages: the article's table as printed, the further trials, and the page of one trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.model.values import Missing
from atlas.render import changes, phrases
from atlas.render.blocks import (
    Backlinks,
    Block,
    Blocks,
    Column,
    Fields,
    IndexTerms,
    Line,
    Link,
    Note,
    Paragraph,
    Row,
    Section,
    Table,
    Target,
    Text,
    Web,
    text,
)
from atlas.render.discrepancies import brief, touching

if TYPE_CHECKING:
    from collections.abc import Container

    from atlas.library import Library
    from atlas.model.records import Fact, Printed, Trial

REGISTRY = "https://clinicaltrials.gov/study/{id}"


def in_review(library: Library, scopes: Container[str]) -> Table:
    """Return the trials of the article's table in *scopes*: its cells as printed, and how each is in scope."""
    columns = (
        Column("trial", "Trial"),
        Column("title", "Title as printed", 3),
        Column("disease", "Disease as printed"),
        Column("intervention", "Intervention as printed"),
        Column("phase", "Phase as printed"),
        Column("scope", "Scope", 3),
        Column("status", "Status, with its date"),
    )
    rows = tuple(_printed_row(library, trial) for trial in library.trials if trial.printed and trial.scope in scopes)
    return Table("trials-in-review", "Trials in the review's table, as printed", columns, rows, explored="trial")


def _printed_row(library: Library, trial: Trial) -> Row:
    assert trial.printed is not None  # noqa: S101 - the caller chose printed trials
    printed = trial.printed
    cells = (
        _head(trial),
        (text(printed.title),),
        (text(printed.disease),),
        (text(printed.intervention),),
        (_printed_phase(printed),),
        _scope(library, trial),
        _dated(trial, "status"),
    )
    return Row(Target("row", trial.id), cells)


def later(library: Library, scopes: Container[str]) -> Table:
    """Return the trials in *scopes* that are not in the article's table, in the columns of the scheme."""
    middle = tuple(Column(column.id, column.label) for column in library.scheme.trial_columns)
    columns = (
        Column("trial", "Trial"),
        Column("title", "Title", 3),
        *middle,
        Column("status", "Status, with its date"),
    )
    rows = tuple(_later_row(library, trial) for trial in library.trials if not trial.printed and trial.scope in scopes)
    return Table("trials-later", "Further trials, not in the review's table", columns, rows, explored="trial")


def _later_row(library: Library, trial: Trial) -> Row:
    middle = (_cell(trial, column.fields) for column in library.scheme.trial_columns)
    return Row(Target("row", trial.id), (_head(trial), (_value(trial.title),), *middle, _dated(trial, "status")))


def _cell(trial: Trial, names: tuple[str, ...]) -> tuple[Line, ...]:
    """Return the values of the fields *names*, one a line; further fields are led by their name."""
    lines: list[Line] = []
    for number, name in enumerate(names):
        values = [_value(fact.value) for fact in trial.values(name)] or [_value(Missing.NOT_REPORTED.value)]
        lines += values if number == 0 else [(Text(f"{name}: "), *value) for value in values]
    return tuple(lines)


def _value(words: str) -> Line:
    return text(words, "missing" if words in set(Missing) else "plain")


def _head(trial: Trial) -> tuple[Line, ...]:
    return ((Link("trial", trial.id, trial.id),),)


def _scope(library: Library, trial: Trial) -> tuple[Line, ...]:
    known = library.scheme.scope.get(trial.scope)
    return (text(known.label if known else trial.scope, "strong"), text(trial.scope_reason))


def _dated(trial: Trial, name: str) -> tuple[Line, ...]:
    """Return every value of a field with its date; a status is never shown without one."""
    facts = trial.values(name)
    return tuple(text(dated(fact)) for fact in facts) or (text(Missing.NOT_REPORTED.value, "missing"),)


def dated(fact: Fact) -> str:
    """Return a value with the date at which its source gave it."""
    if fact.value == Missing.NOT_REPORTED.value:
        return fact.value
    return (
        f"{fact.value} (as of {fact.as_of})"
        if fact.as_of != Missing.NOT_REPORTED.value
        else f"{fact.value} (date not reported)"
    )


def page(library: Library, trial: Trial) -> Blocks:
    """Return everything that the atlas holds on a trial."""
    pairs: list[tuple[str, tuple[Line, ...]]] = [
        ("Registry number", ((Web(REGISTRY.format(id=trial.id), trial.id),),)),
        ("Title", (text(trial.title),)),
        ("In the review's table", (text("yes" if trial.printed else "no"),)),
        ("Scope", _scope(library, trial)),
    ]
    pairs += [
        (facet.label, (phrases.entities(library, trial.facets[facet.id]),))
        for facet in library.scheme.trial_facets
        if facet.id in trial.facets
    ]
    blocks: list[Block] = [IndexTerms((trial.id, trial.title), f"trial-{trial.id}".lower()), Fields(tuple(pairs))]
    if trial.printed:
        blocks.append(Section("As printed in the review", f"{trial.id}-printed".lower(), _printed(trial)))
    blocks.append(Section("What sources say", f"{trial.id}-facts".lower(), _facts(trial)))
    doubts = touching(library, (), f"trials/{trial.id}")
    blocks.append(Section("Discrepancies", f"{trial.id}-doubts".lower(), brief(library, doubts)))
    blocks.append(Section("What links here", f"{trial.id}-links".lower(), (Backlinks("trial", trial.id),)))
    blocks += changes.section(library, "trial", trial.id, f"{trial.id}-changes".lower())
    return tuple(blocks)


def _printed(trial: Trial) -> Blocks:
    assert trial.printed is not None  # noqa: S101 - the caller chose a printed trial
    printed = trial.printed
    pairs = (
        ("Title", (text(printed.title),)),
        ("Disease", (text(printed.disease),)),
        ("Intervention", (text(printed.intervention),)),
        ("Phase", (_printed_phase(printed),)),
        ("Read at", ((Web(printed.source, host(printed.source)),),)),
    )
    return (Fields(pairs),)


def _printed_phase(printed: Printed) -> Line:
    """Return the phase cell as printed; a cell without words says so."""
    empty = printed.phase == Missing.NOT_REPORTED.value
    return text("nothing printed", "missing") if empty else text(printed.phase)


def _facts(trial: Trial) -> Blocks:
    columns = (
        Column("field", "Field"),
        Column("value", "Value", 4),
        Column("as_of", "As of", 1),
        Column("sources", "Sources"),
        Column("note", "Remark"),
    )
    rows = tuple(_fact_row(trial, fact, number) for number, fact in enumerate(trial.facts, 1))
    table = Table(f"facts-{trial.id}".lower(), f"What sources say of {trial.id}", columns, rows)
    disputed = trial.disputed()
    if not disputed:
        return (table,)
    words = f"Sources give more than one value for {', '.join(disputed)}. Each is shown with its own source."
    return (Note(text("Sources disagree"), (Paragraph(text(words)),)), table)


def _fact_row(trial: Trial, fact: Fact, number: int) -> Row:
    name = fact.field + (" (sources disagree)" if fact.field in trial.disputed() else "")
    cells = (
        (text(name),),
        (text(fact.value),),
        (text(fact.as_of),),
        tuple((Web(url, host(url)),) for url in fact.sources),
        (text(fact.note or "–"),),
    )
    return Row(Target("row", f"{trial.id}-{number}"), cells)


def host(url: str) -> str:
    """Return the name of the site of an address, as the text of a link to it."""
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")
