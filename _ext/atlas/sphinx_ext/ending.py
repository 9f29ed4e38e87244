"""How a build ends that cannot go on: in words. Sphinx alone would show its own insides and ask for a report.

Such a build leaves nothing that the next one would take for finished.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from sphinx.errors import SphinxError, SphinxParallelError
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)

FAILED = 2
"""The exit code of Sphinx for a build that could not be finished."""


def give_up(message: str) -> NoReturn:
    """End the build with *message*."""
    _logger.error("%s", message)
    raise SystemExit(FAILED)


def setup_ending(app: Sphinx) -> None:
    """Let a build end in words that meets a full disk or a closed folder, or has no first page."""
    build = app.build

    def build_or_tell(*arguments: Any, **options: Any) -> None:  # noqa: ANN401 - those of Sphinx
        try:
            build(*arguments, **options)
        except Exception as error:
            if found := _told_by_system(error):
                give_up(f"cannot go on, {found}; make room or change permissions, and build again")
            if type(error) is SphinxError:  # said in words to whoever builds; its kinds are for developers
                give_up(str(error))
            raise

    app.build = build_or_tell  # type: ignore[method-assign]


def _told_by_system(error: BaseException | None) -> str:
    """Return what the operating system said, if it is behind *error*."""
    while error is not None:
        if isinstance(error, OSError):
            return f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror or error)
        if isinstance(error, SphinxParallelError) and "[Errno " in str(error):
            return str(error)
        error = error.__cause__ or error.__context__
    return ""
