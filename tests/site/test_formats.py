"""The whole atlas in every other format: no warning, every figure in words and numbers, every row of the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html

from atlas.render.data import plain
from atlas.render.figures.drawn import drawn
from tests.build import Project, ok
from tests.conftest import copy_of_atlas
from tests.site.test_paper import squeezed

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.library import Library
    from atlas.render.blocks import Figure, Table

ARGUMENT = r"(?:\[(?:[^\[\]]|\[[^\]]*\])*\]|\{(?:[^{}]|\{[^{}]*\})*\})"
LATEX = (
    (rf"\\(?:label|begin|end|hyperref|sphinxhref|DUrole|sphinxcolwidth){ARGUMENT}", " "),
    (r"\\textendash\{\}", "–"),
    (r"\\textquotesingle\{\}", "'"),
    (r"%\n|\\\\|(?<!\\)&", " "),
    (r"\\([&%#_$])", r"\1"),
    (r"\\[A-Za-z@]+|[{}~]", ""),
)
"""What LaTeX writes beside the words, and what the words are; arguments are dropped where they are no words."""

ROFF = ((r"\\-", "-"), (r"\\\(aq", "'"), (r"\\f[A-Z]|\\%|\\&|T[{}]", " "), (r"(?m)^\.\w+", " "))
"""The same for manual pages."""


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub", "singlehtml"])
def test_every_format_has_the_figures(tmp_path: Path, atlas_library: Library, builder: str) -> None:
    """Caption, long description and each cell of the table, in their order; the build has no warning."""
    copy_of_atlas(tmp_path / "atlas")
    folder = ok(Project(tmp_path / "atlas").build(builder, "-q", "-j", "2")).folder
    read = written(folder, builder)
    for plan in atlas_library.scheme.figures:
        figure = drawn(atlas_library, plan.id)
        for words in (figure.title, plain(figure.caption), *figure.description):
            assert level(words) in read, (plan.id, words)
        cells = [level(" ".join(map(plain, cell))) for row in figure.table.rows for cell in row.cells]
        if builder == "text":
            assert _grid(folder, figure.table) == cells, plan.id
        else:
            _in_order(read, figure, cells)
    if builder == "text":
        _has_all_rows(folder, atlas_library)


def level(words: str) -> str:
    """Return *words* as formats may change them: without spaces, quotation marks as one."""
    return re.sub("[‘’“”\"'`]+", "'", squeezed(words))


def written(folder: Path, builder: str) -> str:
    """Return what stands in the files of a format, levelled."""
    suffix = {"text": "txt", "man": "7", "latex": "tex", "epub": "xhtml", "singlehtml": "html"}[builder]
    files = sorted(folder.rglob(f"*.{suffix}"))
    assert files
    text = " ".join(path.read_text("utf-8") for path in files)
    if builder in {"epub", "singlehtml"}:
        return level(" ".join("".join(map(str, html.parse(str(path)).getroot().itertext())) for path in files))
    for pattern, instead in {"latex": LATEX, "man": ROFF, "text": ((r"\*\*", ""),)}[builder]:
        text = re.sub(pattern, instead, text)
    return level(text)


def _in_order(read: str, figure: Figure, cells: list[str]) -> None:
    at = read.index(level(figure.table.caption))
    for cell in cells:
        found = read.find(cell, at, at + 2000)
        assert found >= 0, (figure.target.id, cell, read[at : at + 200])
        at = found + len(cell)


def _grid(folder: Path, table: Table) -> list[str]:
    """Return the cells of a table drawn with lines, row by row."""
    (page,) = [text for path in folder.rglob("*.txt") if f"\n{table.caption}\n" in (text := path.read_text("utf-8"))]
    body = page.partition(f"\n{table.caption}\n")[2].partition("=|\n")[2].partition("\n\n")[0]
    rows = [part.strip().splitlines() for part in re.split(r"(?m)^\+[-+]*\+$", body) if part.strip()]
    columns = [zip(*(line.strip("|").split("|") for line in row), strict=True) for row in rows]
    return [level(" ".join(lines)) for row in columns for lines in row]


def _has_all_rows(folder: Path, library: Library) -> None:
    functions = (folder / "evidence/functions.txt").read_text("utf-8")
    assert [claim.id for claim in library.findings(library.claims) if claim.id not in functions] == []
    trials = (folder / "evidence/trials.txt").read_text("utf-8")
    assert [trial.id for trial in library.trials if trial.id not in trials] == []
    works = (folder / "references.txt").read_text("utf-8")
    assert [work.number for work in library.references if f"[{work.number}]" not in works] == []
    pages = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.txt")}
    assert {f"entities/{entity.kind}/{entity.id}" for entity in library.entities} <= pages
