"""Proposed DOIs, what is written of them, and the command as a whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from atlas.checks.citations.client import Answer
from atlas.checks.citations.command import main
from atlas.checks.citations.writing import write_dois
from atlas.load.project import load_project
from tests.checks.conftest import BARK, DAY, MOSS, entry
from tests.checks.crossref import registered
from tests.checks.server import Reply
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.checks.conftest import Case

FERN = "10.5555/fern"
TITLE = "Sulphur and 5% of beards"


def fern(doi: str = FERN, title: str = TITLE, family: str = "Fern", year: int = 2015, **more: object) -> dict[str, Any]:
    """Return a work as registered that is fern2015 if nothing else is said."""
    return registered(doi, title, family, year, **more)


def find(case: Case, *works: dict[str, Any]) -> None:
    """Let a search find *works*, and their DOIs lead to them."""
    case.server.found = list(works)
    case.server.works |= {work["DOI"]: work for work in works}


def test_a_doi_is_proposed(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """It is shown and not written, and the work still counts as not checked."""
    before = case.bibliography
    find(case, fern("10.5555/other", title="On ferns"), fern())
    assert case.run() == 0
    shown = capsys.readouterr()
    assert f"[2/4] fern2015 ... DOI proposed; {FERN}; no notice\n" in shown.err
    assert f"{TITLE} Fern 2015" in case.server.asked
    assert case.bibliography == before
    assert "fern2015" not in case.notices


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_doi_is_written(case: Case, capsys: pytest.CaptureFixture[str], ending: str) -> None:
    """On request, with its source; no other byte changes, and a second run changes nothing."""
    file = case.folder / "bibliography.bib"
    before = case.bibliography.replace(b"\n", ending.encode())
    file.write_bytes(before)
    find(case, fern())
    assert case.run("--write") == 0
    assert f"bibliography.bib: fern2015: {FERN} written\n" in capsys.readouterr().out
    lines = f"  doi = {{{FERN}}},{ending}  doisource = {{https://api.crossref.org/works/10.5555\\%2Ffern}},{ending}"
    role = f"  role = {{evidence}},{ending}".encode()
    assert case.bibliography == before.replace(role, lines.encode() + role)
    assert "work: fern2015" in case.notices
    after = case.files()
    assert case.run("--write") == 0
    assert "written" not in capsys.readouterr().out
    assert case.files() == after
    library, problems = load_project(case.folder)
    assert library is not None
    assert problems == []
    assert library.reference["fern2015"].doi == FERN


UNSURE = {
    "nothing found": ([], "no sure match"),
    "another title": ([fern(title="Beards")], f"no sure match; {FERN} differs in title ('Beards')"),
    "another author": ([fern(family="Moss")], f"no sure match; {FERN} differs in first author ('Moss')"),
    "another year": ([fern(year=2012)], f"no sure match; {FERN} differs in year ('2012')"),
    "the year beside": ([fern(year=2014)], f"no sure match; {FERN} differs in year ('2014')"),
    "another work": ([fern(title="Beards", year=1999)], "no sure match"),
    "two works": (
        [fern(), fern("10.5555/twin")],
        f"no sure match; 2 works agree: {FERN}, 10.5555/twin",
    ),
    "a preprint": ([fern(type="posted-content")], "no sure match"),
    "the DOI of another": ([fern(BARK)], f"no sure match; {BARK} is the DOI of another work here"),
    "no DOI by its form": ([fern("11.5/x")], "no sure match; '11.5/x' cannot be written in BibTeX"),
    "braces": ([fern("10.5555/a{b")], "no sure match; '10.5555/a{b' cannot be written in BibTeX"),
}


@pytest.mark.parametrize("name", UNSURE)
def test_what_is_not_sure_is_not_written(case: Case, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Title, first author and year have to agree, and with one work only."""
    before = case.bibliography
    works, shown = UNSURE[name]
    case.server.found = works
    assert case.run("--write") == 0
    assert f"[2/4] fern2015 ... {shown}\n" in capsys.readouterr().err
    assert case.bibliography == before
    assert "fern2015" not in case.notices


