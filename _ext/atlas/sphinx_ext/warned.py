"""What the build warned of. Pages that were warned of are not done: the next build reads, writes and tells them again.

Sphinx alone would say nothing of them when it runs again, as if all were well, and would not see that what was missing
is there now.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.nodes import Node
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

from atlas.problem import Place, Problem, named
from atlas.site_code import SiteCode
from atlas.sphinx_ext.folders import project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


class _Listener(logging.Handler):
    """Keeps all warnings; the path of each is the name of a page or the path of a file, empty for neither."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.config = app.config
        self.heard: dict[Problem, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep *record*, whose place Sphinx gives in several forms, unless it is suppressed."""
        kind, subkind = getattr(record, "type", ""), getattr(record, "subtype", "")
        if is_suppressed_warning(kind, subkind, self.config.suppress_warnings):
            return
        place = getattr(record, "location", None)
        if isinstance(place, tuple):
            place = ":".join(str(part) for part in place if part)
        elif isinstance(place, Node):
            place = get_node_location(place)
        path, _, line = (place or "").rpartition(":")
        if not line.isdecimal():
            path, line = path if path and not line else place or "", "1"
        message = " ".join(record.getMessage().split())
        fault = getattr(record, "fault", (SiteCode.BUILD_WARNING, message, "a build without a warning"))
        self.heard[Problem(Place(path, int(line)), *fault)] = None


def setup_listening(app: Sphinx) -> None:
    """Listen to the warnings of this build."""
    logging.getLogger(NAMESPACE).addHandler(_Listener(app))


def warned_pages(app: Sphinx) -> set[str]:
    """Return the pages that were warned of so far, at their own place or at that of a file that they include."""
    places = {problem.place.path for problem in _heard()} - {""}
    if not places:
        return set()
    env = app.env
    files = {Path(folder, place) for place in places for folder in (env.srcdir, app.confdir)}
    return {
        page
        for page in env.found_docs
        if page in places
        or Path(env.doc2path(page)) in files
        or any(Path(env.srcdir, name) in files for name in env.dependencies.get(page, ()))
    }


def warnings(app: Sphinx) -> Iterator[Problem]:
    """Yield all that was warned of so far. What has no place is about the build as a whole, which conf.py makes."""
    root = project(app)
    for problem in _heard():
        place, line = problem.place.path, problem.place.line
        path = app.env.doc2path(place) if place in app.env.found_docs else place or app.confdir / "conf.py"
        yield replace(problem, place=Place(named(root, Path(path)), line))


def _heard() -> Iterator[Problem]:
    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, _Listener):
            yield from handler.heard
