"""Lighthouse on a page of each kind: the mobile test as it is by default, on a built site served from loopback.

Lighthouse comes from npm into a folder that is removed again. `python benchmarks/lighthouse.py [SITE] [--runs N]
[--pages PAGE ...]`, with the project on the path. Of several runs the median is told, and of other scores the worst.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.site.browser import ARGUMENTS, find_chromium
from tests.site.server import serving
from tests.site.test_browser import KINDS

PACKAGE = "lighthouse@13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
HEADS = ("Page", *CATEGORIES, "Largest paint", "Blocked", "Shift", "Sent", "Lost points")


def install(folder: Path) -> Path:
    """Install Lighthouse into *folder* and return its command."""
    options = ["--prefix", str(folder), "--no-save", "--no-audit", "--no-fund", "--loglevel", "error"]
    npm = shutil.which("npm") or "npm"
    subprocess.run([npm, "install", *options, PACKAGE], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return folder / "node_modules" / ".bin" / "lighthouse"


def measured(command: Path, chromium: str, address: str) -> dict[str, Any]:
    """Return the report on the page at *address*."""
    options = ["--quiet", "--output=json", "--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}"]
    options.append(f"--chrome-flags={' '.join(('--headless=new', *ARGUMENTS))}")
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run([command, address, *options], check=True, capture_output=True, env=environment)  # noqa: S603 - as above
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def score(report: dict[str, Any], category: str) -> int:
    """Return the score of a category, from 0 to 100."""
    return round(100 * report["categories"][category]["score"])


def lost(report: dict[str, Any]) -> list[str]:
    """Return the names of the audits that cost points in any category but performance."""
    return [
        f"{part['id']} ({category})"
        for category in CATEGORIES[1:]
        for part in report["categories"][category]["auditRefs"]
        if part["weight"] and report["audits"][part["id"]]["score"] not in (None, 1)
    ]


def row(reports: list[dict[str, Any]]) -> list[str]:
    """Return the cells on a page that was measured once or several times."""

    def median(audit: str) -> float:
        return statistics.median(report["audits"][audit]["numericValue"] for report in reports)

    return [
        f"{statistics.median(score(report, 'performance') for report in reports):g}",
        *(f"{min(score(report, category) for report in reports)}" for category in CATEGORIES[1:]),
        f"{median('largest-contentful-paint') / 1000:.1f} s",
        f"{median('total-blocking-time'):.0f} ms",
        f"{median('cumulative-layout-shift'):.3f}",
        f"{median('total-byte-weight') / 1024:.0f} KiB",
        ", ".join(sorted({name for report in reports for name in lost(report)})),
    ]


def main() -> None:
    """Measure, page by page, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, nargs="?", default=Path("_build/html"), help="folder of the built site")
    parser.add_argument("--pages", nargs="+", default=KINDS, metavar="PAGE", help="names without suffix")
    parser.add_argument("--runs", type=int, default=3, help="of which performance is the median")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        chromium = find_chromium(playwright)
    print(f"| {' | '.join(HEADS)} |\n|{' --- |' * len(HEADS)}", flush=True)
    with tempfile.TemporaryDirectory() as name, serving(options.site.resolve()) as base:
        command = install(Path(name))
        for page in options.pages:
            address = f"{base}/{page}.html"
            cells = row([measured(command, chromium, address) for _ in range(options.runs)])
            print(f"| {page} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
