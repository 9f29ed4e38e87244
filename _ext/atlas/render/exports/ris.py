"""RIS: tags with lines that end in CR LF. The PubMed number stands in AN, the PubMed Central number in C2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.render.exports.plain import cut_list, one_line, page_range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.render.citable import Citable, Type

_TYPES: dict[Type, str] = {"article-journal": "JOUR", "webpage": "ELEC", "dataset": "DATA"}


def write(items: Iterable[Citable]) -> str:
    """Return a record for each of *items*."""
    return "\r\n".join(_record(item) for item in items)


def _record(item: Citable) -> str:
    fields = ((tag, one_line(value)) for tag, value in _fields(item) if value)
    return "".join(f"{tag}  - {value}\r\n" for tag, value in (("TY", _TYPES[item.type]), *fields, ("ER", "")))


def _fields(item: Citable) -> Iterator[tuple[str, str]]:
    first, last = page_range(item.pages)
    yield "ID", item.id
    for author in item.authors:
        yield "AU", f"{author.family}, {author.given}".rstrip()
    yield "AU", f"{item.group}," if item.group else ""  # the comma keeps the words of a group from becoming given names
    yield "TI", item.title
    yield "T2", item.container
    yield "PY", item.issued.partition("-")[0]
    yield "DA", item.issued.replace("-", "/") if "-" in item.issued else ""
    yield "VL", item.volume
    yield "IS", item.issue
    yield "SP", first
    yield "EP", last
    yield "DO", item.doi
    yield "AN", item.pmid
    yield "C2", item.pmcid
    yield "UR", item.url
    yield "ET", item.version
    yield "KW", item.keyword
    yield "N1", cut_list(item)
    yield "N1", item.note
