"""The neutral form of everything shown: inline values, blocks and tables.

Renderers return these values; one piece of glue turns them into the nodes of the page maker. All are frozen, and their
`repr` is stable, so that two builds can be compared by value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from atlas.render.schemas import API

if TYPE_CHECKING:
    from atlas.render.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Text:
    """Words; `style` is `plain`, `strong`, `code` or the name of a class for the style sheet."""

    text: str
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a record of this site: its type (claim, entity, trial, discrepancy, reference, work) and id.

    A `reference` leads to the entry in the bibliography, a `work` to the page of the same work.
    """

    type: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page of this site, without suffix, with the page's own title."""

    page: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """A link to the place where a record is at home, with the title of that page; known when all pages are read."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Web:
    """A link to an address elsewhere."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link to a file of the site, by its name and its folder below the root; most belong to the machine copy."""

    name: str
    folder: str = API


@dataclass(frozen=True, slots=True)
class Cite:
    """Works cited, each by key and number, in the order of their numbers."""

    works: tuple[tuple[str, int], ...]


Inline: TypeAlias = Text | Link | PageLink | HomePage | Web | FileLink | Cite
Line: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """An anchor: the record shown here. `home` marks the one place that links to the record lead to."""

    type: str
    id: str
    home: bool = False

    @property
    def anchor(self) -> str:
        """The id of the element: the record's own at its home, marked as a row elsewhere."""
        if self.type == "term":
            return f"term-{self.id}"  # terms may differ in case alone
        return f"{self.type}-{self.id}".lower() if self.home else f"row-{self.id}".lower()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `style` names a class for the style sheet."""

    line: Line
    style: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, each item a line."""

    items: tuple[Line, ...]
    style: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Names and values; a value has one or more lines."""

    pairs: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed remark with a title, and the record that it shows, if it shows one."""

    title: Line
    blocks: tuple[Block, ...]
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A record shown in full: its id as a link to itself, a `remark` beside it, and anchors for the ids it once had."""

    target: Target
    blocks: tuple[Block, ...]
    former: tuple[Target, ...] = ()
    remark: Line = ()


@dataclass(frozen=True, slots=True)
class IndexTerms:
    """Words under which the reader finds this place in the index and the search."""

    terms: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Backlinks:
    """The pages whose prose links to a record; known only when all pages have been read."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Pages that come below this one in the order of the site, without suffix; nothing of it is shown."""

    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in data, its head and its share of the width."""

    id: str
    title: str
    width: int = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row; the first cell is its head. A cell has one or more lines and is never empty."""

    target: Target
    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; every row has one cell a column.

    `explored` is the type of the records that the rows show, by their ids, where readers can filter and sort them.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    explored: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: what is drawn, and the same in words and numbers.

    `description` are paragraphs that say what the drawing shows, `gaps` lines on what is empty in it, and `table` holds
    its data: a mark names the row that it stands for. `data` is the name of the file with that table.
    """

    target: Target
    title: str
    caption: Line
    drawing: Drawing
    description: tuple[str, ...]
    table: Table
    data: str
    gaps: tuple[Line, ...] = ()

    @property
    def after(self) -> str:
        """The id of what comes after the drawing: its description and its data."""
        return f"{self.target.anchor}-words"


@dataclass(frozen=True, slots=True)
class Terms:
    """A glossary: each term with its anchor and its explanation."""

    entries: tuple[tuple[Target, str, Line], ...]


Block: TypeAlias = (
    Paragraph | Bullets | Fields | Note | Section | Item | IndexTerms | Backlinks | Contents | Table | Figure | Terms
)
Blocks: TypeAlias = tuple[Block, ...]


def text(words: str, style: str = "plain") -> Line:
    """Return a line that holds just *words*."""
    return (Text(words, style),)


def joined(parts: tuple[Inline, ...] | list[Inline], separator: str = ", ") -> Line:
    """Return *parts* with *separator* between them."""
    line: list[Inline] = []
    for part in parts:
        line += [Text(separator), part] if line else [part]
    return tuple(line)
