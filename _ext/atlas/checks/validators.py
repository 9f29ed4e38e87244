"""What other programs find: the Nu checker in pages and style sheets, EPUBCheck in the book.

Both are started by a command and answer with a report as JSON. Whatever they say is a fault, but for what is excused
below; an excuse for what is said no more is a fault itself, and so is a program that gives no report.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit
from urllib.request import url2pathname

from atlas.problem import Place, Problem, named
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.checks.site.reading import Site

Command: TypeAlias = Sequence[str]
"""How a program is started: its path and its first arguments."""

Message: TypeAlias = dict[str, Any]
"""What a program says, by the names of its report."""

TIME = 600
"""After so many seconds a program is given up."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """What the Nu checker may say of any file: a pattern of the whole message, a part of the markup shown, and why."""

    said: str
    reason: str
    shown: str = ""

    def fits(self, message: Message) -> bool:
        """Tell whether *message* is excused."""
        return bool(re.fullmatch(self.said, message["message"])) and self.shown in message.get("extract", "")


EXCUSES = (
    Excuse(
        r"Trailing slash on void elements has no effect .*",
        "Sphinx closes elements as XML does, and puts all values in quotation marks.",
    ),
    Excuse(
        r"Consider using the “h1” element as a top-level heading only .*",
        "Sphinx puts a page into a section. That each page has one heading of the first level is checked by itself.",
    ),
    Excuse(
        r"Article lacks heading\. .*",
        "The heading of the article stands in the section that it consists of.",
    ),
    Excuse(
        r"Resource violates Content Security Policy .* “(?!\w+:|//)[^”]*” blocked by “[a-z]+-src” directive\.",
        "In a folder, files have no origin that 'self' could stand for. The policy is checked by itself.",
    ),
    Excuse(
        r"Inline script violates Content Security Policy .*",
        "Data are run by no browser, so that no policy stops them.",
        shown='<script type="application/ld+json">',
    ),
    Excuse(
        r"CSS: “paint-order”: Property “paint-order” doesn't exist\.",
        "It exists in SVG 2 and in all browsers.",
    ),
)


def invalid_pages(site: Site, nu: Command) -> Iterator[Problem]:
    """Yield what the Nu checker, started by *nu*, says of *site* without an excuse, and excuses for what is not said.

    Style sheets have a run of their own: in a common one, the checker counts the lines of pages from 0.
    """
    how = [*nu, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"]
    pages, styles = str(site.folder), str(site.folder / "_static")
    try:
        said = [*_said([*how, "--also-check-svg", pages]), *_said([*how, "--also-check-css", styles])]
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        yield Problem(Place(site.name, 1), SiteCode.INVALID_HTML, f"no report: {error}"[:500], "that of the Nu checker")
        return
    for message in said:
        if not any(excuse.fits(message) for excuse in EXCUSES):
            yield _of_page(site, message)
    for excuse in EXCUSES:
        if not any(excuse.fits(message) for message in said):
            found = f"an excuse for {excuse.said!r}, which is not said"
            yield Problem(_place(site, excuse), SiteCode.IDLE_SILENCE, found, "a message of the Nu checker")


def invalid_book(project: Path, book: Path, epubcheck: Command) -> Iterator[Problem]:
    """Yield what EPUBCheck, started by *epubcheck*, says of *book*, whose files also stand beside it."""
    try:
        said = _said([*epubcheck, "--quiet", "--json", "-", str(book)])
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        place = Place(named(project, book), 1)
        yield Problem(place, SiteCode.INVALID_EPUB, f"no report: {error}"[:500], "that of EPUBCheck")
        return
    for message in said:
        more = f" ({message['additionalLocations']} more places)" if message.get("additionalLocations") else ""
        for location in message["locations"] or [{"path": book.name, "line": 1}]:
            place = Place(named(project, book.parent / location["path"]), max(location["line"], 1))
            words = f"{message['ID']}: {_sentence(message['message'])}{more}"
            yield Problem(place, SiteCode.INVALID_EPUB, words, "a book that EPUBCheck accepts")


def _said(command: Command) -> list[Message]:
    """Return the messages in the report of *command*; ValueError if there is none, whatever the program returns."""
    done = subprocess.run(command, capture_output=True, check=False, timeout=TIME)  # noqa: S603 - told by the user
    try:
        messages: list[Message] = json.loads(done.stdout)["messages"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(done.stderr.decode("utf-8", "replace").strip() or str(error)) from error
    return messages


def _of_page(site: Site, message: Message) -> Problem:
    path = Path(url2pathname(urlsplit(message["url"]).path)).resolve() if "url" in message else site.folder
    line: int = message.get("firstLine") or message.get("lastLine") or 1
    found = _sentence(message["message"])
    return Problem(Place(named(site.project, path), line), SiteCode.INVALID_HTML, found, "what the Nu checker accepts")


def _sentence(words: str) -> str:
    """Return *words* in one line without a full stop, which the message of a problem puts itself."""
    return " ".join(words.split()).removesuffix(".")


def _place(site: Site, excuse: Excuse) -> Place:
    """Return where the *excuse* stands in this file."""
    lines = Path(__file__).read_text("utf-8").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if f'r"{excuse.said}"' in text), 1)
    return Place(named(site.project, Path(__file__).resolve()), line)
