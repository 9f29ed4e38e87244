"""Any input: whatever stands in the files, reading and the rules end with problems, each at a line of a file."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.code import Code
from atlas.load.bibliography import OPTIONAL, REQUIRED
from atlas.load.project import load_project
from atlas.rules import check

if TYPE_CHECKING:
    from collections.abc import Iterator

LICHEN = Path(__file__).parents[1] / "roots" / "lichen"
FILES = ("bibliography.bib", *sorted(path.relative_to(LICHEN).as_posix() for path in (LICHEN / "data").rglob("*.*")))
ODD = (
    *("[a, [b]]", "{a: {b: c}}", "[]", "{}", "", "-1", "1e999", ".nan", "9" * 5000, "x" * 100_000, "٣", "²", "..."),
    *("&x [*x]", "[" * 3000, "\u2028", '"\\ud800"', '"\\0"', "\u202eabc", "{{}}", "\\emph{a}", "!!python/name:a b"),
    *("? [a] : b", "'", "{", "}", "(", "\t", "@article{", "others", "<<: 1", "a\n--- b", "- a", "| b\n c"),
)
CHANGES = st.tuples(
    st.sampled_from(FILES),
    st.sampled_from(("delete", "double", "value", "item")),
    st.integers(0, 40),
    st.sampled_from(ODD) | st.text(max_size=8),
)


def changed(text: str, how: str, number: int, odd: str) -> str:
    """Return *text* with one line deleted, doubled, or with another value."""
    lines = text.split("\n")
    at = number % len(lines)
    head, mark, _ = lines[at].partition("= " if "= " in lines[at] else ": ")
    first, comma, rest = lines[at].partition(",")
    instead = {
        "delete": [],
        "double": [lines[at]] * 2,
        "value": [f"{head}{mark or ' '}{odd}"],
        "item": [first.rpartition(" ")[0] + f" {odd}{comma}{rest}"],
    }
    return "\n".join([*lines[:at], *instead[how], *lines[at + 1 :]])


@contextmanager
def review() -> Iterator[Path]:
    """Give the folder of a copy of the tiny review."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(LICHEN / "data", folder / "data")
        shutil.copy(LICHEN / "bibliography.bib", folder)
        yield folder


def assert_told(folder: Path) -> None:
    """Load the review in *folder* and check it; every problem is at a line of a file, in words that can be printed."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    library, problems = load_project(folder)
    assert library is not None or problems
    for problem in [*problems, *(check(library) if library else ())]:
        assert str(problem).encode()
        path = folder / problem.place.path
        lines = before[path].decode("utf-8", "replace").count("\n") + 1 if path in before else 1
        assert path.exists() or problem.code is Code.UNREADABLE, problem
        assert 1 <= problem.place.line <= lines, problem
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(CHANGES, min_size=1, max_size=4))
def test_changed_lines(changes: list[tuple[str, str, int, str]]) -> None:
    """Lines go, come twice, or hold another value."""
    with review() as folder:
        for file, how, number, odd in changes:
            path = folder / file
            text = path.read_bytes().decode("utf-8", "replace")
            path.write_bytes(changed(text, how, number, odd).encode("utf-8", "replace"))
        assert_told(folder)


RAW = st.binary(max_size=60) | st.sampled_from(("\u2028" * 99, "\x85" * 9, "\r" * 9, "\0", "\ufeff")).map(str.encode)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(FILES), RAW, st.integers(0, 3000), st.booleans())
def test_any_bytes(file: str, raw: bytes, at: int, whole: bool) -> None:  # noqa: FBT001 - hypothesis passes it
    """A file holds them and nothing else, or they stand somewhere in it."""
    with review() as folder:
        path = folder / file
        old = path.read_bytes()
        path.write_bytes(raw if whole else old[: at % len(old)] + raw + old[at % len(old) :])
        assert_told(folder)


TEXT = st.text(max_size=12) | st.sampled_from(ODD)
VALUES = st.recursive(
    TEXT | st.integers() | st.floats() | st.dates().map(str) | st.none() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - plain values
    """Yield the way to *value* and to all that is in it."""
    yield steps
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in inside:
        yield from places(part, (*steps, step))


YAML = {
    name: yaml.load((LICHEN / name).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - plain values
    for name in FILES
    if name.endswith(".yaml")
}
PLACES = [(name, steps) for name, value in YAML.items() for steps in places(value)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3), st.data())
def test_any_value_in_any_field(
    edits: list[tuple[tuple[str, tuple[str | int, ...]], Any]], data: st.DataObject
) -> None:
    """Of every record, of the heads of files, and of files as a whole; and fields that there are not."""
    with review() as folder:
        for (name, steps), value in edits:
            whole = yaml.load((LICHEN / name).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - plain values
            *above, last = steps or (None,)
            part = whole
            for step in above:
                part = part[step]
            if last is None:
                whole = value
            elif isinstance(part, dict) and data.draw(st.booleans()):
                part[data.draw(TEXT)] = value
            else:
                part[last] = value
            dumped = json.dumps(whole) if data.draw(st.booleans()) else yaml.safe_dump(whole, allow_unicode=True)
            (folder / name).write_text(dumped, "utf-8", errors="replace")
        assert_told(folder)


SIGNS = st.text("@{}(),=#\"'\\%~$&_ \n\tabcXYZ019-.éö\u2028\u0301", max_size=40)
FIELDS = st.sampled_from((*REQUIRED, *OPTIONAL, "x", ""))
ENTRIES = st.builds(
    "@{}{{{},\n{}}}\n".format,
    st.sampled_from(("article", "string", "comment", "preamble", "book", "")),
    st.sampled_from(("moss2010", "fern2015", "moss 2010", "", "a" * 101)) | SIGNS,
    st.lists(st.builds("  {} = {{{}}},\n".format, FIELDS, SIGNS), max_size=12).map("".join),
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(ENTRIES | SIGNS, max_size=4).map("".join), st.booleans())
def test_any_bibliography(text: str, whole: bool) -> None:  # noqa: FBT001 - as above
    """Entries of any kind with any fields, and what is no entry at all."""
    with review() as folder:
        path = folder / "bibliography.bib"
        path.write_text(text if whole else path.read_text("utf-8") + text, "utf-8")
        assert_told(folder)


CELLS = st.text(max_size=8) | st.sampled_from(
    ("CHEBI", "CHEBI:18422", r"\d+", "(", "(a+)+", "[a-", r"\1", "https://x/{id}", "{", "%s")
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.sampled_from(("ids", "prefixes")),
    st.lists(st.lists(CELLS, max_size=6).map("\t".join), max_size=4),
    st.booleans(),
)
def test_any_table(name: str, rows: list[str], headed: bool) -> None:  # noqa: FBT001 - as above
    """Any cells, with and without the head of the table."""
    with review() as folder:
        path = folder / f"data/{name}.tsv"
        head = path.read_text("utf-8").partition("\n")[0]
        path.write_bytes("\n".join([*([head] if headed else []), *rows]).encode("utf-8", "replace"))
        assert_told(folder)
