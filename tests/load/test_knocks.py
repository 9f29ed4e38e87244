"""Hard knocks for the loader: files that cannot be read, odd encodings and names, values that are far too large."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from atlas.load.project import load_project
from atlas.problem import Place, Problem
from atlas.rules.circles import circles
from tests.files import (
    ARTICLE,
    BIB,
    DOUBTS,
    IDS,
    INTRO,
    LICHEN,
    LOG,
    MOVED,
    NOTICES,
    POLLUTANT,
    PREFIXES,
    RESULTS,
    SCHEME,
    SILENCES,
    TRIALS,
    WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.build import Project

FILES = (
    *(ARTICLE, BIB, DOUBTS, IDS, INTRO, LICHEN, NOTICES, POLLUTANT, PREFIXES, RESULTS, SCHEME, TRIALS, WORDS),
    *(LOG, MOVED, SILENCES),
)
STATEMENT = "Grey crusts thrive where the air is clean."


@pytest.fixture
def lichen(lichen: Project) -> Project:
    """Return the tiny review with every file that can be there."""
    silence = "{code: no-credit, file: site/index.html, found: nothing, reason: Nobody knows.}"
    (lichen.folder / SILENCES).write_text(f"silences:\n  - {silence}\n", "utf-8")
    return lichen


def told(lichen: Project) -> list[tuple[Code, str]]:
    """Return the code and the file of each problem."""
    return [(one.code, one.place.path) for one in lichen.problems()]  # type: ignore[misc]


def close(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody read *path*, whoever asks: permissions are nothing to root."""
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)


