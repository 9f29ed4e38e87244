"""Check a project and its built site: print every fault with file and line, and exit with 1 if there is any."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.checks.site import check_site
from atlas.checks.site.reading import read_site
from atlas.checks.validators import invalid_book, invalid_pages
from atlas.load.project import load_project
from atlas.rules import broken, silences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atlas.checks.site.reading import Site
    from atlas.problem import Problem

FORMATS = ("text", "json")


def main(arguments: list[str]) -> int:
    """Check the project and the site that *arguments* name; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m atlas.checks", description=__doc__)
    parser.add_argument("project", type=Path, help="folder with data/ and bibliography.bib")
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to tell faults; text by default")
    parser.add_argument("--nu", default="", metavar="COMMAND", help="check the pages by the Nu checker, started so")
    book = "check a book by EPUBCheck, started so"
    parser.add_argument("--epubcheck", nargs=2, default=("", ""), metavar=("COMMAND", "BOOK"), help=book)
    options = parser.parse_args(arguments)
    project, folder = options.project.resolve(), options.site.resolve()
    found, silenced = check_all(project, folder, nu=options.nu, epubcheck=options.epubcheck)
    sys.stdout.write(as_json(found, silenced) if options.format == "json" else as_text(found, silenced))
    return 1 if found else 0


def check_all(
    project: Path, folder: Path, *, nu: str = "", epubcheck: tuple[str, str] = ("", "")
) -> tuple[list[Problem], int]:
    """Return all that is wrong with *project* and the site in *folder*, and how many faults are silenced.

    *nu* is the command that starts the Nu checker, *epubcheck* that of EPUBCheck and the path of a book; without a
    command, neither is asked.
    """
    library, problems = load_project(project)
    site = read_site(project, folder, library)
    found, silenced = faults(site, _invalid(site, nu, *epubcheck))
    return [*problems, *found], silenced


def faults(site: Site, invalid: Sequence[Problem] = ()) -> tuple[list[Problem], int]:
    """Return what is wrong with *site* and between its records, with what is *invalid*, and how much is silenced."""
    found = [*check_site(site), *invalid]
    if site.library is None:
        return found, 0
    found = [*broken(site.library), *found]
    told = silences.told(site.library, found)
    return [*told, *silences.idle(site.library, found)], len(found) - len(told)


def _invalid(site: Site, nu: str, epubcheck: str, book: str) -> list[Problem]:
    """Return what the programs that are to be asked find, sorted by file and line."""
    pages = invalid_pages(site, shlex.split(nu)) if nu else ()
    files = invalid_book(site.project, Path(book).resolve(), shlex.split(epubcheck)) if epubcheck else ()
    return sorted([*pages, *files], key=lambda problem: problem.order)


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
