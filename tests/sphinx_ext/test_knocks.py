"""Hard knocks for a build: it ends in words or in a right site, never in a traceback, and no source is changed."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atlas.render.stubs import FOLDERS
from tests.build import Project, Site, assert_same, ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
RESULTS = "data/claims/results.yaml"
LICHENS = "data/entities/lichen.yaml"


def sources(project: Project) -> dict[str, bytes]:
    """Return what a project holds, but for what builds make."""
    made = [project.folder / "_build", *(project.folder / "docs" / name for name in FOLDERS)]
    files = (path for path in project.folder.rglob("*") if path.is_file() and os.access(path, os.R_OK))
    return {
        path.relative_to(project.folder).as_posix(): path.read_bytes()
        for path in files
        if not any(path.is_relative_to(folder) for folder in made)
    }


def knocked(project: Project, *, largest: int | None = None, bound: bool = False) -> Site:
    """Build under hard conditions; make sure that nothing fell apart."""
    before = sources(project)
    order = dataclasses.replace(project.order(out="site"), bound=bound)
    site = project.build_to_order(dataclasses.replace(order, largest=largest) if largest else order)
    assert "Traceback" not in site.output, site.output[-3000:]
    assert "sphinx-err" not in site.output, site.output[-3000:]
    assert sources(project) == before
    return site


def last(site: Site) -> str:
    """Return the last thing that a failed build said."""
    return site.output.strip().splitlines()[-1]


def from_nothing(project: Project) -> None:
    """Remove all that builds have made."""
    for name in ("_build", *(f"docs/{name}" for name in FOLDERS)):
        shutil.rmtree(project.folder / name, ignore_errors=True)


SIZES = (60, 10_000, 20_000, 45_000, 100_000, 1_000_000)
"""Sizes in bytes that some files exceed: pages made from data, what was read, pages, all that was read, scripts."""


def test_no_room_for_large_files(built: Project) -> None:
    """Files are cut off in the middle; with room again, the next build mends all of them."""
    before = Site(built.folder / "_build/site", "", 0).tree()
    for size in SIZES:
        from_nothing(built)
        site = knocked(built, largest=size)
        assert site.exit_code == 2
        assert "File too large" in last(site)
        assert ok(built.build(out="site")).tree() == before, size


@pytest.mark.parametrize("options", [(), ("-j", "2")], ids=["one process", "two processes"])
@pytest.mark.parametrize("name", ["lists.html", "_images/growth.png"])
def test_no_room_for_one_file(built: Project, name: str, options: tuple[str, ...]) -> None:
    """Sphinx only warns of a page or an image that was cut off; it does not count as written."""
    path = built.folder / "_build/site" / name
    whole = path.read_bytes()
    path.unlink()
    path.symlink_to("/dev/full")
    built.append("docs/lists.md", "\nMore.\n")
    cut = built.build("html", *options, out="site")
    assert cut.exit_code == 1
    assert "No space left on device" in cut.output
    path.unlink()
    path.write_bytes(whole[: len(whole) // 2])
    assert_same(ok(built.build("html", *options, out="site")), ok(built.build(out="clean")))


def test_full_disk(built: Project) -> None:
    """The output is on a disk of half a megabyte; when the disk has grown, the next build mends all."""
    clean = Site(built.folder / "_build/site", "", 0).tree()
    out, kept = built.folder / "_build/disk", built.folder / "_build/kept"
    out.mkdir()
    order = built.order(out="disk")
    build = " ".join(f"'{part}'" for part in (sys.executable, "-m", "sphinx", *order.arguments))
    script = f"""
        mount -t tmpfs -o size=500k none '{out}' || exit 99
        {build} >'{order.log}' 2>&1; echo "ended with $?" >>'{order.log}'
        mount -o remount,size=100m '{out}' && {build} && cp -r '{out}' '{kept}'
    """
    done = subprocess.run(["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, check=False)  # noqa: S603, S607 - our own command
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("no disk can be mounted here; files that grow too large are tested all the same")
    said = (built.folder / "_build/disk.log").read_text("utf-8")
    assert "No space left on device" in said
    assert "Traceback" not in said
    assert "ended with 0" not in said
    assert done.returncode == 0, done.stdout + done.stderr
    assert Site(kept, "", 0).tree() == clean


@pytest.fixture
def closing() -> Iterator[Callable[[Path, int], None]]:
    """Return a function that sets permissions, which are given back in the end."""
    closed: list[Path] = []

    def close(path: Path, mode: int) -> None:
        closed.append(path)
        path.chmod(mode)

    yield close
    for path in filter(Path.exists, reversed(closed)):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_sources_that_cannot_be_written(built: Project, closing: Callable[[Path, int], None]) -> None:
    """Pages are made from data below them; where these are as they should be, nothing has to be written."""
    before = Site(built.folder / "_build/site", "", 0).tree()
    shutil.rmtree(built.folder / "_build")
    folders = [path for path in built.folder.rglob("*") if path.is_dir()]
    for path in folders:
        closing(path, 0o555)
    (built.folder / "_build").mkdir()
    assert ok(knocked(built, bound=True)).tree() == before
    built.edit(LICHENS, "label: Grey crust", "label: Green crust")
    site = knocked(built, bound=True)
    assert site.exit_code == 2
    assert "ERROR: cannot write the pages that are made from data, Permission denied: " in last(site)
    for path in folders:
        closing(path, 0o755)
    assert_same(ok(built.build(out="site")), ok(built.build(out="clean")))


def test_output_that_cannot_be_written(built: Project, closing: Callable[[Path, int], None]) -> None:
    """The site stays as it is."""
    before = Site(built.folder / "_build/site", "", 0).tree()
    built.edit(RESULTS, "on oaks", "on elms")
    closing(built.folder / "_build/site", 0o555)
    site = knocked(built, bound=True)
    assert site.exit_code == 2
    assert "ERROR: cannot go on, Permission denied: " in last(site)
    assert site.tree() == before
    closing(built.folder / "_build/site", 0o755)
    assert_same(ok(built.build(out="site")), ok(built.build(out="clean")))


def test_files_that_cannot_be_read(built: Project, closing: Callable[[Path, int], None]) -> None:
    """Each is told, and all that can be read is shown; when they are given back, the site is what it was."""
    before = Site(built.folder / "_build/site", "", 0).tree()
    for name in (RESULTS, "data/entities", "data/prefixes.tsv", "data/notices.yaml", "bibliography.bib"):
        closing(built.folder / name, 0)
    for name in ("docs/references.md", "docs/growth.png"):
        closing(built.folder / name, 0)
    (built.folder / "docs/leads/lichen").mkdir(parents=True)
    closing(built.folder / "docs/leads/lichen", 0)
    site = knocked(built, bound=True)
    assert site.exit_code == 1
    for name in (RESULTS, "data/entities", "data/prefixes.tsv", "data/notices.yaml", "bibliography.bib"):
        assert f"{name}:1: WARNING: " in site.output
    assert "leads/lichen:1: WARNING: folder 'leads/lichen'; expected a readable folder" in site.output
    assert "Ignored unreadable document 'references.md'" in site.output
    assert "image file not readable: growth.png" in site.output
    for path in built.folder.rglob("*"):
        closing(path, 0o755 if path.is_dir() else 0o644)
    shutil.rmtree(built.folder / "docs/leads")
    assert ok(built.build(out="site")).tree() == before


def test_a_scheme_that_cannot_be_read(built: Project, closing: Callable[[Path, int], None]) -> None:
    """Without it there is nothing to show; it is told with its line, and the last site stays."""
    before = Site(built.folder / "_build/site", "", 0).tree()
    closing(built.folder / "data", 0)
    site = knocked(built, bound=True)
    assert site.exit_code == 2
    assert last(site).startswith(
        "data/atlas.yaml:1: file data/atlas.yaml (Permission denied); expected a readable file"
    )
    assert site.tree() == before


def test_folders_in_the_place_of_files(built: Project) -> None:
    """Of data, a page, a page made from data, a lead and an image."""
    for name in (RESULTS, "docs/references.md", "docs/entities/lichen/grey-crust.md", "docs/growth.png"):
        (built.folder / name).unlink()
        (built.folder / name).mkdir()
    (built.folder / "docs/leads/lichen/beard-lichen.md").mkdir(parents=True)
    site = knocked(built)
    assert site.exit_code == 1
    assert f"{RESULTS}:1: WARNING: file {RESULTS} (Is a directory)" in site.output
    assert (
        "entities/lichen/grey-crust.md:1: WARNING: file 'entities/lichen/grey-crust.md' without the mark" in site.output
    )
    assert "toctree contains reference to nonexisting document 'references'" in site.output
    assert "error reading file" in site.output
    assert "cannot copy image file" in site.output


@pytest.mark.parametrize("place", ["docs/entities", "docs/entities/lichen"])
def test_files_in_the_place_of_folders(lichen: Project, place: str) -> None:
    """Where pages made from data belong; the file stays."""
    path = lichen.folder / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("By hand.\n", "utf-8")
    site = knocked(lichen)
    assert site.exit_code == 2
    assert "ERROR: cannot write the pages that are made from data, " in last(site)
    assert path.read_text("utf-8") == "By hand.\n"


def test_links_that_lead_round_or_nowhere(built: Project) -> None:
    """Each is told once, and no page is found twice."""
    pages = len(Site(built.folder / "_build/site", "", 0).pages)
    (built.folder / "docs/a/b").mkdir(parents=True)
    (built.folder / "docs/c").mkdir()
    links = {"docs/loop": ".", "docs/a/b/up": "../../..", "docs/a/side": "../c", "docs/c/back": "../a"}
    links |= {"docs/lost.md": "nowhere", "docs/lost": "nowhere", "docs/round": "round", "data/loop": "."}
    for name, target in links.items():
        (built.folder / name).symlink_to(target)
    site = knocked(built)
    assert site.exit_code == 1
    for name in ("loop", "a/b/up", "a/side/back"):
        assert site.output.count(f"{name}:1: WARNING: link '{name}' to ") == 1, name
    assert "Ignored unreadable document 'lost.md'" in site.output
    assert len(site.pages) == pages


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_pages_that_are_no_text(built: Project, encoding: str) -> None:
    """All of them are told with the line of the first wrong byte."""
    places = []
    for name in ("index", "lists"):
        text = (built.folder / f"docs/{name}.md").read_text("utf-8")
        (built.folder / f"docs/{name}.md").write_bytes(f"{text}\né\n".encode(encoding))
        places.append(f"docs/{name}.md:{text.count(chr(10)) + 2 if encoding == 'latin-1' else 1}")
    site = knocked(built)
    assert site.exit_code == 2
    assert [line.partition(": ")[0] for line in site.output.splitlines() if "expected UTF-8" in line] == places


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["as on Windows", "as on old Macs"])
def test_pages_with_other_ends_of_lines(built: Project, end: str) -> None:
    """And with a byte order mark: the pages are the same."""
    before = Site(built.folder / "_build/site", "", 0).tree()
    for name in ("index", "lists", "references"):
        path = built.folder / f"docs/{name}.md"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_text("utf-8").replace("\n", end).encode())
    after = ok(knocked(built)).tree()
    differing = {name.partition("/")[0] for name in before if after.get(name) != before[name]}
    assert differing <= {"_sources", ".atlas.json"}


def test_letters_and_accents_apart(built: Project) -> None:
    """A page, a link to it and a term are found in whichever way they were typed; names of files must be composed."""
    apart, composed = (unicodedata.normalize(form, "flechté") for form in ("NFD", "NFC"))
    (built.folder / f"docs/{composed}.md").write_text("# Flechté\n", "utf-8")
    built.edit("docs/index.md", "lists\n", f"lists\n{apart}\n")
    built.edit("data/abbreviations.yaml", "term: SO2", f"term: {composed}")
    built.append("docs/references.md", f"\n[]({apart}.md) and {{atlas:term}}`{apart}`.\n\nOnce more {apart}.\n")
    page = ok(knocked(built)).page("references")
    assert page.xpath("count(//article//a[contains(@href, 'flecht')])") == 3
    (built.folder / f"docs/{composed}.md").rename(built.folder / f"docs/{apart}.md")
    assert "flechte\\u0301.md'; expected 'flecht\\xe9.md'. Rename the file." in knocked(built).output


def test_a_claim_of_a_million_characters(built: Project) -> None:
    """It is shown, found and copied whole."""
    built.edit(RESULTS, "Sulphur dioxide killed", "word " * 200_000 + "killed")
    site = ok(knocked(built))
    assert (site.folder / "lists.html").read_text("utf-8").count("word word") >= 100_000
    assert (site.folder / "api/v1/claims.json").read_text("utf-8").count("word word") == 100_000


def test_parents_in_a_circle(built: Project) -> None:
    """Two and one: each is told, each has its page."""
    built.edit(LICHENS, "    definition: A hanging", "    parents: [grey-crust]\n    definition: A hanging")
    built.edit("data/entities/pollutant.yaml", "    note: No", "    parents: [ozone]\n    note: No")
    site = knocked(built)
    assert site.exit_code == 1
    assert site.output.count("[atlas.parent-cycle]") == 3
    for page in ("lichen/beard-lichen", "lichen/grey-crust", "pollutant/ozone"):
        assert (site.folder / f"entities/{page}.html").is_file()


@pytest.mark.parametrize(
    ("gone", "words"), [("data", "data/atlas.yaml:1: "), ("docs/index.md", "unable to load the master document")]
)
def test_nothing_to_show(lichen: Project, gone: str, words: str) -> None:
    """No data, or no first page."""
    path = lichen.folder / gone
    path.rename(lichen.folder / "away")
    site = knocked(lichen)
    assert site.exit_code == 2
    assert words in last(site)


def test_names_that_are_too_long(built: Project) -> None:
    """A page can be called so that there is no room for an ending."""
    name = "x" * 250
    (built.folder / f"docs/{name}.md").write_text("---\norphan: true\n---\n# X\n", "utf-8")
    site = knocked(built)
    assert site.exit_code == 2
    assert "ERROR: cannot go on, File name too long: " in last(site)


def test_names_that_are_no_text(built: Project) -> None:
    """A file below the pages that no page can be called by does no harm."""
    (built.folder / "docs" / os.fsdecode(b"\xff.txt")).write_text("x\n", "utf-8")
    ok(knocked(built))


@pytest.mark.parametrize("part", [0, 0.5, 0.9])
def test_files_that_a_kill_has_cut(built: Project, part: float) -> None:
    """All that builds read back of what they wrote themselves, each cut at the same *part* of its length."""
    before = Site(built.folder / "_build/site", "", 0).tree()
    for name in ("site/.buildinfo", "site/.atlas.json", "site/searchindex.js", "doctrees-site/environment.pickle"):
        path = built.folder / "_build" / name
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * part)])
    assert ok(knocked(built)).tree() == before


def test_leftovers_of_a_killed_build_go(built: Project) -> None:
    """And nothing else that stands beside them."""
    left = [built.folder / name for name in ("docs/entities/lichen/.moss.md.123.new", "_build/site/..atlas.json.9.new")]
    kept = [built.folder / name for name in ("docs/.notes.md.123.new", "docs/entities/lichen/.notes")]
    for path in (*left, *kept):
        path.write_text("half", "utf-8")
    ok(knocked(built))
    assert [path.exists() for path in (*left, *kept)] == [False, False, True, True]
