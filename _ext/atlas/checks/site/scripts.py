"""Data that scripts load when a reader asks for them: previews, tables to explore, figures that answer, the search."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from atlas.checks.site.page import title_of, words
from atlas.render.explorer import works
from atlas.render.previews import previews
from atlas.render.rendered import classed
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from atlas.checks.site.page import Page
    from atlas.checks.site.reading import Site
    from atlas.library import Library
    from atlas.problem import Problem

_PREVIEWED = f"//a[{classed('atlas-preview')}]"
_EXPLORED = f"//table[{classed('atlas-explored')}]"
_DRAWN = f"//figure[{classed('atlas-figure')}]"
_PREVIEWS, _EXPLORERS, _FIGURES = "_previews/", "_explorer/", "_figures/"
_WORKS = f"{_EXPLORERS}works.js"
_EXPLORER, _PLOTTER, _PLOTS = "_static/explorer.js", "_static/figures.js", "_static/bokeh.min.js"
_SEARCH = "searchindex.js"


def previews_are_those_of_the_records(site: Site) -> Iterator[Problem]:
    """Every record has a preview that says what the record says."""
    if site.library is None:
        return
    there, wanted = _previews(site), _wanted_previews(site, site.library)
    for name in wanted:
        if not there.get(name):
            yield site.problem(name, 1, SiteCode.NO_SCRIPT, "no previews", "a script with previews")
    for name, shown in there.items():
        if name.removeprefix(_PREVIEWS).removesuffix(".js") not in site.pages:
            yield site.problem(name, 1, SiteCode.LEFT_OVER, "previews of no page", "a page")
        for anchor, preview in wanted.get(name, {}).items():
            if shown.get(anchor, preview) != preview:
                found = f"preview of {anchor!r}: {shown[anchor]}"
                yield site.problem(name, 1, SiteCode.STALE_FILE, found[:200], f"{preview}"[:200])


def links_have_their_previews(site: Site) -> Iterator[Problem]:
    """Every link that promises a preview has one."""
    there = _previews(site)
    for page in site.pages.values():
        links = {str(link.get("href")): link for link in reversed(page.root.xpath(_PREVIEWED))}
        for address, link in links.items():
            path, _, anchor = page.absolute(address).partition("#")
            shown = there.get(f"{_PREVIEWS}{site.below(path)}.js")
            if shown and unquote(anchor) not in shown:
                found = f"link {address!r} without a preview"
                yield site.at(page, link, SiteCode.NO_SCRIPT, found, "a preview for each link that promises one")


def _previews(site: Site) -> Mapping[str, dict[str, Any]]:
    """Return the previews by the name of their script and their anchor."""
    return {name: _object(site, name, 1) for name in site.files if name.startswith(_PREVIEWS)}


def _wanted_previews(site: Site, library: Library) -> Mapping[str, dict[str, Any]]:
    """Return the preview of every record by the name of its script and its anchor."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for kind, id_, preview in previews(library, lambda kind, id_: site.addresses.get((kind, id_), "")):
        path, _, anchor = site.addresses.get((kind, id_), "").partition("#")
        if path:
            plain = json.loads(json.dumps({name: value for name, value in asdict(preview).items() if value}))
            found[f"{_PREVIEWS}{unquote(path)}.js"][unquote(anchor)] = plain
    return found


