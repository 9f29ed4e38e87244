"""The folder of the machine copy: every file in it, by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from atlas.render.companions import dataset
from atlas.render.data import files
from atlas.render.figures.drawn import files as figure_files
from atlas.render.packages import CRATE, PACKAGE, data_package, ro_crate

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.library import Library
    from atlas.render.pages import Site

    Address = Callable[[str, str], str]
    """From the type and id of a record to its address, relative to the root of the site; empty without a home."""

_PACKAGES = {PACKAGE: data_package, CRATE: ro_crate}
"""Descriptions of the files of the machine copy, each made with those before it among the files."""


def machine_copy(library: Library, site: Site, address: Address) -> dict[str, str]:
    """Return the text of every file of the machine copy, by its name in the folder."""
    made = files(library, address) | dataset(library, site) | figure_files(library)
    for name, describe in _PACKAGES.items():
        known = {file: text.encode() for file, text in made.items()}
        made[name] = json.dumps(describe(library, site, known), ensure_ascii=False, indent=1) + "\n"
    return made
