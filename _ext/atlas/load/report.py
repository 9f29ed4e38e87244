"""What reading has told so far, and what it had to leave out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from atlas.code import Code
from atlas.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from atlas.load.trees import Tree

IDS_IN_YAML = re.compile(r"""\bid:[ ]*["']?([\w-]+)""")
KEYS_IN_BIB = re.compile(r"^@\w+[ ]*\{[ ]*([^\s,]+)", re.MULTILINE)
FIRST_CELLS = re.compile(r"^([^\t\n]+)\t", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Report:
    """All problems; the ids of records left out, whose namers are not to blame; the sorts of record with gaps.

    `unread` are those sorts of which it is not even known which records are missing.
    """

    root: Path
    problems: list[Problem] = field(default_factory=list)
    rejected: set[str] = field(default_factory=set)
    partial: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def reject(self, sort: str, raw: Any) -> None:  # noqa: ANN401 - whatever stands in the file
        """Note that the record *raw* was left out."""
        self.partial.add(sort)
        if isinstance(raw, dict) and isinstance(raw.get("id"), str):
            self.rejected.add(raw["id"])

    def refuse(self, sort: str, path: Path, ids: re.Pattern[str] = IDS_IN_YAML) -> None:
        """Note that records of *path* could not be read; *ids* finds what can still be read of them."""
        self.partial.add(sort)
        known = known_of(path, ids)
        self.rejected.update(known)
        if not known:
            self.unread.add(sort)

    def items(self, tree: Tree, name: str, *heads: str) -> Iterator[tuple[int, Any]]:
        """Yield the members of the list *name* of *tree*, having refused any other field than it and *heads*."""
        self.problems.extend(_top_problems(tree, name, heads))
        items = tree.head(name)
        if isinstance(items, list):
            yield from enumerate(items)
        else:
            self.refuse(name, self.root / tree.path)


def known_of(path: Path, ids: re.Pattern[str]) -> set[str]:
    """Return what *ids* finds in *path*, which may be broken, missing or closed."""
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return set()
    return set() if "\0" in text else set(ids.findall(text))  # what is read of wide characters is no id


def _top_problems(tree: Tree, name: str, heads: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(tree.value, dict):
        what = "a list" if isinstance(tree.value, list) else f"text {tree.value[:40]!r}"
        yield Problem(tree.place(), Code.BAD_VALUE, what, "fields at the top of the file")
        return
    for field_ in sorted(tree.value.keys() - {name, *heads}):
        yield Problem(tree.place(field_), Code.UNKNOWN_FIELD, f"field {field_!r}", ", ".join((*heads, name)))
    for field_ in (name, *heads):
        if field_ not in tree.value:
            yield Problem(tree.place(), Code.MISSING_FIELD, f"field {field_!r} missing", f"field {field_!r}")
    items = tree.value.get(name, [])
    if not isinstance(items, list):
        code = Code.BAD_VALUE if items else Code.EMPTY_VALUE
        yield Problem(tree.place(name), code, f"{name} {str(items)[:80]!r}", "a list of records")
