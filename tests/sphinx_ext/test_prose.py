"""What is written on pages, held against the records in a real build: each fault at its file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from atlas.code import Code
from tests.files import BIB, RESULTS

if TYPE_CHECKING:
    from tests.build import Project, Site

INDEX = "docs/index.md"
LISTS = "docs/lists.md"


class Case(NamedTuple):
    """A change, and the warning that it must cause at its line: its code, and words that it holds."""

    file: str
    old: str
    new: str
    code: Code
    words: tuple[str, ...]


CASES = {
    "work that the bibliography lacks": Case(
        LISTS, "## Entities", "## Entities of {cite}`stone1999`", Code.UNKNOWN_REFERENCE, ("'stone1999'",)
    ),
    "the same in another form": Case(
        LISTS, "## Introduction", "## Introduction by {cite:t}`stone1998`", Code.UNKNOWN_REFERENCE, ("'stone1998'",)
    ),
    "another author beside a citation": Case(
        LISTS, "How a lichen grows", "Fern and colleagues {cite}`moss2010`", Code.WRONG_AUTHOR, ("'Fern'", "'Moss'")
    ),
    "author without a citation": Case(LISTS, "## Words", "## Words of Fern et al.", Code.UNCITED_AUTHOR, ("'Fern'",)),
    "number that no work has": Case(LISTS, "## Doubts", "## Doubts on [7]", Code.UNKNOWN_NUMBER, ("[7]",)),
    "registry number of no trial": Case(
        LISTS, "## Trials", "## Trials but NCT00000009", Code.UNKNOWN_TRIAL, ("NCT00000009",)
    ),
    "entity that no cited work is on": Case(
        LISTS,
        "## Data",
        "## Data on {atlas:entity}`ozone` {cite}`fern2015`",
        Code.PROSE_DISAGREES,
        ("entity 'ozone'", "[2] 'fern2015'", "no work"),
    ),
    "claim on another work": Case(
        LISTS,
        "## Results",
        "## Results, {atlas:claim}`results-001` {cite}`moss2010`",
        Code.PROSE_DISAGREES,
        ("claim 'results-001'", "[1] 'moss2010'", "[2] 'fern2015'"),
    ),
    "discrepancy on another work": Case(
        LISTS,
        "Two of them are",
        "Two of them, see {atlas:discrepancy}`D1` {cite}`moss2010`, are",
        Code.PROSE_DISAGREES,
        ("discrepancy 'D1'", "[1] 'moss2010'"),
    ),
    "work beside an entity of another": Case(
        INDEX,
        "says {atlas:claim}`results-001`; crusts live on",
        "says {atlas:claim}`results-001`; {atlas:entity}`grey-crust` on {cite}`fern2015` and on",
        Code.PROSE_DISAGREES,
        ("[2] 'fern2015' for 'grey-crust'",),
    ),
    "work of which the page shows no claim": Case(
        "docs/references.md",
        "## What they support",
        "Moss {cite}`moss2010`.\n\n```{atlas:claims}\n:section: results\n```\n\n## What they support",
        Code.STRAY_CITATION,
        ("[1] 'moss2010'",),
    ),
}
"""Each change keeps the lines before it, and none touches the words of another: all can be made in one project."""

TABLE = """
| What | By whom |
|---|---|
| {atlas:entity}`sulphur-dioxide` | {cite}`fern2015` |
| {atlas:entity}`sulphur-dioxide` | {cite}`moss2010` |

```{note}
Words of {atlas:entity}`sulphur-dioxide <sulphur-dioxide>`,
twice; and
`Fern et al.`
- {cite}`moss2010`
- {atlas:entity}`sulphur-dioxide`
  and {cite}`moss2010`
```

% Fern et al. [9]

~~~text
Fern et al. [9] NCT00000009
~~~
"""


def warnings(site: Site) -> list[str]:
    """Return the warnings of a build, each once a time it was told."""
    return [line for line in site.output.splitlines() if "WARNING" in line]


def test_every_fault_is_told_once_at_its_line(lichen: Project) -> None:
    """Also by a build that reads no page, and by one after a change of records only."""
    places = {name: lichen.edit(case.file, case.old, case.new) for name, case in CASES.items()}
    site = lichen.build("dummy", out="site")
    told = warnings(site)
    for name, case in CASES.items():
        (line,) = [one for one in told if one.startswith(f"{case.file}:{places[name]}: WARNING: ")]
        assert line.endswith(f"{case.code.mend} [atlas.{case.code.slug}]")
        assert [word for word in case.words if word not in line] == []
    assert len(told) == len(CASES)
    assert warnings(lichen.build("dummy", out="site")) == told
    lichen.edit(BIB, "author = {Moss, A. and Bark, C. D.}", "author = {Fern, A. and Bark, C. D.}")
    again = warnings(lichen.build("dummy", out="site"))
    assert [one for one in told if one not in again] == [one for one in told if Code.WRONG_AUTHOR.slug in one]


def test_lines_of_tables_and_lists(lichen: Project) -> None:
    """A row is a passage of its own; code, comments and what is made of records are none."""
    lichen.edit(RESULTS, "Sulphur dioxide killed", "Fern and colleagues saw that sulphur dioxide killed")
    start = lichen.append(INDEX, TABLE)
    text = TABLE.splitlines()
    lines = [start + number for number, line in enumerate(text) if "moss2010" in line]
    told = warnings(lichen.build("dummy"))
    assert [one.split(": ")[0] for one in told] == [f"{INDEX}:{line}" for line in (lines[0], lines[2] - 1)]
    assert all("atlas.prose-disagrees" in one for one in told)


def test_works_under_another_name_are_known(lichen: Project) -> None:
    """A bibliography may put letters before all keys; what the project's own bibliography lacks is its own business."""
    lichen.append(LISTS, "\n{cite}`a-moss2010` {cite}`b-moss2010`\n\n```{bibliography}\n:all:\n:keyprefix: a-\n```\n")
    told = [one for one in warnings(lichen.build("dummy")) if "unknown-reference" in one]
    assert len(told) == 1
    assert "'b-moss2010'" in told[0]
