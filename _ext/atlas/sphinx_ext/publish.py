"""After writing: the machine copy beside the pages, the files beside each page, and no file that nothing stands for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from atlas.render.changes import FEED
from atlas.render.companions import SUFFIXES, beside
from atlas.render.feed import feed
from atlas.render.machine_copy import machine_copy
from atlas.render.schemas import API
from atlas.render.site_files import llms, robots, sitemap
from atlas.render.views import answer
from atlas.sphinx_ext.domain import domain_of, has_pages, is_site
from atlas.sphinx_ext.pages import address_maker, pages_of, site_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from sphinx.application import Sphinx

    from atlas.render.blocks import Block
    from atlas.render.pages import Page


LOCAL = "http://localhost/"
"""What stands for the address of a site that is not published: a sitemap holds absolute addresses only."""


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Write `api/v1/` of a site; other formats have no machine copy."""
    if exception is not None or not is_site(app.builder):
        return
    library, site = domain_of(app.env).library, site_of(app)
    write_folder(Path(app.outdir, API), machine_copy(library, site, address_maker(app)))


def write_site_files(app: Sphinx, exception: Exception | None) -> None:
    """Write what search engines and language models look for at the root of a site, unless the project brings it."""
    if exception is not None or not has_pages(app.builder):
        return
    domain, site, brought = domain_of(app.env), site_of(app), {*_brought(app)}
    library, base, pages = domain.library, site.base or LOCAL, list(pages_of(app))
    made = {
        "sitemap.xml": sitemap(pages, library.scheme.as_of, base),
        "robots.txt": robots(base),
        "llms.txt": llms(library, site, pages),
    }
    if library.history.releases:
        address = address_maker(app)
        made[FEED] = feed(library, site, address, address("page", domain.changes))
    elif FEED not in brought:
        Path(app.outdir, FEED).unlink(missing_ok=True)
    for name in made.keys() - brought:
        write_changed(Path(app.outdir, name), made[name])


def _brought(app: Sphinx) -> Iterator[str]:
    """Yield the names of the files that the project itself puts at the root of the site."""
    for entry in app.config.html_extra_path:
        path = Path(app.confdir, entry)
        yield from (inside.name for inside in path.iterdir()) if path.is_dir() else (path.name,)


def write_beside(app: Sphinx, exception: Exception | None) -> None:
    """Write the citation files beside each page; a page that cites nothing any more loses those of its works."""
    if exception is not None or not has_pages(app.builder):
        return
    for page in pages_of(app):
        made = beside(domain_of(app.env).library, page)
        for suffix in SUFFIXES:
            path = path_beside(app, page, suffix)
            if (text := made.get(f"{page.stem}.{suffix}")) is not None:
                write_changed(path, text)
            else:
                path.unlink(missing_ok=True)


def path_beside(app: Sphinx, page: Page, suffix: str) -> Path:
    """Return the file beside *page* that ends in *suffix*; addresses are percent-encoded, names of files are not."""
    return Path(app.outdir, unquote(f"{page.stem}.{suffix}"))


def shown(app: Sphinx, page: str, views: Container[str]) -> Iterator[Block]:
    """Yield the blocks that the directives of *page* show, of some *views* alone."""
    domain = domain_of(app.env)
    notes = domain.notes.get(page)
    for use in notes.uses if notes else ():
        answered = answer(domain.library, use.request) if use.request.view in views else ()
        if isinstance(answered, tuple):
            yield from answered


def call(function: str, *values: object) -> str:
    """Return a script that hands *values* over; a page opened from a file may load no other data."""
    return f"{function}({', '.join(json.dumps(value, ensure_ascii=False) for value in values)});\n"


def write_folder(folder: Path, wanted: Mapping[str, str]) -> None:
    """Make *folder* hold the *wanted* files, by name, and no other; write only those that differ."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted:
            path.unlink()
    for name, content in wanted.items():
        write_changed(folder / name, content)


def write_changed(path: Path, content: str) -> None:
    """Write *content* to *path* unless it stands there already."""
    raw = content.encode()
    if not path.is_file() or path.read_bytes() != raw:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
