"""A second, tiny review on another subject: the same extension must render it without a change of code."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "_ext"))

project = "Lichen Atlas"
author = "Lichen people"
project_copyright = "2024, lichen people"
version = release = "0.1"
extensions = ["myst_parser", "atlas.sphinx_ext"]
nitpicky = True
bibtex_bibfiles = ["bibliography.bib"]
bibtex_tooltips = False
html_theme = "furo"
html_static_path = [str(ROOT / "_static")]
exclude_patterns = ["leads/**"]
atlas_article_page = ""
atlas_data_page = ""
