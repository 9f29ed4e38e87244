"""Shared fixtures: the tiny review, ways to change and build it, and the site itself, built once."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from atlas.load.project import load_project
from atlas.render.stubs import FOLDERS
from tests.build import Project, Site

if TYPE_CHECKING:
    from atlas.library import Library

ROOT = Path(__file__).parents[1]
LICHEN = Path(__file__).parent / "roots" / "lichen"


def copy_of_lichen(folder: Path) -> Project:
    """Copy the tiny review into *folder*, with the extension found where it stands."""
    shutil.copytree(LICHEN, folder)
    conf = folder / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace("Path(__file__).parents[3]", f"Path({str(ROOT)!r})"), "utf-8")
    return Project(folder)


@pytest.fixture
def lichen(tmp_path: Path) -> Project:
    """Return a fresh copy of the tiny review that a test may change and build."""
    return copy_of_lichen(tmp_path / "lichen")


@pytest.fixture(scope="session")
def lichen_once(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a copy of the tiny review that tests share and do not change."""
    return copy_of_lichen(tmp_path_factory.mktemp("once") / "lichen")


@pytest.fixture(scope="session")
def lichen_library() -> Library:
    """Return the library of the tiny review as it stands."""
    library, problems = load_project(LICHEN)
    assert library is not None
    assert problems == []
    return library


@pytest.fixture(scope="session")
def atlas_library() -> Library:
    """Return the library of this project."""
    library, problems = load_project(ROOT)
    assert library is not None
    assert problems == []
    return library


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of this project, built once for all processes of a test run from a copy of its sources."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "atlas"
    report = shared / "atlas.json"
    with FileLock(shared / "atlas.lock"):
        if not report.is_file():
            copy_of_atlas(folder)
            built = Project(folder).build_alone("-j", "2")
            report.write_text(json.dumps([built.output, built.exit_code]), "utf-8")
    output, exit_code = json.loads(report.read_text("utf-8"))
    return Site(folder / "_build" / "html", output, exit_code)


def copy_of_atlas(folder: Path) -> None:
    """Copy the sources of this project into *folder*, without the pages that a build makes."""
    for name in ("data", "docs", "_ext", "_static"):
        ignored = shutil.ignore_patterns("__pycache__", *(FOLDERS if name == "docs" else ()))
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("conf.py", "bibliography.bib"):
        shutil.copy(ROOT / name, folder / name)
