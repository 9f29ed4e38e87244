"""Faults of templates, style sheets, scripts and configuration, all in one build: each is told wherever it is seen."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.site_code import SiteCode
from tests.faults.fault import Fault, Told

if TYPE_CHECKING:
    from tests.build import Project

ROOT = Path(__file__).parents[2]
PAGE = "_templates/page.html"
BASE = "_templates/base.html"
REDIRECT = "_templates/redirect.html"
SEARCH = "_templates/search.html"
STYLE = "_static/atlas.css"
FIGURES = "_static/figures.css"
CONF = "conf.py"
ALL = "_site/*.html"
MOVED = "_site/tables.html"
FOOT = "    Data version {{"


def prepare(project: Project) -> None:
    """Give *project* templates, style sheets and scripts of its own, which are those of the extension."""
    shutil.copytree(ROOT / "_ext/atlas/sphinx_ext/templates", project.folder / "_templates")
    shutil.copytree(ROOT / "_static", project.folder / "_static")
    project.edit(CONF, 'html_static_path = [str(ROOT / "_static")]', 'html_static_path = ["_static"]')
    project.edit(CONF, 'html_theme = "furo"', 'html_theme = "furo"\ntemplates_path = ["_templates"]')


def everywhere(file: str, old: str, new: str, code: SiteCode, shown: str, *words: str) -> Fault:
    """Return a fault that is told on every page, where it is *shown*."""
    return Fault(file, old, new, code, words, at=Told(ALL, shown, code))


FAULTS = {
    # templates
    "credit without its mark": everywhere(PAGE, ' rel="license">', ">", SiteCode.NO_CREDIT, "<html"),
    "level of headings left out": everywhere(
        PAGE, '<h2 id="atlas-citing">', '<h6 id="atlas-citing">', SiteCode.HEADINGS, '<h6 id="atlas-citing">', "level 6"
    ),
    "name from nowhere": everywhere(
        PAGE, 'labelledby="atlas-citing"', 'labelledby="atlas-cited"', SiteCode.BROKEN_NAME, 'labelledby="atlas-cited"'
    ),
    "link without words": everywhere(
        PAGE, FOOT, f'    <a href="https://example.org/a"></a>\n{FOOT}', SiteCode.NO_NAME, 'example.org/a"></a>'
    ),
    "id twice": everywhere(
        PAGE,
        '<div class="atlas-credit">',
        '<div class="atlas-credit" id="furo-main-content">',
        SiteCode.DUPLICATE_ANCHOR,
        '<div class="atlas-credit" id="furo-main-content">',
    ),
    "link from the root": everywhere(
        PAGE,
        "    licensed under",
        '    <a href="/lists.html">Lists</a>,\n    licensed under',
        SiteCode.SERVER_ADDRESS,
        '"/lists.html"',
    ),
    "link by the name of a folder above": everywhere(
        PAGE,
        "    Restructured and",
        '    <a href="nowhere.html">Here</a>:\n    Restructured and',
        SiteCode.BROKEN_LINK,
        '"nowhere.html"',
    ),
    "picture without words": everywhere(
        PAGE,
        "  </p>\n</div>\n{{ super() }}",
        "  </p>\n<img src=\"{{ pathto('_static/favicon.svg', 1) }}\">\n</div>\n{{ super() }}",
        SiteCode.NO_ALTERNATIVE,
        'favicon.svg">',
    ),
    "button that runs a script": everywhere(
        PAGE,
        "{% endblock footer %}",
        '<button onclick="print()">Print</button>\n{% endblock footer %}',
        SiteCode.INLINE_SCRIPT,
        'onclick="print()"',
    ),
    "template within a template": everywhere(
        PAGE,
        "{% block footer %}",
        "{% block footer %}\n<p>{% raw %}{{ atlas_version }}{% endraw %}</p>",
        SiteCode.RAW_MARKUP,
        "<p>{{ atlas_version",
    ),
    "JSON-LD written as text": everywhere(
        PAGE,
        "{{ atlas_linked_data }}",
        "{{ atlas_linked_data|e }}",
        SiteCode.STALE_PAGE,
        '<script type="application/ld+json">',
        "JSON-LD",
    ),
    "one text for another": everywhere(
        PAGE, "{{ way.reference|e }}", "{{ way.bibtex|e }}", SiteCode.STALE_PAGE, 'data-copy="reference to', "@online"
    )._replace(also=(Told("_site/references/*.html", 'data-copy="reference to this page', SiteCode.STALE_PAGE),)),
    "host that is called early": everywhere(
        PAGE,
        "{% block extrahead %}",
        '{% block extrahead %}\n<link rel="dns-prefetch" href="//example.org">',
        SiteCode.FOREIGN_HOST,
        "dns-prefetch",
    )._replace(also=(Told(ALL, "dns-prefetch", SiteCode.SERVER_ADDRESS),)),
    "policy that allows more": everywhere(
        BASE,
        "{{ atlas_policy|e }}",
        "{{ atlas_policy|e }}; frame-src https:",
        SiteCode.NO_POLICY,
        "frame-src https:",
        "frame-src",
    ),
    "policy that comes late": everywhere(
        BASE,
        "{%- if atlas_policy %}",
        "<script src=\"{{ pathto('_static/copy.js', 1) }}\"></script>\n{%- if atlas_policy %}",
        SiteCode.NO_POLICY,
        '<meta http-equiv="Content-Security-Policy"',
        "before the policy",
    ),
    "script of the theme": everywhere(
        BASE,
        "{% block body %}{% endblock body %}",
        "{% block body %}{{ super() }}{% endblock body %}",
        SiteCode.INLINE_SCRIPT,
        "<script>\n",
        "dataset.theme",
    ),
    "page of the search without a heading": Fault(
        SEARCH,
        '<h1>{{ _("Search") }}</h1>',
        "",
        SiteCode.HEADINGS,
        at=Told("_site/search.html", "<html", SiteCode.HEADINGS),
    ),
    "move to another host": Fault(
        REDIRECT,
        "0; url=",
        "0; url=https://example.org/",
        SiteCode.FOREIGN_HOST,
        at=Told(MOVED, "0; url=", SiteCode.FOREIGN_HOST),
    ),
    "move within a page to nowhere": Fault(
        REDIRECT,
        'data-address="',
        'data-address="old-',
        SiteCode.BROKEN_LINK,
        at=Told(MOVED, "data-address", SiteCode.BROKEN_LINK),
    ),
    # style sheets and scripts
    "style sheet that imports": Fault(
        STYLE,
        "/*\n * The look of claims",
        '@import\n  "https://example.org/a.css";\n/*\n * The look of claims',
        SiteCode.FOREIGN_HOST,
        at=Told("_site/_static/atlas.css", "@import", SiteCode.FOREIGN_HOST),
    ),
    "picture that is not there": Fault(
        FIGURES,
        "/*\n * The look of figures",
        'a {\n  background: url("nowhere.png");\n}\n/*\n * The look of figures',
        SiteCode.BROKEN_LINK,
        ("nowhere.png",),
        at=Told("_site/_static/figures.css", "nowhere.png", SiteCode.BROKEN_LINK),
    ),
    "empty script": Fault(
        "_static/explorer.js",
        None,
        "",
        SiteCode.BROKEN_LINK,
        ("empty file",),
        at=Told("_site/lists.html", "_static/explorer.js", SiteCode.BROKEN_LINK),
    ),
    # configuration
    "announcement with a picture": everywhere(
        CONF,
        "nitpicky = True",
        "nitpicky = True\nhtml_theme_options = {\"announcement\": \"<img alt='' src='https://example.org/b.png'>\"}",
        SiteCode.FOREIGN_HOST,
        "https://example.org/b.png",
    ),
    "style sheet from another host": everywhere(
        CONF,
        "bibtex_tooltips = False",
        'bibtex_tooltips = False\nhtml_css_files = ["https://example.org/c.css"]',
        SiteCode.FOREIGN_HOST,
        "https://example.org/c.css",
    ),
    "script in the configuration": everywhere(
        CONF,
        'atlas_data_page = ""',
        'atlas_data_page = ""\nhtml_js_files = [(None, {"body": "alert(1)"})]',
        SiteCode.INLINE_SCRIPT,
        "alert(1)",
    ),
    "file that belongs to no page": Fault(
        CONF,
        'atlas_article_page = ""',
        'atlas_article_page = ""\nhtml_extra_path = ["extra"]',
        SiteCode.LEFT_OVER,
        ("old.html",),
        at=Told("_site/old.ris", "", SiteCode.LEFT_OVER),
        more=(("extra/old.ris", None, ""),),
    ),
}
