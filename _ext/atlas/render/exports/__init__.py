"""What can be cited, written for programs that manage references: one module a format, and plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.render.exports import bibtex, csl, ris

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from atlas.render.citable import Citable


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its suffix without the first dot, its name for readers, its media type and its writer."""

    suffix: str
    name: str
    media_type: str
    write: Callable[[Iterable[Citable]], str]


BIBTEX = "application/x-bibtex"

FORMATS = (
    Format("bib", "BibTeX", BIBTEX, bibtex.write),
    Format("ris", "RIS", "application/x-research-info-systems", ris.write),
    Format("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json", csl.write),
)
"""Every format in which a list of works can be had. All files are UTF-8."""
