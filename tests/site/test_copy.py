"""Buttons that copy, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.site.conftest import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.site.conftest import Visit

ENTRY = "@article{moss2010,\n  title = {Is lichen-17-92 <grey>?}\n}"
DENIED = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
ALLOWED = {"permissions": ["clipboard-read", "clipboard-write"]}


def clipboard(tab: Page) -> str:
    """Return what is on the clipboard."""
    return str(tab.evaluate("navigator.clipboard.readText()"))


def test_copy_by_keyboard(visit: Visit) -> None:
    """Tab to the button, Enter, and the text is on the clipboard; button and status say so, for two seconds."""
    tab = visit("copy.html", **ALLOWED)
    tab.clock.install()
    tab.clock.pause_at("2100-01-01")
    tab.evaluate("navigator.clipboard.writeText('something else')")
    button = tab.locator("pre + button")
    expect(button).to_have_accessible_name("Copy BibTeX")
    tab.keyboard.press("Tab")
    expect(button).to_be_focused()
    tab.keyboard.press("Enter")
    expect(button).to_have_text("Copied")
    expect(tab.get_by_role("status")).to_have_text("BibTeX copied")
    assert clipboard(tab) == ENTRY
    tab.clock.run_for(1999)
    expect(button).to_have_text("Copied")
    tab.clock.run_for(1)
    expect(button).to_have_text("Copy BibTeX")
    expect(tab.get_by_role("status")).to_have_text("")
    expect(button).to_be_focused()


def test_one_status_for_all_buttons(visit: Visit) -> None:
    """It stands there, empty, before anything is copied, and tells of the last copy."""
    tab = visit("copy.html", **ALLOWED)
    expect(tab.get_by_role("status")).to_have_text("")
    tab.get_by_role("button", name="Copy BibTeX").click()
    expect(tab.get_by_role("status")).to_have_text("BibTeX copied")
    tab.get_by_role("button", name="Copy reference").click()
    expect(tab.get_by_role("status")).to_have_text("reference copied")
    assert clipboard(tab) == "Moss A, Bark CD. Is lichen-17-92 grey?"


def test_an_earlier_copy_does_not_clear_a_later_status(visit: Visit) -> None:
    """Each copy is told for two seconds."""
    tab = visit("copy.html", **ALLOWED)
    tab.clock.install()
    tab.clock.pause_at("2100-01-01")
    tab.get_by_role("button", name="Copy BibTeX").click()
    expect(tab.get_by_role("status")).to_have_text("BibTeX copied")
    tab.clock.run_for(1500)
    tab.get_by_role("button", name="Copy reference").click()
    expect(tab.get_by_role("status")).to_have_text("reference copied")
    tab.clock.run_for(1500)
    expect(tab.get_by_role("status")).to_have_text("reference copied")


def test_copy_without_the_clipboard(visit: Visit) -> None:
    """Where the page may not use the clipboard, the text is copied as a selection, which is taken back."""
    tab = visit("copy.html")
    tab.evaluate("document.addEventListener('copy', () => { window.copied = String(getSelection()) })")
    tab.evaluate(DENIED)
    tab.get_by_role("button", name="Copy BibTeX").click()
    expect(tab.get_by_role("status")).to_have_text("BibTeX copied")
    assert tab.evaluate("copied") == ENTRY
    assert tab.evaluate("String(getSelection())") == ""


def test_copy_that_fails_says_what_to_do(visit: Visit) -> None:
    """The text is selected, for the reader to copy."""
    tab = visit("copy.html")
    tab.evaluate(DENIED)
    tab.evaluate("document.execCommand = () => false")
    tab.get_by_role("button", name="Copy BibTeX").click()
    expect(tab.get_by_role("status")).to_have_text("Could not copy: press Ctrl+C")
    expect(tab.get_by_role("button").first).to_have_text("Could not copy: press Ctrl+C")
    assert tab.evaluate("String(getSelection())") == ENTRY


def test_no_dead_button_without_scripts(visit: Visit) -> None:
    """The text alone stands there."""
    tab = visit("copy.html", java_script_enabled=False)
    expect(tab.get_by_text("@article{moss2010")).to_be_visible()
    expect(tab.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(visit: Visit, scheme: str) -> None:
    """Before and after a copy."""
    tab = visit("copy.html", color_scheme=scheme, **ALLOWED)
    assert violations(tab) == []
    tab.get_by_role("button", name="Copy BibTeX").click()
    expect(tab.get_by_role("status")).to_have_text("BibTeX copied")
    assert violations(tab) == []
