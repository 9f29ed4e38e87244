"""Bad input in the frame of the records: the scheme, the article and the folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from tests.files import ARTICLE, SCHEME

if TYPE_CHECKING:
    from tests.build import Project

TERM = "{id: term,"
TAKEN = "id kind statement origin refs system effects about former quantities model_config model_x copy _a A-b"


@pytest.mark.parametrize("name", TAKEN.split())
def test_facet_with_the_name_of_another_field(lichen: Project, name: str) -> None:
    """A facet cannot be called as a field that every claim has, nor as a word of the machinery."""
    line = lichen.edit(SCHEME, TERM, f"{{id: {name},")
    assert (Code.BAD_VALUE, line) in [(one.code, one.place.line) for one in lichen.problems()]


def test_article_without_sections(lichen: Project) -> None:
    """The missing list is told once, and no claim is blamed for its address."""
    (lichen.folder / ARTICLE).write_text("x: 1\n", "utf-8")
    codes = [one.code for one in lichen.problems()]
    assert codes == [Code.MISSING_FIELD, Code.UNKNOWN_FIELD]


@pytest.mark.parametrize("name", ["claims", "entities", "trials", "discrepancies"])
@pytest.mark.parametrize("file", ["more.yml", "below/more.yaml", "more.YAML"])
def test_file_where_none_is_read(lichen: Project, name: str, file: str) -> None:
    """A file with another suffix, or in a folder below, would be passed over in silence."""
    path = lichen.folder / "data" / name / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("x: 1\n", "utf-8")
    (problem,) = lichen.problems()
    assert (problem.code, problem.place.path) == (Code.BAD_VALUE, f"data/{name}/{file}")
    assert "a .yaml file directly in the folder" in problem.message
