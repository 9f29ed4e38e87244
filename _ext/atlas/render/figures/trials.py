"""Trials by condition, phase, enrolment and status, each value as its sources give it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from atlas.model.values import Missing, Phase
from atlas.render import phrases
from atlas.render.blocks import Column, Link, text
from atlas.render.drawing import Axis, Drawing, Mark, steps, tick
from atlas.render.figures import parts
from atlas.render.trials import dated

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.model.records import Fact, Trial
    from atlas.model.scheme import Plan
    from atlas.render.blocks import Figure, Row, Table

    Cells = list[tuple[int, Trial, str]]
    """A row, its trial and a phase; a trial whose sources disagree has several."""

WIDTH = 46
SILENT = Missing.NOT_REPORTED.value
SHORT = {SILENT: "n. r.", Phase.NOT_APPLICABLE.value: "n. a."}


def trials(library: Library, plan: Plan) -> Figure:
    """Return the trials as rows, their phases as columns, the enrolment in the cell and the status behind the row.

    Trials of the article’s table come first, as it prints them, all others by condition.
    """
    parts.need(plan, library.trials)
    further = sorted((trial for trial in library.trials if not trial.printed), key=lambda one: _condition(one).lower())
    ordered = [*(trial for trial in library.trials if trial.printed), *further]
    cells: Cells = [(row, trial, phase) for row, trial in enumerate(ordered) for phase in _phases(trial)]
    order: list[str] = [phase.value for phase in Phase if phase.value in {phase for _, _, phase in cells}]
    ticks = (tick(row + 0.5, _condition(one), ("trial", one.id), _status(one)) for row, one in enumerate(ordered))
    rows = tuple(
        replace(one, whole=f"{_condition(trial)}, {trial.id}") for one, trial in zip(ticks, ordered, strict=True)
    )
    columns = steps(tuple((SHORT.get(phase, phase.replace("Phase ", "")), None) for phase in order))
    drawing = Drawing(
        Axis("Phase, with the enrolment in the cell", columns, WIDTH * len(order), 0, len(order)),
        Axis("Condition", rows, parts.CELL * len(rows), 0, len(rows), remarked="Status with the latest date"),
        tuple(_mark(row, trial, phase, order.index(phase)) for row, trial, phase in cells),
        (("strong", "trial of the review’s table"), ("plain", "further trial")),
        (
            "n. a.: phase not applicable; n. r.: phase not reported",
            "?: enrolment not reported; *: more than one number, all of them in the table",
        ),
    )
    return parts.figure(library, plan, drawing, _description(library, cells, order), _table(plan, cells))


def _phases(trial: Trial) -> list[str]:
    """Return the phases of a trial, the earliest first."""
    given = {fact.value for fact in trial.values("phase")} or {SILENT}
    return [phase.value for phase in Phase if phase.value in given]


def _condition(trial: Trial) -> str:
    """Return the condition as a source gives it, or as the article prints it."""
    facts = trial.values("condition")
    return facts[0].value if facts else trial.printed.disease if trial.printed else SILENT


def _status(trial: Trial) -> str:
    """Return the latest dated status, or any without a date, and whether there are others."""
    facts = trial.values("status")
    if not facts:
        return SILENT
    latest = max(facts, key=lambda fact: fact.as_of if fact.as_of != SILENT else "")
    day = "no date" if latest.as_of == SILENT else latest.as_of
    others = "; others given" if len({fact.value for fact in facts}) > 1 else ""
    return latest.value if latest.value == SILENT else f"{latest.value}, {day}{others}"


def _all(facts: tuple[Fact, ...]) -> str:
    return "; ".join(dict.fromkeys(fact.value for fact in facts)) or SILENT


def _number(trial: Trial) -> str:
    """Return the enrolment where it is one number; `?` where it is not reported, `*` where it is more than a number."""
    value = _all(trial.values("enrolment"))
    found = re.fullmatch(r"(\d+)( \([^;]*\))?", value)
    return found[1] if found else "?" if value == SILENT else "*"


def _mark(row: int, trial: Trial, phase: str, column: int) -> Mark:
    enrolment, status = _all(trial.values("enrolment")), "; ".join(map(dated, trial.values("status"))) or SILENT
    number = _number(trial)
    return Mark(
        shape="cell",
        x=(column, column + 1),
        y=(row, row + 1),
        value=float(number) if number.isdigit() else 0,
        text=number,
        label=f"{trial.id}, {_condition(trial)}: {_phase(phase)}; enrolment {enrolment}; status {status}",
        row=trial.id,
        records=(("trial", trial.id),),
        style="strong" if trial.printed else "plain",
    )


def _phase(phase: str) -> str:
    """Return a phase where it is not clear that it is one, as in `phase not reported`."""
    return f"phase {phase.lower()}" if phase in SHORT else phase


def _table(plan: Plan, cells: Cells) -> Table:
    columns = (
        Column("trial", "Trial"),
        Column("condition", "Condition", 3),
        Column("phase", "Phase"),
        Column("enrolment", "Enrolment", 1),
        Column("status", "Status, with its date", 3),
    )
    return parts.table(plan, columns, map(_row, {trial.id: trial for _, trial, _ in cells}.values()))


def _row(trial: Trial) -> Row:
    return parts.row(
        trial.id,
        (Link("trial", trial.id, trial.id),),
        text(_condition(trial)),
        text("; ".join(_phases(trial))),
        text(_all(trial.values("enrolment"))),
        text("; ".join(map(dated, trial.values("status"))) or SILENT),
    )


def _description(library: Library, cells: Cells, order: list[str]) -> tuple[str, ...]:
    counts = {phase: sum(one == phase for _, _, one in cells) for phase in order}
    printed = sum(bool(trial.printed) for trial in library.trials)
    several = len(cells) - len({trial.id for _, trial, _ in cells})
    silent = sum(_number(trial) == "?" for trial in library.trials)
    states: dict[str, int] = {}
    for trial in library.trials:
        word = _status(trial).rpartition(", ")[0] or SILENT
        states[word] = states.get(word, 0) + 1
    numbers = (
        f"The number in a cell is the enrolment: “?” where it is not reported ({silent}), “*” where it is more "
        "than one number."
    )
    by_phase = "; ".join(f"{_phase(phase)}: {count}" for phase, count in counts.items())
    by_status = "; ".join(f"{word}: {count}" for word, count in sorted(states.items(), key=lambda item: -item[1]))
    rows = (
        f"{phrases.plural(len(library.trials), 'trial')}, one a row: first those of the review’s table ({printed}), "
        "then all others by condition."
    )
    phases = (
        f"Trials in each phase – {by_phase}. A trial to which sources give more than one stands in each of them "
        f"({several} more)."
    )
    return (rows, phases, f"Trials by the status with the latest date – {by_status}.", numbers)
