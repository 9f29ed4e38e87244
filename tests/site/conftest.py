"""A browser, and a small site of hand-written pages for the scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.site.browser import ARGUMENTS, find_chromium
from tests.site.small import write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

VIOLATION = """document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) => {
    console.error(`violation of ${violatedDirective}: ${blockedURI}`);
});"""


class Visit(Protocol):
    """Open a page of the small site; *options* go to the context of the browser."""

    def __call__(self, page: str = "index.html", **options: Any) -> Page:  # noqa: ANN401 - Playwright's own many options
        """Return the tab."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_chromium(playwright), args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small site."""
    return write_site(tmp_path_factory.mktemp("small"))


@pytest.fixture
def said() -> Iterator[list[str]]:
    """Return what the browser had to say: its console, errors of scripts, requests to hosts; nothing may be left."""
    heard: list[str] = []
    yield heard
    assert heard == []


def listen(context: BrowserContext, base: str, said: list[str]) -> None:
    """Add to *said* what the browser says in *context*, also of a policy, and requests for what is not below *base*."""
    context.add_init_script(VIOLATION)
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("request", lambda request: None if request.url.startswith(base) else said.append(request.url))


def violations(tab: Page, within: str | None = None) -> list[tuple[str, list[str]]]:
    """Return what axe finds on the page, or *within* what a selector chooses: rule, and where it is broken.

    It asks for no style sheet a second time.
    """
    found = Axe().run(tab, context=within, options={"preload": False}).response["violations"]
    return [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found]


@pytest.fixture
def visit(browser: Browser, small_site: Path, said: list[str]) -> Iterator[Visit]:
    """Return a way to open pages of the small site from their files; what is said on them is kept."""
    contexts = []

    def opened(page: str = "index.html", **options: Any) -> Page:  # noqa: ANN401 - as above
        context = browser.new_context(**options)
        contexts.append(context)
        listen(context, "file:", said)
        tab = context.new_page()
        tab.goto((small_site / page).as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()
