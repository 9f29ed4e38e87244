"""Previews of links: which links have one is marked on the page, what they show stands in a script for each page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urldefrag, urljoin

from docutils import nodes

from atlas.render.previews import Preview, previews
from atlas.sphinx_ext.domain import domain_of, has_pages
from atlas.sphinx_ext.pages import address_maker
from atlas.sphinx_ext.publish import call, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

FOLDER = "_previews"
MARK = "atlas-preview"
_ROOT = "https://site.invalid/"  # only a base against which relative addresses are made absolute


def mark_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give every link to a record or a figure the class by which the script knows it."""
    if not has_pages(app.builder):
        return
    known = _previewed(app)
    here = urljoin(_ROOT, app.builder.get_target_uri(docname))
    for link in doctree.findall(nodes.reference):
        address = urljoin(here, link.get("refuri") or f"#{link.get('refid', '')}")
        if address in known and link.get("internal") and "atlas-self" not in link["classes"]:
            link["classes"].append(MARK)


def _previewed(app: Sphinx) -> frozenset[str]:
    """Return the absolute addresses of all places that have a preview."""
    domain = domain_of(app.env)
    if domain.previewed is None:
        places = {(home.docname, home.anchor) for home in domain.homes.values()}
        places |= {(page, figure.anchor) for page, notes in domain.notes.items() for figure in notes.figures}
        found = (f"{app.builder.get_target_uri(page)}#{anchor}" for page, anchor in places)
        domain.previewed = frozenset(urljoin(_ROOT, address) for address in found)
    return domain.previewed


def write_previews(app: Sphinx, exception: Exception | None) -> None:
    """Write one script for each page that links with a preview can lead to; drop those of pages that are no more."""
    if exception is not None or not has_pages(app.builder):
        return
    shown: defaultdict[str, dict[str, Preview]] = defaultdict(dict)
    for address, preview in _all(app):
        page, anchor = urldefrag(address)
        shown[page][anchor] = preview
    write_folder(Path(app.outdir, FOLDER), {_name(page): _script(page, here) for page, here in shown.items()})


def _name(page: str) -> str:
    """Return the name of the script for the page at an address, which may be that of a folder."""
    path = unquote(page)
    return f"{path}index.html.js" if path.endswith("/") or not path else f"{path}.js"


def _all(app: Sphinx) -> Iterator[tuple[str, Preview]]:
    """Yield every address that has a preview, relative to the root of the site."""
    address = address_maker(app)
    for kind, id_, preview in previews(domain_of(app.env).library, address):
        if where := address(kind, id_):
            yield where, preview
    for docname, notes in domain_of(app.env).notes.items():
        for figure in notes.figures:
            where = f"{app.builder.get_target_uri(docname)}#{figure.anchor}"
            file = app.env.images[figure.image][1] if figure.image in app.env.images else ""
            image = f"{app.builder.imagedir}/{quote(file)}" if file else ""
            yield where, Preview(figure.caption, links=(("Go to the figure", where),), image=image, alt=figure.alt)


def _script(page: str, shown: dict[str, Preview]) -> str:
    """Return a script that hands the previews of *page* over."""
    told = ((anchor, {name: value for name, value in asdict(one).items() if value}) for anchor, one in shown.items())
    return call("atlasPreviews", page, dict(sorted(told)))
