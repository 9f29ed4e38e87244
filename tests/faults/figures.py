"""Faults of figures: plans that cannot be drawn, drawings that lack something, data of their interactive forms."""

from __future__ import annotations

from atlas.code import Code
from atlas.site_code import SiteCode
from tests.faults.fault import Fault, Told
from tests.files import SCHEME

AXIS = "      - {id: columns, label: Pollutant, facets: [pollutants]}\n"
ROWS = "    axes:\n      - {id: rows, label: Lichen, facets: [lichens]}\n"
START = "  - id: lichens-by-pollutant\n    draws: matrix"
RANGES = "  - {id: sizes, draws: ranges, title: Sizes, caption: Sizes., unit: mm}\n"
AGAIN = "  - {id: lichens-by-pollutant, draws: works, title: Works, caption: Works.}\n"
END = "    remarks: [D1]\n"
AIR, LIFE, TERM = (f"{{id: {id_}, label: A, facets: [{id_}]}}" for id_ in ("pollutants", "lichens", "term"))
WAY = f"""  - id: way
    draws: flow
    title: Way
    caption: Way.
    axes: [{AIR}, {LIFE}, {TERM}]
    through: sea
"""

PLANS = {
    "no slug": Fault(SCHEME, "id: lichens-by-pollutant", "id: Lichens/a", Code.BAD_ID, ("Lichens/a",)),
    "unknown drawing": Fault(SCHEME, "draws: matrix", "draws: pie", Code.BAD_VALUE, ("pie", "matrix")),
    "one axis": Fault(SCHEME, ROWS, "    axes:\n", Code.BAD_VALUE, ("1 axes", "2")),
    "unknown facet": Fault(SCHEME, AXIS, AXIS.replace("pollutants", "trees"), Code.BAD_VALUE, ("trees",)),
    "two facets": Fault(
        SCHEME, AXIS, AXIS.replace("[pollutants]", "[pollutants, term]"), Code.BAD_VALUE, ("2 facets",)
    ),
    "unknown kind": Fault(SCHEME, END, "    kinds: [rumour]\n", Code.UNKNOWN_KIND, ("rumour",)),
    "nothing to draw": Fault(SCHEME, START, RANGES + START, Code.MISSING_FIELD, ("measures",)),
    "through nothing": Fault(SCHEME, END, END + WAY, Code.BAD_VALUE, ("sea", "lichens"), below=6),
    "twice": Fault(SCHEME, END, AGAIN, Code.DUPLICATE_ID, ("lichens-by-pollutant",)),
}

PAGE = "_site/lists.html"
FIGURE = '<figure class="atlas-figure" id="figure-lichens-by-pollutant">'
DATA = "_site/_figures/figure-lichens-by-pollutant.js"
PLOTS = "_site/_static/bokeh.min.js"
NAME = "<title>Beard lichen, Sulphur dioxide: 1 finding, 1 work</title>"
LABEL = "Beard lichen, Sulphur dioxide: 1 finding, 1 work"
MARK = f'<a href="#claim-results-001">{NAME}<rect'
DRAWN = {
    "no caption": Fault(
        PAGE,
        "<figcaption><strong>Lichens &amp; pollutants</strong>. Which lichen",
        "<p><strong>Lichens</strong>. Which lichen",
        SiteCode.BARE_FIGURE,
        ("without a caption",),
        -1,
    ),
    "no title": Fault(
        PAGE,
        '<title id="figure-lichens-by-pollutant-title">Lichens &amp; pollutants</title>',
        '<title id="figure-lichens-by-pollutant-title"></title>',
        SiteCode.BARE_FIGURE,
        ("no `title`",),
        at=Told(PAGE, FIGURE, SiteCode.BARE_FIGURE),
    ),
    "no description of the drawing": Fault(
        PAGE,
        '<desc id="figure-lichens-by-pollutant-desc">',
        '<p id="figure-lichens-by-pollutant-desc">',
        SiteCode.BARE_FIGURE,
        ("no `desc`",),
        at=Told(PAGE, FIGURE, SiteCode.BARE_FIGURE),
    ),
    "no description and no data": Fault(
        PAGE,
        '<details id="figure-lichens-by-pollutant-words">',
        '<div id="figure-lichens-by-pollutant-words">',
        SiteCode.BARE_FIGURE,
        ("without a description",),
        at=Told(PAGE, FIGURE, SiteCode.BARE_FIGURE),
        also=(Told(PAGE, FIGURE, SiteCode.BARE_FIGURE),),
    ),
    "mark without a name": Fault(
        PAGE,
        NAME,
        "",
        SiteCode.BARE_FIGURE,
        ("has no name",),
        at=Told(PAGE, FIGURE, SiteCode.BARE_FIGURE),
        also=(Told(DATA, "", SiteCode.STALE_FILE), Told(PAGE, 'aria-hidden="true">1</text>', SiteCode.NO_NAME)),
    ),
    "mark that is lost": Fault(
        PAGE,
        MARK,
        f"<g>{NAME}<rect",
        SiteCode.BARE_FIGURE,
        ("0 linked marks and 1 rows",),
        at=Told(PAGE, FIGURE, SiteCode.BARE_FIGURE),
        also=(Told(DATA, "", SiteCode.STALE_FILE),),
    ),
    "mark that leads nowhere": Fault(
        PAGE, MARK, MARK.replace("results-001", "results-009"), SiteCode.BROKEN_ANCHOR, ("claim-results-009",)
    ),
    "table of the figure without a caption": Fault(
        PAGE,
        '<caption><span class="caption-text">Data of the figure: Lichens &amp; pollutants</span>',
        "<caption>",
        SiteCode.BARE_TABLE,
        ("without a caption",),
        -1,
    ),
    "no data of the figure": Fault(
        DATA,
        None,
        None,
        SiteCode.NO_SCRIPT,
        ("figure-lichens-by-pollutant.js",),
        at=Told(PAGE, FIGURE, SiteCode.NO_SCRIPT),
    ),
    "data that break off": Fault(
        DATA, '{"marks": [', '{"marks": [[', SiteCode.NO_SCRIPT, at=Told(PAGE, FIGURE, SiteCode.NO_SCRIPT)
    ),
    "data with other words": Fault(DATA, LABEL, LABEL.replace("1 finding", "2 findings"), SiteCode.STALE_FILE),
    "script of figures that is not loaded": Fault(
        PAGE,
        'src="_static/figures.js',
        'src="_static/copy.js',
        SiteCode.NO_SCRIPT,
        at=Told(PAGE, FIGURE, SiteCode.NO_SCRIPT),
    ),
    "no library for plots": Fault(PLOTS, None, None, SiteCode.NO_SCRIPT, ("BokehJS",)),
    "data of a figure that is no more": Fault(
        "_site/_figures/figure-old.js", None, "atlasFigure();\n", SiteCode.LEFT_OVER
    ),
    "table of a figure with another number": Fault(
        "_site/api/v1/figures/lichens-by-pollutant.csv",
        "dioxide,1,1,",
        "dioxide,2,1,",
        SiteCode.STALE_FILE,
        ("dioxide,2,1",),
    ),
}
