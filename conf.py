"""Configuration of the MSC Exosome Atlas. Facts only; all logic is in `_ext/atlas`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

# Project
project = "MSC Exosome Atlas"
author = "The MSC Exosome Atlas contributors"
project_copyright = "2026, the MSC Exosome Atlas contributors; text and data CC BY 4.0"
version = release = "1.0"

# Sources
extensions = ["myst_parser", "sphinx_design", "atlas.sphinx_ext"]
exclude_patterns = ["leads/**"]  # included by the pages of the entities that they lead
suppress_warnings: list[str] = []
nitpicky = True
language = "en"

# Markdown
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# Citations
bibtex_bibfiles = ["bibliography.bib"]
bibtex_tooltips = False

# Site
html_theme = "furo"
html_title = "MSC Exosome Atlas"
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_css_files = ["atlas.css", "previews.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("previews.js", "copy.js")]
html_copy_source = False
html_show_sourcelink = False
html_show_search_summary = False  # summaries are fetched, which a page opened from a file may not do
html_theme_options: dict[str, list[str]] = {"top_of_page_buttons": []}

# Other formats
epub_identifier = "urn:uuid:02f55cc7-eb0f-4084-85a6-8888856e6246"  # of this book alone
epub_scheme = "UUID"
epub_uid = "book"
epub_show_urls = "no"
epub_tocscope = "includehidden"
epub_css_files = ["atlas.css"]
epub_exclude_files = [f"_static/{name}" for name in ("explorer.css", "favicon.svg", "figures.css", "previews.css")]
latex_elements = {"papersize": "a4paper"}
man_pages = [("index", "msc-exosome-atlas", project, [author], 7)]
