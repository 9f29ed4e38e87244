"""The command of the check session: what it prints, how it ends, and what records of silenced faults do."""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING

import pytest

from atlas.checks.__main__ import check_all, main
from atlas.checks.site import reading
from atlas.checks.site.addresses import INVENTORY, addresses, public_addresses_stay
from atlas.checks.site.reading import read_site
from atlas.code import Code
from atlas.load.project import load_project
from atlas.site_code import SiteCode
from tests.build import Project, ok

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Never

POLLUTANT = "data/entities/pollutant.yaml"
SILENCES = "data/silences.yaml"


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
    assert told == {"faults": [fault | {"expected": "the language of the page, as 'en'"}], "silenced": 0}


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
    assert problem in found


def test_a_silence_needs_a_reason(lichen: Project) -> None:
    """An empty one is none."""
    (lichen.folder / SILENCES).write_text("silences:\n  - {code: a, file: b, found: c, reason: ''}\n", "utf-8")
    (problem,) = lichen.problems()
    assert (problem.code, str(problem.place)) == (Code.EMPTY_VALUE, f"{SILENCES}:2")


def test_a_missing_inventory_is_told(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it, or if it is empty, no address is known to be lost."""
    (built.folder / INVENTORY).write_text("\n", "utf-8")
    assert run(built) == 1
    assert f"{INVENTORY}:1: no address; expected " in capsys.readouterr().out
    (built.folder / INVENTORY).unlink()
    assert run(built) == 1
    assert f"{INVENTORY}:1: no file; expected " in capsys.readouterr().out


def test_a_page_that_cannot_be_read(
    built: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told like any other fault."""

    def refuse(folder: Path, path: str) -> Never:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder / path))

    monkeypatch.setattr(reading, "read_page", refuse)
    assert run(built, "--format", "json") == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["code"], fault["file"]) == ("unreadable", "_site/entities/lichen/beard-lichen.html")


def test_names_of_files_that_are_no_text(built: Project, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """They are escaped in both forms."""
    (built.folder / "data/claims" / os.fsdecode(b"\xff.yaml")).write_text("", "utf-8")
    for options in ((), ("--format", "json")):
        assert run(built, *options) == 1
        assert "data/claims/\\udcff.yaml" in capsysbinary.readouterr().out.decode().replace("\\\\", "\\")


def test_addresses_that_are_encoded(lichen: Project) -> None:
    """A record at home on a page with an accent in its name keeps its address."""
    (lichen.folder / "docs/lists.md").rename(lichen.folder / "docs/listé.md")
    lichen.edit("docs/index.md", "lists\n", "listé\n")
    site = read_site(lichen.folder, lichen.build().folder, load_project(lichen.folder)[0])
    known = addresses(site)
    assert "listé.html#claim-results-001" in known
    (lichen.folder / INVENTORY).write_text("\n".join(known), "utf-8")
    assert list(public_addresses_stay(site)) == []


def test_a_site_of_folders(lichen: Project) -> None:
    """Its faults are told, for it needs a server, but it is read."""
    folder = lichen.build("dirhtml").folder
    found, _ = check_all(lichen.folder, folder)
    assert {one.code for one in found} >= {SiteCode.SERVER_ADDRESS}


def test_faults_of_pages_are_told_and_silenced(lichen: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the build reads pages as they were written; what it told stands beside what the checks find."""
    line = lichen.edit("docs/lists.md", "## Doubts", "## Doubts on [7]")
    other = lichen.edit("docs/lists.md", "## Words", "## Words {ref}`nowhere`")
    refused = lichen.append("docs/lists.md", "\n```{atlas:figure} nothing\n```\n") + 1
    assert lichen.build("html", out="../_site").exit_code == 1
    assert run(lichen) == 1
    told = [one for one in capsys.readouterr().out.splitlines() if one.startswith("docs/")]
    assert sorted(one.partition(": ")[0] + one.rpartition(" ")[2] for one in told) == [
        f"docs/lists.md:{line}[unknown-number]",
        f"docs/lists.md:{other}[{SiteCode.BUILD_WARNING.slug}]",
        f"docs/lists.md:{refused}[unknown-record]",
    ]
    silence(lichen, "unknown-number", "docs/lists.md", "citation of [7]")
    again = lichen.build("html", out="../_site")
    assert "citation of [7]" not in again.output
    assert run(lichen) == 1
    assert "[unknown-number]" not in (said := capsys.readouterr().out)
    assert "1 silenced" in said
