"""Before reading: load the library, tell its problems, write the pages that are made from data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.load.project import load_project
from atlas.problem import Place, Problem
from atlas.render.stubs import FOLDERS, MARK, lead_of, stubs
from atlas.rules import check
from atlas.sphinx_ext.domain import domain_of
from atlas.sphinx_ext.ending import give_up
from atlas.sphinx_ext.folders import named, project
from atlas.sphinx_ext.warn import warn_problem
from atlas.writing import LITTER, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from atlas.library import Library


def load_library(app: Sphinx) -> None:
    """Load the project that `atlas_root` names and hang its library on the domain; warn of every problem."""
    library, problems = load_project(project(app))
    if library is None:
        give_up("the scheme cannot be read:\n" + "\n".join(map(str, problems)))
    domain_of(app.env).library = library
    for problem in [*problems, *check(library), *_pages(library, Path(app.srcdir))]:
        warn_problem(problem)


def _pages(library: Library, source: Path) -> Iterator[Problem]:
    """Tell the pages that records name and that do not exist, neither written nor made, and moves to where one does."""
    made = stubs(library, ())

    def exists(page: str) -> bool:
        return f"{page}.md" in made or (source / f"{page}.md").is_file()

    expected = "a page below docs, without suffix"
    for doubt in library.discrepancies:
        for number, page in enumerate(doubt.pages):
            if not exists(page):
                yield Problem(doubt.lines.at("pages", number), Code.UNKNOWN_PAGE, f"page {page!r}", expected)
    former = {one.old for one in library.moved}
    for one in library.moved:
        page = one.new.partition("#")[0]
        if not exists(page) and one.new not in former:
            yield Problem(one.lines.at("new"), Code.UNKNOWN_PAGE, f"page {page!r}", expected)
        if exists(one.old):
            yield Problem(one.lines.at("old"), Code.PAGE_EXISTS, f"page {one.old!r}", "an address without a page")


def write_stubs(app: Sphinx) -> None:
    """Write the pages of entities and trials below the sources; touch only what changed, remove what is no more.

    A file that was written by hand is never touched; where it stands in the way, that is told.
    """
    try:
        _write_stubs(app, Path(app.srcdir))
    except OSError as error:
        give_up(f"cannot write the pages that are made from data, {error.strerror}: {error.filename}")


def _write_stubs(app: Sphinx, source: Path) -> None:
    leads = {path.relative_to(source).as_posix() for path in source.glob("leads/*/*.md")}
    library = domain_of(app.env).library
    wanted = stubs(library, leads)
    for problem in _idle_leads(app, wanted, leads):
        warn_problem(problem)
    for folder in FOLDERS:
        for path in (source / folder).rglob(LITTER):
            path.unlink()
        for path in sorted((source / folder).rglob("*.md")):
            name = path.relative_to(source).as_posix()
            if not path.is_file() or not path.read_text("utf-8", errors="replace").startswith(MARK):
                found = f"file {name!r} without the mark of the build"
                place = Place(named(app, name), 1)
                warn_problem(Problem(place, Code.FOREIGN_FILE, found, "only pages made by the build"))
                wanted.pop(name, None)
            elif name not in wanted:
                path.unlink()
    for name, content in wanted.items():
        path = source / name
        raw = content.encode()
        if not path.is_file() or path.read_bytes() != raw:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, raw)


def _idle_leads(app: Sphinx, wanted: dict[str, str], leads: set[str]) -> Iterator[Problem]:
    """Tell the leads that no page includes."""
    for lead in sorted(leads - {lead_of(page) for page in wanted}):
        expected = "leads/KIND/ID.md of an entity, leads/trials/NUMBER.md or leads/references/KEY.md"
        yield Problem(Place(named(app, lead), 1), Code.IDLE_LEAD, f"lead {lead!r}", expected)
