"""Builds that are killed: whatever the moment, the next build gives what a clean build gives."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atlas.render.stubs import FOLDERS
from tests.build import Project, ok
from tests.forge import forge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.forge import Order

KILLS = 50
WORDS = ("killed beard lichen on oaks", "killed beard lichen on elms")


def from_nothing(project: Project) -> None:
    """Remove all that builds have made."""
    for folder in ("_build/site", "_build/doctrees-site", *(f"docs/{name}" for name in FOLDERS)):
        shutil.rmtree(project.folder / folder, ignore_errors=True)


def after_an_edit(project: Project) -> None:
    """Change the words of a claim, the title of a page and the label of an entity, to and fro."""
    to_and_fro(project, "data/claims/results.yaml", WORDS)
    to_and_fro(project, "docs/references.md", ("# References", "# Works"))
    to_and_fro(project, "data/entities/lichen.yaml", ("label: Grey crust", "label: Green crust"))


def to_and_fro(project: Project, file: str, words: tuple[str, str]) -> None:
    """Put one of two *words* in the place of the other."""
    one, other = words if words[0] in (project.folder / file).read_text("utf-8") else words[::-1]
    project.edit(file, one, other)


def kill(order: Order, lines: int, delay: float) -> bool:
    """Start to build, kill it *delay* seconds after it has said *lines* lines; return whether it was still at it."""
    Path(order.log).write_bytes(b"")
    builder = forge()
    builder.start(order)
    while builder.running() and Path(order.log).read_bytes().count(b"\n") < lines:
        time.sleep(0.001)
    time.sleep(delay)
    builder.kill()
    return builder.wait() < 0


def trees(project: Project, prepare: Callable[[Project], None]) -> list[dict[str, str]]:
    """Return what a clean build gives, and what it gives after the edit."""
    first = ok(project.build(out="clean")).tree()
    prepare(project)
    second = ok(project.build(out="edited")).tree()
    prepare(project)
    return [first, second]


@pytest.mark.parametrize(
    ("prepare", "options", "share"),
    [(from_nothing, (), 0.4), (after_an_edit, (), 0.4), (after_an_edit, ("-j", "2"), 0.2)],
    ids=["from nothing", "after an edit", "in two processes"],
)
def test_killed_builds_leave_nothing_wrong(
    lichen: Project, prepare: Callable[[Project], None], options: Sequence[str], share: float
) -> None:
    """Kills are spread over all that a build says; now and then the next build is killed as well."""
    chance = random.Random(prepare.__name__)  # noqa: S311 - the same moments in every run
    expected = trees(lichen, prepare)
    order = lichen.order("html", *options, out="site")
    site = ok(lichen.build_to_order(order))
    lines = site.output.count("\n")
    number = round(KILLS * share)
    hit = 0
    for turn in range(1, number + 1):
        prepare(lichen)
        moments = [turn * lines // number] + [chance.randrange(lines)] * (turn % 4 == 0)
        for moment in moments:
            hit += kill(order, moment, chance.uniform(0, 0.03))
        again = ok(lichen.build_to_order(order))
        assert again.tree() == expected[turn % 2 if prepare is after_an_edit else 0], moments
    assert hit > number / 2
