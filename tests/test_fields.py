"""Every field of the data is known to the tests: it takes words, or it refuses what is none of its own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from atlas.load.project import load_project
from atlas.render.requests import RefusedError, Request
from atlas.render.views import answer
from tests.build import Project
from tests.conftest import ROOT, copy_of_lichen
from tests.fields import FREE, ON_PAGES, REFUSED, Form, declared
from tests.grown import grow
from tests.hostile import BROKEN, FLAVOURS, change, fill

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.library import Library

MARK = "q999x"
NASTY = FLAVOURS["markup"](MARK) + FLAVOURS["directions"](MARK).replace("\u2066", "")
FORMED = {
    **{name: Code.BAD_VALUE for name, form in FREE.items() if form is Form.WEB},
    **{name: Code.BAD_DOI for name, form in FREE.items() if form is Form.DOI},
    "prefixes.url": Code.BAD_TABLE,
}
"""Fields that take words after a start of their own, by the problem of words without it."""

TABLES = ("ids.", "prefixes.", "bibliography.", "releases.")
LINES = [name for name, form in FREE.items() if form is Form.LINE and not name.startswith(TABLES)]
"""Fields of one line, in files that can hold more."""

ELSEWHERE = {"prefixes.pattern": ("data/ids.tsv", 2)}
"""Fields whose text is only found wrong where it is used."""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the grown review, in which every field occurs."""
    return grow(copy_of_lichen(tmp_path_factory.mktemp("grown") / "lichen"))


@pytest.fixture
def project(grown: Project, tmp_path: Path) -> Project:
    """Return a copy of its data that a test may change."""
    shutil.copytree(grown.folder / "data", tmp_path / "data")
    shutil.copy(grown.folder / "bibliography.bib", tmp_path)
    return Project(tmp_path)


def put(project: Project, field: str, text: str) -> tuple[str, int]:
    """Put *text* into the first occurrence of *field*; return the file and the line that hold it."""
    put_once: list[str] = []

    def into(name: str, old: str) -> str:
        if name != field or put_once:
            return old
        put_once.append(old)
        return text.translate({ord(sign): None for sign in "\\{}"}) if name.startswith("bibliography.") else text

    change(project, into)
    for path in sorted(project.folder.rglob("*.*")):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if MARK in line:
                return path.relative_to(project.folder).as_posix(), number
    raise AssertionError(f"field {field} does not occur")


def test_every_field_is_in_one_group(lichen_library: Library) -> None:
    """Words, or refused: a field that is added to the data must be added to `fields.py`."""
    known = [*FREE, *REFUSED, *ON_PAGES]
    assert len(known) == len(set(known))
    heads = {"section", "kind"}  # of whole files
    assert set(known) == declared(lichen_library.scheme) | heads


def test_every_field_of_the_reviews_is_known(tmp_path: Path) -> None:
    """Fields that no type declares, as the heads of files, cannot be added unseen either."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "bibliography.bib", tmp_path)
    found: set[str] = set()

    def note(name: str, old: str) -> str:
        found.add(name)
        return old

    change(Project(tmp_path), note)
    facets = {name for name in found if name.count(".") == 1 and name.startswith(("claims.", "trials."))}
    assert found - facets <= {*FREE, *REFUSED, *ON_PAGES}


def test_every_field_of_words_is_filled(grown: Project, project: Project) -> None:
    """With a text of its own, or with that of a field that means the same."""
    placed = fill(project, "plain")
    assert grown.problems() == [one for one in project.problems() if one.code is not BROKEN] == []
    shared = {"claims.quantities.unit", "claims.quantities.measure", "trials.facts.field", "atlas.explored_trials"}
    assert {one.field for one in placed.values()} == set(FREE) - shared


@pytest.mark.parametrize("field", [*REFUSED, *FORMED])
def test_other_fields_refuse_words(project: Project, field: str) -> None:
    """With file and line."""
    place = put(project, field, NASTY)
    code = (REFUSED | FORMED)[field]
    assert ELSEWHERE.get(field, place) in {
        (one.place.path, one.place.line) for one in project.problems() if one.code is code
    }


@pytest.mark.parametrize("field", LINES)
def test_fields_of_one_line_refuse_more(project: Project, field: str) -> None:
    """Whatever breaks the line."""
    place = put(project, field, f"{MARK}\u2028and more")
    assert [(one.place.path, one.place.line) for one in project.problems() if one.code is Code.BAD_VALUE] == [place]


@pytest.mark.parametrize("field", [name for name, form in FREE.items() if form in {Form.TEXT, Form.LINE}])
def test_no_field_takes_control_characters(project: Project, field: str) -> None:
    """Neither as they are nor, in YAML, as escapes."""
    place = put(project, field, f"{MARK} \x01")
    code = Code.BAD_RELEASE if field.startswith("releases.") else Code.CONTROL_CHARACTER
    found = [one for one in project.problems() if one.code is code]
    assert [(one.place.path, one.place.line) for one in found] == [place]
    assert "U+0001" in found[0].message


@pytest.mark.parametrize("field", [name for name in ON_PAGES if name.startswith("atlas.figures.")])
def test_figures_that_name_what_does_not_exist_are_refused(project: Project, field: str) -> None:
    """Where a page shows them: the directive tells it at its line."""
    put(project, field, NASTY)
    library, problems = load_project(project.folder)
    assert library is not None
    assert problems == []
    answers = [answer(library, Request("figure", plan.id)) for plan in library.scheme.figures]
    (refused,) = [one for one in answers if isinstance(one, RefusedError)]
    assert refused.code is ON_PAGES[field]
    assert MARK in refused.found


def test_pages_that_do_not_exist_are_told(lichen: Project) -> None:
    """With file and line, once the build knows all pages."""
    file, line = put(lichen, "discrepancies.pages", NASTY)
    warnings = [one for one in lichen.build("dummy").output.split("\n") if "WARNING" in one]
    (warning,) = [one for one in warnings if one.startswith(f"{file}:{line}: ")]
    assert warning.endswith(f"[atlas.{ON_PAGES['discrepancies.pages'].slug}]")