def be_a_folder(path: Path, _monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a folder in the place of a file."""
    path.unlink()
    path.mkdir()


def lead_nowhere(path: Path, _monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a link that leads nowhere in the place of a file."""
    path.unlink()
    path.symlink_to("nowhere")


def lead_to_itself(path: Path, _monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a link to itself in the place of a file."""
    path.unlink()
    path.symlink_to(path.name)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("harm", [close, be_a_folder, lead_nowhere, lead_to_itself], ids=lambda harm: harm.__name__)
def test_a_file_that_cannot_be_read_is_one_problem(
    lichen: Project,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    harm: Callable[[Path, pytest.MonkeyPatch], None],
) -> None:
    """Nobody who names what is in it is to blame."""
    harm(lichen.folder / file, monkeypatch)
    assert told(lichen) == [(Code.UNREADABLE, file)]


@pytest.mark.parametrize("name", ["claims", "entities", "trials", "discrepancies"])
def test_a_folder_that_cannot_be_read_is_one_problem(
    lichen: Project, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Else it would seem to be empty."""
    look = Path.iterdir
    closed = lichen.folder / "data" / name

    def refuse(self: Path) -> object:
        if self == closed:
            raise PermissionError(13, "Permission denied", str(self))
        return look(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    monkeypatch.setattr(Path, "rglob", lambda self, pattern: () if self == closed else sorted(self.glob(pattern)))
    assert told(lichen) == [(Code.UNREADABLE, f"data/{name}")]


def test_folders_that_are_links(lichen: Project) -> None:
    """No file is read through them, so they are told, and those that lead back as well."""
    (lichen.folder / "more").mkdir()
    (lichen.folder / "data/loop").symlink_to(".")
    (lichen.folder / "data/claims/loop").symlink_to("..")
    (lichen.folder / "data/entities/more").symlink_to("../../more")
    assert told(lichen) == [(Code.BAD_VALUE, "data/claims/loop"), (Code.BAD_VALUE, "data/entities/more")]


@pytest.mark.parametrize("missing", [("data",), ("data", "bibliography.bib")], ids=len)
def test_nothing_there(lichen: Project, missing: tuple[str, ...]) -> None:
    """The scheme is missed first."""
    for name in missing:
        (lichen.folder / name).rename(lichen.folder / f"{name}.away")
    assert told(lichen) == [(Code.UNREADABLE, SCHEME)]


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "lines that end as on Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "lines that end as on old Macs": lambda text: text.replace("\n", "\r").encode(),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "letters and accents apart": lambda text: unicodedata.normalize("NFD", text).encode(),
}


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS.keys())
def test_files_of_other_systems_are_read_as_they_are_meant(lichen: Project, encode: Callable[[str], bytes]) -> None:
    """All of them, and the records are the same."""
    lichen.edit(LICHEN, "label: Grey crust", "label: Flechté")
    lichen.edit(BIB, "Moss, A.", "Möss, Å.")
    lichen.edit(IDS, "sulfur dioxide", "dioxyde à soufre")
    before, _ = load_project(lichen.folder)
    for name in FILES:
        path = lichen.folder / name
        path.write_bytes(encode(path.read_text("utf-8")))
    after, problems = load_project(lichen.folder)
    assert problems == []
    assert before is not None
    assert after is not None
    for sort in ("scheme", "sections", "claims", "entities", "trials", "references", "notices", "discrepancies"):
        assert getattr(after, sort) == getattr(before, sort)
    for sort in ("abbreviations", "identifiers", "silences", "moved", "history"):
        assert getattr(after, sort) == getattr(before, sort)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("file", FILES)
def test_wide_characters_are_told_for_what_they_are(lichen: Project, file: str, encoding: str) -> None:
    """Not as characters to remove."""
    path = lichen.folder / file
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    assert told(lichen) == [(Code.NOT_UTF8, file)]


def test_names_that_look_the_same_are_the_same(lichen: Project) -> None:
    """Whether letters and accents are apart or composed, in the file or by an escape."""
    apart, composed = (unicodedata.normalize(form, "Flechté") for form in ("NFD", "NFC"))
    lichen.edit(LICHEN, "label: Grey crust", f"label: {apart}")
    lichen.edit(LICHEN, "label: Beard lichen", f"label: {composed}")
    lichen.edit(POLLUTANT, "label: Ozone", 'label: "Flechte\\u0301"')
    assert told(lichen) == [(Code.DUPLICATE_LABEL, LICHEN), (Code.DUPLICATE_LABEL, POLLUTANT)]
    lichen.edit(WORDS, "term: SO2", f"term: {apart}")
    lichen.edit(WORDS, "term: PMs", f"term: {composed}")
    assert (Code.DUPLICATE_ID, WORDS) in told(lichen)


def test_the_name_of_a_file_is_not_asked_for(lichen: Project) -> None:
    """It may have its letters apart, be very long, or be no text at all; messages can be printed all the same."""
    (lichen.folder / LICHEN).rename(lichen.folder / f"data/entities/{unicodedata.normalize('NFD', 'flechté')}.yaml")
    (lichen.folder / POLLUTANT).rename(lichen.folder / f"data/entities/{'p' * 250}.yaml")
    (lichen.folder / RESULTS).rename(lichen.folder / os.fsdecode(b"data/claims/\xff.yaml"))
    assert lichen.problems() == []
    (lichen.folder / os.fsdecode(b"data/trials/\xfe.yaml")).write_text("x: 1\n", "utf-8")
    told = [str(problem).encode() for problem in lichen.problems()]
    assert {one.partition(b":")[0] for one in told} == {rb"data/trials/\udcfe.yaml"}


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (INTRO, "id: intro-003", f"id: {'a' * 101}", Code.BAD_ID),
        (POLLUTANT, "id: ozone", f"id: {'o' * 300}", Code.BAD_ID),
        (ARTICLE, "id: results", f"id: {'r' * 101}", Code.BAD_ID),
        (SCHEME, "{id: pollutant,", f"{{id: {'p' * 101},", Code.BAD_ID),
        (SCHEME, "id: lichens-by-pollutant", f"id: {'l' * 101}", Code.BAD_ID),
        (BIB, "@article{moss2010", f"@article{{{'m' * 101}", Code.BAD_KEY),
    ],
)
def test_ids_are_as_long_as_names_of_files_may_be(lichen: Project, file: str, old: str, new: str, code: Code) -> None:
    """A page of such a name could not be written."""
    lichen.edit(file, old, new)
    assert (code, file) in told(lichen)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (INTRO, STATEMENT, "[" * 100_000 + "]" * 100_000),
        (INTRO, STATEMENT, "{a: " * 20_000 + "}" * 20_000),
        (INTRO, f"statement: {STATEMENT}", "\n".join(" " * level + "a:" for level in range(5, 2000))),
        (INTRO, STATEMENT, "&a [x, x]\n    b: &b [*a, *a, *a]\n    c: [*b, *b, *b]"),
    ],
    ids=["lists", "fields", "lines", "aliases"],
)
def test_nesting_without_end(lichen: Project, file: str, old: str, new: str) -> None:
    """It is refused before it costs anything."""
    lichen.edit(file, old, new)
    assert told(lichen) == [(Code.BAD_YAML, file)]


