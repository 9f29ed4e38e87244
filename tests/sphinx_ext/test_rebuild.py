"""Building again: an incremental build equals a clean one byte for byte, and two processes equal one."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from tests.build import Project, assert_rebuilt, assert_same, ok
from tests.forge import forge
from tests.sphinx_ext.edits import (
    EDITS,
    add_claim,
    change_date,
    edit_claim,
    keep_former_id,
    redirect_entity,
    remove_claim,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_incremental_equals_clean(built: Project, edit: Callable[[Project], None]) -> None:
    """After any kind of edit, building again gives what building from nothing gives."""
    assert_rebuilt(built, edit)


@pytest.mark.parametrize("edit", [edit_claim, redirect_entity, change_date], ids=lambda edit: edit.__name__)
def test_what_is_taken_back_leaves_no_trace(built: Project, edit: Callable[[Project], None]) -> None:
    """Edited, built, put back and built again, the site is what it was."""
    files = [path for path in built.folder.rglob("*") if path.is_file() and "_build" not in path.parts]
    before = {path: path.read_bytes() for path in files}
    site = ok(built.build(out="site")).tree()
    edit(built)
    assert ok(built.build(out="site")).tree() != site
    for path, content in before.items():
        path.write_bytes(content)
    assert ok(built.build(out="site")).tree() == site


def test_a_former_id_that_is_given_up_leaves_no_page(built: Project) -> None:
    """The page at the old address goes with the id."""
    keep_former_id(built)
    site = ok(built.build(out="site"))
    assert (site.folder / "entities/lichen/stone-crust.html").is_file()
    built.edit("data/entities/lichen.yaml", "    former: [stone-crust]\n", "")
    assert_same(ok(built.build(out="site")), ok(built.build(out="clean")))


def test_an_unchanged_project_is_not_read_again(built: Project) -> None:
    """Nothing changed, nothing read, nothing written."""
    before = ok(built.build(out="site")).tree()
    again = ok(built.build(out="site"))
    assert "0 added, 0 changed, 0 removed" in again.output
    assert again.tree() == before


def test_an_edited_claim_reads_only_the_pages_that_show_it(built: Project) -> None:
    """The page of an entity that the claim does not name stays as it is."""
    edit_claim(built)
    output = ok(built.build(out="site")).output
    assert "lists" in output
    assert "entities/lichen/beard-lichen" in output
    assert "entities/pollutant/ozone" not in output


def test_a_build_of_named_files_leaves_the_others_to_the_next(built: Project) -> None:
    """All pages that show an edit are read, and those that are not written are not done."""
    edit_claim(built)
    order = built.order(out="site")
    named = dataclasses.replace(order, arguments=[*order.arguments, str(built.folder / "docs/index.md")])
    assert forge().build(named) == 0
    assert_same(ok(built.build(out="site")), ok(built.build(out="clean")))


def nothing(_project: Project) -> None:
    """Change nothing."""


@pytest.mark.parametrize("edit", [nothing, edit_claim, add_claim, remove_claim], ids=lambda edit: edit.__name__)
def test_two_processes_equal_one(built: Project, edit: Callable[[Project], None]) -> None:
    """Reading and writing in parallel changes nothing, from nothing and after an edit."""
    ok(built.build("html", "-j", "2", out="parallel"))
    edit(built)
    parallel = ok(built.build("html", "-j", "2", out="parallel"))
    serial = ok(built.build("html", "-j", "1", out="serial"))
    assert_same(parallel, serial)


def test_two_clean_builds_are_the_same(built: Project) -> None:
    """Same in, same out."""
    assert_same(ok(built.build(out="one")), ok(built.build(out="two")))
