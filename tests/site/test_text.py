"""The whole atlas as plain text: another format carries the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.build import Project, ok
from tests.conftest import copy_of_atlas

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.library import Library


def test_the_atlas_as_text(tmp_path: Path, atlas_library: Library) -> None:
    """Every claim, trial and work is there, and the build has no warning."""
    copy_of_atlas(tmp_path / "atlas")
    folder = ok(Project(tmp_path / "atlas").build("text", "-j", "2")).folder
    functions = (folder / "evidence/functions.txt").read_text("utf-8")
    assert [claim.id for claim in atlas_library.findings(atlas_library.claims) if claim.id not in functions] == []
    trials = (folder / "evidence/trials.txt").read_text("utf-8")
    assert [trial.id for trial in atlas_library.trials if trial.id not in trials] == []
    works = (folder / "references.txt").read_text("utf-8")
    assert [work.number for work in atlas_library.references if f"[{work.number}]" not in works] == []
    pages = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.txt")}
    assert {f"entities/{entity.kind}/{entity.id}" for entity in atlas_library.entities} <= pages
