"""The command of the release session: what it adds to the log, what it refuses, and that nothing is half done."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from atlas.checks import release
from atlas.checks.site.addresses import INVENTORY
from atlas.load.history import as_lines
from atlas.load.project import load_project
from atlas.writing import replace_file
from tests.build import Project
from tests.conftest import LICHEN

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.library import Library

SCHEME = "data/atlas.yaml"
RESULTS = "data/claims/results.yaml"
RELEASED = "version 0.2 of 2024-06-01 is released; records: 0 added, 0 changed, 0 removed"
BEARD = '{"change": "changed", "type": "claim", "id": "results-001", "fields": {"effects/beard-lichen": "up"}}'


def run(project: Project) -> int:
    """Release *project* as the session does."""
    return release.main([str(project.folder), str(project.folder / "_site")])


def rebuild(project: Project) -> None:
    """Build the site of *project* anew, as the session does before each release."""
    shutil.rmtree(project.folder / "_site")
    project.build(out="again").folder.rename(project.folder / "_site")
    shutil.rmtree(project.folder / "_build")


def files(project: Project) -> dict[str, bytes]:
    """Return all files below `data`."""
    return {path.name: path.read_bytes() for path in (project.folder / "data").iterdir() if path.is_file()}


def library_of(project: Project) -> Library:
    """Return the library of *project*, which is sound."""
    library, problems = load_project(project.folder)
    assert problems == []
    assert library is not None
    return library


def raise_version(project: Project, version: str = "0.2", day: str = "2024-06-01") -> None:
    """Prepare the next release."""
    project.edit(SCHEME, 'version: "0.1"', f'version: "{version}"')
    project.edit(SCHEME, "as_of: 2024-05-01", f"as_of: {day}")


def grow_younger(project: Project) -> None:
    """Give *project* the records that it had in the release before the present one."""
    (project.folder / release.LOG).unlink()
    raise_version(project, "0.0", "2024-01-31")
    project.edit(RESULTS, "killed beard lichen on oaks", "harmed beard lichen")
    project.edit(RESULTS, "    term: beard-lichen\n", "    term: not reported\n")
    project.edit(
        "data/claims/intro.yaml",
        "  - id: intro-003",
        "  - id: intro-009\n    statement: Lichens are a kind of moss.\n    kind: remark\n    refs: [moss2010]\n"
        "    origin: {paragraph: 1, sentence: 2}\n    about: [grey-crust]\n  - id: intro-003",
    )
    project.edit("data/entities/lichen.yaml", "    synonyms: [Usnea]\n", "")
    project.edit("data/entities/pollutant.yaml", "    note: No identifier was looked up.\n", "")
    status = "- field: status\n        value: {}\n        as_of: {}\n"
    project.edit(
        "data/trials/trials.yaml",
        status.format("Recruiting", "2021-02"),
        status.format("Not yet recruiting", "2020-01"),
    )
    project.edit("bibliography.bib", "  number = {2},\n", "")
    project.edit("bibliography.bib", "pmid = {12345}", "pmid = {12354}")
    path = project.folder / "data/discrepancies/doubts.yaml"
    path.write_text(path.read_text("utf-8").partition("  - id: D2")[0], "utf-8")
    project.edit("data/abbreviations.yaml", "particulate matters", "particulate matter")


def test_the_difference_of_two_states_is_the_log(lichen: Project, lichen_library: Library, tmp_path: Path) -> None:
    """The records of then, released, and the records of today, released after them: the log as it stands."""
    shutil.copytree(lichen.folder, tmp_path / "younger")
    younger = Project(tmp_path / "younger")
    grow_younger(younger)
    first = release.next_release(library_of(younger))
    assert first is not None
    (lichen.folder / release.LOG).write_text(as_lines(first), "utf-8")
    second = release.next_release(library_of(lichen))
    assert (first, second) == lichen_library.history.releases
    assert second is not None
    assert as_lines(first) + as_lines(second) == (LICHEN / release.LOG).read_text("utf-8")


def test_the_first_release_holds_every_record(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A line each, sorted, with what its curator wrote; the addresses are those of the site."""
    before = files(built)
    (built.folder / release.LOG).unlink()
    (built.folder / INVENTORY).unlink()
    assert run(built) == 0
    assert capsys.readouterr().out == "version 0.1 of 2024-05-01 is released; records: 16 added, 0 changed, 0 removed\n"
    head, *lines = map(json.loads, (built.folder / release.LOG).read_text("utf-8").splitlines())
    assert head == {"version": "0.1", "day": "2024-05-01"}
    assert {line["change"] for line in lines} == {"added"}
    keys = [(line["type"], line["id"]) for line in lines]
    assert [id_ for type_, id_ in keys if type_ == "claim"] == ["intro-001", "intro-002", "intro-003", "results-001"]
    assert lines[1]["fields"] == {
        "statement": "Clean air is said to smell of rain.",
        "kind": "remark",
        "origin": "intro, paragraph 1, sentence 2",
        "about": "ozone",
    }
    assert files(built)["addresses.txt"] == before["addresses.txt"]


