"""Pages at former addresses, opened from files: they lead on by themselves, with scripts to the very same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.build import ok
from tests.site.conftest import listen

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.build import Project


@pytest.fixture(scope="module")
def folder(lichen_once: Project) -> Path:
    """Return the folder of the tiny review as a site."""
    return ok(lichen_once.build(out="redirects")).folder


CASES = [
    ("tables.html", True, "lists.html"),
    ("tables.html", False, "lists.html"),
    ("tables.html#claim-results-001", True, "lists.html#claim-results-001"),
    ("tables.html#claim-results-001", False, "lists.html"),
]
"""The address that was asked for, whether scripts run, and the address that is shown."""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_former_address_leads_on(
    browser: Browser, folder: Path, said: list[str], case: tuple[str, bool, str]
) -> None:
    """Nothing is said by the browser, and going back does not lead into a trap."""
    asked, scripts, shown = case
    context = browser.new_context(java_script_enabled=scripts)
    listen(context, "file:", said)
    tab = context.new_page()
    tab.goto((folder / "index.html").as_uri())
    tab.goto(f"{folder.as_uri()}/{asked}", wait_until="commit")
    tab.wait_for_url(f"{folder.as_uri()}/{shown}")
    assert tab.title().startswith("Lists")
    tab.go_back()
    tab.wait_for_url(f"{folder.as_uri()}/index.html")
    context.close()