def test_the_record_itself_has_to_agree(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """A search may know an older state of a work than its own address."""
    before = case.bibliography
    find(case, fern())
    case.server.works[FERN] = fern(title="Beards")
    assert case.run("--write") == 0
    assert f"fern2015 ... no sure match; {FERN}, asked for by itself: differs; title\n" in capsys.readouterr().err
    assert case.bibliography == before


def test_the_same_work_twice_in_an_answer(case: Case) -> None:
    """One DOI is one work, in whatever case it is written."""
    find(case, fern(), fern(FERN.upper()))
    assert case.run("--write") == 0
    assert b"doisource = {https://api.crossref.org/works/10.5555\\%2F" in case.bibliography


def test_two_works_cannot_have_one_doi(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """The first one gets it, the second one is told."""
    case.project.append("bibliography.bib", entry("fern2016", 5, TITLE.replace("%", "\\%"), 2015, None))
    find(case, fern())
    assert case.run("--write") == 0
    assert f"[5/5] fern2016 ... no sure match; {FERN} is the DOI of another work here\n" in capsys.readouterr().err
    assert case.bibliography.count(b"  doi = {10.5555/fern},") == 1


ODD = [
    "10.1002/(SICI)1097-0010(199901)79:1<1::AID-X1>3.0.CO;2-#",
    "10.5555/a%2Fb&c_d~e",
    "10.5555/../a//b?c=d",
    "10.5555/ä+$1,2",
]


@pytest.mark.parametrize("doi", ODD)
def test_odd_characters(case: Case, doi: str) -> None:
    """A DOI with any character is asked for, written and read back as it is."""
    find(case, fern(doi))
    assert case.run("--write") == 0
    assert case.server.asked.count(doi) == 1
    assert case.run("--write", "--cache", str(case.folder / "other")) == 0
    assert case.server.asked.count(doi) == 2
    library, problems = load_project(case.folder)
    assert library is not None
    assert problems == []
    assert library.reference["fern2015"].doi == doi
    assert library.notice["fern2015"].source == library.reference["fern2015"].doi_source


LAYOUTS = {
    "role in another line": "@article{a,\n  year = {2000}, role = {x},\n}\n",
    "an empty doi": "@article{a,\n  doi = {},\n  role = {x},\n}\n",
    "a source without a doi": "@article{a,\n  DOIsource = {https://example.org/},\n  role = {x},\n}\n",
    "the key twice": "@article{a,\n  role = {x},\n}\n@article{a,\n  role = {x},\n}\n",
    "no role": "@article{a,\n  year = {2000},\n}\n@article{b,\n  role = {x},\n}\n",
    "another key": "@article{ab,\n  role = {x},\n}\n",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_unusual_layout_is_left_alone(tmp_path: Path, name: str) -> None:
    """Rather nothing than something wrong."""
    file = tmp_path / "bibliography.bib"
    file.write_text(LAYOUTS[name], "utf-8")
    assert write_dois(file, {"a": FERN}) == ()
    assert file.read_text("utf-8") == LAYOUTS[name]
    assert list(tmp_path.iterdir()) == [file]


def test_an_unusual_layout_is_told(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """The DOI is shown for adding it by hand, and the work counts as not checked."""
    case.project.edit("bibliography.bib", "\n  role = {evidence},", " role = {evidence},")
    find(case, fern())
    assert case.run("--write") == 0
    assert (
        f"fern2015: {FERN} not written, the entry is laid out in an unusual way: add it by hand\n"
        in capsys.readouterr().out
    )
    assert "fern2015" not in case.notices


def test_the_mode_of_a_file_stays(tmp_path: Path) -> None:
    """Who may read and write a file is no business of this command."""
    file = tmp_path / "bibliography.bib"
    file.write_text("@article{a,\n  role = {x},\n}\n", "utf-8")
    file.chmod(0o640)
    assert write_dois(file, {"a": FERN}) == ("a",)
    assert file.stat().st_mode & 0o777 == 0o640


def test_the_indent_is_that_of_the_entry(tmp_path: Path) -> None:
    """Two DOIs at once, each in its entry; the mark at the start of the file stays."""
    file = tmp_path / "bibliography.bib"
    file.write_bytes(b"\xef\xbb\xbf% Two.\n@article{a,\n\trole = {x}\n}\n@article{b,\nrole={x}}\n")
    assert write_dois(file, {"b": "10.5555/b", "a": "10.5555/a"}) == ("b", "a")
    source = b"doisource = {https://api.crossref.org/works/10.5555\\%2F"
    assert file.read_bytes() == (
        b"\xef\xbb\xbf% Two.\n@article{a,\n\tdoi = {10.5555/a},\n\t" + source + b"a},\n\trole = {x}\n}\n"
        b"@article{b,\ndoi = {10.5555/b},\n" + source + b"b},\nrole={x}}\n"
    )


def test_a_wrong_doi_loses_its_record(case: Case) -> None:
    """What was recorded for a DOI that turns out to be another work's says nothing about this work."""
    case.run()
    assert "work: bark2012" in case.notices
    case.server.works[BARK] = registered(BARK, "On lark", "Bark", 2012)
    assert case.run("--cache", str(case.folder / "other")) == 1
    assert "work: bark2012" not in case.notices
    assert "work: twig2013" in case.notices


def test_the_summary(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """Every problem at its line, then words and numbers."""
    find(case, fern())
    del case.server.works[BARK]
    case.server.works[MOSS] |= {"title": ["Grey?"], "issued": {"date-parts": [[1999]]}}
    case.server.script["10.5555/twig"] = [Reply(500)]
    assert case.run() == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(";")[0] for line in lines[:3]] == [
        f"bibliography.bib:12: doi '{MOSS}': title 'Is lichen-17-92 grey?'",
        f"bibliography.bib:12: doi '{MOSS}': year '2010'",
        f"bibliography.bib:37: doi '{BARK}'",
    ]
    assert lines[3:] == [
        "4 works: 0 agrees, 1 differs, 1 not found, 1 DOI proposed, 0 no sure match, 1 not checked",
        "corrections and retractions of 1 works: 1 none, 0 corrected, 0 expression of concern, 0 retracted",
        "data/notices.yaml unchanged",
    ]


def test_a_broken_entry_does_not_stop_the_others(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """The works that can be read are checked."""
    case.project.edit("bibliography.bib", "  title = {{On bark}},\n", "")
    assert case.run() == 0
    shown = capsys.readouterr().err
    assert "1 problems in the data: broken entries are not checked; `nox -s docs` tells them\n" in shown
    assert "[3/3] twig2013 ... agrees; no notice\n" in shown


def test_no_project(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without a scheme is told as what it is."""
    assert main([str(tmp_path)], connect=case.connect) == 2
    assert "data/atlas.yaml:1: " in capsys.readouterr().out


def test_a_folder_that_cannot_be_written(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told in a sentence."""
    blocked = case.folder / "blocked"
    blocked.write_text("a file where a folder should be", "utf-8")
    assert case.run("--cache", str(blocked / "cache")) == 2
    assert "cannot go on: " in capsys.readouterr().out


def test_a_disk_that_is_full(case: Case, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is changed, none is cut off, and nothing is left beside them."""
    find(case, fern())
    case.run()
    before = case.files()
    write = Path.write_bytes

    def fail(self: Path, data: bytes) -> None:
        write(self, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    assert case.run("--write") == 2
    assert "cannot go on: [Errno 28] No space left on device\n" in capsys.readouterr().out
    assert case.files() == before


def test_any_client_will_do(case: Case) -> None:
    """Whoever answers `get` is a client."""

    class Told:
        def get(self, path: str, query: Mapping[str, str]) -> Answer:
            message = {"items": []} if query else case.server.works[path.removeprefix("/works/").replace("%2F", "/")]
            return Answer(address=path, day=DAY, message=message)

    assert main([str(case.folder)], connect=lambda _base, _mailto: Told(), day=case.today) == 0
    assert case.server.asked == []
    assert case.notices.count("- work:") == 3


def test_no_connection_on_import() -> None:
    """Nobody is asked before a work is."""
    code = (
        "import sys\n"
        "asking = ('socket.connect', 'socket.getaddrinfo')\n"
        "sys.addaudithook(lambda event, _: sys.exit(event) if event in asking else None)\n"
        "import atlas.checks.citations.command\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "_ext", check=False)  # noqa: S603 - our own command
    assert done.returncode == 0
