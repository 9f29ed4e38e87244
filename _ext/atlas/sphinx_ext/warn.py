"""The one way in which this extension warns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

    from atlas.code import Code, Meaning
    from atlas.problem import Problem

_logger = logging.getLogger(__name__)


def warn_problem(problem: Problem) -> None:
    """Warn of *problem* at its file and line."""
    _warn(problem.message, str(problem.place), (problem.code, problem.found, problem.expected))


def warn_page(code: Code, found: str, expected: str, location: Node | tuple[str, int] | str) -> None:
    """Warn of something wrong on a page, at *location*."""
    _warn(f"{found}; expected {expected}. {code.mend}", location, (code, found, expected))


def _warn(message: str, location: Node | tuple[str, int] | str, fault: tuple[Meaning, str, str]) -> None:
    """Warn, and hand on code, value and expectation to whoever keeps what was warned of."""
    more = {"fault": fault}
    _logger.warning("%s", message, location=location, type="atlas", subtype=fault[0].slug, extra=more)
