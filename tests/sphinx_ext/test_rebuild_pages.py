"""Building again after edits of what stands beside the data: pages, links, images, style, templates, configuration."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.build import Project, assert_rebuilt, assert_same, ok
from tests.conftest import copy_of_lichen
from tests.sphinx_ext.furnished import stand_alone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Edit = tuple[str, str, str]
"""A file, what stands in it, and what is to stand there."""

PLACES = "docs/places.md"
CONF = "conf.py"

EDITS: dict[str, Edit] = {
    "style": ("_static/atlas.css", "", "/* other */"),
    "script of every page": ("_static/copy.js", "", "// other"),
    "script of some pages": ("_static/explorer.js", "", "// other"),
    "template": ("_templates/page.html", "Footer", "Below"),
    "template of one page": ("_templates/more.html", "More", "Less"),
    "file to copy": ("extra/extra.txt", "Extra", "Other"),
    "file to download": ("docs/notes.txt", "Notes", "Other notes"),
    "image": ("docs/growth.png", "", "more"),
    "included text": ("docs/part.txt", "Some", "Many"),
    "lead": ("docs/leads/lichen/grey-crust.md", "flat", "round"),
    "caption that is linked": ("docs/lists.md", "How a lichen grows", "How lichens grow"),
    "title that is linked": ("docs/lists.md", "# Lists", "# All lists"),
    "heading that is linked": ("docs/lists.md", "## Introduction", "## Introduction!"),
    "heading with a label": (PLACES, "## Trees", "## Shrubs"),
    "term": (PLACES, "bark\n:", "Bark\n:"),
    "number of an equation": (PLACES, "```{math}\n:label: law", "```{math}\nc = d\n```\n\n```{math}\n:label: law"),
    "number of a figure": ("docs/index.md", "# Lichens\n", "# Lichens\n\n```{figure} growth.png\nFirst\n```\n"),
    "bibliography": (PLACES, ":all:", ":all:\n:labelprefix: X"),
    "first citation of a work": (PLACES, "```{bibliography}", "Also {cite}`fern2015`.\n\n```{bibliography}"),
    "last citation of a work": (PLACES, "{cite}`moss2010`", "moss"),
    "author who is cited by name": ("bibliography.bib", "Moss, A.", "Mossy, A."),
    "image of a name that another has": ("docs/index.md", "SO2 again.", "![First](first/crust.png)"),
    "theme option": (CONF, "numfig", 'html_theme_options = {"announcement": "New"}\nnumfig'),
    "name of the project": (CONF, "Lichen Atlas", "Moss Atlas"),
    "language": (CONF, "numfig", 'language = "de"\nnumfig'),
    "address": (CONF, "numfig", 'html_baseurl = "https://lichen.example/"\nnumfig'),
    "page on the data": (CONF, 'atlas_data_page = ""', 'atlas_data_page = "lists"'),
    "quotation marks": (CONF, "numfig", "smartquotes = False\nnumfig"),
}


def change(project: Project, edit: Edit) -> Path:
    """Make *edit*, or add its text to the end of the file, and return the file."""
    name, old, new = edit
    path = project.folder / name
    if old:
        project.edit(name, old, new)
    else:
        path.write_bytes(path.read_bytes() + new.encode())
    return path


@pytest.fixture(autouse=True)
def pictures(furnished: Project) -> None:
    """Let there be a picture that no page shows yet, of a name that others have."""
    (furnished.folder / "docs/first").mkdir()
    shutil.copy(furnished.folder / "docs/growth.png", furnished.folder / "docs/first/crust.png")


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_incremental_equals_clean(furnished: Project, edit: Edit) -> None:
    """After any kind of edit, building again gives what building from nothing gives."""
    assert_rebuilt(furnished, lambda project: change(project, edit))


@pytest.mark.parametrize("name", ["template", "included text", "lead", "heading with a label"])
def test_times_of_files_do_not_matter(furnished: Project, name: str) -> None:
    """A file that was changed and looks older than before, as when it comes out of an archive, is seen."""
    before = (furnished.folder / EDITS[name][0]).stat().st_mtime
    os.utime(change(furnished, EDITS[name]), (before - 1000, before - 1000))
    assert_same(ok(furnished.build(out="site")), ok(furnished.build(out="clean")))


def move_page(project: Project) -> None:
    """Move a page into a folder and call it otherwise."""
    (project.folder / "docs/all").mkdir()
    shutil.move(project.folder / "docs/places.md", project.folder / "docs/all/places.md")
    shutil.move(project.folder / "docs/left", project.folder / "docs/all/left")
    project.edit("docs/index.md", "places\n", "all/places\n")


def remove_pages(project: Project) -> None:
    """Remove pages with their links, an image and a file to download."""
    for name in ("others", "links"):
        (project.folder / f"docs/{name}.md").unlink()
        project.edit("docs/index.md", f"{name}\n", "")


def remove_files(project: Project) -> None:
    """Remove a style sheet, a file to copy, a page without text, an image and a template."""
    for name in ("_static/previews.css", "extra/extra.txt", "_templates/page.html", "docs/left/crust.png"):
        (project.folder / name).unlink()
    project.edit(CONF, '["atlas.css", "previews.css"]', '["atlas.css"]')
    project.edit(CONF, '{"more": "more.html"}', "{}")
    project.edit(PLACES, "![Left](left/crust.png) and", "Left and")


def remove_lead(project: Project) -> None:
    """Remove the lead of an entity."""
    shutil.rmtree(project.folder / "docs/leads/lichen")


def swap_pages(project: Project) -> None:
    """Change the order of pages."""
    project.edit("docs/index.md", "links\nplaces\n", "places\nlinks\n")


def move_label(project: Project) -> None:
    """Move a label to a page that is read before the one that had it."""
    project.edit(PLACES, "(trees)=\n", "")
    project.edit("docs/index.md", "# Lichens\n", "# Lichens\n\n(trees)=\n## Early trees\n")


def swap(project: Project, one: str, other: str) -> None:
    """Give each of two files the name of the other; neither is any younger for that."""
    first, second = project.folder / one, project.folder / other
    first.rename(project.folder / "kept")
    second.rename(first)
    (project.folder / "kept").rename(second)


def swap_files(project: Project) -> None:
    """Swap the names of texts that one page is read from, and of images that it shows."""
    swap(project, "docs/part.txt", "docs/notes.txt")
    swap(project, "docs/growth.png", "docs/right/crust.png")


def swap_styles(project: Project) -> None:
    """Swap the names of style sheets, by which pages ask for what they hold."""
    swap(project, "_static/atlas.css", "_static/previews.css")


def rename_template(project: Project) -> None:
    """Call a template so that no page is made from it."""
    (project.folder / "_templates/page.html").rename(project.folder / "_templates/idle.html")


@pytest.mark.parametrize(
    "edit",
    [
        *(move_page, remove_pages, remove_files, remove_lead, swap_pages, move_label),
        *(swap_files, swap_styles, rename_template),
    ],
    ids=lambda edit: edit.__name__,
)
def test_moves_and_removals(furnished: Project, edit: Callable[[Project], None]) -> None:
    """Nothing of what is gone stays in the site."""
    assert_rebuilt(furnished, edit)


def test_files_that_others_put_beside_the_site_stay(furnished: Project) -> None:
    """Only what builds have made is removed."""
    site = furnished.build(out="site")
    (site.folder / "CNAME").write_text("lichen.example\n", "utf-8")
    remove_pages(furnished)
    assert (ok(furnished.build(out="site")).folder / "CNAME").is_file()


def test_a_list_of_files_that_was_tampered_with_does_no_harm(furnished: Project) -> None:
    """Nothing outside the site is removed."""
    site = furnished.build(out="site")
    state = site.folder / ".atlas.json"
    text = state.read_text("utf-8")
    other, absolute = furnished.folder / "_build/other.txt", furnished.folder / "absolute.txt"
    for path in (other, absolute):
        path.write_text("Kept.\n", "utf-8")
    state.write_text(text.replace('"files": [', f'"files": [\n"../other.txt",\n"{absolute}",', 1), "utf-8")
    ok(furnished.build(out="site"))
    assert other.is_file()
    assert absolute.is_file()


def test_builders_may_share_what_was_read(furnished: Project) -> None:
    """What changed is written by each of them, whoever read it."""
    pages = ("-d", str(furnished.folder / "_build/doctrees-site"))
    ok(furnished.build("dirhtml", *pages))
    furnished.edit("data/claims/results.yaml", "killed beard lichen on oaks", "killed beard lichen on elms")
    change(furnished, EDITS["heading with a label"])
    for builder in ("text", "dirhtml", "html"):
        ok(furnished.build(builder, *pages, out="site" if builder == "html" else builder))
    for builder in ("html", "dirhtml", "text"):
        built = furnished.build(builder, *pages, out="site" if builder == "html" else builder)
        assert_same(built, ok(furnished.build(builder, out=f"clean-{builder}")))


def test_two_processes_name_images_as_one_does(furnished: Project) -> None:
    """Of two images with one name, the same gets the number, whichever process was faster."""
    assert_same(ok(furnished.build("html", "-j", "2", out="parallel")), ok(furnished.build(out="site")))


def test_a_change_of_the_code_makes_all_anew(tmp_path: Path) -> None:
    """Pages that other code has read or written are not kept."""
    project = copy_of_lichen(tmp_path / "lichen")
    stand_alone(project)
    ok(project.build_alone(out="site"))
    project.edit("_ext/atlas/sphinx_ext/figures.py", "Skip the drawing", "Jump over the drawing")
    again = ok(project.build_alone(out="site"))
    assert "Jump over the drawing" in (again.folder / "lists.html").read_text("utf-8")
    assert_same(again, ok(project.build_alone(out="clean")))
