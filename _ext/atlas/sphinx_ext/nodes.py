"""From neutral blocks to docutils nodes: the only place where the two meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from atlas.render import blocks as neutral
from atlas.sphinx_ext.figures import drawing, folded, frame, heading

if TYPE_CHECKING:
    from collections.abc import Iterable


NARROW = 5
"""Up to so many columns a table fits a tablet."""

LONGEST = 20
"""A head with a longer word may be broken anywhere; the others rather stand out a little than lose a letter."""


ROOM = '<div class="atlas-explorer-room"></div>'
"""The room for the controls of a table that can be explored, kept from the start."""


class cell(nodes.entry):  # noqa: N801 - docutils names nodes in lower case
    """A cell of a table that knows the head of its column (`label`) and what it heads (`scope`)."""


class backlinks(nodes.General, nodes.Element):  # noqa: N801 - as above
    """The place of the list of pages that link to a record; filled when all pages are known."""


@dataclass
class Glue:
    """Makes nodes for one page. `homes` gathers the records shown at home, `source` and `line` go into every node."""

    docname: str
    source: str
    line: int
    homes: list[neutral.Target] = field(default_factory=list)

    def blocks(self, many: Iterable[neutral.Block]) -> list[nodes.Node]:
        """Return the nodes of *many* blocks, each with its place in the source."""
        made = [node for block in many for node in self.block(block)]
        for node in made:
            if isinstance(node, nodes.Element):
                node.source, node.line = self.source, self.line
                node["made"] = True  # what a page says itself is told apart from what its directives say
        return made

    def inline(self, line: neutral.Line) -> list[nodes.Node]:
        """Return the nodes of a line."""
        return [node for part in line for node in self.part(part)]

    @singledispatchmethod
    def part(self, part: neutral.Inline) -> list[nodes.Node]:
        """Return the nodes of one inline value."""
        raise TypeError(part)

    @part.register
    def _(self, part: neutral.Text) -> list[nodes.Node]:
        if part.style == "plain":
            return [nodes.Text(part.text)]
        if part.style == "strong":
            return [nodes.strong(part.text, part.text)]
        if part.style == "code":
            return [nodes.literal(part.text, part.text)]
        return [nodes.inline(part.text, part.text, classes=[f"atlas-{part.style}"])]

    @part.register
    def _(self, part: neutral.Link) -> list[nodes.Node]:
        return [self._pending(part.type, part.id, part.text)]

    @part.register
    def _(self, part: neutral.FileLink) -> list[nodes.Node]:
        return [self._pending("file", f"{part.folder}{part.name}", part.name)]

    @part.register
    def _(self, part: neutral.PageLink) -> list[nodes.Node]:
        return [self._pending("doc", f"/{part.page}", part.page, domain="std", explicit=False)]

    @part.register
    def _(self, part: neutral.HomePage) -> list[nodes.Node]:
        return [self._pending("page", f"{part.type} {part.id}", part.id, explicit=False)]

    @part.register
    def _(self, part: neutral.Web) -> list[nodes.Node]:
        shown_as_it_is = {"support_smartquotes": False}  # two hyphens in a DOI are no dash
        return [nodes.reference(part.text, part.text, refuri=part.url, internal=False, **shown_as_it_is)]

    @part.register
    def _(self, part: neutral.Cite) -> list[nodes.Node]:
        citation = nodes.inline(classes=["atlas-citation"])
        for position, (key, number) in enumerate(part.works):
            citation += nodes.Text(", " if position else "[")
            citation += self._pending("reference", key, str(number))
        citation += nodes.Text("]")
        return [citation]

    def _pending(
        self, kind: str, target: str, words: str, domain: str = "atlas", *, explicit: bool = True
    ) -> addnodes.pending_xref:
        pending = addnodes.pending_xref(
            "",
            refdomain=domain,
            reftype=kind,
            reftarget=target,
            refexplicit=explicit,
            refwarn=True,
            refdoc=self.docname,
        )
        pending.source, pending.line = self.source, self.line
        pending += nodes.inline(words, words, classes=[f"atlas-{kind}"])
        return pending

    @singledispatchmethod
    def block(self, block: neutral.Block) -> list[nodes.Node]:
        """Return the nodes of one block."""
        raise TypeError(block)

    @block.register
    def _(self, block: neutral.Paragraph) -> list[nodes.Node]:
        return [nodes.paragraph("", "", *self.inline(block.line), classes=[block.style] if block.style else [])]

    @block.register
    def _(self, block: neutral.Bullets) -> list[nodes.Node]:
        items = [nodes.list_item("", nodes.paragraph("", "", *self.inline(item))) for item in block.items]
        return [nodes.bullet_list("", *items, classes=[block.style] if block.style else [])]

    @block.register
    def _(self, block: neutral.Fields) -> list[nodes.Node]:
        items = [self._definition([nodes.Text(name)], self._lines(lines)) for name, lines in block.pairs]
        return [nodes.definition_list("", *items, classes=["atlas-fields", "simple"])]

    @block.register
    def _(self, block: neutral.Terms) -> list[nodes.Node]:
        items = [
            self._definition([*self._anchor(target), nodes.Text(term)], self._lines((line,)))
            for target, term, line in block.entries
        ]
        return [nodes.definition_list("", *items, classes=["glossary"])]

    def _definition(self, term: list[nodes.Node], body: list[nodes.Node]) -> nodes.definition_list_item:
        return nodes.definition_list_item("", nodes.term("", "", *term), nodes.definition("", *body))

    def _lines(self, lines: Iterable[neutral.Line]) -> list[nodes.Node]:
        return [nodes.paragraph("", "", *self.inline(line)) for line in lines]

    @block.register
    def _(self, block: neutral.Note) -> list[nodes.Node]:
        anchor = self._anchor(block.target) if block.target else []
        title = nodes.title("", "", *anchor, *self.inline(block.title))
        return [nodes.admonition("", title, *self.blocks(block.blocks), classes=["atlas-note"])]

    @block.register
    def _(self, block: neutral.Section) -> list[nodes.Node]:
        title = nodes.title(block.title, block.title)
        return [nodes.section("", title, *self.blocks(block.blocks), ids=[block.anchor], names=[])]

    @block.register
    def _(self, block: neutral.Item) -> list[nodes.Node]:
        former = [nodes.target("", "", ids=[target.anchor]) for target in block.former]
        line = [*self._anchor(block.target), *former, self._self_link(block.target)]
        line += [nodes.Text(" "), *self.inline(block.remark)] if block.remark else []
        head = nodes.paragraph("", "", *line, classes=["atlas-id"])
        return [nodes.container("", head, *self.blocks(block.blocks), classes=["atlas-item"])]

    @block.register
    def _(self, block: neutral.IndexTerms) -> list[nodes.Node]:
        entries = [("single", term.replace(";", ","), block.anchor, "main", None) for term in block.terms]
        return [addnodes.index(entries=entries), nodes.target("", "", ids=[block.anchor])]

    @block.register
    def _(self, block: neutral.Backlinks) -> list[nodes.Node]:
        return [backlinks(type=block.type, id=block.id)]

    @block.register
    def _(self, block: neutral.Contents) -> list[nodes.Node]:
        shape: dict[str, Any] = {"maxdepth": -1, "caption": None, "glob": False, "hidden": True, "includehidden": False}
        shape |= {"numbered": 0, "titlesonly": False, "parent": self.docname}
        pages = list(block.pages)
        return [addnodes.toctree("", entries=[(None, page) for page in pages], includefiles=pages, **shape)]

    def _anchor(self, target: neutral.Target) -> list[nodes.Node]:
        if target.home:
            self.homes.append(target)
        return [nodes.target("", "", ids=[target.anchor])]

    def _self_link(self, target: neutral.Target) -> nodes.reference:
        return nodes.reference("", target.id, refid=target.anchor, internal=True, classes=["atlas-self"])

    @block.register
    def _(self, block: neutral.Table) -> list[nodes.Node]:
        group = nodes.tgroup(cols=len(block.columns))
        for number, column in enumerate(block.columns):
            group += nodes.colspec(colwidth=10 * column.width, stub=int(number == 0))
        head = [self._head(column) for column in block.columns]
        group += nodes.thead("", nodes.row("", *head))
        classes = ["atlas-table", "colwidths-given", *(["atlas-wide"] if len(block.columns) > NARROW else [])]
        classes += ["atlas-explored"] if block.explored else []
        group += nodes.tbody("", *(self._row(block, row) for row in block.rows))
        made = nodes.table("", nodes.title("", block.caption), group, ids=[block.id], classes=classes)
        return [nodes.raw("", ROOM, format="html"), made] if block.explored else [made]

    def _head(self, column: neutral.Column) -> cell:
        is_long = any(len(word) > LONGEST for word in column.title.split())
        return cell("", nodes.paragraph("", column.title), scope="col", classes=["atlas-long"] if is_long else [])

    @block.register
    def _(self, block: neutral.Figure) -> list[nodes.Node]:
        self.homes.append(block.target)
        caption = heading("", "", nodes.strong(block.title, block.title), nodes.Text(". "), *self.inline(block.caption))
        words = [nodes.paragraph(words, words) for words in block.description]
        file = nodes.paragraph("", "Table as a file: ", *self.inline((neutral.FileLink(block.data),)))
        parts = [folded("", *words, *self.block(block.table), file, summary="Description and data", ids=[block.after])]
        if block.gaps:
            gaps = self.block(neutral.Bullets(block.gaps))
            parts.append(folded("", *gaps, summary="Empty cells, listed"))
        place = drawing(figure=block)
        return [frame("", caption, place, *parts, ids=[block.target.anchor], classes=["atlas-figure"])]

    def _row(self, table: neutral.Table, row: neutral.Row) -> nodes.row:
        made = nodes.row()
        for number, (column, lines) in enumerate(zip(table.columns, row.cells, strict=True)):
            body = self._lines(lines)
            entry = cell("", *body, label=column.title)
            if number == 0:
                entry["scope"] = "row"
                anchor = f"{table.id}-{row.target.id}".lower()
                link = nodes.reference("", "¶", refid=anchor, internal=True, classes=["atlas-row-link"])
                link["reftitle"] = f"Link to the row {row.target.id}"
                body[0].insert(0, nodes.target("", "", ids=[anchor]))  # type: ignore[attr-defined]
                body[0].extend([nodes.Text(" "), link])  # type: ignore[attr-defined]
            made += entry
        return made
