"""The roles: links to records by id, and counts that are never typed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxRole

from atlas.render.blocks import Blocks, Paragraph
from atlas.render.manual import term_id
from atlas.render.requests import RefusedError, Request
from atlas.render.views import answer
from atlas.sphinx_ext.domain import TYPES, domain_of
from atlas.sphinx_ext.warn import warn_page

if TYPE_CHECKING:
    from docutils.nodes import Element, Node, system_message
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class RecordRole(XRefRole):
    """A link to a record; without words of its own it reads as the record is called."""

    def __init__(self) -> None:
        """Warn when there is no such record."""
        super().__init__(warn_dangling=True, innernodeclass=nodes.inline)

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: Element,
        has_explicit_title: bool,  # noqa: FBT001 - the signature is Sphinx's
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Give the link the label of the record, and note that this page names it."""
        kind = refnode["reftype"]
        domain = domain_of(env)
        target = term_id(target) if kind == "term" else target
        domain.note_mention(env.docname, kind, target)
        if has_explicit_title or kind == "term":
            return title, target
        request = Request("label", target, (("type", kind),))
        shown = answer(domain.library, request)
        domain.note_use(env.docname, request, shown)
        # a link that leads nowhere is reported when links are resolved
        return (title if isinstance(shown, RefusedError) else _words(shown)), target


class CountRole(SphinxRole):
    """A number of records, as in `claims section=intro`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the number; its class tells what was counted, so that the checks can count again."""
        domain = domain_of(self.env)
        request = Request("count", self.text)
        shown = answer(domain.library, request)
        domain.note_use(self.env.docname, request, shown)
        if isinstance(shown, RefusedError):
            warn_page(shown.code, shown.found, shown.expected, self.get_location())
            return [], []
        classes = ["atlas-count", "/".join(self.text.split())]
        return [nodes.inline("", _words(shown), classes=classes)], []


def _words(shown: Blocks) -> str:
    """Return the words of the one line that a phrase is."""
    first = shown[0]
    return "".join(getattr(part, "text", "") for part in first.line) if isinstance(first, Paragraph) else ""


def setup_roles(app: Sphinx) -> None:
    """Register a role for each type of record, and the count."""
    for kind in TYPES:
        app.add_role_to_domain("atlas", kind, RecordRole())
    app.add_role_to_domain("atlas", "count", CountRole())
