"""Where faults are seeded one by one: the tiny review with its built site, and who tells what of each fault."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from atlas import rules
from atlas.checks import site as checks
from atlas.checks.site.described import described
from atlas.checks.site.exports import body
from atlas.checks.site.page import read_page
from atlas.checks.site.reading import Site, read_site
from atlas.load.project import load_project
from atlas.render.companions import COPIES
from atlas.render.copies import copies
from atlas.rules import silences
from tests.faults.fault import SITE, expected, restore, seeded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from atlas.problem import Problem
    from tests.faults.fault import Fault

LOADER = "the loader"
"""Who tells what is found while the files are read."""


@dataclass(frozen=True)
class Outcome:
    """What must be told of a fault, as `path:line code`, and what was told, by the name of the rule or check."""

    expected: list[str]
    told: Mapping[str, list[Problem]]

    @property
    def problems(self) -> list[Problem]:
        """Everything that was told."""
        return [problem for problems in self.told.values() for problem in problems]


@dataclass(frozen=True)
class Bench:
    """The tiny review in `folder` with its site, both sound; faults are seeded for a moment, outcomes are kept."""

    folder: Path
    sound: Site
    known: dict[Fault, Outcome] = field(default_factory=dict)

    def of_records(self, fault: Fault) -> Outcome:
        """Return what the loader and today's rules tell of a *fault* of the data."""
        if fault not in self.known:
            with seeded(self.folder, fault) as line:
                self.known[fault] = Outcome(expected(self.folder, fault, line), told_of_records(self.folder))
        return self.known[fault]

    def of_site(self, fault: Fault) -> Outcome:
        """Return what today's checks of the site tell of a *fault* of the site, or of data that it was built from."""
        if fault not in self.known:
            with seeded(self.folder, fault) as line, self._written(fault) as site:
                self.known[fault] = Outcome(expected(self.folder, fault, line), told_of_site(site))
        return self.known[fault]

    @contextmanager
    def _written(self, fault: Fault) -> Iterator[Site]:
        """Yield the site with *fault*, and with the copies of each page that it changes, as the build writes them."""
        names = [name for name, _, _ in ((fault.file, None, None), *fault.more)]
        changed = [name.removeprefix(f"{SITE}/") for name in names if name.endswith(".html")]
        site = self._read(changed, reload=any(not name.startswith(SITE) for name in names))
        beside = [site.folder / f"{path.removesuffix('.html')}.{suffix}" for path in changed for suffix in COPIES]
        before = {path: path.read_bytes() for path in beside if path.is_file()}
        try:
            for name, text in _copies(site, changed) if changed else ():
                (site.folder / name).write_bytes(text.encode())
            yield site
        finally:
            for path in beside:
                restore(path, before.get(path))

    def _read(self, changed: list[str], *, reload: bool) -> Site:
        """Return the site as it stands, reading pages that *changed*, and the data if they are to be read once more."""
        if not self.sound.folder.is_dir():
            return read_site(self.folder, self.sound.folder, self.sound.library)
        pages = {path: page for path, page in self.sound.pages.items() if path not in changed}
        pages |= {path: read_page(self.sound.folder, path) for path in changed if (self.sound.folder / path).is_file()}
        library = load_project(self.folder)[0] if reload else self.sound.library
        return replace(self.sound, pages=dict(sorted(pages.items())), library=library)


def _copies(site: Site, paths: list[str]) -> Iterator[tuple[str, str]]:
    assert site.library is not None
    addresses = frozenset(quote(page.path) for page in site.texts)
    for page, known in described(site):
        if page.path in paths:
            made = copies(site.library, known, body(page), addresses)
            yield from ((f"{page.stem}.{suffix}", text) for suffix, text in made.items())


def told_of_records(folder: Path) -> Mapping[str, list[Problem]]:
    """Return what the loader and each of today's rules tell of the data in *folder*."""
    library, problems = load_project(folder)
    if library is None:
        return {LOADER: problems}
    sound = [rule for rule in rules.RULES if not rules.COVERAGE.get(rule, frozenset()) & library.partial]
    told = {name_of(rule): list(rule(library)) for rule in sound}
    idle = silences.idle(library, [problem for found in told.values() for problem in found])
    return {LOADER: problems, **told, name_of(silences.idle): list(idle)}


def told_of_site(site: Site) -> Mapping[str, list[Problem]]:
    """Return what each of today's checks tells of *site*."""
    if not site.pages:
        return {name_of(checks.check_site): checks.check_site(site)}
    return {name_of(check): list(check(site)) for check in checks.CHECKS}


def name_of(function: object) -> str:
    """Return how a rule or a check is called."""
    return f"{getattr(function, '__module__', '')}.{getattr(function, '__name__', '')}"
