"""Changes to pages once they are read: links to the glossary, lists of backlinks, the bibliography as a list."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.nodes import bibliography
from sphinxcontrib.bibtex.transforms import node_text_transform

from atlas.render.citable import of_work
from atlas.render.exports import coins
from atlas.render.manual import term_id
from atlas.render.requests import Request
from atlas.render.views import answer
from atlas.sphinx_ext.domain import domain_of, is_site
from atlas.sphinx_ext.nodes import backlinks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib.bibtex.domain import Citation

    from atlas.library import Library
    from atlas.model.records import Reference

_CLOSED = (nodes.title, nodes.reference, nodes.literal, nodes.term, addnodes.pending_xref, nodes.FixedTextElement)
"""Elements whose words are never turned into links."""


class LinkAbbreviations(SphinxTransform):
    """Links the first use of each abbreviation on a page to the glossary."""

    default_priority = 700  # after substitutions and smart quotes have settled the text

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - as docutils declares it
        """Change the text of the page in place."""
        domain = domain_of(self.env)
        request = Request("abbreviations")
        domain.note_use(self.env.docname, request, answer(domain.library, request))
        abbreviations = domain.library.abbreviations
        by_form = {form: one.term for one in abbreviations for form in _forms(one.term)}
        if not by_form:
            return
        choices = "|".join(re.escape(form) for form in sorted(by_form, key=len, reverse=True))
        pattern = re.compile(rf"(?<![\w-])({choices})(?![\w-])")
        seen: set[str] = set()
        for text in list(self._texts()):
            if parts := _linked(text, pattern, by_form, seen, self.env.docname):
                text.parent.replace(text, parts)

    def _texts(self) -> Iterator[nodes.Text]:
        for paragraph in self.document.findall(nodes.paragraph):
            if not _within(paragraph, (addnodes.glossary, nodes.table, nodes.container, nodes.definition)):
                yield from (text for text in paragraph.findall(nodes.Text) if not _within(text, _CLOSED))


def _forms(term: str) -> tuple[str, ...]:
    """Return the forms in which an abbreviation is used: as it stands, and without its plural s."""
    return (term, term[:-1]) if term.endswith("s") and term[-2:-1].isupper() else (term,)


def _within(node: nodes.Node, kinds: tuple[type[nodes.Element], ...]) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parent
    return False


def _linked(
    text: nodes.Text, pattern: re.Pattern[str], by_form: dict[str, str], seen: set[str], docname: str
) -> list[nodes.Node]:
    """Return *text* cut up with links at first uses, or nothing when it holds none."""
    parts: list[nodes.Node] = []
    end = 0
    for match in pattern.finditer(text.astext()):
        term = by_form[match[1]]
        if term in seen:
            continue
        seen.add(term)
        parts += [nodes.Text(text.astext()[end : match.start()]), _term_link(match[1], term, docname)]
        end = match.end()
    return [*parts, nodes.Text(text.astext()[end:])] if parts else []


def _term_link(words: str, term: str, docname: str) -> addnodes.pending_xref:
    inner = nodes.inline(words, words, classes=["atlas-term"])
    return addnodes.pending_xref(
        "",
        inner,
        refdomain="atlas",
        reftype="term",
        reftarget=term_id(term),
        refdoc=docname,
        refexplicit=True,
        refwarn=False,
    )


class KeepBackslashes(SphinxTransform):
    """Keeps text as it stands where the maker of typographic quotation marks would take part of it for escapes."""

    default_priority = 740  # before quotation marks are made at 750
    escapes = re.compile(r"""\\[\\"'.`-]|&#\d\d;""")

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - as above
        """Mark what holds such a text; the quotation marks in it stay as they are, too."""
        for text in self.document.findall(nodes.Text):
            if self.escapes.search(text):
                text.parent["support_smartquotes"] = False  # on the parent: links are gone through twice


class FillBacklinks(SphinxPostTransform):
    """Puts the list of pages that link to a record in its place."""

    default_priority = 8  # before Sphinx resolves links at 10

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - as Sphinx declares it
        """Replace every placeholder of the page."""
        domain = domain_of(self.env)
        for place in list(self.document.findall(backlinks)):
            pages = domain.linked.get((place["type"], place["id"]), ())
            here = self.env.current_document.docname
            items = [nodes.list_item("", nodes.paragraph("", "", _page_link(page, here))) for page in pages]
            none = nodes.paragraph("", "No page links here in its prose.")
            place.replace_self(nodes.bullet_list("", *items) if items else none)