def tables_can_be_explored(site: Site) -> Iterator[Problem]:
    """Every table that can be explored has its data, with the rows that stand on the page, and the works they cite."""
    names = set()
    for page in site.pages.values():
        for table in page.root.xpath(_EXPLORED):
            names.add(name := f"{_EXPLORERS}{page.stem}/{table.get('id')}.js")
            data = _object(site, name, 1)
            if not data or not {name, _EXPLORER} <= _loaded(site, page):
                found = f"table {table.get('id')!r} without its scripts"
                yield site.at(page, table, SiteCode.NO_SCRIPT, found, f"{name} and {_EXPLORER}, loaded by the page")
                continue
            start = f"{table.get('id')}-"
            rows = [str(id_).removeprefix(start) for id_ in table.xpath("./tbody/tr/th[1]/p[1]/span/@id")]
            told = data.get("rows")
            if not isinstance(told, dict) or list(told) != rows:
                found = f"{len(told or ())} rows, {len(rows)} on the page"
                yield site.problem(name, 1, SiteCode.STALE_FILE, found, "the rows of the table")
    if names and site.library and next(iter(_handed(site, _WORKS)), None) != works(site.library):
        yield site.problem(_WORKS, 1, SiteCode.STALE_FILE, "other works", "those of the bibliography")
    for name in site.files:
        if name.startswith(_EXPLORERS) and name not in {*names, _WORKS}:
            yield site.problem(name, 1, SiteCode.LEFT_OVER, "data of no table", "a table")


def figures_can_answer(site: Site) -> Iterator[Problem]:
    """Every figure has the data of its interactive form, with the marks that are drawn, and the library that plots."""
    names = set()
    for page in site.pages.values():
        for figure in page.root.xpath(_DRAWN):
            names.add(name := f"{_FIGURES}{figure.get('id')}.js")
            marks = _object(site, name, 1).get("marks")
            if not isinstance(marks, list) or _PLOTTER not in _loaded(site, page):
                found = f"figure {figure.get('id')!r} without its scripts"
                yield site.at(page, figure, SiteCode.NO_SCRIPT, found, f"{name}, and {_PLOTTER} loaded by the page")
                continue
            drawn = [words(title) for title in figure.xpath(".//svg//a[rect or path]/title")]
            labels = [mark.get("label") if isinstance(mark, dict) else "" for mark in marks]
            if [" ".join(str(label).split()) for label in labels] != drawn:
                found = f"{len(marks)} marks, {len(drawn)} drawn"
                yield site.problem(name, 1, SiteCode.STALE_FILE, found, "the marks of the drawing, in its words")
    if names and not site.files.get(_PLOTS):
        yield site.problem(_PLOTS, 1, SiteCode.NO_SCRIPT, "no file", "BokehJS, which draws interactive figures")
    for name in site.files:
        if name.startswith(_FIGURES) and name not in names:
            yield site.problem(name, 1, SiteCode.LEFT_OVER, "data of no figure", "a figure")


def search_knows_every_page(site: Site) -> Iterator[Problem]:
    """Every page with a text of its own, and no other, is in the index of the search."""
    index = _object(site, _SEARCH, 0)
    names, titles = index.get("docnames"), index.get("titles")
    if not isinstance(names, list) or not isinstance(titles, list):
        yield site.problem(_SEARCH, 1, SiteCode.NO_SCRIPT, "no index", "an index of all pages")
        return
    known = dict(zip_longest(map(str, names), map(str, titles), fillvalue=""))
    texts = {page.stem: title_of(page) for page in site.texts}
    for name in sorted({*known, *texts}):
        # a page without a heading has no title to be found by
        if name not in known or name not in texts or known[name] != (texts[name] or known[name]):
            found = f"page {name!r} with the title {known.get(name)!r}"
            yield site.problem(_SEARCH, 1, SiteCode.STALE_FILE, found, f"{texts.get(name)!r}")


def _loaded(site: Site, page: Page) -> set[str | None]:
    """Return the paths of the scripts that *page* loads."""
    return {site.below(page.absolute(source)) for source in page.root.xpath("//script/@src")}


def _object(site: Site, name: str, place: int) -> dict[str, Any]:
    """Return the object that the script *name* hands over at a *place*, or an empty one."""
    found = [*_handed(site, name), None, None][place]
    return found if isinstance(found, dict) else {}


def _handed(site: Site, name: str) -> list[Any]:
    """Return the values that the script *name* hands over, or none if it cannot be read."""
    try:
        values: list[Any] = json.loads(f"[{site.text(name).partition('(')[2].rpartition(')')[0]}]")
    except ValueError:
        return []
    return values
