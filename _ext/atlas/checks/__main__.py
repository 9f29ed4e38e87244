"""Check a project and its built site: print every fault with file and line, and exit with 1 if there is any."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from atlas.checks.site import check_site
from atlas.checks.site.reading import read_site
from atlas.checks.validators import invalid_book, invalid_pages
from atlas.code import Code
from atlas.load.project import load_project
from atlas.model import state
from atlas.problem import Place, Problem, named, printable
from atlas.rules import broken, silences
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    from atlas.checks.site.reading import Site
    from atlas.code import Meaning

    Invalid: TypeAlias = Mapping[Meaning, Sequence[Problem]]
    """What other programs find, by the code of each program that was asked."""

    Faults: TypeAlias = tuple[list[Problem], int]
    """What is wrong, and how many faults more are silenced."""

FORMATS = ("text", "json")
PROGRAMS = frozenset({SiteCode.INVALID_HTML, SiteCode.INVALID_EPUB})
"""The codes of what other programs find."""


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
    try:
        found, silenced = check_all(project, folder, nu=options.nu, epubcheck=options.epubcheck)
    except OSError as error:
        place = Place(named(project, Path(error.filename or folder)), 1)
        found, silenced = [Problem(place, Code.UNREADABLE, f"file ({error.strerror})", "a readable file")], 0
    sys.stdout.write(as_json(found, silenced) if options.format == "json" else as_text(found, silenced))
    return 1 if found else 0


def check_all(
    project: Path, folder: Path, *, nu: str = "", epubcheck: tuple[str, str] = ("", "")
) -> tuple[list[Problem], int]:
    """Return all that is wrong with *project* and the site in *folder*, and how many faults are silenced.

    *nu* is the command that starts the Nu checker, *epubcheck* that of EPUBCheck and the path of a book; without a
    command, neither is asked. Raises `OSError` for a page or an inventory that cannot be read.
    """
    library, problems = load_project(project)
    site = read_site(project, folder, library)
    found, silenced = faults(site, problems, _invalid(site, nu, *epubcheck))
    return [*problems, *found], silenced


def faults(site: Site, problems: Iterable[Problem] = (), invalid: Invalid = MappingProxyType({})) -> Faults:
    """Return what is wrong with *site* and between its records, and how much of that is silenced.

    What other programs find *invalid* is added, and what the build told beside the *problems* of single records.
    """
    library = site.library
    rules = broken(library) if library else []
    asked = sorted(chain.from_iterable(invalid.values()), key=lambda problem: problem.order)
    own = [*rules, *state.problems(site.state.prose), *check_site(site), *asked]
    known = {problem.order for problem in [*problems, *own]}
    others = [problem for problem in state.problems(site.state.told) if problem.order not in known]
    if library is None:
        return [*others, *own], 0
    told = silences.told(library, own)
    idle = silences.idle(library, own, PROGRAMS - invalid.keys()) if site.pages else ()
    return [*others, *told, *idle], len(own) - len(told)


def _invalid(site: Site, nu: str, epubcheck: str, book: str) -> Invalid:
    """Return what each program that is to be asked finds."""
    found: dict[Meaning, Sequence[Problem]] = {}
    if nu:
        found[SiteCode.INVALID_HTML] = [*invalid_pages(site, shlex.split(nu))]
    if epubcheck:
        found[SiteCode.INVALID_EPUB] = [*invalid_book(site.project, Path(book).resolve(), shlex.split(epubcheck))]
    return found


def as_text(problems: list[Problem], silenced: int) -> str:
    """Return a line for each of *problems*, and one with their number."""
    return "".join(f"{line}\n" for line in [*problems, f"{len(problems)} faults, {silenced} silenced"])


def as_json(problems: list[Problem], silenced: int) -> str:
    """Return *problems* as a JSON object for programs; lines are counted from 1."""
    faults = [
        {
            "file": printable(problem.place.path),
            "line": problem.place.line,
            "code": problem.code.slug,
            "found": printable(problem.found),
            "expected": printable(problem.expected),
            "mend": problem.code.mend,
        }
        for problem in problems
    ]
    return json.dumps({"faults": faults, "silenced": silenced}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