NUMBERS = ("1" * 5000, "-" + "9" * 5000, "1e999", ".nan", ".inf", "0x10", "2020-01-01", "1:30", "٣", "²", "~", "no")


@pytest.mark.parametrize("value", NUMBERS, ids=lambda value: value[:10])
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (INTRO, "low: 10", "low: {}"),
        (RESULTS, "paragraph: 1", "paragraph: {}"),
        (ARTICLE, "{refs: [1]}", "{{refs: [{}]}}"),
        (SCHEME, "year: 2020", "year: {}"),
        (SCHEME, "as_of: 2024-05-01", "as_of: {}x"),
        (BIB, "refnumber = {1}", "refnumber = {{{}}}"),
        (BIB, "year = {2015}", "year = {{{}}}"),
    ],
    ids=["quantity", "address", "citation", "year", "day", "number of a work", "year of a work"],
)
def test_numbers_that_are_none(lichen: Project, file: str, old: str, new: str, value: str) -> None:
    """They are told at their place, in a message of a length that can be read."""
    line = lichen.edit(file, old, new.format(value))
    problem = next(one for one in lichen.problems() if one.place == Place(file, line))
    assert problem.code in {Code.BAD_VALUE, Code.BAD_DATE, Code.EMPTY_VALUE, Code.MISSING_FIELD}
    assert len(problem.message) < 700


def test_messages_show_the_start_of_a_long_value() -> None:
    """And the mend, which comes after it."""
    message = Problem(Place("x", 1), Code.BAD_VALUE, "w" * 10_000, "a word").message
    assert len(message) < 400
    assert message.endswith(Code.BAD_VALUE.mend)


def test_ten_million_characters(lichen: Project) -> None:
    """A claim, a label, the title of a work and the label of an identifier."""
    long = "word " * 2_000_000
    lichen.edit(INTRO, STATEMENT, long)
    lichen.edit(LICHEN, "label: Grey crust", f"label: {long}")
    lichen.edit(BIB, "Is lichen-17-92 grey?", "w" * 2_000_000)
    lichen.edit(IDS, "sulfur dioxide", long)
    assert lichen.problems() == []


@pytest.mark.parametrize("pattern", [r"(\d+)+x", r"(\d|\d\d)*x", r"(?:1*){2,}", "1?" * 60 + "1" * 60])
def test_patterns_that_may_take_for_ever_are_refused(lichen: Project, pattern: str) -> None:
    """They are told, and never compared with anything."""
    lichen.edit(PREFIXES, "\\d+", pattern)
    lichen.edit(IDS, "CHEBI:18422", "CHEBI:" + "1" * 60)
    lichen.edit(POLLUTANT, "CHEBI:18422", "CHEBI:" + "1" * 60)
    assert told(lichen) == [(Code.BAD_TABLE, PREFIXES)]


@pytest.mark.parametrize("pattern", [r"\d+\.?\d*\.?", r"[*+?(){}]{5}[]+*]\+\*|\d{5}", r"(?:\d{5})(-\d+)?"])
def test_other_patterns_are_taken(lichen: Project, pattern: str) -> None:
    """Signs that repeat nothing are not counted."""
    lichen.edit(PREFIXES, "\\d+", pattern)
    assert lichen.problems() == []


