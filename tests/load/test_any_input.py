"""Any input: whatever stands in the files, reading and the rules end with problems, never with a traceback."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.load.project import load_project
from atlas.rules import check

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


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(CHANGES, min_size=1, max_size=4))
def test_no_change_ends_in_a_traceback(changes: list[tuple[str, str, int, str]]) -> None:
    """Lines go, come twice, or hold another value; every outcome is a list of problems."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(LICHEN / "data", folder / "data")
        shutil.copy(LICHEN / "bibliography.bib", folder)
        for file, how, number, odd in changes:
            path = folder / file
            text = path.read_bytes().decode("utf-8", "replace")
            path.write_bytes(changed(text, how, number, odd).encode("utf-8", "replace"))
        library, problems = load_project(folder)
        assert library is not None or problems
        for problem in [*problems, *(check(library) if library else ())]:
            assert str(problem)
