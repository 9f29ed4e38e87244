"""BibTeX in UTF-8, for classic BibTeX styles as well as for biblatex and pandoc.

Pages and data are of types that biblatex knows, and for which classic styles fall back to `misc`: so their site stands
in `howpublished`, and their date both as `date` and as `year`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.render.exports.plain import cut_list, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.render.citable import Citable, Type

_TYPES: dict[Type, str] = {"article-journal": "article", "webpage": "online", "dataset": "dataset"}
_NO_KEY = re.compile(r"[^A-Za-z0-9_:.+/-]")
_LIGATURE = re.compile(r"(?<=([-`',]))(?=\1)|(?<=[?!])(?=`)")
"""Between characters that TeX would join to one, such as two hyphens."""
_ESCAPES = str.maketrans(
    {character: f"\\{character}" for character in "%&#_$"}
    | {"\\": r"{\textbackslash}", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}"}
)
_BRACES = str.maketrans({"{": r"\{", "}": r"\}"})
_LONE_BRACES = str.maketrans({"{": r"{\textbraceleft}", "}": r"{\textbraceright}"})
_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def write(items: Iterable[Citable]) -> str:
    """Return an entry for each of *items*."""
    return "\n".join(_entry(item) for item in items)


def _entry(item: Citable) -> str:
    fields = {name: value for name, value in _fields(item).items() if value}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{_TYPES[item.type]}{{{_key(item.id)},\n{lines}}}\n"


def _fields(item: Citable) -> dict[str, str]:
    return {
        "author": " and ".join(_authors(item)),
        "title": f"{{{_text(item.title)}}}",  # braces of its own: no style may change the case
        "journal" if item.type == "article-journal" else "howpublished": _text(item.container),
        "date": item.issued if "-" in item.issued else "",
        "year": item.issued.partition("-")[0],
        "volume": _text(item.volume),
        "number": _text(item.issue),
        "pages": _text(item.pages).replace("–", "--"),
        "doi": _verbatim(item.doi),
        "pmid": item.pmid,
        "pmcid": item.pmcid,
        "url": _verbatim(item.url),
        "version": _text(item.version),
        "keywords": _text(item.keyword),
        "note": _text(cut_list(item)),
        "annotation": _text(item.note),
    }


def _authors(item: Citable) -> list[str]:
    people = [
        f"{_name(author.family)}, {_name(author.given)}" if author.given else f"{{{_text(author.family)}}}"
        for author in item.authors
    ]
    return [*people, f"{{{_text(item.group)}}}"] if item.group else people


def _name(text: str) -> str:
    """Protect what would divide a name or a list of names."""
    divides = re.search(r",|\band\b", text, re.IGNORECASE)
    return f"{{{_text(text)}}}" if divides else _text(text)


def _key(id_: str) -> str:
    """Write each character that a key cannot hold as its number, so that different ids stay different."""
    return _NO_KEY.sub(lambda found: f"-{ord(found[0]):x}-", id_)


def _text(text: str) -> str:
    braces = _BRACES if _balanced(text) else _LONE_BRACES
    return _LIGATURE.sub("{}", one_line(text).translate(_ESCAPES | braces))


def _verbatim(text: str) -> str:
    """Return an identifier or address, whose field is read without TeX: only what would end it is percent-encoded."""
    return one_line(text).translate(_VERBATIM)


def _balanced(text: str) -> bool:
    """Tell whether every brace has its partner: a file cannot hold another number of them, escaped or not."""
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0
