"""Builds that are killed: whatever the moment, the next build gives what a clean build gives."""

from __future__ import annotations

import random
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atlas.render.stubs import FOLDERS
from tests.build import Project, ok
from tests.forge import forge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.forge import Order

EDITS = {
    "claim": ("data/claims/results.yaml", "killed beard lichen on oaks", "killed beard lichen on elms"),
    "title": ("docs/references.md", "# References", "# Works"),
    "date": ("data/atlas.yaml", "as_of: 2024-05-01", "as_of: 2024-06-01"),
}
"""Changes to the words of a page, to the frame of all pages, and to their frame without a page that is read again."""

TOO_LATE = "most builds were over before they were killed"


@dataclass
class Victim:
    """A project whose builds are killed, and which of the edits are in force."""

    project: Project
    order: Order
    made: set[str] = field(default_factory=set)
    expected: dict[frozenset[str], dict[str, str]] = field(default_factory=dict)

    def flip(self, names: Sequence[str]) -> None:
        """Make the edits *names*, or take them back."""
        for name in names:
            file, old, new = EDITS[name]
            self.project.edit(file, *((new, old) if name in self.made else (old, new)))
            self.made ^= {name}

    def check(self) -> None:
        """Build, and compare the site with that of a clean build."""
        again = ok(self.project.build_to_order(self.order))
        state = frozenset(self.made)
        if state not in self.expected:
            shutil.rmtree(self.project.folder / "_build/clean", ignore_errors=True)
            self.expected[state] = ok(self.project.build("html", "-E", out="clean")).tree()
        assert again.tree() == self.expected[state]


def from_nothing(project: Project) -> None:
    """Remove all that builds have made."""
    for folder in ("_build/site", "_build/doctrees-site", *(f"docs/{name}" for name in FOLDERS)):
        shutil.rmtree(project.folder / folder, ignore_errors=True)


def kill(order: Order, ready: Callable[[str], bool], delay: float = 0) -> bool:
    """Start to build, kill it *delay* seconds after what it said is *ready*; return whether it was still at it."""
    Path(order.log).write_bytes(b"")
    builder = forge()
    builder.start(order)
    while builder.running() and not ready(Path(order.log).read_text("utf-8", "replace")):
        time.sleep(0.001)
    time.sleep(delay)
    builder.kill()
    return builder.wait() < 0


def said(lines: int) -> Callable[[str], bool]:
    """Return whether a build has said as many *lines*."""
    return lambda text: text.count("\n") >= lines


def victim(project: Project, *options: str) -> tuple[Victim, int]:
    """Return a project that was built once, and how many lines the build said."""
    order = project.order("html", *options, out="site")
    return Victim(project, order), ok(project.build_to_order(order)).output.count("\n")


def test_killed_from_nothing(lichen: Project) -> None:
    """Fifteen kills of a build at work, spread over all that it says: files are missing, or there in part."""
    one, lines = victim(lichen)
    hits = turns = 0
    while hits < 15:
        assert turns < 30, TOO_LATE
        from_nothing(lichen)
        hits += kill(one.order, said(lines * (turns % 15) // 15), 0.002)
        turns += 1
        one.check()


@pytest.mark.parametrize(("options", "wanted"), [((), 25), (("-j", "2"), 10)], ids=["one process", "two processes"])
def test_killed_after_edits(lichen: Project, options: Sequence[str], wanted: int) -> None:
    """Kills at random, once or twice; now and then the edit is taken back before the next build."""
    chance = random.Random(wanted)  # noqa: S311 - the same in every run
    one, lines = victim(lichen, *options)
    hits = turns = 0
    while hits < wanted:
        assert turns < 2 * wanted, TOO_LATE
        turns += 1
        names = chance.sample(sorted(EDITS), chance.choice((1, 1, 2)))
        one.flip(names)
        times = chance.choice((1, 1, 1, 2))
        struck = [kill(one.order, said(chance.randrange(lines)), chance.uniform(0, 0.02)) for _ in range(times)]
        hits += any(struck)
        if chance.random() < 0.5:
            one.flip(names)
        one.check()


@pytest.mark.parametrize(
    ("name", "words"), [("claim", "reading sources... [100%]"), ("date", "writing output... [100%]")]
)
def test_what_was_cut_off_does_not_count(lichen: Project, name: str, words: str) -> None:
    """The edit is taken back, and all that was read or written of it goes, also when it is not seen at once."""
    one, _ = victim(lichen)
    one.flip([name])
    assert kill(one.order, lambda text: words in text)
    one.flip([name])
    one.check()
    one.flip(["date"])  # all pages are written again, few are read
    one.check()