def test_an_accession_of_any_length_takes_no_time(lichen: Project) -> None:
    """Too long a one is none."""
    lichen.edit(PREFIXES, "\\d+", r"\d*\d*\d*\d*x")
    lichen.edit(IDS, "CHEBI:18422", "CHEBI:" + "1" * 10_000)
    assert (Code.BAD_CURIE, IDS) in told(lichen)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_separators_that_no_editor_counts(lichen: Project, separator: str) -> None:
    """Lines are those that an editor shows, of values and of faults in the syntax."""
    line = lichen.edit(INTRO, "id: intro-003", "id: Intro 3")
    lichen.edit(INTRO, STATEMENT, f'"Grey{separator * 30}crusts"')
    assert [one.place.line for one in lichen.problems()] == [line]
    lichen.edit(INTRO, "id: Intro 3", "id: [")
    (fault,) = (one.place.line for one in lichen.problems() if one.code is Code.BAD_YAML)
    lichen.edit(INTRO, separator * 30, " ")
    assert [one.place.line for one in lichen.problems() if one.code is Code.BAD_YAML] == [fault]


CIRCLES = {
    "itself": ({"a": ["a"], "b": ["a"]}, {"a"}),
    "two": ({"a": ["b"], "b": ["a"], "c": ["a"]}, {"a", "b"}),
    "three": ({"a": ["b"], "b": ["c"], "c": ["a"]}, {"a", "b", "c"}),
    "between two circles": ({"a": ["b"], "b": ["a", "x"], "x": ["c"], "c": ["d"], "d": ["c"]}, {"a", "b", "c", "d"}),
    "two through one": ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, {"a", "b", "c"}),
    "two ways up": ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, set()),
    "unknown": ({"a": ["x"], "b": ["a", "y"]}, set()),
    "a long way": ({str(n): [str(n + 1)] for n in range(5000)}, set()),
    "a long way round": ({str(n): [str((n + 1) % 5000)] for n in range(5000)}, {str(n) for n in range(5000)}),
}


@pytest.mark.parametrize(("above", "found"), CIRCLES.values(), ids=CIRCLES.keys())
def test_circles(above: dict[str, list[str]], found: set[str]) -> None:
    """All who are above themselves, and nobody else."""
    assert circles(above) == found


def vocabulary(project: Project, number: int, parent: Callable[[int], str]) -> None:
    """Add *number* entities, each with its parent."""
    made = "  - {{id: p{0}, label: P{0}, match: none, definition: x, parents: [{1}]}}\n"
    project.append(POLLUTANT, "".join(made.format(one, parent(one)) for one in range(number)))


SHAPES: dict[str, Callable[[int], str]] = {
    "all below one": lambda _: "ozone",
    "a tree": lambda one: f"p{one // 2}" if one > 1 else "ozone",
    "a chain": lambda one: f"p{one - 1}" if one else "ozone",
    "a chain upwards": lambda one: f"p{one + 1}",
}


@pytest.mark.parametrize("parent", SHAPES.values(), ids=SHAPES.keys())
def test_twice_the_vocabulary_is_twice_the_work(lichen: Project, parent: Callable[[int], str]) -> None:
    """Counted in calls of functions, from the first file to the last rule."""

    def calls(number: int) -> int:
        vocabulary(lichen, number, parent)
        counted = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event.endswith("call")

        sys.setprofile(count)
        try:
            lichen.problems()
        finally:
            sys.setprofile(None)
        (lichen.folder / POLLUTANT).write_text(before, "utf-8")
        return counted

    before = (lichen.folder / POLLUTANT).read_text("utf-8")
    start, once, twice = calls(0), calls(300), calls(600)
    assert (twice - start) / (once - start) < 2.1


def test_a_hundred_thousand_entities(lichen: Project) -> None:
    """Each is told to be unused, and nothing else is told."""
    vocabulary(lichen, 100_000, SHAPES["a chain"])
    found = lichen.problems()
    assert len(found) == 100_000
    assert {one.code for one in found} == {Code.UNUSED_ENTITY}
