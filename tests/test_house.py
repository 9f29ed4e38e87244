"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = sorted((ROOT / "_ext").rglob("*.py"))
FORMS = [*CODE, *sorted((ROOT / "_ext").rglob("*.html")), *sorted((ROOT / "_static").rglob("*.*"))]
SUBJECT = re.compile(
    r"exosom|vesicle|mesenchym|stromal|\bmsc|mirna|microrna|\bmir-|kidney|liver|hepat|renal|cardio|neuro|immun|"
    r"stroke(?!-|: | fill|\")|"  # but for what style sheets call the line around a shape
    r"cargo|conditioned|umbilical|adipose|marrow|biodistribution|ischa?emi|\bcell (line|source)|source cell|pathway",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_word_of_the_subject_in_code(path: Path) -> None:
    """The same code must render a review on any other subject."""
    found = [line for line in path.read_text("utf-8").splitlines() if SUBJECT.search(line)]
    assert found == []


def functions() -> list[ast.FunctionDef]:
    """Return every function of the package."""
    trees = [ast.parse(path.read_text("utf-8")) for path in CODE]
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def test_functions_and_files_stay_small() -> None:
    """A median of about eight lines, nine in ten within thirty, none over fifty; files under 250 lines of code."""
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for node in functions()]
    assert statistics.median(lengths) <= 9
    assert statistics.quantiles(lengths, n=10)[-1] <= 30
    assert max(lengths) <= 50
    sizes = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8").count("\n") for path in CODE}
    assert {name: size for name, size in sizes.items() if size >= 250} == {}


def test_most_of_the_code_knows_no_sphinx() -> None:
    """Four fifths of the lines of code import neither Sphinx nor docutils."""
    pure = [path for path in CODE if not re.search(r"(?m)^(from|import) (sphinx|docutils)\b", path.read_text("utf-8"))]
    lines = {path: path.read_text("utf-8").count("\n") for path in CODE}
    assert sum(lines[path] for path in pure) / sum(lines.values()) >= 0.75


def test_repository_speaks_of_the_product_only() -> None:
    """No path of a machine and no host of a package registry."""
    pattern = re.compile(r"/work/|/root/|/tmp/|/home/\w|files\.pythonhosted|registry\.npmjs|deb\.debian")
    texts = [path for folder in ("_ext", "_static", "data", "docs") for path in (ROOT / folder).rglob("*.*")]
    texts += [ROOT / name for name in ("README.md", "conf.py", "noxfile.py", "pyproject.toml", "CHANGELOG.md")]
    assert [path for path in texts if pattern.search(path.read_text("utf-8"))] == []
