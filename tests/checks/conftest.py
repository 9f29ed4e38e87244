"""What the tests of commands share: the tiny review with its site; a review of four works, and servers."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from atlas.checks.citations.client import CrossrefClient
from atlas.checks.citations.command import main
from tests.build import ok
from tests.checks import web
from tests.checks.clock import Time
from tests.checks.crossref import Loopback, registered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.build import Project

DAY = dt.date(2026, 11, 23)
MOSS, BARK, TWIG = "10.5555/87654321", "10.5555/bark", "10.5555/twig"
ENTRY = """
@article{{{key},
  refnumber = {{{number}}},
  author = {{{family}, A. and others}},
  title = {{{{{title}}}}},
  journal = {{J Example}},
  year = {{{year}}},
  volume = {{1}},
  pages = {{1--2}},{doi}
  role = {{background}},
}}
"""


def entry(key: str, number: int, title: str, year: int, doi: str | None) -> str:
    """Return an entry of the bibliography, laid out as all are; its author is called as its key without the year."""
    line = f"\n  doi = {{{doi}}}," if doi else ""
    family = key.rstrip("0123456789").title()
    return ENTRY.format(key=key, number=number, family=family, title=title, year=year, doi=line)


@dataclass
class Case:
    """The review in its folder, the server, the time, and the day on which the command runs."""

    project: Project
    server: Loopback
    time: Time
    day: dt.date = DAY
    time_limit: float = 60.0

    @property
    def folder(self) -> Path:
        """The folder of the review."""
        return self.project.folder

    @property
    def notices(self) -> str:
        """The content of the file of notices."""
        return (self.folder / "data" / "notices.yaml").read_text("utf-8")

    @property
    def bibliography(self) -> bytes:
        """The content of the bibliography."""
        return (self.folder / "bibliography.bib").read_bytes()

    def today(self) -> dt.date:
        """Tell the day."""
        return self.day

    def connect(self, base: str, mailto: str | None) -> CrossrefClient:
        """Make a client that waits for nothing but answers."""
        time, limit = self.time, self.time_limit
        return CrossrefClient(base, mailto, time_limit=limit, clock=time.clock, sleep=time.sleep, day=self.today)

    def run(self, *options: str, base: str | None = None) -> int:
        """Run the command and return its exit code."""
        arguments = [str(self.folder), "--base", base or self.server.base, *options]
        return main(arguments, connect=self.connect, day=self.today)

    def files(self) -> dict[str, bytes]:
        """Return the content of every file of the review."""
        return {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def sound(lichen_once: Project) -> Path:
    """Return the folder of a site without a fault."""
    return ok(lichen_once.build(out="sound")).folder


@pytest.fixture
def built(lichen: Project, sound: Path) -> Project:
    """Return the tiny review with its site in `_site`."""
    shutil.copytree(sound, lichen.folder / "_site")
    return lichen


@pytest.fixture
def case(lichen: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    """Return a review of moss2010, fern2015 (without a DOI), bark2012 and twig2013, all known to the server."""
    monkeypatch.delenv("ATLAS_MAILTO", raising=False)
    lichen.append("bibliography.bib", entry("bark2012", 3, "On bark", 2012, BARK))
    lichen.append("bibliography.bib", entry("twig2013", 4, "On twigs", 2013, TWIG))
    (lichen.folder / "data" / "notices.yaml").write_text("# Head.\nnotices: []\n", "utf-8")
    with Loopback() as server:
        server.works[MOSS] = registered(MOSS, "Is lichen-17-92 grey?", "Moss", 2010)
        server.works[BARK] = registered(BARK, "On bark", "Bark", 2012)
        server.works[TWIG] = registered(TWIG, "On twigs", "Twig", 2013)
        yield Case(lichen, server, Time())


@pytest.fixture
def links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[web.Case]:
    """Return an empty site in a project without answers, and a web whose hosts are all on loopback."""
    monkeypatch.setattr(socket, "getaddrinfo", web.look_up)
    for name in ("data", "site"):
        (tmp_path / name).mkdir()
    with web.Web() as server:
        yield web.Case(tmp_path, server, DAY)
