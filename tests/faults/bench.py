"""Where faults are seeded one by one: the tiny review with its built site, and who tells what of each fault."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple
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
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from atlas.problem import Problem
    from tests.faults.fault import Fault

LOADER = "the loader"
"""Who tells what is found while the files are read."""


class Message(NamedTuple):
    """What was told: `path:line code`, the whole message, and by whom."""

    place: str
    words: str
    by: str


@dataclass(frozen=True)
class Outcome:
    """What must be told of a fault, as `path:line code`, sorted, and what was told."""

    expected: list[str]
    told: list[Message]

    @property
    def places(self) -> list[str]:
        """What was told, as `path:line code`, sorted."""
        return sorted(message.place for message in self.told)


@dataclass(frozen=True)
class Bench:
    """The tiny review in `folder` with its site, both sound; faults are seeded for a moment.

    Outcomes are kept in the folder `known`, which all processes of a test run share.
    """

    folder: Path
    known: Path
    sound: Site
    kept: dict[tuple[Fault, bool], Outcome] = field(default_factory=dict, repr=False)

    def outcome(self, fault: Fault, *, of_site: bool) -> Outcome:
        """Return what is told of *fault*: by the checks of the site, or else by the loader and the rules."""
        key = fault, of_site
        if key not in self.kept:
            file = self.known / f"{hashlib.sha256(repr(key).encode()).hexdigest()}.json"
            if file.is_file():
                must, told = json.loads(file.read_text("utf-8"))
                self.kept[key] = Outcome(must, [Message(*message) for message in told])
            else:
                self.kept[key] = self.look(fault, of_site=of_site)
                fresh = self.folder.parent / file.name
                fresh.write_text(json.dumps([self.kept[key].expected, self.kept[key].told]), "utf-8")
                fresh.replace(file)
        return self.kept[key]

    def look(self, fault: Fault, *, of_site: bool) -> Outcome:
        """Return what today's rules or checks tell of *fault*, whatever was told before."""
        with seeded(self.folder, fault) as line:
            if not of_site:
                return Outcome(expected(self.folder, fault, line), told_of_records(self.folder))
            with self._written(fault) as site:
                return Outcome(expected(self.folder, fault, line), told_of_site(site))

    @contextmanager
    def _written(self, fault: Fault) -> Iterator[Site]:
        """Yield the site with *fault*, and with the copies of each page that it changes, as the build writes them."""
        names = [fault.file, *(name for name, _, _ in fault.more)]
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
        """Return the site as it stands; only pages that *changed* are read again, and with *reload* the data."""
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


def told_of_records(folder: Path) -> list[Message]:
    """Return what the loader and each of today's rules tell of the data in *folder*."""
    library, problems = load_project(folder)
    if library is None:
        return messages(problems, LOADER)
    sound = [rule for rule in rules.RULES if not rules.COVERAGE.get(rule, frozenset()) & library.partial]
    found = [message for rule in sound for message in messages(rule(library), name_of(rule))]
    broken = rules.broken(library)
    assert sorted(message.place for message in found) == sorted(one.place for one in messages(broken, ""))
    return [*messages(problems, LOADER), *found, *messages(silences.idle(library, broken), name_of(silences.idle))]


def told_of_site(site: Site) -> list[Message]:
    """Return what each of today's checks tells of *site*."""
    if not site.pages:
        return messages(checks.check_site(site), name_of(checks.check_site))
    return [message for check in checks.CHECKS for message in messages(check(site), name_of(check))]


def messages(problems: Iterable[Problem], by: str) -> list[Message]:
    """Return *problems* as they were told *by* somebody."""
    return [Message(f"{one.place} {one.code.slug}", one.message, by) for one in problems]


def name_of(function: object) -> str:
    """Return how a rule or a check is called."""
    return f"{getattr(function, '__module__', '')}.{getattr(function, '__name__', '')}"
