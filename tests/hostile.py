"""Hostile texts in every field of the tiny review that takes words."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import yaml

from atlas.code import Code
from atlas.load.characters import closed
from atlas.model.values import Missing, Phase, Status
from atlas.render.manual import term_id
from tests.fields import FREE, Form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.build import Project

LENGTH = 5000

FLAVOURS: dict[str, Callable[[str], str]] = {
    "plain": lambda mark: mark,
    "markup": lambda mark: (
        f'@{mark}<script>window.ran=1</script><img src=x onerror="window.ran=1">"\'&lt;&amp;lt;</script>]]>-->'
        "</title></svg></td></table></details><b>&#x3c;"
    ),
    "templates": lambda mark: (
        f"- {mark} {{{{ 7*7 }}}} {{% raw %}} {{#}} ${{7*7}} `x` *b* _i_ [l](javascript:window.ran=1) ![x](x) |s| "
        r"{role}`x` :r:`x` a|b .. ::: \\ \n # 1. <http://x.example> http://x.example $x$ ~~s~~ ^s^ %s {0} @x; __x__"
    ),
    "directions": lambda mark: (
        f"+{mark} \u202e<right> \u2066to left \u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea (1) \u200f"
        "\u200b\u200d\ufeff e\u0301 Z\u0338\u0321\u0489 \U0001f468\u200d\U0001f469\U000e0041 \ufffd"
    ),
    "length": lambda mark: f"=cmd|'/C calc'!A0 {mark} {'W' * LENGTH} {'and many words ' * 10}end",
}
"""Texts by what they try, each with a mark that names the field; what is plain is what the others are compared with."""

LINES = {"directions": " \u2028next\nlast"}
"""What a text of more than one line adds."""

MARK = re.compile(r"q\d{3}x")

BROKEN = Code.NUMBERS_DISAGREE
"""The one rule that texts of no meaning break: the numbers of a statement are those of its quantities."""

_KEPT = {*Phase, *Status, *Missing, "phase", "status", "scope", "pollutants"}
"""Words that a field of free text holds where they have a meaning."""

_SHARED = {
    "atlas.trial_columns.fields": "fact",
    "atlas.explored_trials": "fact",
    "trials.facts.field": "fact",
    "atlas.figures.unit": "unit",
    "claims.quantities.unit": "unit",
    "atlas.figures.measures": "measure",
    "claims.quantities.measure": "measure",
}
"""Fields that mean the same thing when they hold the same text."""


@dataclass(frozen=True)
class Placed:
    """A text that stands in a field, as the loader is to read it."""

    field: str
    text: str

    @cached_property
    def folded(self) -> str:
        """The text as it is compared with what is shown."""
        return folded(self.text)

    @cached_property
    def anchor(self) -> str:
        """The text as it stands in addresses when it is a term: its letters, and the numbers of its other signs."""
        return term_id(unicodedata.normalize("NFC", closed(self.text)))

    @cached_property
    def as_json(self) -> str:
        """The same of the text as it stands in JSON."""
        return folded(json.dumps(self.text, ensure_ascii=False)[1:-1])


class Filler:
    """Puts a text of one flavour, with a mark of its own, into one field after the other."""

    def __init__(self, flavour: str) -> None:
        """Fill with *flavour*."""
        self.flavour = flavour
        self.placed: dict[str, Placed] = {}
        self._shared: dict[tuple[str, str], str] = {}

    def __call__(self, field: str, old: str) -> str:
        """Return what is to stand in *field* in the place of *old*."""
        if field not in FREE or old in _KEPT:
            return old
        key = (_SHARED.get(field, ""), old)
        if not key[0]:
            return self._text(field)
        if key not in self._shared:
            self._shared[key] = self._text(field)
        return self._shared[key]

    def _text(self, field: str) -> str:
        mark = f"q{len(self.placed):03}x"
        text = FLAVOURS[self.flavour](mark) + (LINES.get(self.flavour, "") if FREE[field] is Form.TEXT else "")
        if field.startswith("bibliography."):
            text = re.sub(r"[\\{}]|--", "", text)  # they are no text in BibTeX, or make a range of pages
        if FREE[field] in _STARTS:
            text = _STARTS[FREE[field]] + re.sub(r"\s", "", text)
        if FREE[field] is Form.WEB:
            text = re.sub(r'["<>\[\\\]^`{|}#%\ufffd]', lambda sign: quote(sign[0]), text)  # refused in addresses
        self.placed[mark] = Placed(field, text)
        return text


_STARTS = {Form.WEB: "https://example.org/", Form.DOI: "10.5555/"}


def fill(project: Project, flavour: str) -> dict[str, Placed]:
    """Put texts of *flavour* into all fields of *project* that take words; return them by their marks."""
    filler = Filler(flavour)
    change(project, filler)
    return filler.placed


def change(project: Project, into: Callable[[str, str], str]) -> None:
    """Write the data of *project* anew, each field *into* what is returned for its name and its text."""
    for path in sorted((project.folder / "data").rglob("*.yaml")):
        value = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - plain values
        made = _changed(value, "atlas" if path.name == "atlas.yaml" else "", into)
        path.write_text(
            yaml.dump(made, Dumper=yaml.CSafeDumper, allow_unicode=True, width=10**9, sort_keys=False), "utf-8"
        )
    for path in (project.folder / "data" / "ids.tsv", project.folder / "data" / "prefixes.tsv"):
        head, *rows = (line.split("\t") for line in path.read_text("utf-8").strip("\n").split("\n"))
        names = [f"{path.stem}.{column}" for column in head]
        filled = [[into(name, cell) for name, cell in zip(names, row, strict=True)] for row in rows]
        path.write_text("".join("\t".join(row) + "\n" for row in (head, *filled)), "utf-8")
    _change_log(project.folder / "data/releases.jsonl", into)
    path = project.folder / "bibliography.bib"
    text = re.sub(r"(\w+) = \{(.*)\}(?=,\n)", lambda found: _entry(found, into), path.read_text("utf-8"))
    path.write_text(text, "utf-8")


def _change_log(path: Path, into: Callable[[str, str], str]) -> None:
    """Write the log of releases anew; whatever a record holds there is one field."""
    lines = []
    for line in path.read_text("utf-8").rstrip("\n").split("\n"):
        parts = json.loads(line)
        fields = {name: _changed(value, "releases.fields", into) for name, value in parts.pop("fields", {}).items()}
        lines.append(
            json.dumps(_changed(parts, "releases", into) | ({"fields": fields} if fields else {}), ensure_ascii=False)
        )
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _changed(value: Any, name: str, into: Callable[[str, str], str]) -> Any:  # noqa: ANN401 - whatever YAML holds
    if isinstance(value, dict):
        return {key: _changed(part, f"{name}.{key}" if name else key, into) for key, part in value.items()}
    if isinstance(value, list):
        return [_changed(part, name, into) for part in value]
    return into(name, value)


def _entry(found: re.Match[str], into: Callable[[str, str], str]) -> str:
    """Return a field of BibTeX changed; authors are written as names in braces, which nothing divides."""
    name, old = found.groups()
    changed = [into(f"bibliography.{name}", old) for _ in range(2 if name == "author" else 1)]
    if changed[0] == old:
        return found[0]
    parts = [re.sub(r"([%&_#$])", r"\\\1", one) for one in changed]
    return f"{name} = {{{', '.join(f'{{{part}}}' for part in parts)}{' and others' if 'others' in old else ''}}}"


_ROUND = str.maketrans("[]", "()")
"""Square brackets end a title in `llms.txt`."""


def folded(text: str) -> str:
    """Return *text* as it is compared with what is shown: without case, spaces, quotation marks and dashes.

    Pages make quotation marks and dashes typographic, addresses are percent-encoded, and a direction that a text leaves
    open is closed behind it. Pages are read with composed letters.
    """
    plain = re.sub(
        r"[\s\"'`\u00b4\u2018-\u201f\u2010-\u2015.\u202c\u2069-]+", "", unicodedata.normalize("NFC", unquote(text))
    )
    return plain.casefold().translate(_ROUND)


_DERIVED = {"contentSize", "sha256", "bytes", "hash", "anchor", "section"}
"""What is worked out from texts: sizes and digests of files, anchors of headings."""

_PLACED = re.compile(rf"(?:https://exampleorg/|105555/)?({MARK.pattern})")
"""A plain text, folded."""


def differences(placed: dict[str, Placed], plain: Any, found: Any, where: str) -> Iterator[str]:  # noqa: ANN401 - plain values
    """Yield where *found* is not what *plain* is with the hostile texts in the place of the plain ones."""
    if isinstance(plain, dict) and isinstance(found, dict):
        yield from differences(placed, list(plain), list(found), f"{where} keys")
        for key, own in zip(plain, found, strict=False):
            if key not in _DERIVED:
                yield from differences(placed, plain[key], found[own], f"{where}.{key}")
    elif isinstance(plain, list | tuple) and isinstance(found, list | tuple):
        if len(plain) != len(found):
            yield f"{where}: {len(plain)} members became {len(found)}"
        for number, (one, other) in enumerate(zip(plain, found, strict=False)):
            yield from differences(placed, one, other, f"{where}[{number}]")
    elif isinstance(plain, str) and isinstance(found, str):
        if not _agrees(placed, plain, found):
            fields = sorted({placed[mark].field for mark in MARK.findall(plain)})
            yield f"{where}: {', '.join(fields) or plain[:80]}: {found[:200]!r}"
    elif plain != found:
        yield f"{where}: {plain!r} became {found!r}"


def _agrees(placed: dict[str, Placed], plain: str, found: str) -> bool:
    """Return whether *found* says what *plain* says, in full or cut; texts may be within JSON."""
    for one in placed.values():
        if one.field == "abbreviations.term":
            found = found.replace(one.anchor, one.text)
    said, pattern = folded(found), folded(plain)
    expected = _PLACED.sub(lambda mark: placed[mark[1]].folded, pattern)
    if said == expected or ("…" in said and expected.startswith(said.partition("…")[0])):
        return True
    return said == _PLACED.sub(lambda mark: placed[mark[1]].as_json, pattern)
