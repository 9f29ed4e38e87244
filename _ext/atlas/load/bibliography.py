"""The bibliography: BibTeX entries as records, each entry parsed on its own so that one fault spoils no other."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pybtex.errors
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError

from atlas.code import Code
from atlas.load.characters import closed
from atlas.load.fields import DOI, SHORT, WEB, WEB_WORDS
from atlas.load.files import read_text
from atlas.load.report import KEYS_IN_BIB
from atlas.model.records import Lines, Reference
from atlas.model.scheme import Author
from atlas.problem import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pybtex.database import Entry, Person

    from atlas.load.report import Report
    from atlas.model.scheme import Scheme

_PATTERNS = {
    "doi": (DOI, Code.BAD_DOI, "10., four to nine digits, a slash and a name"),
    "pmid": (r"[1-9][0-9]{0,8}", Code.BAD_PMID, "up to nine digits"),
    "pmcid": (r"PMC[0-9]+", Code.BAD_PMID, "PMC and digits"),
    "refnumber": (r"[1-9][0-9]{0,5}", Code.BAD_VALUE, "the number of the work in the article"),
    "doisource": (WEB, Code.BAD_VALUE, WEB_WORDS),
    "year": (r"[0-9]{4}", Code.BAD_VALUE, "a year of four digits"),
}
KEY = rf"{SHORT}[A-Za-z0-9]+(-[A-Za-z0-9]+)*"
"""The form of a key, which is part of addresses and of ids in HTML, and stands in lists divided by commas."""

REQUIRED = ("refnumber", "author", "title", "journal", "year", "volume", "pages", "role")
OPTIONAL = ("number", "doi", "doisource", "pmid", "pmcid")


def load_references(path: Path, scheme: Scheme, report: Report) -> tuple[Reference, ...]:
    """Read the works of *path*, sorted by their number in the article."""
    text = read_text(report.root, path)
    if isinstance(text, Problem):
        report.problems.append(text)
        report.refuse("references", path, KEYS_IN_BIB)
        return ()
    first: dict[str, int] = {}
    references: list[Reference] = []
    for line, chunk in _entries(text.text):
        report.problems.extend(_percents(text.path, line, chunk))
        key = chunk.partition("{")[2].partition(",")[0].strip()
        if key.lower() in first:
            found = f"key {key!r} again (first in line {first[key.lower()]})"
            report.problems.append(Problem(Place(text.path, line), Code.DUPLICATE_BIB_KEY, found, "a key of its own"))
            report.reject("references", {"id": key})
            continue
        first[key.lower()] = line
        if not re.fullmatch(KEY, key):
            expected = "at most 100 letters, digits and hyphens"
            report.problems.append(Problem(Place(text.path, line), Code.BAD_KEY, f"key {key[:80]!r}", expected))
            report.reject("references", {"id": key})
            continue
        reference, problems = _reference(text.path, line, chunk, scheme)
        report.problems.extend(problems)
        if reference:
            references.append(reference)
        else:
            report.reject("references", {"id": key})
    references.sort(key=lambda one: one.number)
    report.problems.extend(_doubled_numbers(references))
    return tuple(references)


def _doubled_numbers(references: list[Reference]) -> Iterator[Problem]:
    first: dict[int, Reference] = {}
    for reference in references:
        other = first.setdefault(reference.number, reference)
        if other is not reference:
            found = f"number {reference.number} of {reference.key!r}, also at {other.lines.at('refnumber')}"
            yield Problem(reference.lines.at("refnumber"), Code.DUPLICATE_NUMBER, found, "a number of its own")


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """Cut *text* into entries, each with the line of its `@`; an entry starts with `@` at the start of a line."""
    starts = [match.start() for match in re.finditer(r"^@", text, re.MULTILINE)]
    line = text.count("\n", 0, starts[0]) + 1 if starts else 1
    for start, end in pairwise([*starts, len(text)]):
        yield line, re.sub(r"\n%[^\n]*(?=\n|\Z)", "\n", text[start:end])
        line += text.count("\n", start, end)


def _percents(path: str, line: int, chunk: str) -> Iterator[Problem]:
    for offset, content in enumerate(chunk.split("\n")):
        if re.search(r"(?<!\\)%", content):
            found = f"text {content.strip()[:60]!r}"
            yield Problem(Place(path, line + offset), Code.UNESCAPED_PERCENT, found, "no bare percent sign")


def _reference(path: str, line: int, chunk: str, scheme: Scheme) -> tuple[Reference | None, list[Problem]]:
    try:
        with pybtex.errors.capture() as captured:
            entries = Parser().parse_string(chunk).entries
    except PybtexError as error:
        captured = [error]
        entries = {}
    if captured or len(entries) != 1:
        detail = re.sub(r"\s+", " ", str(captured[0])) if captured else "no entry"
        return None, [Problem(Place(path, line), Code.BAD_BIB, detail, "a BibTeX entry")]
    ((key, entry),) = entries.items()
    if entry.type != "article":
        return None, [Problem(Place(path, line), Code.BAD_BIB, f"an entry of type {entry.type!r}", "@article")]
    by_field: dict[tuple[str | int, ...], int] = {(): line}
    by_field |= {(name,): line + offset for name, offset in _field_lines(chunk)}
    lines = Lines(path, by_field)
    problems = list(_field_problems(entry, lines, scheme))
    return (None if problems else _record(key, entry, lines)), problems


def _field_lines(chunk: str) -> Iterator[tuple[str, int]]:
    for offset, content in enumerate(chunk.split("\n")):
        if match := re.match(r"\s*([a-z]+)\s*=", content):
            yield match[1], offset


def _field_problems(entry: Entry, lines: Lines, scheme: Scheme) -> Iterator[Problem]:
    written = {name: str(value) for name, value in entry.fields.items()}
    written |= {role: " and ".join(str(person) for person in people) for role, people in entry.persons.items()}
    given = {name: plain(value) for name, value in written.items()}
    for name in REQUIRED:
        if not given.get(name):
            code = Code.EMPTY_VALUE if (name,) in lines.by_field else Code.MISSING_FIELD
            yield Problem(lines.at(name), code, f"field {name!r} without a value", "a value")
    for name in sorted(given.keys() - {*REQUIRED, *OPTIONAL}):
        yield Problem(lines.at(name), Code.UNKNOWN_FIELD, f"field {name!r}", ", ".join((*REQUIRED, *OPTIONAL)))
    for name, value in written.items():
        if found := re.search(r"\\[a-zA-Z]+|\\.?|\$", re.sub(r"\\[%&_#$]", "", value)):
            expected = "plain text, Unicode letters"
            yield Problem(lines.at(name), Code.BAD_VALUE, f"{name}: command {found[0]!r}", expected)
    for name, (pattern, code, expected) in _PATTERNS.items():
        if given.get(name) and not re.fullmatch(pattern, given[name]):
            yield Problem(lines.at(name), code, f"{name} {given[name]!r}", expected)
    if (role := given.get("role")) and role not in scheme.role:
        yield Problem(lines.at("role"), Code.BAD_VALUE, f"role {role!r}", "one of " + ", ".join(scheme.role))
    yield from _author_problems(entry.persons.get("author", []), lines)


def _author_problems(people: list[Person], lines: Lines) -> Iterator[Problem]:
    if people and all(str(person) == "others" for person in people):
        yield Problem(lines.at("author"), Code.MISSING_FIELD, "author: nobody but 'others'", "a named author")
    for person in people:
        if not plain(family(person)):
            yield Problem(lines.at("author"), Code.BAD_VALUE, f"author {str(person)!r}", "a family name")


def _record(key: str, entry: Entry, lines: Lines) -> Reference:
    fields = {name: plain(str(value)) for name, value in entry.fields.items()}
    people = entry.persons["author"]
    named = [person for person in people if str(person) != "others"]
    return Reference(
        key=key,
        number=int(fields["refnumber"]),
        authors=tuple(Author(plain(family(person)), plain(given_names(person))) for person in named),
        et_al=len(named) < len(people),
        title=fields["title"],
        journal=fields["journal"],
        year=int(fields["year"]),
        volume=fields["volume"],
        issue=fields.get("number"),
        pages=fields["pages"].replace("--", "–"),
        role=fields["role"],
        doi=fields.get("doi"),
        doi_source=fields.get("doisource"),
        pmid=fields.get("pmid"),
        pmcid=fields.get("pmcid"),
        lines=lines,
    )


def family(person: Person) -> str:
    """Return the family name of *person*, with what precedes it."""
    return " ".join((*person.prelast_names, *person.last_names))


def given_names(person: Person) -> str:
    """Return the given names or initials of *person*."""
    return " ".join((*person.first_names, *person.middle_names))


def plain(text: str) -> str:
    """Return *text* without the braces and backslashes of BibTeX."""
    return closed(re.sub(r"\\([%&_#$])", r"\1", text).replace("{", "").replace("}", "").strip())
