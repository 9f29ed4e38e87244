"""What pages may load and run: told in the head of each, so that it also holds for pages opened from files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'"
)
"""Files of the site alone, no inline script; the theme and drawings have inline styles, style sheets embed images."""


def setup_policy(app: Sphinx) -> None:
    """Let a project have a policy of its own, or none."""
    what = "Content-Security-Policy in the head of every page; empty for none"
    app.add_config_value("atlas_policy", POLICY, "html", types=frozenset({str}), description=what)
    app.connect("html-page-context", add_policy)


def add_policy(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document | None
) -> None:
    """Hand the policy to the template of every page."""
    del pagename, templatename, doctree
    context["atlas_policy"] = app.config.atlas_policy
