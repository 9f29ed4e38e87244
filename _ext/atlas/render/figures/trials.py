"""Trials by condition, phase, enrolment and status, each value as its sources give it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.model.values import Missing, Phase
from atlas.render import phrases
from atlas.render.blocks import Column, Link, text
from atlas.render.drawing import Axis, Drawing, Mark, Tick, steps
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
    """Return the trials as rows, their phases as columns, the enrolment in the cell and the status behind the row."""
    parts.need(plan, library.trials)
    cells: Cells = [(row, trial, phase) for row, trial in enumerate(library.trials) for phase in _phases(trial)]
    order: list[str] = [phase.value for phase in Phase if phase.value in {phase for _, _, phase in cells}]
    rows = tuple(
        Tick(row + 0.5, parts.shortened(_condition(trial)), ("trial", trial.id), _status(trial))
        for row, trial in enumerate(library.trials)
    )
    columns = steps(tuple((SHORT.get(phase, phase.replace("Phase ", "")), None) for phase in order))
    marks = tuple(_mark(row, trial, phase, order.index(phase)) for row, trial, phase in cells)
    drawing = Drawing(
        Axis("Phase, with the enrolment in the cell", columns, WIDTH * len(order), 0, len(order)),
        Axis("Condition", rows, parts.CELL * len(rows), 0, len(rows)),
        marks,
        (
            ("strong", "trial of the review’s table"),
            ("plain", "further trial"),
            ("open", "phase not reported (n. r.); n. a.: not applicable"),
        ),
    )
    return parts.figure(library, plan, drawing, _description(library, cells, order), _table(plan, cells))


def _phases(trial: Trial) -> list[str]:
    return list(dict.fromkeys(fact.value for fact in trial.values("phase"))) or [SILENT]


def _condition(trial: Trial) -> str:
    """Return the condition as a source gives it, or as the article prints it."""
    facts = trial.values("condition")
    return facts[0].value if facts else trial.printed.disease if trial.printed else SILENT


def _status(trial: Trial) -> str:
    """Return the latest dated status, or any without a date, and whether sources give others."""
    facts = trial.values("status")
    if not facts:
        return SILENT
    latest = max(facts, key=lambda fact: fact.as_of if fact.as_of != SILENT else "")
    day = "no date" if latest.as_of == SILENT else latest.as_of
    others = "; disputed" if len({fact.value for fact in facts}) > 1 else ""
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
        label=f"{trial.id}, {_condition(trial)}: phase {phase}; enrolment {enrolment}; status {status}",
        row=trial.id,
        records=(("trial", trial.id),),
        style="open" if phase == SILENT else "strong" if trial.printed else "plain",
    )


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
    several = phrases.plural(len(cells) - len(library.trials), "further cell")
    silent = sum(_number(trial) == "?" for trial in library.trials)
    states: dict[str, int] = {}
    for trial in library.trials:
        word = _status(trial).rpartition(", ")[0] or SILENT
        states[word] = states.get(word, 0) + 1
    numbers = (
        f"The number in a cell is the enrolment: “?” where it is not reported ({silent}), “*” where it is more "
        "than one number."
    )
    by_phase = parts.listed(f"{phase} {count}" for phase, count in counts.items())
    by_status = parts.listed(f"{word} {count}" for word, count in states.items())
    phases = (
        f"{phrases.plural(len(library.trials), 'trial')}, one a row, {printed} of them of the review’s table. "
        f"By phase: {by_phase}; {several} because sources give a trial more than one phase."
    )
    return (phases, f"By the status with the latest date: {by_status}.", numbers)
