"""Which pages were warned of. They are not done: the next build reads and writes them again, and warns again.

Sphinx alone would say nothing of them when it runs again, as if all were well, and would not see that what was missing
is there now.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.nodes import Node
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class _Listener(logging.Handler):
    """Keeps the places of all warnings: names of pages or paths of files."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self.config = app.config
        self.places: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the place of *record*, which Sphinx gives in several forms, unless it is suppressed."""
        kind, subkind = getattr(record, "type", ""), getattr(record, "subtype", "")
        if is_suppressed_warning(kind, subkind, self.config.suppress_warnings):
            return
        place = getattr(record, "location", None)
        if isinstance(place, tuple):
            place = place[0]
        elif isinstance(place, Node):
            place = get_node_location(place)
        if place:
            path, _, line = place.rpartition(":")
            self.places.add(path if line.isdecimal() or not line else place)


def setup_listening(app: Sphinx) -> None:
    """Listen to the warnings of this build."""
    logging.getLogger(NAMESPACE).addHandler(_Listener(app))


def warned_pages(app: Sphinx) -> set[str]:
    """Return the pages that were warned of so far, at their own place or at that of a file that they include."""
    listeners = [one for one in logging.getLogger(NAMESPACE).handlers if isinstance(one, _Listener)]
    places = {place for one in listeners for place in one.places}
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
