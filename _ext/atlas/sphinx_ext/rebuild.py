"""What must be read or written anew: the pages whose content changed, however far away the cause.

What a page shows of itself is compared by its requests. What it shows of other pages (who links to it, titles in its
frame) is compared with a small file in the output folder, so that each output knows its own last state.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from atlas.code import Code
from atlas.problem import Place, Problem
from atlas.render.companions import COPIES, SUFFIXES
from atlas.render.stubs import former_pages
from atlas.sphinx_ext.domain import domain_of
from atlas.sphinx_ext.frame import framed
from atlas.sphinx_ext.pages import has_pages, pages_of
from atlas.sphinx_ext.warn import warn_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from atlas.library import Library
    from atlas.sphinx_ext.domain import AtlasDomain

STATE = ".atlas.json"


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
        path = Path(app.builder.get_output_path(page))
        yield path
        yield from (path.with_suffix(f".{suffix}") for suffix in (*SUFFIXES, *COPIES))
        yield Path(app.outdir, "_sources", f"{page}.md{app.config.html_sourcelink_suffix}")


def updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages to write again although they were not read: those that show what other pages hold.

    A page shows the pages that link to it, and the frame of every page shows titles of others and the credit. Also
    warns of records that no page shows.
    """
    domain = domain_of(env)
    domain.settle()
    for problem in _homeless(domain):
        warn_problem(problem)
    before, now = _read_state(app), _state(app, domain)
    domain.state = now
    for old in {*before.get("former", ())} - {*now["former"], *env.found_docs}:
        for path in _outputs(app, old):
            path.unlink(missing_ok=True)
    if before and before["frame"] != now["frame"]:
        return sorted(env.found_docs)
    linked = _differing(before.get("linked", {}), now["linked"])
    pages = {home.docname for (kind, id_), home in domain.homes.items() if f"{kind} {id_}" in linked}
    return sorted(pages | (_differing(before.get("heads", {}), now["heads"]) & env.found_docs))


def _differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> set[str]:
    return {key for key in {*before, *now} if before.get(key) != now.get(key)}


def remember(app: Sphinx, exception: Exception | None) -> None:
    """Keep the state of this output for the next build."""
    if exception is None:
        state = json.dumps(domain_of(app.env).state, sort_keys=True)
        Path(app.outdir, STATE).write_text(state, "utf-8")


def _read_state(app: Sphinx) -> dict[str, Any]:
    """Return the state that the last build left, or nothing."""
    try:
        state: dict[str, Any] = json.loads(Path(app.outdir, STATE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return state


def _state(app: Sphinx, domain: AtlasDomain) -> dict[str, Any]:
    """Return who links to each record, digests of each page's metadata and of all frames, and the former pages."""
    env = app.env
    scheme = domain.library.scheme
    titles = sorted((docname, title.astext()) for docname, title in env.titles.items())
    order = sorted((docname, list(children)) for docname, children in env.toctree_includes.items())
    frame = (titles, order, sorted(domain.homes.items()), scheme.article, scheme.as_of, scheme.version)
    linked = {f"{kind} {id_}": list(pages) for (kind, id_), pages in domain.linked.items()}
    heads = {page.name: _digest(framed(domain.library, page)) for page in pages_of(app)} if has_pages(app) else {}
    former = sorted(former_pages(domain.library))
    return {"frame": _digest(frame), "linked": linked, "heads": heads, "former": former}


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()


def _homeless(domain: AtlasDomain) -> Iterator[Problem]:
    """Yield every record that no page shows; a figure that a page asked for and was refused is told there."""
    asked = {
        use.request.argument for notes in domain.notes.values() for use in notes.uses if use.request.view == "figure"
    }
    for kind, id_, place in _expected(domain.library):
        if (kind, id_) not in domain.homes and not (kind == "figure" and id_ in asked):
            yield Problem(place, Code.HOMELESS, f"{kind} {id_!r}", "a page that shows it")


def _expected(library: Library) -> Iterator[tuple[str, str, Place]]:
    """Yield every record that must be at home somewhere."""
    for claim in library.claims:
        yield "claim", claim.id, claim.lines.at("id")
    for doubt in library.discrepancies:
        yield "discrepancy", doubt.id, doubt.lines.at("id")
    for id_, place in library.planned.items():
        yield "figure", id_, place
