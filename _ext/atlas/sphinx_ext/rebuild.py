"""What must be read or written anew: the pages whose content changed, however far away the cause.

A page is read again when its sources or the answers to its requests differ, or when it was warned of. It is written
again when a digest of all that it shows differs from the one that the last build left in the output folder, so that
each output knows its own last state. Nothing depends on times of files, and no interrupted build counts.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinx.application import ENV_PICKLE_FILENAME

from atlas.code import Code
from atlas.problem import Place, Problem
from atlas.sphinx_ext import sources
from atlas.sphinx_ext.domain import domain_of, has_pages
from atlas.sphinx_ext.frame import framed
from atlas.sphinx_ext.links import leading
from atlas.sphinx_ext.output import read_state
from atlas.sphinx_ext.pages import page_of
from atlas.sphinx_ext.sources import digest
from atlas.sphinx_ext.warn import warn_problem
from atlas.sphinx_ext.warned import warned_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from atlas.library import Library
    from atlas.sphinx_ext.domain import AtlasDomain


def outdated(
    app: Sphinx, env: BuildEnvironment, added: AbstractSet[str], changed: AbstractSet[str], removed: AbstractSet[str]
) -> Iterable[str]:
    """Return the pages to read again: they would be shown something else, or were warned of and not mended since.

    Sphinx itself does not read those again whose table of contents names a page that is gone.
    """
    del added, changed
    domain = domain_of(env)
    differing = {page for page, notes in domain.notes.items() if notes.sources != sources.of_page(app, page)}
    warned = {*domain.data["warned"], *read_state(app).warned}
    missing = {page for page, named in env.toctree_includes.items() if not removed.isdisjoint(named)}
    return sorted((domain.outdated() | differing | warned | missing) - removed)


def forget(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Leave no environment that does not go with the pages: if reading is interrupted, all is read again.

    All pages to read are forgotten at once, as in a parallel build: what moves from one to another is not there twice.
    """
    if pages:
        (app.doctreedir / ENV_PICKLE_FILENAME).unlink(missing_ok=True)
    for page in pages:
        app.events.emit("env-purge-doc", env, page)
        env.clear_doc(page)


def settle(app: Sphinx, env: BuildEnvironment) -> None:
    """Work out where everything is once all pages are read, and warn of records that no page shows."""
    domain = domain_of(env)
    _name_images(env)
    domain.settle()
    for problem in _homeless(domain):
        warn_problem(problem)
    domain.data["warned"] = sorted(warned_pages(app))


def _name_images(env: BuildEnvironment) -> None:
    """Name all images anew: of two with one name, the order in which pages were read would decide."""
    shown = sorted((path, page) for path, (pages, _name) in env.images.items() for page in pages)
    for page in env.found_docs:
        env.images.purge_doc(page)
    for path, page in shown:
        env.images.add_file(page, path)


def updated(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Return the pages to write again, read or not: those that show something else than the last build wrote."""
    domain = domain_of(env)
    before, domain.digests = read_state(app).pages, _digests(app)
    domain.due = {page for page, now in domain.digests.items() if before.get(page) != now}
    return sorted(domain.due)


def note_written(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Note that a page is about to be written; the main process hears of those that another will write as well."""
    del doctree
    domain_of(app.env).due.discard(docname)


def _digests(app: Sphinx) -> Mapping[str, str]:
    """Return a digest of all that each page shows: its text, its frame, and what it shows of other pages."""
    env, domain = app.env, domain_of(app.env)
    frame, links, linked = _frame(app, domain), leading(env), _linked(domain)
    shown = {page: (notes.sources, notes.uses) for page, notes in domain.notes.items()}
    headed = env.found_docs if has_pages(app.builder) else ()
    heads = {page: framed(domain.library, page_of(app, page)) for page in headed}
    parts = (shown, heads, links, linked)
    return {page: digest((frame, *(part.get(page) for part in parts))) for page in env.found_docs}


def _frame(app: Sphinx, domain: AtlasDomain) -> str:
    """Return a digest of what frames every page: how it is made, the titles and the order of pages, the credit."""
    env, scheme = app.env, domain.library.scheme
    titles = sorted((docname, title.astext()) for docname, title in env.titles.items())
    order = sorted((docname, list(children)) for docname, children in env.toctree_includes.items())
    numbers = sorted(env.toc_secnumbers.items()), sorted(env.toc_fignumbers.items())
    homes = sorted(domain.homes.items())
    credit = scheme.article, scheme.as_of, scheme.version, domain.changes
    return digest((sources.frame(app), titles, order, numbers, homes, credit))


def _linked(domain: AtlasDomain) -> Mapping[str, object]:
    """Return, for each page, who links to the records that are at home on it."""
    linked: defaultdict[str, list[object]] = defaultdict(list)
    for key, pages in domain.linked.items():
        if home := domain.homes.get(key):
            linked[home.docname].append((key, pages))
    return linked


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
