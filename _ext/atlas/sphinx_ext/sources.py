"""What pages are made from beside the records, as digests: code, libraries, configuration, files."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

_PACKAGE = Path(__file__).parents[1]

_LIBRARIES = (
    *("accessible-pygments", "beautifulsoup4", "bokeh", "docutils", "furo", "Jinja2", "lxml", "markdown-it-py"),
    *("mdit-py-plugins", "mdurl", "myst-parser", "pybtex", "pybtex-docutils", "Pygments", "snowballstemmer", "Sphinx"),
    *("sphinx-basic-ng", "sphinx-design", "sphinxcontrib-bibtex"),
)
"""The distributions that shape a page."""


def digest(value: object) -> str:
    """Return a digest of *value*, which is made of plain values."""
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def code() -> str:
    """Return a digest of this package and of the versions of the libraries that it renders with."""
    files = (path for path in _files(_PACKAGE) if path.suffix != ".pyc")
    return digest((_of_files(_PACKAGE, files), [(name, _version(name)) for name in _LIBRARIES]))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def frame(app: Sphinx) -> str:
    """Return a digest of all that every page is made with: code, configuration, templates, style sheets and scripts."""
    names = [*app.config.templates_path, *(app.config.html_static_path if app.builder.format == "html" else ())]
    folders = [_of_files(path, _files(path)) for path in (Path(app.confdir, name) for name in names)]
    values = sorted((value.name, _plain(value.value)) for value in app.config.filter(frozenset({"env"})))
    made = app.builder.build_info if isinstance(app.builder, StandaloneHTMLBuilder) else None
    return digest((code(), values, made and (made.config_hash, made.tags_hash), folders))


def _files(path: Path) -> Iterable[Path]:
    """Return all files below *path*, or the one that it is itself."""
    return (below for below in path.rglob("*") if below.is_file()) if path.is_dir() else (path,)


def _plain(value: object) -> object:
    """Return *value* as plain values in one order; of anything else its type, as it may differ in each process."""
    if isinstance(value, dict):
        return [(str(key), _plain(value[key])) for key in sorted(value, key=str)]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, map(_plain, value)))
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | int | float | None) else type(value).__qualname__


def of_page(app: Sphinx, page: str) -> str:
    """Return a digest of what *page* was read from: its source, all files that belong to it, or are missing.

    Builders that may share what was read do not all read alike: some leave quotation marks as they were typed.
    """
    env = app.env
    paths = {Path(env.doc2path(page)), *(Path(env.srcdir, name) for name in env.dependencies.get(page, ()))}
    typed = app.builder.name in app.config.smartquotes_excludes.get("builders", ())
    return digest((_of_files(env.srcdir, paths), typed))


def _of_files(base: Path, paths: Iterable[Path]) -> str:
    """Return a digest of what *paths* are called, seen from *base*, and of what they hold."""
    return digest(sorted((os.path.relpath(path, base), _of_file(path)) for path in paths))


def _of_file(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""  # whoever needs the file tells that it cannot be read
