"""Rendered elements as Markdown: CommonMark with pipe tables and definition lists.

Every other reader of Markdown is meant to find the same words, so whatever some dialect would take for markup is
escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.render.rendered import HEADINGS, fold, grid, parts, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from atlas.render.rendered import Run

_MARKUP = re.compile(r"[\\`*_\[\]<#~^$@{]|&(?=#?\w+;)|!$")  # `!` before a link would make it an image
_START = re.compile(r"([-+=:%>]|\d{1,9}[.)](?!\S))")  # what opens a list, a quotation, a rule or a definition
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}


def escaped(text: str) -> str:
    """Return plain *text* so that Markdown reads it as it is, anywhere but at the start of a line."""
    return _MARKUP.sub(r"\\\g<0>", text)


def link(words: str, address: str) -> str:
    """Return a link to *address* on *words*, which are Markdown."""
    address = re.sub(r"[\\<>]|&(?=#?\w+;)", r"\\\g<0>", address)
    return f"[{words}](<{address}>)" if re.search(r"[\s()]", address) else f"[{words}]({address})"


def quoted(text: str) -> str:
    """Return *text* as a block quote."""
    return _indented(text, "> ", "> ")


@dataclass(frozen=True)
class Writer:
    """Writes elements; `target` turns the address of a link or an image into the one to be written."""

    target: Callable[[str], str]

    def blocks(self, element: HtmlElement) -> str:
        """Return what stands in *element*, blocks divided by blank lines."""
        return "\n\n".join(filter(None, map(self._piece, pieces(element))))

    def line(self, run: Run) -> str:
        """Return *run* as one line."""
        return fold("".join(map(self._part, run))).strip(" ")

    def _piece(self, piece: HtmlElement | Run) -> str:
        if isinstance(piece, list):
            return _guarded(self.line(piece))
        match piece.tag:
            case "ul" | "ol":
                write = self._list
            case "dl":
                write = self._definitions
            case "table":
                write = self._table
            case "pre":
                write = _code_block
            case tag:
                write = self._heading if tag in HEADINGS else self._other
        return write(piece)

    def _heading(self, element: HtmlElement) -> str:
        return f"{'#' * int(element.tag[1])} {self.line(parts(element))}"

    def _other(self, element: HtmlElement) -> str:
        """Return an element that is told by its class, or nothing but a frame around others."""
        classes = str(element.get("class", "")).split()
        if "admonition-title" in classes:
            return _emphasised("**", self.line(parts(element)))
        inside = self.blocks(element)
        return quoted(inside) if inside and (element.tag == "blockquote" or "admonition" in classes) else inside

    def _list(self, element: HtmlElement) -> str:
        items = []
        for number, item in enumerate(element.findall("./li"), int(element.get("start", "1"))):
            marker = f"{number}. " if element.tag == "ol" else "- "
            items.append(_indented(self.blocks(item), marker, " " * len(marker)))
        return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)

    def _definitions(self, element: HtmlElement) -> str:
        """Return each term with its definitions; terms that share a definition stand in one line."""
        made: list[str] = []
        terms: list[str] = []
        for child in element:
            if child.tag == "dt":
                terms += filter(None, ["<br>".join(self._flat(child))])
            elif inside := self.blocks(child):
                term = f"{_guarded(', '.join(terms))}\n" if terms else ""
                made.append(term + _indented(inside, ":   ", "    ") if term or made else inside)
                terms = []
        return "\n\n".join([*made, _guarded(", ".join(terms))] if terms else made)

    def _table(self, element: HtmlElement) -> str:
        """Return the caption in bold and a pipe table, each row of data one line."""
        read = grid(element)
        caption = "" if read.caption is None else _emphasised("**", self.line(parts(read.caption))) + "\n\n"
        rows = [[self._cell(cell) for cell in row] for row in (read.head, *read.rows)]
        width = max(map(len, rows))
        rows.insert(1, ["---"] * width)
        return caption + "\n".join(f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows)

    def _cell(self, cell: HtmlElement) -> str:
        return "<br>".join(self._flat(cell)).replace("|", r"\|")

    def _flat(self, element: HtmlElement) -> Iterator[str]:
        """Yield the lines of *element* where Markdown has no room for blocks."""
        for piece in pieces(element):
            if isinstance(piece, list):
                yield from filter(None, [self.line(piece)])
            elif piece.tag == "pre":
                yield from map(_code, filter(None, str(piece.text_content()).splitlines()))
            else:
                yield from self._flat(piece)

    def _part(self, part: HtmlElement | str) -> str:
        if isinstance(part, str):
            return escaped(part)
        match part.tag:
            case "code":
                return _code(fold(str(part.text_content())))
            case "img":
                return f"!{link(escaped(part.get('alt', '')), self.target(part.get('src', '')))}"
            case "br":
                return "<br>"
        return self._span(part, "".join(map(self._part, parts(part))))

    def _span(self, element: HtmlElement, inside: str) -> str:
        """Return what *inside* is within *element*; a link or an emphasis without words is nothing."""
        match element.tag:
            case "a" if (address := element.get("href")) and inside.strip():
                return link(inside, self.target(address))
            case "em" | "i" | "strong" | "b" if _stands_apart(element, inside):
                return _emphasised(_MARKS[element.tag], inside)
            case "sub" | "sup":
                return f"<{element.tag}>{inside}</{element.tag}>"
        return inside


def _guarded(line: str) -> str:
    """Return *line* so that its start opens no list, quotation or definition."""
    found = _START.match(line)
    return f"{line[: found.end() - 1]}\\{line[found.end() - 1 :]}" if found else line


def _indented(text: str, first: str, rest: str) -> str:
    """Return *text* with *first* before its first line and *rest* before all others; blank lines stay bare."""
    lines = text.split("\n")
    starts = (first, *[rest] * (len(lines) - 1))
    return "\n".join(start + line if line else start.rstrip() for start, line in zip(starts, lines, strict=True))


def _emphasised(mark: str, words: str) -> str:
    """Return *words* between marks, which must touch them; not where the same mark within would end the emphasis."""
    inside = words.strip()
    return words.replace(inside, f"{mark}{inside}{mark}", 1) if inside and mark not in inside else words


def _stands_apart(element: HtmlElement, inside: str) -> bool:
    """Return whether Markdown can see the emphasis: not where its punctuation touches a letter outside."""
    previous, parent = element.getprevious(), element.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else ""
    touches_before = (before or "")[-1:].isalnum() and not inside.strip()[:1].isalnum()
    touches_after = (element.tail or "")[:1].isalnum() and not inside.strip()[-1:].isalnum()
    return not (touches_before or touches_after)


def _code(text: str) -> str:
    """Return *text* as a code span, in more backticks than it has itself; blanks at its ends stay outside."""
    inside = text.strip()
    ticks = _ticks(inside, 1)
    room = " " if inside.startswith("`") or inside.endswith("`") else ""
    return text.replace(inside, f"{ticks}{room}{inside}{room}{ticks}", 1) if inside else text


def _code_block(element: HtmlElement) -> str:
    """Return code between fences, with its language where the page names one."""
    text = str(element.text_content()).strip("\n")
    names = (name for frame in element.iterancestors("div") for name in str(frame.get("class", "")).split())
    language = next((name[10:] for name in names if name.startswith("highlight-")), "")
    fence = _ticks(text, 3)
    return f"{fence}{'' if language in {'default', 'none', 'text'} else language}\n{text}\n{fence}"


def _ticks(text: str, least: int) -> str:
    return "`" * max([least, *(len(run) + 1 for run in re.findall("`+", text))])
