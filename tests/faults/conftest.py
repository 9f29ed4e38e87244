"""The bench on which faults are seeded one by one, and the builds with many faults, each made once for a test run."""

from __future__ import annotations

import json
import os
import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.build import ok
from tests.conftest import copy_of_lichen
from tests.faults import pages, templates
from tests.faults.batch import Batch, built_site, told_of_build
from tests.faults.bench import Bench, Message
from tests.faults.fault import SITE
from tests.faults.kinds import OF_BUILD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PREPARE = {"pages": pages.prepare, "templates": templates.prepare}


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all processes of a test run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "faults"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def bench(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return the bench of this process."""
    with FileLock(shared / "sound.lock"):
        if not (shared / "sound").is_dir():
            project = copy_of_lichen(shared / "building")
            ok(project.build()).folder.rename(project.folder / SITE)
            shutil.rmtree(project.folder / "_build")
            (shared / "known").mkdir()
            project.folder.rename(shared / "sound")
    folder = tmp_path_factory.mktemp("bench") / "lichen"
    shutil.copytree(shared / "sound", folder)
    return Bench(folder, shared / "known", built_site(folder))


@pytest.fixture(scope="session")
def batch(shared: Path) -> Callable[[str], Batch]:
    """Return a function from a kind of fault to the build with all of them."""

    @cache
    def built(kind: str) -> Batch:
        folder, report = shared / kind, shared / f"{kind}.json"
        with FileLock(shared / f"{kind}.lock"):
            if not report.is_file():
                project = copy_of_lichen(folder)
                PREPARE[kind](project)
                report.write_text(json.dumps(told_of_build(project, OF_BUILD[kind].values())), "utf-8")
        return Batch(folder, [Message(*message) for message in json.loads(report.read_text("utf-8"))])

    return built
