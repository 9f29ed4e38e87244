"""Projects that were built once: a test changes a copy, which saves it the first build."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.build import Project, ok
from tests.conftest import copy_of_lichen
from tests.sphinx_ext.furnished import furnish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Kept:
    """A built project, kept aside; copies stand where it stood when it was built, or Sphinx would read all anew."""

    def __init__(self, folder: Path, prepare: Callable[[Project], None]) -> None:
        """Make a tiny review below *folder*, *prepare* and build it."""
        self._kept = folder / "kept"
        self._project = copy_of_lichen(folder / "lichen")
        prepare(self._project)
        ok(self._project.build(out="site"))
        self._project.folder.rename(self._kept)

    def copy(self) -> Project:
        """Return the project as it was built; times of files are as they were."""
        shutil.rmtree(self._project.folder, ignore_errors=True)
        shutil.copytree(self._kept, self._project.folder)
        return self._project


@pytest.fixture(scope="session")
def kept_lichen(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Return the tiny review, built."""
    return Kept(tmp_path_factory.mktemp("built"), lambda _: None)


@pytest.fixture(scope="session")
def kept_furnished(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Return the furnished review, built."""
    return Kept(tmp_path_factory.mktemp("furnished"), furnish)


@pytest.fixture
def built(kept_lichen: Kept) -> Project:
    """Return the tiny review, built as `site`, for a test to change and build again."""
    return kept_lichen.copy()


@pytest.fixture
def furnished(kept_furnished: Kept) -> Project:
    """Return the furnished review, built as `site`, for a test to change and build again."""
    return kept_furnished.copy()
