"""What is written by hand on pages: gathered while pages are read, and held against the records when all are.

The passages are kept between builds, so that a build tells all that is wrong with them, whichever pages it read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from atlas.model.prose import SIGN, Mark, Passage, Written
from atlas.problem import Place, named
from atlas.render.shown import works_shown
from atlas.rules import silences
from atlas.rules.prose import check_prose
from atlas.sphinx_ext.citing import known_keys
from atlas.sphinx_ext.domain import domain_of
from atlas.sphinx_ext.folders import project
from atlas.sphinx_ext.warn import warn_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain


def passages(app: Sphinx, doctree: nodes.document) -> Iterator[Passage]:
    """Yield the passages of a page that was just read; what directives made of records is none."""
    root = project(app)
    for block in _blocks(doctree):
        marks: list[Mark] = []
        text = "".join(_words(block, marks))
        yield Passage(_place(block, root), text, tuple(marks))


def _blocks(node: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the blocks of words and the rows of tables below *node* that were not made of records."""
    for child in node.children:
        if isinstance(child, nodes.Element) and not child.get("made"):
            if not isinstance(child, (nodes.TextElement, nodes.row)):
                yield from _blocks(child)
            elif not isinstance(child, nodes.FixedTextElement):
                yield child


def _place(block: nodes.Element, root: Path) -> Place:
    """Return where *block* begins, or else what it is in; the path is relative to *root* where it is below it."""
    above: nodes.Element | None = block
    while above is not None and not (above.line and above.source):
        above = above.parent
    source, line = (above.source, above.line) if above is not None else (None, None)
    if isinstance(block, nodes.row):  # all rows have the line of the table, the links in them have their own
        line = max((link.line for link in block.findall(addnodes.pending_xref) if link.line), default=line)
    return Place(named(root, Path(source or "")), line or 1)


def _words(node: nodes.Node, marks: list[Mark]) -> Iterator[str]:
    """Yield the words below *node* but for code, with a sign for each citation and link, which is added to *marks*.

    MyST turns a line end within a role into a space, so that what follows is told a line too early.
    """
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child.astext().replace(SIGN, " ")
        elif isinstance(child, addnodes.pending_xref) and (mark := _mark(child)):
            marks.append(mark)
            yield SIGN
        elif isinstance(child, nodes.literal):
            yield " "
        else:
            yield from _words(child, marks)
            if isinstance(child, nodes.entry):
                yield "; "


def _mark(link: addnodes.pending_xref) -> Mark | None:
    """Return what *link* leads to if it is a citation or leads to a record."""
    if link["refdomain"] == "cite":
        return Mark("cite", tuple(dict.fromkeys(target.key for target in parse_citation_targets(link["reftarget"]))))
    is_record = link["refdomain"] == "atlas" and link["reftype"] != "term"
    return Mark(link["reftype"], (link["reftarget"],)) if is_record else None


def tell_prose(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn, once all pages are read, of everything that is wrong with what is written on them."""
    del app
    domain = domain_of(env)
    library = domain.library
    others = known_keys(cast("BibtexDomain", env.get_domain("cite"))) - library.reference.keys()
    pages = [
        Written(
            tuple(_without(passage, others) for passage in notes.passages),
            works_shown(library, [use.request for use in notes.uses]),
        )
        for _, notes in sorted(domain.notes.items())
    ]
    domain.prose = check_prose(library, pages)
    for problem in silences.told(library, domain.prose):
        warn_problem(problem)


def _without(passage: Passage, others: frozenset[str]) -> Passage:
    """Return *passage* without citing *others*: works of bibliographies that are none of our business."""
    if not others:
        return passage
    marks = tuple(
        Mark(kind, tuple(id_ for id_ in ids if id_ not in others) if kind == "cite" else ids)
        for kind, ids in passage.marks
    )
    return Passage(passage.place, passage.text, marks)
