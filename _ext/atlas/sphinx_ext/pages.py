"""What the builder knows of the site and of each page, in the neutral form that metadata and copies are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from atlas.render.descriptions import described
from atlas.render.pages import PAGED, Page, Site, Subject
from atlas.sphinx_ext.domain import domain_of
from atlas.sphinx_ext.notes import Home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx

    from atlas.sphinx_ext.domain import AtlasDomain

UNNAMED = "Author name not set"
"""What Sphinx gives as the author of a project that names none."""

UNTITLED = "<no title>"
"""What Sphinx notes as the title of a page that has none."""


def site_of(app: Sphinx) -> Site:
    """Return the site as its configuration names it."""
    config = app.config
    base = config.html_baseurl
    data = config.atlas_data_page if config.atlas_data_page in app.env.found_docs else ""
    return Site(
        title=config.project,
        contributors=config.project if config.author == UNNAMED else config.author,
        base=base if not base or base.endswith("/") else f"{base}/",
        language=config.language.replace("_", "-"),
        data_page=app.builder.get_target_uri(data) if data else "",
    )


def page_of(app: Sphinx, docname: str) -> Page:
    """Return what is known of the page *docname*, which has been read."""
    domain = domain_of(app.env)
    subject, id_ = subjects(app).get(docname, ("page", ""))
    notes = domain.notes.get(docname)
    title = app.env.titles[docname].astext()
    cited = {"work": (id_,), "works": domain.library.reference}.get(subject, notes.cited if notes else ())
    works = (domain.library.reference[key] for key in cited if key in domain.library.reference)
    return Page(
        site_of(app),
        docname,
        docname if title == UNTITLED else title,
        app.builder.get_target_uri(docname),
        described(domain.library, subject, id_, notes.opening if notes else ""),
        subject,
        id_,
        tuple(work.key for work in sorted(works, key=lambda work: work.number)),
    )


def pages_of(app: Sphinx) -> Iterator[Page]:
    """Yield every page that was written by hand or made from data."""
    for docname in sorted(app.env.found_docs):
        yield page_of(app, docname)


def address_maker(app: Sphinx, origin: str = "") -> Callable[[str, str], str]:
    """Return the function from type and id of a record, or from `page` and its name, to the address of either.

    Addresses are relative to the page *origin*, else to the root of the site, and empty for what is not shown anywhere.
    """
    builder, env, homes = app.builder, app.env, domain_of(app.env).homes

    def address(kind: str, id_: str) -> str:
        home = Home(id_, "", id_) if kind == "page" and id_ in env.found_docs else homes.get((kind, id_))
        if home is None:
            return ""  # a record without a home was told
        page = builder.get_relative_uri(origin, home.docname) if origin else builder.get_target_uri(home.docname)
        # on a single page, anchors stand alone: `#document-x` is the address of a part
        return f"{page.partition('#')[0]}#{home.anchor}" if home.anchor else page

    return address


def addresses(app: Sphinx) -> frozenset[str]:
    """Return the addresses of all pages, relative to the root of the site."""
    domain = domain_of(app.env)
    if domain.addresses is None:
        domain.addresses = frozenset(map(app.builder.get_target_uri, app.env.found_docs))
    return domain.addresses


def subjects(app: Sphinx) -> Mapping[str, tuple[Subject, str]]:
    """Return what each page with a subject is about, by its name."""
    domain = domain_of(app.env)
    if domain.subjects is None:
        domain.subjects = dict(_subjects(app, domain))
    return domain.subjects


def _subjects(app: Sphinx, domain: AtlasDomain) -> Iterator[tuple[str, tuple[Subject, str]]]:
    for (kind, id_), home in domain.homes.items():
        if kind == "reference":
            yield home.docname, ("works", "")
        elif kind in PAGED and id_ in getattr(domain.library, {"work": "reference"}.get(kind, kind)):
            yield home.docname, (kind, id_)
    for subject, docname in (("article", app.config.atlas_article_page), ("data", app.config.atlas_data_page)):
        yield docname, (cast("Subject", subject), "")
