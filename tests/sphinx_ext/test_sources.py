"""What pages are made from: whatever shapes a page is part of a digest."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from atlas.sphinx_ext import sources

LIBRARIES = (
    *("accessible-pygments", "beautifulsoup4", "bokeh", "docutils", "furo", "Jinja2", "lxml", "markdown-it-py"),
    *("mdit-py-plugins", "mdurl", "myst-parser", "pybtex", "pybtex-docutils", "Pygments", "snowballstemmer", "Sphinx"),
    *("sphinx-basic-ng", "sphinx-design", "sphinxcontrib-bibtex"),
)


@pytest.mark.parametrize("name", LIBRARIES)
def test_another_version_of_a_library_makes_other_pages(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """So all pages are read and written again."""
    before = sources.code()
    monkeypatch.setattr(sources, "version", lambda one: f"{version(one)}.9" if one == name else version(one))
    try:
        sources.code.cache_clear()
        assert sources.code() != before
    finally:
        sources.code.cache_clear()
