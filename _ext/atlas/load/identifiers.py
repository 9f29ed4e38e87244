"""The tables of checked identifiers: `ids.tsv`, read with the patterns of `prefixes.tsv`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.load.fields import WEB, WEB_WORDS
from atlas.load.files import read_table
from atlas.load.report import FIRST_CELLS, known_of
from atlas.model.records import Identifier
from atlas.problem import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from atlas.load.report import Report

IDS = ("curie", "label", "source", "version")
PREFIXES = ("prefix", "name", "pattern", "url")
PREFIX = r"[A-Za-z][A-Za-z0-9.-]*"
LONGEST = 100
"""The characters of an accession. Together with `_takes_long`, this keeps every comparison short."""


def load_identifiers(data: Path, report: Report) -> tuple[Identifier, ...]:
    """Read the checked identifiers below *data*; each CURIE stands once."""
    prefixes, broken = _prefixes(data / "prefixes.tsv", report)
    rows, problems = read_table(report.root, data / "ids.tsv", IDS)
    report.problems.extend(problems)
    if problems:
        report.refuse("identifiers", data / "ids.tsv", FIRST_CELLS)
    name = (data / "ids.tsv").relative_to(report.root).as_posix()
    first: dict[str, int] = {}
    identifiers: list[Identifier] = []
    for line, row in rows:
        curie = row["curie"]
        prefix, _, accession = curie.partition(":")
        if curie in first:
            found = f"curie {curie!r} again (first at {Place(name, first[curie])})"
            report.problems.append(Problem(Place(name, line), Code.DUPLICATE_ID, found, "one row for each CURIE"))
            continue
        first[curie] = line
        known = prefixes.get(prefix)
        if known and len(accession) <= LONGEST and re.fullmatch(known["pattern"], accession):
            url = known["url"].replace("{id}", accession)
            identifiers.append(Identifier(**row, registry=known["name"], url=url))
            continue
        report.rejected.add(curie)
        if prefix not in broken and "prefixes" not in report.unread:
            expected = f"prefix:{known['pattern']}" if known else "a prefix of prefixes.tsv"
            report.problems.append(Problem(Place(name, line), Code.BAD_CURIE, f"identifier {curie!r}", expected))
    return tuple(identifiers)


def _prefixes(path: Path, report: Report) -> tuple[dict[str, dict[str, str]], set[str]]:
    """Return the sound rows of *path* by prefix, and the prefixes of rows that are not sound."""
    rows, problems = read_table(report.root, path, PREFIXES)
    report.problems.extend(problems)
    sound: dict[str, dict[str, str]] = {}
    broken: set[str] = set()
    if problems:
        broken.update(known_of(path, FIRST_CELLS))
        report.unread.update(() if broken else {"prefixes"})
    name = path.relative_to(report.root).as_posix()
    for line, row in rows:
        faults = [Problem(Place(name, line), Code.BAD_TABLE, *fault) for fault in _faults(row)]
        report.problems.extend(faults)
        if faults:
            broken.add(row["prefix"])
        else:
            sound[row["prefix"]] = row
    return sound, broken


def _faults(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a row of prefixes: what was found and what was expected."""
    if not re.fullmatch(PREFIX, row["prefix"]):
        yield f"prefix {row['prefix'][:80]!r}", "letters, digits, points and hyphens"
    if not re.fullmatch(WEB, row["url"].replace("{id}", "")):
        yield f"url {row['url'][:80]!r}", WEB_WORDS
    if _takes_long(row["pattern"]):
        yield f"pattern {row['pattern'][:80]!r}", "at most four repeats of no fixed number, and no group repeated"
    try:
        re.compile(row["pattern"])
    except (re.error, OverflowError, RecursionError) as error:
        yield f"pattern {row['pattern'][:80]!r} ({error})", "a regular expression"


def _takes_long(pattern: str) -> bool:
    """Return whether comparing *pattern* may take for ever: ways to divide a text multiply with each repeat."""
    plain = re.sub(r"\\.|\[\^?\]?(\\.|[^]\\])*\]|\(\?", "x", pattern)  # escapes, classes and kinds of group
    return bool(re.search(r"\)[*+{]", plain)) or len(re.findall(r"[*+?]|\{\d*,\d*\}", plain)) > 4  # noqa: PLR2004 - as told