def _page_link(page: str, here: str) -> addnodes.pending_xref:
    inner = nodes.inline(page, page)
    return addnodes.pending_xref(
        "", inner, refdomain="std", reftype="doc", reftarget=f"/{page}", refexplicit=False, refwarn=True, refdoc=here
    )


class ListBibliography(SphinxPostTransform):
    """Writes the works of a bibliography as a plain list: a list of citations is no list to assistive technology."""

    default_priority = 4  # before bibtex fills its bibliographies at 5
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - as above
        """Replace the place of each bibliography; the other kinds of list are made by bibtex."""
        domain = self.env.get_domain("cite")
        for place in list(self.document.findall(bibliography)):
            key = BibliographyKey(place["docname"], place["ids"][0])
            works = [work for work in domain.citations if work.bibliography_key == key]  # type: ignore[attr-defined]
            if works and domain.bibliographies[key].list_ == "citation":  # type: ignore[attr-defined]
                items = [_work(domain_of(self.env).library, work) for work in works]
                place.replace_self(nodes.bullet_list("", *items, classes=["atlas-bibliography"]))


class UnwrapTables(SphinxPostTransform):
    """Takes the ids and classes of a table back from the box that the theme puts around it: an id stands once."""

    default_priority = 510  # after the theme wraps tables at 500
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - as above
        """Leave the box with its own class only."""
        for table in self.document.findall(nodes.table):
            box = table.parent
            if isinstance(box, nodes.container) and set(table["ids"]) & set(box["ids"]):
                box["ids"] = []
                box["classes"] = [name for name in box["classes"] if name not in table["classes"]]


class DropLinks(SphinxPostTransform):
    """Takes links away where nobody can follow them.

    Rows link to themselves on sites only; where pages have no address, links to the web alone are left.
    """

    default_priority = 520

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - as above
        """Leave the words of a link; the sign that stands for a row goes as well."""
        if is_site(self.app.builder):
            return
        for link in list(self.document.findall(nodes.reference)):
            if "atlas-row-link" in link["classes"]:
                link.parent.remove(link)
            elif self.app.builder.format in {"text", "man"} and "://" not in link.get("refuri", "://"):
                link.replace_self(link.children)


class PointIntoSinglePage(SphinxPostTransform):
    """Lets links within a site of a single page lead to anchors, or to its start.

    Sphinx puts the former page in front of anchors, and gives the first page none.
    """

    default_priority = 520
    builders = ("singlehtml",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - as above
        """Leave the last anchor of each link."""
        start = f"document-{self.config.root_doc}"
        for link in self.document.findall(nodes.reference):
            if link.get("refuri", "").startswith("#"):
                anchor = link["refuri"].rpartition("#")[2]
                link["refuri"] = "#" if anchor == start else f"#{anchor}"


def _work(library: Library, work: Citation) -> nodes.list_item:
    """Return the item of a list that shows *work*, with a link to its page and its record for reference managers."""
    number = nodes.inline("", f"[{work.formatted_entry.label}]", classes=["atlas-number"])
    words = BibtexDomain.backend.paragraph(work.formatted_entry)
    node_text_transform(words)  # addresses that a style marks become links
    body = nodes.paragraph("", "", number, nodes.Text(" "), *words)
    if known := library.reference.get(work.key):
        separator = "; " if list(body.findall(nodes.reference)) else " "
        span = f'<span class="Z3988" title="{escape(coins.title(of_work(library, known)))}"></span>'
        body += [nodes.Text(separator), _link_to_page(known), nodes.raw("", span, format="html")]
    return nodes.list_item("", body, ids=[work.citation_id])


def _link_to_page(work: Reference) -> addnodes.pending_xref:
    inner = nodes.inline("", f"Page of reference {work.number}")
    return addnodes.pending_xref(
        "", inner, refdomain="atlas", reftype="work", reftarget=work.key, refexplicit=True, refwarn=True
    )
