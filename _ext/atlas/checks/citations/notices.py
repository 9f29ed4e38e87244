"""Corrections and retractions: what Crossref tells of a work, and the file `data/notices.yaml` that keeps it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from atlas.checks.citations.comparing import RETRACTED
from atlas.load.fields import DOI
from atlas.model.values import Standing
from atlas.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from atlas.checks.citations.crossref import Registered
    from atlas.model.records import Notice

HEAD = (
    "# Corrections and retractions of the cited works, as Crossref told them on the day named. "
    "Written by `nox -s citations`.\n"
)

KINDS = {
    "new_edition": Standing.NONE,
    "new_version": Standing.NONE,
    "addendum": Standing.CORRECTED,
    "clarification": Standing.CORRECTED,
    "correction": Standing.CORRECTED,
    "corrigendum": Standing.CORRECTED,
    "erratum": Standing.CORRECTED,
    "expression_of_concern": Standing.CONCERN,
    "partial_retraction": Standing.RETRACTED,
    "removal": Standing.RETRACTED,
    "retraction": Standing.RETRACTED,
    "withdrawal": Standing.RETRACTED,
}
"""The kinds of update that Crossref knows, and what each makes of the work that it is on."""

Record = dict[str, str]
"""A record of the file as it stands there: its fields in order, every value a text."""


class NoticesError(Exception):
    """The file is not of its form, so that it cannot be changed."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the notices make of a work, the DOI of the most serious one, and kinds of update that nobody here knows."""

    standing: Standing
    notice: str | None
    unknown: tuple[str, ...]


def judge(doi: str, work: Registered, notices: Iterable[Registered]) -> Judgement:
    """Return what *work*, found under *doi*, and the *notices* on it say; the most serious notice counts."""
    told = [(re.sub(r"[ -]", "_", kind.strip().lower()), notice) for kind, notice in _updates(doi, work, notices)]
    known = [(KINDS[kind], notice) for kind, notice in told if kind in KINDS]
    if any(map(RETRACTED.match, work.title)):
        known.append((Standing.RETRACTED, ""))
    standing = max((one for one, _ in known), key=list(Standing).index, default=Standing.NONE)
    named = (notice for one, notice in known if one is standing is not Standing.NONE and re.fullmatch(DOI, notice))
    return Judgement(standing, next(named, None), tuple(dict.fromkeys(kind for kind, _ in told if kind not in KINDS)))


def _updates(doi: str, work: Registered, notices: Iterable[Registered]) -> Iterator[tuple[str, str]]:
    """Yield the kind of each update of *doi*, and the DOI of its notice: its own if the work was changed in place."""
    yield from ((update.type, update.doi) for update in work.updated_by)
    for notice in (work, *notices):
        yield from ((update.type, notice.doi) for update in notice.update_to if update.doi.lower() == doi.lower())


def read_notices(file: Path) -> tuple[str, list[Record]]:
    """Return what stands above the records of *file*, and the records; raise `NoticesError` for another form."""
    try:
        text = file.read_bytes().decode("utf-8") if file.exists() else f"{HEAD}notices: []\n"
        tree = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - the safest of all loaders: it makes nothing but texts
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise NoticesError(f"{file} is not YAML") from error
    records = tree.get("notices") if isinstance(tree, dict) else None
    if not isinstance(records, list) or not all(map(_is_record, records)):
        raise NoticesError(f"{file} holds no list of notices")
    return re.split(r"^notices:", text, maxsplit=1, flags=re.MULTILINE)[0], records


def _is_record(value: object) -> bool:
    return isinstance(value, dict) and "work" in value and all(isinstance(one, str) for one in value.values())


def write_notices(file: Path, told: Mapping[str, Notice | None], order: list[str]) -> bool:
    """Bring *file* up to what was *told* of works by key; return whether that changed it. Raises as `read_notices`.

    None takes away the record of a work; a record of a later day stays. Records follow the *order* of the works.
    """
    head, records = read_notices(file)
    new = _merged(records, told, order)
    if new == records:
        return False
    tree = {"notices": [{**record, "checked": _day(record.get("checked", ""))} for record in new]}
    body = yaml.dump(tree, Dumper=_Indented, sort_keys=False, allow_unicode=True, width=1000)
    replace_file(file, (head + body).encode())
    return True


def _merged(records: list[Record], told: Mapping[str, Notice | None], order: list[str]) -> list[Record]:
    by_work = {record["work"]: record for record in records}
    for key, notice in told.items():
        if notice is None:
            by_work.pop(key, None)
        elif by_work.get(key, {}).get("checked", "") <= notice.checked:
            by_work[key] = _record(notice)
    places = {key: place for place, key in enumerate(order)}
    return sorted(by_work.values(), key=lambda record: places.get(record["work"], len(places)))


def _record(notice: Notice) -> Record:
    fields = {"work": notice.work, "checked": notice.checked, "state": notice.state.value, "source": notice.source}
    return fields | ({"notice": notice.notice} if notice.notice else {})


def _day(text: str) -> dt.date | str:
    """Return *text* as a date, which YAML writes without quotation marks, if it is one."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


class _Indented(yaml.SafeDumper):
    """Writes the records of a list further in than its name, as all files of the project do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, indentless=False)
