"""A browser for tests: Chromium on the PATH, else Playwright's own, else Debian's package; never none in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

if TYPE_CHECKING:
    from playwright.sync_api import Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)

WIDE = """() => {
  const parts = [document.documentElement, ...document.querySelectorAll("body, .page, .main, .content")];
  return parts.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className || one.localName);
}"""
"""The parts of a page that are wider inside than outside. The theme scrolls its column, not the document."""


def sideways(tab: Page) -> list[str]:
    """Return the parts of the page in *tab* that scroll sideways, by class or name; boxes of their own may."""
    found: list[str] = tab.evaluate(WIDE)
    return found


def find_chromium(playwright: Playwright) -> str:
    """Return the path of a Chromium; fail the test with the reason when there is none and none can be installed."""
    with FileLock(Path(tempfile.gettempdir()) / "atlas-chromium.lock"):  # one process of a test run installs it
        for name in NAMES:
            if path := shutil.which(name):
                return path
        own = playwright.chromium.executable_path
        return own if Path(own).is_file() else _installed()


def _installed() -> str:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        reason = "not as root" if apt else "no apt-get"
        pytest.fail(f"no Chromium on the PATH, none of Playwright, and Debian's cannot be installed ({reason})")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update", "-qq"], [apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=600)  # noqa: S603 - fixed commands
        if done.returncode:
            pytest.fail(f"{' '.join(command)} failed: {done.stderr[-500:]}")
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Debian's package chromium was installed, but brought no chromium to the PATH")
    return path
