"""The policy of a project that has one of its own, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.build import ok

if TYPE_CHECKING:
    from tests.build import Project

OWN = "default-src 'self'; img-src https://example.org"


@pytest.mark.parametrize(("policy", "found"), [(OWN, [OWN]), ("", [])])
def test_a_project_has_its_own_policy_or_none(lichen: Project, policy: str, found: list[str]) -> None:
    """On every page; the theme is set by a script in a file either way."""
    site = ok(lichen.build("dirhtml", "-D", f"atlas_policy={policy}"))
    for name, page in site.pages.items():
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == found, name
        up = "../" * name.count("/")
        assert page.xpath("//head/script/@src")[0] == f"{up}_static/theme.js", name
