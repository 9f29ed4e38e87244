"""The command of the check session: what it prints, how it ends, and what records of silenced faults do."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from atlas.checks.__main__ import check_all, main
from atlas.checks.site.addresses import INVENTORY
from atlas.code import Code
from atlas.site_code import SiteCode
from tests.build import Project, ok

if TYPE_CHECKING:
    from pathlib import Path

POLLUTANT = "data/entities/pollutant.yaml"
SILENCES = "data/silences.yaml"


@pytest.fixture(scope="module")
def sound(lichen_once: Project) -> Path:
    """Return the folder of a site without a fault."""
    return ok(lichen_once.build(out="command")).folder


@pytest.fixture
def built(lichen: Project, sound: Path) -> Project:
    """Return the tiny review with its site in `_site`."""
    shutil.copytree(sound, lichen.folder / "_site")
    return lichen


def run(project: Project, *options: str) -> int:
    """Check *project* as the session does."""
    return main([str(project.folder), str(project.folder / "_site"), *options])


def silence(project: Project, code: str, file: str, found: str) -> int:
    """Silence a fault; return the line of the record."""
    record = {"code": code, "file": file, "found": found, "reason": "The moss is to blame."}
    (project.folder / SILENCES).write_text(f"silences:\n  - {json.dumps(record)}\n", "utf-8")
    return 2


def test_nothing_is_wrong(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A sound project ends with success and says so."""
    assert run(built) == 0
    assert capsys.readouterr().out == "0 faults, 0 silenced\n"


def test_faults_are_told_as_text(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the site name its folder below the project."""
    line = built.edit("data/claims/results.yaml", "refs: [fern2015]", "refs: [fern1999]")
    built.edit("_site/index.html", ' lang="en"', "")
    assert run(built) == 1
    lines = capsys.readouterr().out.splitlines()
    places = [one.partition(": ")[0] for one in lines if one.endswith("[unknown-reference]")]
    assert places == [f"data/claims/results.yaml:{line}"]
    assert any(one.startswith("_site/index.html:2: no `lang`; expected ") for one in lines)
    assert lines[-1] == f"{len(lines) - 1} faults, 0 silenced"


def test_faults_are_told_as_json(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """One object, with all parts of every fault."""
    built.edit("_site/index.html", ' lang="en"', "")
    assert run(built, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    code = SiteCode.NO_LANGUAGE
    fault = {"file": "_site/index.html", "line": 2, "code": code.slug, "found": "no `lang`", "mend": code.mend}
    assert told == {"faults": [fault | {"expected": "the language of the page"}], "silenced": 0}


def test_a_site_that_is_not_there(lichen: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A check of nothing does not pass."""
    assert run(lichen) == 1
    assert "_site:1: no page; expected a built site. Build the site first. [no-site]" in capsys.readouterr().out


def test_a_scheme_that_cannot_be_read(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """The site is checked all the same."""
    (built.folder / "data/atlas.yaml").write_text("", "utf-8")
    built.edit("_site/index.html", ' lang="en"', "")
    assert run(built) == 1
    assert [line.rpartition("[")[2] for line in capsys.readouterr().out.splitlines()[:-1]] == [
        "empty-file]",
        "no-language]",
    ]


def test_a_fault_of_the_site_is_silenced(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """With its code, its file and what was found; it is counted."""
    built.edit("_site/index.html", ' lang="en"', "")
    silence(built, "no-language", "_site/index.html", "no `lang`")
    assert run(built) == 0
    assert capsys.readouterr().out == "0 faults, 1 silenced\n"


def test_a_fault_between_records_is_silenced(lichen: Project) -> None:
    """The build keeps quiet about it too."""
    lichen.append(POLLUTANT, "  - {id: soot, label: Soot, match: none, definition: Black dust.}\n")
    (problem,) = lichen.problems()
    assert problem.code is Code.UNUSED_ENTITY
    silence(lichen, problem.code.slug, problem.place.path, problem.found)
    assert lichen.problems() == []
    ok(lichen.build("dummy"))


@pytest.mark.parametrize("wrong", ["code", "file", "found"])
def test_a_silence_without_its_fault_is_told(built: Project, wrong: str) -> None:
    """So it goes when the fault goes; one that names another fault hides nothing."""
    built.edit("_site/index.html", ' lang="en"', "")
    named = {"code": "no-language", "file": "_site/index.html", "found": "no `lang`"} | {wrong: "other"}
    line = silence(built, **named)
    found, silenced = check_all(built.folder, built.folder / "_site")
    codes = {(str(one.place), one.code) for one in found}
    assert codes == {("_site/index.html:2", SiteCode.NO_LANGUAGE), (f"{SILENCES}:{line}", SiteCode.IDLE_SILENCE)}
    assert silenced == 0


def test_a_fault_of_a_record_is_not_silenced(built: Project) -> None:
    """The record is left out of the site, which must not go unnoticed."""
    built.edit("data/claims/results.yaml", "system: ex vivo", "system: ex vivo\n    colour: red")
    (problem,) = (one for one in built.problems() if one.code is Code.UNKNOWN_FIELD)
    silence(built, problem.code.slug, problem.place.path, problem.found)
    found, _ = check_all(built.folder, built.folder / "_site")
    assert {Code.UNKNOWN_FIELD, SiteCode.IDLE_SILENCE} <= {one.code for one in found}


def test_a_silence_needs_a_reason(lichen: Project) -> None:
    """An empty one is none."""
    (lichen.folder / SILENCES).write_text("silences:\n  - {code: a, file: b, found: c, reason: ''}\n", "utf-8")
    (problem,) = lichen.problems()
    assert (problem.code, str(problem.place)) == (Code.EMPTY_VALUE, f"{SILENCES}:2")


def test_a_missing_inventory_is_told(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it no address is known to be lost."""
    (built.folder / INVENTORY).unlink()
    assert run(built) == 1
    assert "[no-inventory]" in capsys.readouterr().out
