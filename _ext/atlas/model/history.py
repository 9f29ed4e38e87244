"""What was released: the records of the last version, how each came to be what it is, and pages that have moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from atlas.model.records import NOWHERE
from atlas.model.values import Closed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.model.records import Lines

Key: TypeAlias = tuple[str, str]
"""The type of a record, one of `RECORDED`, and its id."""

Value: TypeAlias = tuple[str, ...]
"""What a field holds, as words: one, or the members of a list; nothing if the field is not there."""

RECORDED = ("claim", "entity", "trial", "work", "discrepancy", "term")
"""The types of record of which every change is kept, in the order in which they are told."""


class How(Closed):
    """What became of a record; a record that got a new id is changed."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with what it held and what it holds."""

    name: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record; `former` is the id that it had before, if that was another."""

    type: str
    id: str
    how: How
    fields: tuple[FieldChange, ...] = ()
    former: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A version of the data, the ISO date as of which it holds, and the changes since the version before."""

    version: str
    day: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A page that once stood at another address; both are names without suffix, `new` may end in an anchor."""

    old: str
    new: str
    lines: Lines = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True)
class History:
    """All releases, the oldest first, and the fields of every record as it stands in the last."""

    releases: tuple[Release, ...] = ()
    records: Mapping[Key, Mapping[str, Value]] = field(default_factory=dict)

    @cached_property
    def changes(self) -> Mapping[Key, tuple[tuple[Release, Change], ...]]:
        """The changes of each record under the id that it last had, the oldest first."""
        found: dict[Key, tuple[tuple[Release, Change], ...]] = {}
        for release in self.releases:
            for change in release.changes:
                before = found.pop((change.type, change.former or change.id), ())
                found[change.type, change.id] = (*before, (release, change))
        return found

    @cached_property
    def sizes(self) -> tuple[Mapping[str, int], ...]:
        """How many records of each type every release holds."""
        sizes: list[Mapping[str, int]] = []
        now = dict.fromkeys(RECORDED, 0)
        for release in self.releases:
            for change in release.changes:
                now[change.type] += {How.ADDED: 1, How.REMOVED: -1}.get(change.how, 0)
            sizes.append(dict(now))
        return tuple(sizes)
