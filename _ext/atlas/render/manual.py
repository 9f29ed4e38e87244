"""The parts of the manual that are made from the code: the codes of problems, the fields of records, the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.model.values import Defined
from atlas.render import changes
from atlas.render.blocks import Blocks, Column, Link, Row, Section, Table, Target, Terms, Text, text
from atlas.render.schemas import document
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.code import Meaning
    from atlas.library import Library
    from atlas.model.records import Abbreviation
    from atlas.render.blocks import Line
    from atlas.render.schemas import Json

_DEFINED = {
    Defined.LISTED: "In the review's list of abbreviations.",
    Defined.TEXT: "Expanded in the text of the review.",
    Defined.NEVER: "Never expanded in the review; the expansion is ours.",
}


def problems() -> Blocks:
    """Return every code of a problem with its meaning and its mend: first those of the build, then those of checks."""
    return (
        _codes("problems", "Every error that the build can report", Code),
        _codes("findings", "Every error that only the check session can report", SiteCode),
    )


def _codes(id_: str, title: str, codes: Iterable[Meaning]) -> Table:
    columns = (Column("code", "Code"), Column("meaning", "What it means", 3), Column("mend", "How to mend it", 3))
    rows = tuple(
        Row(Target("row", f"code-{code.slug}"), ((text(code.slug, "code"),), (text(code.meaning),), (text(code.mend),)))
        for code in codes
    )
    return Table(id_, title, columns, rows)


def fields(library: Library, record: str) -> Table:
    """Return the fields of a published record, as its JSON Schema describes them."""
    columns = (Column("field", "Field"), Column("type", "Type"), Column("meaning", "What it holds", 4))
    rows = tuple(
        Row(Target("row", f"{record}-{name}"), ((text(name, "code"),), (text(form),), (text(meaning),)))
        for name, form, meaning in _described(library, record)
    )
    return Table(f"fields-{record}", f"Fields of a {record}", columns, rows)


def glossary(library: Library) -> Blocks:
    """Return the abbreviations of the article: those it lists, those it expands in its text, those it never expands."""
    titles = {
        Defined.LISTED: "Abbreviations that the review lists",
        Defined.TEXT: "Abbreviations that the review expands in its text",
        Defined.NEVER: "Abbreviations that the review never expands",
    }
    return tuple(
        Section(title, f"glossary-{defined.value}", (_terms(library, defined),)) for defined, title in titles.items()
    )


def _terms(library: Library, defined: Defined) -> Terms:
    chosen = (one for one in library.abbreviations if one.defined is defined)
    return Terms(
        tuple((Target("term", term_id(one.term), home=True), one.term, _explained(library, one)) for one in chosen)
    )


def _explained(library: Library, one: Abbreviation) -> Line:
    words = text(f"{one.expansion}. {_DEFINED[one.defined]}")
    entity = library.entity.get(one.entity or "")
    link = (Text(" See "), Link("entity", entity.id, entity.label), Text(".")) if entity else ()
    return (*words, *link, *changes.briefly(library, "term", one.term))


def term_id(term: str) -> str:
    """Return the anchor of an abbreviation: its letters, other characters by their code point."""
    return "".join(letter if letter.isascii() and letter.isalnum() else f"-{ord(letter):x}-" for letter in term).strip(
        "-"
    )


def _described(library: Library, record: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, type and meaning of each field of *record*."""
    for name, form in document(library, record)["properties"]["items"]["items"]["properties"].items():
        yield name, _form(form), form["description"]


def _form(form: Json) -> str:
    if "enum" in form:
        return "one of: " + ", ".join(form["enum"])
    if "oneOf" in form:
        return " or ".join(_form(one) for one in form["oneOf"])
    kind = form["type"]
    if kind == "array":
        inner = form["items"].get("type", "value")
        return f"list of {inner if isinstance(inner, str) else 'value'}s"
    return kind if isinstance(kind, str) else " or ".join(kind)
