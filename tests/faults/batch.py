"""Many faults in one build of the tiny review, each at a place of its own: what the build and the checks tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from atlas.checks.site.reading import read_site
from atlas.load.project import load_project
from tests.faults.bench import Message, Outcome, told_of_site
from tests.faults.fault import SITE, UNTYPED, expected, line_of, seed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from atlas.checks.site.reading import Site
    from tests.build import Project
    from tests.faults.fault import Fault

WARNING = re.compile(
    r"^(?P<path>[^\n:]+?)(?::(?P<line>\d+))?: (?:WARNING|ERROR|CRITICAL): (?P<words>.*?)(?: \[(?P<type>[\w.-]+)\])?$"
    r"(?=\n[^\n:]+(?::\d+)?: (?:WARNING|ERROR|CRITICAL): |\n*\Z)",
    re.MULTILINE | re.DOTALL,
)
BUILD = "the build"
"""Who tells what is found while the site is built."""


@dataclass(frozen=True)
class Batch:
    """The folder of a project with many faults, built, and everything that was told."""

    folder: Path
    told: list[Message]
    kept: dict[Fault, Outcome] = field(default_factory=dict, repr=False)

    def outcome(self, fault: Fault) -> Outcome:
        """Return what must be told of *fault*, which is one of those in the folder, and what was told of it."""
        if fault not in self.kept:
            text = (self.folder / fault.file).read_bytes().decode("utf-8") if fault.old is not None else ""
            places = expected(self.folder, fault, line_of(text, fault.new or "") if text else 1)
            self.kept[fault] = Outcome(places, [message for message in self.told if message.place in places])
        return self.kept[fault]

    def look(self, fault: Fault) -> Outcome:
        """Return what today's checks tell of *fault* on the site that was built, beside what the build itself told."""
        places = self.outcome(fault).expected
        told = [*(message for message in self.told if message.by == BUILD), *told_of_site(built_site(self.folder))]
        return Outcome(places, [message for message in told if message.place in places])


def told_of_build(project: Project, faults: Iterable[Fault]) -> list[Message]:
    """Seed *faults* in *project*, build it and check the site; return everything that is told."""
    folder = project.folder
    for fault in faults:
        seed(folder, fault)
    built = project.build("html", "-w", str(folder / "warnings.txt"))
    assert "Traceback" not in built.output, built.output[-3000:]
    built.folder.rename(folder / SITE)
    return [*_warned(folder, (folder / "warnings.txt").read_text("utf-8")), *told_of_site(built_site(folder))]


def built_site(folder: Path) -> Site:
    """Return the site that was built of the project in *folder*."""
    return read_site(folder, folder / SITE, load_project(folder)[0])


def _warned(folder: Path, text: str) -> Iterator[Message]:
    """Yield the warnings in *text*; one without a line is of a whole file, and told at its start."""
    for one in WARNING.finditer(re.sub(r"\x1b\[[0-9;]*m", "", text)):
        path = one["path"].removeprefix(f"{folder}/")
        code = (one["type"] or UNTYPED).removeprefix("atlas.")
        yield Message(f"{path}:{one['line'] or 1} {code}", one["words"], BUILD)
