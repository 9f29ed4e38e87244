"""The pages that are made from data: one for each entity, each trial and each cited work, as MyST text.

A stub holds the title, the lead that curators wrote, if there is one, and the directive that shows the record. All else
is shown by the directive, so that a stub changes only when the title changes or a lead comes or goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.model.values import Missing

if TYPE_CHECKING:
    from collections.abc import Container

    from atlas.library import Library

FOLDERS = ("entities", "trials", "references")
"""The folders below the pages that hold stubs."""

MARK = "% Made from data by the build: edits are lost."
"""The first line of every stub; a file without it was written by hand and is never touched."""


def stubs(library: Library, leads: Container[str]) -> dict[str, str]:
    """Return the text of every stub by its path below the pages; *leads* are the paths of the leads that exist."""
    made: dict[str, str] = {}
    for entity in library.entities:
        page = f"entities/{entity.kind}/{entity.id}.md"
        made[page] = _stub(entity.label, lead_of(page), "entity", entity.id, leads)
    for trial in library.trials:
        named = trial.title != Missing.NOT_REPORTED.value
        title = f"{trial.id}: {trial.title}" if named else trial.id
        page = f"trials/{trial.id}.md"
        made[page] = _stub(title, lead_of(page), "trial", trial.id, leads)
    for work in library.references:
        page = f"references/{work.key}.md"
        made[page] = _stub(f"[{work.number}] {work.title}", lead_of(page), "work", work.key, leads)
    return made


def lead_of(page: str) -> str:
    """Return the path of the lead that the stub *page* includes: `leads/KIND/ID.md` of an entity, else as the page."""
    return f"leads/{page.removeprefix('entities/')}"


def _stub(title: str, lead: str, directive: str, id_: str, leads: Container[str]) -> str:
    parts = [MARK, f"# {_escaped(title)}"]
    if lead in leads:
        parts.append(f"```{{include}} /{lead}\n```")
    parts.append(f"```{{atlas:{directive}}} {id_}\n```")
    return "\n\n".join(parts) + "\n"


def _escaped(title: str) -> str:
    """Return *title* with the characters of MyST made plain."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#&" else letter for letter in title)
