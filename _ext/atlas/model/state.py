"""What a build leaves in its output, for the next build and for the checks: what is done, and what was wrong."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.problem import Place, Problem
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import TypeAlias

    Told: TypeAlias = tuple[str, int, str, str, str]
    """Path, line, code, value and expectation of a problem."""

STATE = ".atlas.json"
"""The name of the file that holds the state of an output."""


@dataclass(frozen=True)
class State:
    """What an output holds.

    `pages` gives a digest of what each finished page shows, `files` are those that a later build may remove, `warned`
    the pages that were warned of. `told` is all that the build warned of, `prose` all that is wrong in what is written
    on pages, silenced or not.
    """

    pages: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    prose: list[Told] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> State:
        """Return the state in the file at *path*, an empty one if there is none that can be read."""
        try:
            return cls(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()

    def text(self) -> str:
        """Return the state as it stands in a file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def kept(problems: Iterable[Problem]) -> list[Told]:
    """Return *problems* as a state keeps them, in one order."""
    return sorted((one.place.path, one.place.line, one.code.slug, one.found, one.expected) for one in problems)


def problems(told: Iterable[Told]) -> list[Problem]:
    """Return what a state keeps as problems."""
    return [
        Problem(Place(path, line), code, found, expected)
        for path, line, slug, found, expected in told
        if (code := Code.of(slug) or SiteCode.of(slug))
    ]
