"""What the links of each page lead to: a page is written again with the titles of places on other pages.

Links to records are none of this: where records are at home frames all pages.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from atlas.sphinx_ext.domain import domain_of
from atlas.sphinx_ext.notes import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import Citation


def links_of(doctree: nodes.document) -> list[Link]:
    """Return the links of a page that was just read, each once."""
    found = {
        Link(node.get("refdomain") or "", node["reftype"], node["reftarget"])
        for node in doctree.findall(addnodes.pending_xref)
        if node.get("refdomain") != "atlas"
    }
    return sorted(found)


def leading(env: BuildEnvironment) -> Mapping[str, list[object]]:
    """Return, for each page, what its links and its bibliographies lead to and its images are called."""
    named = _named(env)
    works: dict[str, object] = {}
    by_page: defaultdict[str, list[object]] = defaultdict(list)
    for citation in env.get_domain("cite").citations:  # type: ignore[attr-defined]
        works[citation.key] = _work(citation)
        by_page[citation.bibliography_key.docname].append((citation.citation_id, citation.formatted_entry.label))

    @cache
    def target(link: Link) -> object:
        if link.domain == "cite":
            return [works.get(one.key) for one in parse_citation_targets(link.target)]
        if link.domain == "doc":
            return _headings(env, link.target), named[link.target]
        if link.domain in {"", "std"}:
            return named[link.target.lower()]
        domain = env.get_domain(link.domain)
        return sorted(domain.get_objects()), sorted(getattr(domain, "equations", {}).items())

    for page, notes in domain_of(env).notes.items():
        by_page[page] += map(target, notes.links)
    for path, (pages, name) in sorted(env.images.items()):
        for page in pages:
            by_page[page].append((path, name))
    return by_page


def _named(env: BuildEnvironment) -> Mapping[str, list[object]]:
    """Return what Sphinx knows of each name, and of each page: titles, kinds, pages and anchors."""
    named: defaultdict[str, list[object]] = defaultdict(list)
    for name, words, kind, page, anchor, _ in sorted(env.domains.standard_domain.get_objects()):
        named[name.lower()].append((words, kind, page, anchor))
        named[page].append((name, words, anchor))
    return named


def _headings(env: BuildEnvironment, page: str) -> object:
    """Return the headings of *page* that links can lead to, without their lines."""
    slugs = env.metadata.get(page, {}).get("myst_slugs", {})
    return [(slug, id_, words) for slug, (_line, id_, words) in slugs.items()]


def _work(citation: Citation) -> object:
    """Return what a citation in words shows of a work."""
    entry = citation.entry
    people = [(role, [str(person) for person in people]) for role, people in entry.persons.items()]
    return sorted(entry.fields.items()), people
