"""Same in, same out: folder, time, zone, language, processes and order of files leave no trace in a site."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.build import Project, Site, assert_same, ok
from tests.conftest import copy_of_lichen
from tests.sphinx_ext.furnished import furnish, stand_alone

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "rêve d’été"
OTHER_TIME = """
import datetime, time

DAYS = 1000
shift = DAYS * 86400
now, ns, local, universal = time.time, time.time_ns, time.localtime, time.gmtime
time.time = lambda: now() - shift
time.time_ns = lambda: ns() - shift * 10**9
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: universal(time.time() if seconds is None else seconds)


class Day(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())


class Moment(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)


datetime.date, datetime.datetime = Day, Moment
"""
"""A module that Python loads when it starts: it is a thousand days ago."""


def elsewhere(project: Project, folder: Path) -> Project:
    """Copy *project*, the last file first, so that folders list them otherwise, and with other permissions."""
    files = sorted((path for path in project.folder.rglob("*") if path.is_file()), reverse=True)
    mask = os.umask(0o077)
    try:
        for path in files:
            copy = folder / path.relative_to(project.folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            os.utime(copy, (0, 0))
    finally:
        os.umask(mask)
    return Project(folder)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """Return the furnished review, built in two folders that share nothing."""
    here = copy_of_lichen(tmp_path_factory.mktemp("here") / "lichen")
    furnish(here)
    stand_alone(here)
    year = (dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=1000)).year
    here.edit("conf.py", "2024, lichen people", f"{year}, lichen people")
    there = elsewhere(here, tmp_path_factory.mktemp("there") / FOLDER)
    times = there.folder.parent / "times"
    times.mkdir()
    (times / "sitecustomize.py").write_text(OTHER_TIME, "utf-8")
    one = here.build_alone(TZ="Asia/Tokyo", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    other = there.build_alone(
        *("-j", "2"),
        TZ="America/St_Johns",
        LC_ALL="C",
        LANGUAGE="de",
        PYTHONHASHSEED="2",
        PYTHONPATH=str(times),
        SOURCE_DATE_EPOCH="1000000000",
    )
    return ok(one), ok(other)


def test_nothing_around_a_build_changes_a_byte(sites: tuple[Site, Site]) -> None:
    """All files are the same, those by which Sphinx and this extension know their last build among them."""
    assert {".buildinfo", ".atlas.json"} <= sites[0].tree().keys()
    assert_same(*sites)


def test_a_site_tells_neither_day_nor_place_of_its_build(sites: tuple[Site, Site]) -> None:
    """No file holds them, in any usual form."""
    today = dt.datetime.now(tz=dt.UTC).date()
    days = [today + dt.timedelta(days=shift) for shift in (-1, 0, 1, -999, -1000, -1001)]
    forms = ("%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%a, %d %b %Y", "%Y%m%d", "%d.%m.%Y")
    words = [day.strftime(form) for day in days for form in forms]
    words += [*(site.folder.parents[2].name for site in sites), "rêve", "r%C3%AAve"]
    for site in sites:
        for path in site.folder.rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            assert not [word for word in words if word.encode() in content], path
