"""Changing and building a project in a folder of its own, as tests need it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html

from atlas.load.project import load_project
from atlas.rules import check
from tests.forge import Order, forge

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from atlas.problem import Problem


@dataclass(frozen=True)
class Site:
    """A built project: its folder and what the build said."""

    folder: Path
    output: str
    exit_code: int

    def page(self, name: str) -> HtmlElement:
        """Return the parsed page *name*, without suffix."""
        return html.fromstring((self.folder / f"{name}.html").read_bytes().decode("utf-8"))

    @cached_property
    def pages(self) -> dict[str, HtmlElement]:
        """Return every page by its name."""
        return {
            path.relative_to(self.folder).with_suffix("").as_posix(): html.fromstring(path.read_bytes().decode("utf-8"))
            for path in sorted(self.folder.rglob("*.html"))
        }

    def tree(self) -> dict[str, str]:
        """Return a digest of every file, by its path."""
        return {
            path.relative_to(self.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    def shown(self) -> dict[str, str]:
        """Return a digest of every file for readers: neither of sources nor of what a build keeps for the next."""
        return {name: one for name, one in self.tree().items() if not name.startswith((".", "_sources/"))}


@dataclass(frozen=True)
class Project:
    """A project in a folder that a test may change."""

    folder: Path

    def edit(self, name: str, old: str, new: str) -> int:
        """Replace the one *old* in the file *name* by *new*; return the line, from 1, at which it stood."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    def append(self, name: str, text: str) -> int:
        """Add *text* to the file *name*; return the line, from 1, at which it starts."""
        path = self.folder / name
        before = path.read_text("utf-8")
        path.write_text(before + text, "utf-8")
        return before.count("\n") + 1

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with the data."""
        library, problems = load_project(self.folder)
        return problems if library is None else [*problems, *check(library)]

    def order(self, builder: str = "html", *options: str, out: str | None = None) -> Order:
        """Return what a build is ordered by; it can be changed with `dataclasses.replace`."""
        build = self.folder / "_build"
        build.mkdir(exist_ok=True)
        target = out or builder
        arguments = ["-b", builder, "-c", str(self.folder), "-d", str(build / f"doctrees-{target}")]
        arguments += ["-n", "-W", "--keep-going", *options, str(self.folder / "docs"), str(build / target)]
        return Order(arguments, str(build / f"{target}.log"), {"NO_COLOR": "1"})

    def build(self, builder: str = "html", *options: str, out: str | None = None) -> Site:
        """Build with *builder*; building again into the same *out* is an incremental build."""
        return self.build_to_order(self.order(builder, *options, out=out))

    def build_to_order(self, order: Order) -> Site:
        """Build as *order* says."""
        return _site(order, forge().build(order))

    def build_alone(self, *options: str, out: str = "html", **environment: str) -> Site:
        """Build a site in a process of its own that imports everything anew, in an *environment* of its own."""
        order = self.order("html", *options, out=out)
        command = [sys.executable, "-m", "sphinx", *order.arguments]
        environment = {**os.environ, "PYTHONHASHSEED": "0", **order.environment, **environment}
        with Path(order.log).open("wb") as log:
            done = subprocess.run(command, stdout=log, stderr=log, check=False, env=environment, timeout=500)  # noqa: S603 - our own command
        return _site(order, done.returncode)


def _site(order: Order, exit_code: int) -> Site:
    return Site(Path(order.arguments[-1]), Path(order.log).read_text("utf-8", "replace"), exit_code)


def ok(site: Site) -> Site:
    """Return *site*, having made sure that it was built without a warning."""
    assert site.exit_code == 0, site.output[-4000:]
    assert "WARNING" not in site.output, site.output[-4000:]
    return site


def assert_same(one: Site, other: Site) -> None:
    """Compare two sites file by file; the first files that differ, or are in one only, are told."""
    first, second = one.tree(), other.tree()
    differing = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    assert differing[:20] == []


def assert_rebuilt(project: Project, edit: Callable[[Project], object]) -> None:
    """Make *edit* in a *project* that was built as `site`: built again, it shows, as in a site built from nothing."""
    before = Site(project.folder / "_build/site", "", 0).shown()
    edit(project)
    again = ok(project.build(out="site"))
    assert again.shown() != before, "nobody can see the edit"
    assert_same(again, ok(project.build(out="clean")))