def test_a_second_time_changes_nothing(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Not a byte, and says so."""
    before = files(built)
    assert run(built) == 0
    assert files(built) == before
    assert capsys.readouterr().out == "version 0.1 was released before: no record has changed\n"


def test_a_release_is_added_at_the_end(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What was written stays as it is, whether or not its last line is ended."""
    log = built.folder / release.LOG
    before = log.read_text("utf-8")
    log.write_text(before.rstrip("\n"), "utf-8")
    built.edit(RESULTS, "direction: down", "direction: up")
    raise_version(built)
    rebuild(built)
    assert run(built) == 0
    assert log.read_text("utf-8") == f'{before}{{"version": "0.2", "day": "2024-06-01"}}\n{BEARD}\n'
    assert capsys.readouterr().out.endswith("records: 0 added, 1 changed, 0 removed\n")
    assert library_of(built).history.releases[-1].version == "0.2"


def test_a_release_without_a_change_is_one(built: Project) -> None:
    """The records were compared with the article anew, and stand."""
    raise_version(built)
    rebuild(built)
    assert run(built) == 0
    assert library_of(built).history.releases[-1].changes == ()


REFUSALS = {
    "the same version with other data": (
        *("0.1", "2024-05-01"),
        "version 0.1 was released as of 2024-05-01, and since then 1 record has changed. Raise",
    ),
    "an older version": ("0.0", "2024-06-01", "version 0.0 was released before version 0.1. Raise"),
    "an earlier day": ("0.2", "2024-04-30", "`as_of` in data/atlas.yaml is 2024-04-30, before the last"),
}


@pytest.mark.parametrize(("version", "day", "words"), REFUSALS.values(), ids=REFUSALS.keys())
def test_a_release_is_refused(
    built: Project, capsys: pytest.CaptureFixture[str], version: str, day: str, words: str
) -> None:
    """With the reason, and nothing is written."""
    built.edit(RESULTS, "direction: down", "direction: up")
    raise_version(built, version, day)
    before = files(built)
    assert run(built) == 1
    assert files(built) == before
    assert capsys.readouterr().out.startswith(f"nothing was released: {words}")


@pytest.mark.parametrize(
    ("version", "day", "words"),
    [
        ("0.0", "2024-05-01", "version 0.0 was released before version 0.1. Raise"),
        ("0.1", "2024-06-01", "version 0.1 was released as of 2024-05-01, not as of 2024-06-01. Raise"),
    ],
)
def test_a_version_is_given_once(
    built: Project, capsys: pytest.CaptureFixture[str], version: str, day: str, words: str
) -> None:
    """Neither an older one again nor the last as of another day, even with the same data."""
    raise_version(built, version, day)
    assert run(built) == 1
    assert capsys.readouterr().out.startswith(f"nothing was released: {words}")


def test_an_older_version_of_the_same_day_is_not_given_again(
    built: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor if the data are those of the last."""
    built.append(release.LOG, '{"version": "0.2", "day": "2024-05-01"}\n')
    assert run(built) == 1
    assert capsys.readouterr().out.startswith("nothing was released: version 0.1 was released before version 0.2")


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (RESULTS, "refs: [fern2015]", "refs: [fern1999]", "unknown-reference"),
        (RESULTS, "system: ex vivo", "system: in silico", "bad-value"),
        ("_site/index.html", ' lang="en"', "", "no-language"),
        (INVENTORY, "tables.html", "desks.html", "lost-address"),
        (SCHEME, "as_of: 2024-05-01", "as_of: soon", "bad-date"),
    ],
)
def test_faults_are_not_released(  # noqa: PLR0913, PLR0917 - a change and what it causes
    built: Project, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, code: str
) -> None:
    """Neither of the data, nor of the site, nor a lost address."""
    built.edit(file, old, new)
    before = files(built)
    assert run(built) == 1
    assert files(built) == before
    said = capsys.readouterr().out
    assert said.startswith("nothing was released: there are faults\n")
    assert f"[{code}]" in said


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (1, "nothing was released: no space left on device\n"),
        (2, f"{RELEASED}; but data/addresses.txt was not written: no space left on device. Run the session again\n"),
    ],
    ids=["log", "inventory"],
)
def test_an_interrupted_release_is_finished(
    built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: int, words: str
) -> None:
    """Whichever file could not be written: that is told, and the next run ends where an undisturbed one would."""
    raise_version(built)
    built.edit(INVENTORY, "lists.html#doubts\n", "")
    rebuild(built)
    whole = Project(built.folder.parent / "whole")
    shutil.copytree(built.folder, whole.folder)
    assert run(whole) == 0
    rebuild(whole)
    assert run(whole) == 0
    assert "lists.html#doubts" in (whole.folder / INVENTORY).read_text("utf-8")
    calls: list[Path] = []

    def failing(path: Path, content: bytes) -> None:
        calls.append(path)
        if len(calls) == place:
            raise OSError("no space left on device")
        replace_file(path, content)

    monkeypatch.setattr("atlas.checks.release.replace_file", failing)
    capsys.readouterr()
    assert run(built) == 1
    assert capsys.readouterr().out == words
    monkeypatch.undo()
    for _ in range(2):
        rebuild(built)
        assert run(built) == 0
    assert files(built) == files(whole)
