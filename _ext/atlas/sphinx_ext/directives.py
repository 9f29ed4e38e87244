"""The directives: one class, made for each view. Options to request, request to blocks, blocks to nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from atlas.render.requests import RefusedError, Request
from atlas.render.views import VIEWS, answer
from atlas.sphinx_ext.domain import domain_of
from atlas.sphinx_ext.nodes import Glue
from atlas.sphinx_ext.warn import warn_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node
    from sphinx.application import Sphinx


class AnyOptions(dict[str, "Callable[[str], Any]"]):
    """An option list that knows every name: which filters exist is said by the scheme, not by the class."""

    def __missing__(self, name: str) -> Callable[[str], Any]:
        """Take the value as it stands."""
        return directives.unchanged

    def __contains__(self, name: object) -> bool:
        """Know every name."""
        return True

    def __bool__(self) -> bool:
        """Hold something, so that options are looked for."""
        return True


class ViewDirective(SphinxDirective):
    """Shows one view of the library."""

    view: ClassVar[str]
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = AnyOptions()

    def run(self) -> list[Node]:
        """Return the nodes of the view, and note on the domain what was shown."""
        domain = domain_of(self.env)
        options = tuple((name, str(value)) for name, value in self.options.items())
        request = Request(self.view, " ".join(self.arguments), options, self.env.docname)
        shown = answer(domain.library, request)
        domain.note_use(self.env.docname, request, shown)
        if isinstance(shown, RefusedError):
            warn_page(shown.code, shown.found, shown.expected, self.get_location())
            return []
        source, line = self.get_source_info()
        glue = Glue(self.env.docname, source, line)
        made = glue.blocks(shown)
        domain.note_shown(self.env.docname, request, glue.homes)
        return made


def make_directive(view: str) -> type[ViewDirective]:
    """Return the directive that shows *view*."""
    return type(f"{view.title().replace('-', '')}Directive", (ViewDirective,), {"view": view})


def setup_directives(app: Sphinx) -> None:
    """Register a directive for each view."""
    for view in VIEWS:
        app.add_directive_to_domain("atlas", view, make_directive(view))
