"""Characters that do not show: control characters are told, and directions of writing are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.code import Code
from atlas.load.characters import closed
from atlas.load.project import load_project
from tests.files import BIB, IDS, LICHEN, SCHEME, TRIALS

if TYPE_CHECKING:
    from tests.build import Project

OVERRIDE, EMBEDDING, POP = "\u202e", "\u202b", "\u202c"
ISOLATE, END = "\u2067", "\u2069"


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("plain", ""),
        ("עברית \u200f", ""),
        (f"a{OVERRIDE}b", POP),
        (f"a{OVERRIDE}b{POP}c", ""),
        (f"{ISOLATE}b", END),
        (f"{ISOLATE}b{END}", ""),
        (f"{ISOLATE}{OVERRIDE}b{END}c", ""),
        (f"{ISOLATE}{OVERRIDE}b{POP}", END),
        (f"{OVERRIDE}{ISOLATE}b{POP}", END + POP),
        (f"{EMBEDDING}{EMBEDDING}{POP}", POP),
        (f"{POP}{END}a", ""),
        (f"{END}{ISOLATE}", END),
    ],
)
def test_what_is_open_is_closed(text: str, added: str) -> None:
    """In the reverse order; an isolate closes what began within it, and a sign that closes nothing does nothing."""
    assert closed(text) == text + added


def test_every_file_is_closed(lichen: Project) -> None:
    """Whatever the field, and whoever shows it."""
    lichen.edit(LICHEN, "label: Beard lichen", f"label: Beard {OVERRIDE}lichen")
    lichen.edit(SCHEME, "label: Also about", f"label: Also {OVERRIDE}about")
    lichen.edit(IDS, "sulfur dioxide", f"sulfur {OVERRIDE}dioxide")
    lichen.edit(BIB, "Is lichen", f"Is {OVERRIDE}lichen")
    lichen.edit(BIB, "Moss, A.", f"Mo{OVERRIDE}ss, A.")
    library, problems = load_project(lichen.folder)
    assert library is not None
    assert problems == []
    work = library.reference["moss2010"]
    assert library.entity["beard-lichen"].label == f"Beard {OVERRIDE}lichen{POP}"
    assert library.scheme.about.label == f"Also {OVERRIDE}about{POP}"
    assert library.identifier["CHEBI:18422"].label == f"sulfur {OVERRIDE}dioxide{POP}"
    assert work.title == f"Is {OVERRIDE}lichen-17-92 grey?{POP}"
    assert work.authors[0].family == f"Mo{OVERRIDE}ss{POP}"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\r", "\ufffe", "\ufdd0"])
@pytest.mark.parametrize(
    ("file", "old"), [(TRIALS, "Smog"), (IDS, "sulfur"), (BIB, "Is lichen"), (SCHEME, "Lichens as")]
)
def test_control_characters_are_told(lichen: Project, file: str, old: str, character: str) -> None:
    """With file, line and number; a whole file that holds one is left out."""
    line = lichen.edit(file, old, f"{character}{old}")
    (problem,) = (one for one in lichen.problems() if one.code is Code.CONTROL_CHARACTER)
    assert (problem.place.path, problem.place.line) == (file, line)
    assert f"U+{ord(character):04X}" in problem.message


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\r", r"\N", r"\uFFFF"])
def test_escapes_in_yaml_are_control_characters(lichen: Project, escape: str) -> None:
    """The record stays, without the character, so that nothing else is told."""
    line = lichen.edit(TRIALS, "value: Smog", f'value: "Smo{escape}g"')
    assert [(one.code, one.place.line) for one in lichen.problems()] == [(Code.CONTROL_CHARACTER, line)]
    library, _ = load_project(lichen.folder)
    assert library is not None
    assert library.trial["NCT00000002"].facts[0].value == "Smo\ufffdg"
