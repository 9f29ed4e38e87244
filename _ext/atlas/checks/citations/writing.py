"""Writing DOIs into the bibliography, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.checks.citations.crossref import source_of
from atlas.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_dois(file: Path, dois: Mapping[str, str]) -> tuple[str, ...]:
    """Write *dois*, by the key of their work, into the bibliography *file*; return the keys for which that was done.

    No other byte changes. An entry is left alone where its fields cannot be told for sure. Raises `OSError`.
    """
    text = file.read_bytes().decode("utf-8")
    done: list[str] = []
    for key, doi in dois.items():
        changed = _with_fields(text, key, {"doi": doi, "doisource": source_of(doi)})
        if changed:
            text = changed
            done.append(key)
    if done:
        replace_file(file, text.encode("utf-8"))
    return tuple(done)


def _with_fields(text: str, key: str, fields: Mapping[str, str]) -> str | None:
    """Return *text* with *fields* in lines of their own before the role of the entry *key*.

    Returns None if the entry does not stand once, has such a field, or has a role that does not start a line.
    """
    starts = [match.start() for match in re.finditer(rf"^@\w+\s*{{\s*{re.escape(key)}\s*,", text, re.MULTILINE)]
    if len(starts) != 1:
        return None
    entry = text[starts[0] :].partition("\n@")[0]
    role = re.search(r"^([ \t]*)role[ \t]*=", entry, re.MULTILINE)
    if role is None or re.search(rf"^[ \t]*({'|'.join(fields)})[ \t]*=", entry, re.MULTILINE | re.IGNORECASE):
        return None
    ending = "\r\n" if "\r\n" in entry else "\n"
    lines = (f"{role[1]}{name} = {{{_escaped(value)}}},{ending}" for name, value in fields.items())
    at = starts[0] + role.start()
    return text[:at] + "".join(lines) + text[at:]


def _escaped(value: str) -> str:
    """Return *value* as BibTeX wants it."""
    return re.sub(r"([%&#$])", r"\\\1", value)
