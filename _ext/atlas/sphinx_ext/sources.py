"""What pages are made from beside the records, as digests: code, libraries, configuration, files."""

from __future__ import annotations

import hashlib
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
    *("bokeh", "docutils", "furo", "Jinja2", "lxml", "myst-parser", "pybtex", "Pygments", "Sphinx", "sphinx-design"),
    *("sphinxcontrib-bibtex", "snowballstemmer"),
)
"""The distributions that shape a page."""


def digest(value: object) -> str:
    """Return a digest of *value*, which is made of plain values."""
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def code() -> str:
    """Return a digest of this package and of the versions of the libraries that it renders with."""
    files = (path for path in _PACKAGE.rglob("*") if path.suffix != ".pyc")
    return digest((_of_files(files), [(name, _version(name)) for name in _LIBRARIES]))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def frame(app: Sphinx) -> str:
    """Return a digest of all that every page is made with: code, configuration, templates, style sheets and scripts."""
    folders = [*app.config.templates_path, *(app.config.html_static_path if app.builder.format == "html" else ())]
    files = (path for name in folders for path in _below(Path(app.confdir, name)))
    values = sorted((value.name, _plain(value.value)) for value in app.config.filter(frozenset({"env"})))
    made = app.builder.build_info if isinstance(app.builder, StandaloneHTMLBuilder) else None
    return digest((code(), values, made and (made.config_hash, made.tags_hash), _of_files(files)))


def _below(path: Path) -> Iterable[Path]:
    return path.rglob("*") if path.is_dir() else (path,)


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
    return digest((_of_files(paths), app.builder.name in app.config.smartquotes_excludes.get("builders", ())))


def _of_files(paths: Iterable[Path]) -> str:
    """Return a digest of what *paths* hold, whatever their names are."""
    return digest(sorted(map(_of_file, paths)))


def _of_file(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except OSError:
        return ""  # whoever needs the file tells that it cannot be read
