"""Citations in prose: sphinxcontrib-bibtex, with look-ups instead of searches and with the markup of our tables.

Stock bibtex looks for a plugin in all installed packages at every citation, and goes through all works at every
citation and through all citations at every work. Here each build makes one index when all pages are read.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CiteRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils.nodes import Element, Node, document, system_message
    from pybtex.database import Entry
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.latex import LaTeXTranslator
    from sphinxcontrib.bibtex.directives import BibliographyKey
    from sphinxcontrib.bibtex.domain import Citation

_logger = logging.getLogger(__name__)

_FILTERS = {"cited": (True,), "not cited": (False,), "True": (True, False)}
"""The filters of a bibliography that its options stand for, each with what it takes: cited works, others, both."""


class CitingRole(CiteRole):
    """A citation; what cannot be read as keys is told at its place and does not end the build."""

    def result_nodes(
        self,
        document: document,
        env: BuildEnvironment,
        node: Element,
        is_ref: bool,  # noqa: FBT001 - the signature is Sphinx's
    ) -> tuple[list[Node], list[system_message]]:
        """Note the citation and return its place, or the words as they stand."""
        try:
            list(parse_citation_targets(self.target))
        except ValueError:
            message = f"malformed citation {self.target!r}; expected keys with commas between them"
            _logger.warning("%s", message, location=self.get_location(), type="bibtex", subtype="malformed_citation")
            return [nodes.Text(self.target)], []
        made: tuple[list[Node], list[system_message]]
        made = super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]
        return made


class CitingDomain(BibtexDomain):
    """The domain of sphinxcontrib-bibtex. Its data are unchanged, so that each reads what the other has pickled."""

    roles = {name: CitingRole() for name in BibtexDomain.roles}  # noqa: RUF012 - as Sphinx declares it

    index: dict[tuple[str, str], Citation]
    """The works that can be cited, by page of the bibliography and key, and by no page and key; set by `env_updated`.

    Attributes of a domain are not pickled.
    """

    keys: frozenset[str]
    """All keys that can be looked up; set as above."""

    def env_updated(self) -> Iterable[str]:
        """Work out, once all pages are read, which works each bibliography shows; return no page.

        Bibliographies and citations stand as they were read, in this build or in others: they are put into the order
        of a build that reads all pages.
        """
        places = sorted(self.bibliographies.items(), key=lambda item: item[0].docname)
        self.data["bibliographies"] = dict(places)
        self.citation_refs.sort(key=lambda ref: ref.docname)
        pages: Iterable[str] = super().env_updated()
        self.index = {}
        self.keys = known_keys(self)
        for citation in self.citations:
            place = citation.bibliography_key
            if self.bibliographies[place].list_ == "citation":
                self.index[place.docname, citation.key] = citation
                self.index["", citation.key] = citation
        return pages

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterable[tuple[str, Entry]]:
        """Yield key and entry of the works that a bibliography shows, in the order of the bibliography files."""
        bibliography = self.bibliographies[bibliography_key]
        taken = _FILTERS.get(ast.unparse(bibliography.filter_))
        if taken is None:
            yield from super().get_filtered_entries(bibliography_key)
            return
        cited = {target.key for ref in self.citation_refs for target in ref.targets}
        listed = set(bibliography.keys)
        for entry in self.get_entries(bibliography.bibfiles):
            key = bibliography.keyprefix + entry.key
            if (key in cited) in taken or entry.key in listed:
                yield key, entry

    def get_all_cited_keys(self, docnames: list[str]) -> Iterator[str]:
        """Yield the keys of all citations in the order of *docnames* and, within a page, of the citations."""
        position = {docname: number for number, docname in enumerate(docnames)}
        for ref in sorted(self.citation_refs, key=lambda ref: position[ref.docname]):
            yield from (target.key for target in ref.targets)

    def resolve_xref(  # type: ignore[override]  # noqa: PLR0913, PLR0917 - Sphinx's signature; any element will do
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> Element:
        """Return a citation by number; forms with other words than numbers are made by bibtex.

        A key that the bibliography lacks is told where the page is held against the records, and is here a question
        mark, whatever the form.
        """
        targets = list(parse_citation_targets(target))
        is_plain = typ == "p" and env.config.bibtex_reference_style == "label"
        is_plain = is_plain and not any(one.pre or one.post for one in targets)
        if not is_plain and all(one.key in self.keys for one in targets):
            made: Element = super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
            return made
        node["ids"] = []  # they were for links back from the bibliography; in a table, a citation has none either
        found = [self._find(fromdocname, key, node) for key in dict.fromkeys(one.key for one in targets)]
        known = sorted((work for work in found if work), key=lambda work: _order(work.formatted_entry.label))
        members = [_link(builder, fromdocname, work) for work in known]
        citation = nodes.inline(classes=["atlas-citation"])
        for position, member in enumerate([*members, *(nodes.Text("?") for _ in range(found.count(None)))]):
            citation += [nodes.Text(", " if position else "["), member]
        citation += nodes.Text("]")
        return citation

    def _find(self, docname: str, key: str, node: pending_xref) -> Citation | None:
        """Return the work *key*, as the page itself shows it if it does; warn if it is known, but shown nowhere."""
        work = self.index.get((docname, key)) or self.index.get(("", key))
        if work is None and key in self.keys:
            words = f'could not find bibtex key "{key}"'
            _logger.warning("%s", words, location=node, type="bibtex", subtype="key_not_found")
        return work


def known_keys(domain: BibtexDomain) -> frozenset[str]:
    """Return all keys of *domain*: those of the bibliography files, and others under which works are shown."""
    return frozenset(domain.bibdata.data.entries) | {citation.key for citation in domain.citations}


def _order(label: str) -> tuple[int, str]:
    """Return a key that sorts numbers by their value."""
    return len(label), label


def _link(builder: Builder, docname: str, work: Citation) -> Element:
    label = work.formatted_entry.label
    words = nodes.inline(label, label, classes=["atlas-reference"])
    return make_refnode(builder, docname, work.bibliography_key.docname, work.citation_id, words)


def visit_latex_citation(translator: LaTeXTranslator, node: nodes.citation) -> None:
    """Open a work of the bibliography, and set the label that links made by Sphinx lead to."""
    type(translator).visit_citation(translator, node)
    labels = (translator.hypertarget(f"{node['docname']}:{id_}", withdoc=False) for id_ in node["ids"])
    translator.body.append("".join(labels))


def depart_latex_citation(translator: LaTeXTranslator, node: nodes.citation) -> None:
    """Close the work as the translator closes every work."""
    type(translator).depart_citation(translator, node)


def setup_citing(app: Sphinx) -> None:
    """Put our domain and role in the place of those of sphinxcontrib-bibtex, which must be set up."""
    app.add_domain(CitingDomain, override=True)
    app.add_role("cite", CitingRole(), override=True)
    app.add_node(nodes.citation, override=True, latex=(visit_latex_citation, depart_latex_citation))
