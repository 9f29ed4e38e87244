"""What must be read or written anew: exactly the pages whose content changed, however far away the cause."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from atlas.problem import Code, Place, Problem
from atlas.sphinx_ext.domain import domain_of
from atlas.sphinx_ext.warn import warn_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from atlas.library import Library
    from atlas.sphinx_ext.domain import AtlasDomain


def outdated(
    app: Sphinx, env: BuildEnvironment, added: AbstractSet[str], changed: AbstractSet[str], removed: AbstractSet[str]
) -> Iterable[str]:
    """Return the pages to read again, which would now be shown something else; drop the files of removed pages."""
    del added, changed
    for page in removed:
        for path in _outputs(app, page):
            path.unlink(missing_ok=True)
    return sorted(domain_of(env).outdated() - removed)


def _outputs(app: Sphinx, page: str) -> Iterator[Path]:
    """Yield the files that a site holds for *page*; Sphinx leaves them when the page is gone."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        yield app.builder.get_output_path(page)
        yield Path(app.outdir, "_sources", f"{page}.md{app.config.html_sourcelink_suffix}")


def updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages to write again although they were not read: those that show what other pages hold.

    A page shows the pages that link to it, and the frame of every page shows titles of others. Also warns of records
    that no page shows.
    """
    del app
    domain = domain_of(env)
    for problem in _homeless(domain):
        warn_problem(problem)
    return sorted(_new_links(domain) | (set(env.found_docs) if _new_frame(env, domain) else set()))


def _new_links(domain: AtlasDomain) -> set[str]:
    """Return the homes of the records that other pages link to than before."""
    now = domain.links()
    before = domain.linked
    domain.data["linked"] = now
    changed = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    return {domain.homes[key].docname for key in changed if key in domain.homes}


def _new_frame(env: BuildEnvironment, domain: AtlasDomain) -> bool:
    """Return whether titles, the order of pages or the homes of records changed since the site was last written."""
    titles = sorted((docname, title.astext()) for docname, title in env.titles.items())
    order = sorted((docname, list(children)) for docname, children in env.toctree_includes.items())
    frame = hashlib.sha256(repr((titles, order, sorted(domain.homes.items()))).encode()).hexdigest()
    before = domain.data["frame"]
    domain.data["frame"] = frame
    return before not in ("", frame)


def _homeless(domain: AtlasDomain) -> Iterator[Problem]:
    for kind, id_, place in _expected(domain.library):
        if domain.home(kind, id_) is None:
            yield Problem(place, Code.HOMELESS, f"{kind} {id_!r}", "a page that shows it")


def _expected(library: Library) -> Iterator[tuple[str, str, Place]]:
    """Yield every record that must be at home somewhere."""
    for claim in library.claims:
        yield "claim", claim.id, claim.lines.at("id")
    for doubt in library.discrepancies:
        yield "discrepancy", doubt.id, doubt.lines.at("id")
