"""Check a project and its built site: print every fault with file and line, and exit with 1 if there is any."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.checks.site import check_site
from atlas.checks.site.addresses import INVENTORY, addresses
from atlas.checks.site.reading import read_site
from atlas.load.project import load_project
from atlas.rules import broken, silences

if TYPE_CHECKING:
    from atlas.problem import Problem

FORMATS = ("text", "json")


def main(arguments: list[str]) -> int:
    """Check the project and the site that *arguments* name; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m atlas.checks", description=__doc__)
    parser.add_argument("project", type=Path, help="folder with data/ and bibliography.bib")
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to tell faults; text by default")
    parser.add_argument("--record", action="store_true", help=f"write {INVENTORY}: do so at a release")
    options = parser.parse_args(arguments)
    found, silenced = check_all(options.project.resolve(), options.site.resolve(), record=options.record)
    sys.stdout.write(as_json(found, silenced) if options.format == "json" else as_text(found, silenced))
    return 1 if found else 0


def check_all(project: Path, folder: Path, *, record: bool = False) -> tuple[list[Problem], int]:
    """Return all that is wrong with *project* and the site in *folder*, and how many faults are silenced.

    With *record*, the addresses of the site are written first, as those of a release.
    """
    library, problems = load_project(project)
    site = read_site(project, folder, library)
    if record:
        (project / INVENTORY).write_text("\n".join(addresses(site)) + "\n", "utf-8")
    found = check_site(site)
    if library is None:
        return [*problems, *found], 0
    found = [*broken(library), *found]
    told = silences.told(library, found)
    return [*problems, *told, *silences.idle(library, found)], len(found) - len(told)


def as_text(problems: list[Problem], silenced: int) -> str:
    """Return a line for each of *problems*, and one with their number."""
    return "".join(f"{line}\n" for line in [*problems, f"{len(problems)} faults, {silenced} silenced"])


def as_json(problems: list[Problem], silenced: int) -> str:
    """Return *problems* as a JSON object for programs; lines are counted from 1."""
    faults = [
        {
            "file": problem.place.path,
            "line": problem.place.line,
            "code": problem.code.slug,
            "found": problem.found,
            "expected": problem.expected,
            "mend": problem.code.mend,
        }
        for problem in problems
    ]
    return json.dumps({"faults": faults, "silenced": silenced}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
