"""Values of single fields that look bad and are not; those that are bad are among the seeded faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from atlas.load.fields import WEB
from tests.files import BIB, TRIALS

if TYPE_CHECKING:
    from tests.build import Project


@pytest.mark.parametrize("sign", [*'<>"{}|\\^`[]% ', "%4", "#a#b", "\x00", "\x85", "\ufffd"])
def test_an_address_with_a_sign_that_none_may_hold(sign: str) -> None:
    """Browsers forgive it, but no page with it is valid."""
    assert not re.fullmatch(WEB, f"https://example.org/{sign}")


@pytest.mark.parametrize("path", ["", "/a%20b", "/?a=b&c=d;e", "/a#b", "/a#", "/(1)'~!*,@:$+", "/\u00e9\u4e2d"])
def test_an_address_with_other_signs(path: str) -> None:
    """Letters of all scripts among them."""
    assert re.fullmatch(WEB, f"https://example.org{path}")


def test_text_folded_over_lines_is_one_line(lichen: Project) -> None:
    """What counts is the value, not how it is laid out in the file."""
    lichen.edit(TRIALS, "title: Another trial", "title: Another\n      trial")
    assert lichen.problems() == []


def test_signs_that_bibtex_escapes(lichen: Project) -> None:
    """The five signs that BibTeX escapes are plain text."""
    lichen.edit(BIB, "5\\%", "5\\% \\& \\_ \\# \\$")
    assert lichen.problems() == []
