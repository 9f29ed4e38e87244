"""Faults of the files beside the pages, of the machine copy, and of what scripts and other programs read."""

from __future__ import annotations

from atlas.site_code import SiteCode
from tests.faults.fault import Fault, Told
from tests.files import ADDRESSES, RESULTS

API = "_site/api/v1"
CLAIMS = f"{API}/claims.json"
LISTS = "_site/lists.html"
LLMS = "_site/llms.txt"
SITEMAP = "_site/sitemap.xml"
STYLE = "_site/_static/more.css"
FUNCTIONS = "_site/_explorer/lists/functions.js"
EXPLORED = '<table class="atlas-table atlas-explored docutils align-default" id="functions">'
PREVIEWS = "_site/_previews/references.html.js"
SEARCH = "_site/searchindex.js"
INDEX = "_site/index.html"

DATA = {
    "claim in other words": Fault(
        CLAIMS, "beard lichen on oaks.", "beard lichen on elms.", SiteCode.STALE_FILE, ("elms", "oaks")
    ),
    "address of another claim": Fault(
        CLAIMS, "lists.html#claim-intro-001", "lists.html#claim-intro-002", SiteCode.STALE_FILE
    ),
    "row that is lost": Fault(
        f"{API}/trials.csv", "\nNCT00000002,", "\nNCT00000003,", SiteCode.STALE_FILE, ("NCT00000003",), 1
    ),
    "field that nobody told of": Fault(f"{API}/works.csv", None, "key\n", SiteCode.LEFT_OVER),
    "no description of the data": Fault(
        f"{API}/datapackage.json", '"version": "0.1"', '"version": "0.2"', SiteCode.STALE_FILE
    ),
    "no schema": Fault(
        f"{API}/trials.schema.json",
        None,
        None,
        SiteCode.NO_DATA,
        at=Told(f"{API}/trials.schema.json", "", SiteCode.NO_DATA),
        also=(Told(LISTS, "api/v1/trials.schema.json", SiteCode.BROKEN_LINK),),
    ),
    "no crate": Fault(f"{API}/ro-crate-metadata.json", None, None, SiteCode.NO_DATA),
    "crate that breaks off": Fault(f"{API}/ro-crate-metadata.json", None, "{", SiteCode.STALE_FILE),
    "no way to cite the data": Fault(f"{API}/dataset.bib", None, None, SiteCode.NO_DATA),
    "no addresses for other projects": Fault("_site/objects.inv", None, None, SiteCode.NO_DATA),
    "addresses that cannot be read": Fault(
        "_site/objects.inv", None, "# Sphinx inventory version 2\n", SiteCode.NO_DATA
    ),
}
LISTED = {
    "no sitemap": Fault(SITEMAP, None, None, SiteCode.NO_EXPORT),
    "sitemap that breaks off": Fault(
        SITEMAP, "</urlset>", "", SiteCode.NO_EXPORT, at=Told(SITEMAP, "", SiteCode.NO_EXPORT)
    ),
    "page that is not on the sitemap": Fault(
        SITEMAP,
        "<loc>http://localhost/lists.html</loc>",
        "",
        SiteCode.NO_EXPORT,
        ("'lists.html'",),
        at=Told(SITEMAP, "", SiteCode.NO_EXPORT),
    ),
    "page of yesterday on the sitemap": Fault(
        SITEMAP,
        "lists.html</loc>",
        "list.html</loc>",
        SiteCode.NO_EXPORT,
        ("list.html",),
        also=(Told(SITEMAP, "", SiteCode.NO_EXPORT),),
    ),
    "no list for language models": Fault(
        LLMS, "](lists.md)", "](list.md)", SiteCode.NO_EXPORT, ("list.md",), also=(Told(LLMS, "", SiteCode.NO_EXPORT),)
    ),
    "no feed": Fault(
        "_site/changes.atom",
        None,
        None,
        SiteCode.NO_EXPORT,
        also=(Told("_site/*.html", 'changes.atom"', SiteCode.BROKEN_LINK),),
    ),
    "feed that breaks off": Fault("_site/changes.atom", "</feed>", "", SiteCode.STALE_FILE),
    "feed of another day": Fault(
        "_site/changes.atom", "<updated>2024-01-31T", "<updated>2024-02-01T", SiteCode.STALE_FILE, ("2024-01-31",)
    ),
    "no word to robots": Fault("_site/robots.txt", None, None, SiteCode.NO_EXPORT),
}
BESIDE = {
    "copy in other words": Fault(
        "_site/index.md", "Sulphur dioxide ([SO2]", "Nitrogen dioxide ([SO2]", SiteCode.STALE_FILE, ("Nitrogen",)
    ),
    "copy of another page": Fault(
        "_site/lists.json",
        '"title": "Lists",\n "address"',
        '"title": "Lichens",\n "address"',
        SiteCode.STALE_FILE,
        ("Lichens",),
    ),
    "copy that breaks off": Fault("_site/index.json", None, '{"title": "Lich', SiteCode.STALE_FILE),
    "copy with another head": Fault("_site/references.json", '"No."', '"Number"', SiteCode.STALE_FILE, ("Number",)),
    "no copy": Fault(
        "_site/trials/NCT00000001.md",
        None,
        None,
        SiteCode.NO_EXPORT,
        also=(
            Told("_site/trials/NCT00000001.html", 'href="NCT00000001.md"', SiteCode.BROKEN_LINK),
            Told(LLMS, "trials/NCT00000001.md", SiteCode.NO_EXPORT),
        ),
    ),
    "works of another page": Fault(
        "_site/references/moss2010.ris",
        "ID  - moss2010",
        "ID  - fern2015",
        SiteCode.BAD_EXPORT,
        ("fern2015, moss2010",),
        -1,
    ),
    "works without an end": Fault(
        "_site/references/moss2010.ris",
        "ER  - ",
        "",
        SiteCode.BAD_EXPORT,
        ("without an end",),
        at=Told("_site/references/moss2010.ris", "", SiteCode.BAD_EXPORT),
    ),
    "works that cannot be read": Fault(
        "_site/index.bib", None, "@article{moss2010, title = {", SiteCode.BAD_EXPORT, ("not to be read",)
    ),
    "works that break off": Fault("_site/index.csl.json", None, "[", SiteCode.BAD_EXPORT),
    "work that is lost": Fault("_site/index.csl.json", None, "[]\n", SiteCode.BAD_EXPORT, ("fern2015, moss2010",)),
    "works of another year": Fault(
        "_site/index.bib", "year = {2015}", "year = {2016}", SiteCode.STALE_FILE, ("2016", "2015")
    ),
    "works of a page that cites none": Fault("_site/trials/NCT00000001.ris", None, "", SiteCode.BAD_EXPORT),
    "no works": Fault(
        "_site/index.ris",
        None,
        None,
        SiteCode.NO_EXPORT,
        ("2 works",),
        also=(Told(INDEX, 'href="index.ris"', SiteCode.BROKEN_LINK),),
    ),
    "no reference to the page": Fault(
        "_site/index.cite.txt",
        None,
        None,
        SiteCode.NO_EXPORT,
        also=(Told(INDEX, 'aria-label="plain text for citing this page"', SiteCode.BROKEN_LINK),),
    ),
    "reference to another page": Fault("_site/index.cite.txt", "Lichens.", "Lists.", SiteCode.STALE_FILE, ("Lists.",)),
    "reference by another group": Fault(
        "_site/lists.cite.bib", "{{Lichen people}}", "{{Moss people}}", SiteCode.STALE_FILE, ("Moss people",)
    ),
}
LEFT = {
    "works of a page that is no more": Fault("_site/old.ris", None, "", SiteCode.LEFT_OVER),
    "copy of a page that is no more": Fault("_site/entities/lichen/usnea.json", None, "{}", SiteCode.LEFT_OVER),
    "reference to a page that is no more": Fault("_site/old.cite.txt", None, "Old.", SiteCode.LEFT_OVER),
    "source of a page that is no more": Fault("_site/_sources/old.md.txt", None, "# Old\n", SiteCode.LEFT_OVER),
    "previews of a page that is no more": Fault(
        "_site/_previews/old.html.js", None, "atlasPreviews('old.html', {});\n", SiteCode.LEFT_OVER
    ),
    "data of a table that is no more": Fault(
        "_site/_explorer/old/functions.js", None, "atlasExplorer();\n", SiteCode.LEFT_OVER
    ),
}
STYLES = {
    "font that is not there": Fault(
        STYLE, None, "a { src: url(nowhere.woff2) }\n", SiteCode.BROKEN_LINK, ("nowhere.woff2",)
    ),
    "picture that is not there": Fault(
        STYLE, None, "\na {\n  background: URL(\n 'nowhere.png'\n) }\n", SiteCode.BROKEN_LINK, ("nowhere.png",), 2
    ),
    "style sheet that is not there": Fault(
        STYLE, None, '/* more */ @import "nowhere.css";\n', SiteCode.BROKEN_LINK, ("nowhere.css",)
    ),
    "style sheet out of the site": Fault(
        STYLE, None, '@import "../../nowhere.css";\n', SiteCode.BROKEN_LINK, ("../../nowhere.css",)
    ),
    "font from another host": Fault(
        STYLE, None, "\n@import url(//example.org/a.css);\n", SiteCode.FOREIGN_HOST, ("example.org",), 1
    ),
    "no style sheet": Fault(
        "_site/_static/styles/furo.css",
        None,
        None,
        SiteCode.BROKEN_LINK,
        at=Told("_site/*.html", "styles/furo.css", SiteCode.BROKEN_LINK),
    ),
    "empty script": Fault(
        "_site/_static/theme.js",
        None,
        "",
        SiteCode.BROKEN_LINK,
        ("empty file",),
        at=Told("_site/*.html", "_static/theme.js", SiteCode.BROKEN_LINK),
    ),
    "no picture": Fault(
        "_site/_images/growth.png",
        None,
        None,
        SiteCode.BROKEN_LINK,
        at=Told(LISTS, "_images/growth.png", SiteCode.BROKEN_LINK),
    ),
}
SCRIPTS = {
    "no previews": Fault(PREVIEWS, None, None, SiteCode.NO_SCRIPT),
    "previews that cannot be read": Fault(PREVIEWS, '{"ref-', "{ref-", SiteCode.NO_SCRIPT),
    "preview of another number": Fault(
        PREVIEWS,
        '"Claims that rest on it", "2"',
        '"Claims that rest on it", "3"',
        SiteCode.STALE_FILE,
        ("ref-moss2010",),
    ),
    "link without its preview": Fault(
        "_site/_previews/lists.html.js",
        '"claim-intro-002": {',
        '"claim-intro-000": {',
        SiteCode.NO_SCRIPT,
        ("claim-intro-002",),
        at=Told("_site/*.html", '#claim-intro-002"><span class="atlas-claim">', SiteCode.NO_SCRIPT),
    ),
    "link with a preview to a place without one": Fault(
        INDEX, "lists.html#growth", "lists.html#words", SiteCode.NO_SCRIPT, ("lists.html#words",)
    ),
    "link that promises a preview of a page": Fault(
        LISTS,
        '<a dir="auto" class="reference internal" href="index.html">',
        '<a dir="auto" class="atlas-preview reference internal" href="references.html">',
        SiteCode.NO_SCRIPT,
        ("references.html",),
    ),
    "no data of a table": Fault(
        FUNCTIONS,
        None,
        None,
        SiteCode.NO_SCRIPT,
        at=Told(LISTS, EXPLORED, SiteCode.NO_SCRIPT),
        also=(Told(LISTS, "_explorer/lists/functions.js", SiteCode.BROKEN_LINK),),
    ),
    "data of a table that break off": Fault(
        FUNCTIONS,
        None,
        'atlasExplorer("functions", {',
        SiteCode.NO_SCRIPT,
        at=Told(LISTS, EXPLORED, SiteCode.NO_SCRIPT),
    ),
    "data of a table that is not loaded": Fault(
        LISTS,
        'src="_explorer/lists/functions.js"',
        'src="_explorer/works.js"',
        SiteCode.NO_SCRIPT,
        at=Told(LISTS, EXPLORED, SiteCode.NO_SCRIPT),
    ),
    "script of tables that is not loaded": Fault(
        LISTS,
        'src="_static/explorer.js',
        'src="_static/copy.js',
        SiteCode.NO_SCRIPT,
        at=Told(LISTS, EXPLORED, SiteCode.NO_SCRIPT),
        also=(
            Told(LISTS, 'id="trials-in-review"', SiteCode.NO_SCRIPT),
            Told(LISTS, 'id="trials-later"', SiteCode.NO_SCRIPT),
        ),
    ),
    "other rows than those of the table": Fault(
        FUNCTIONS, '"rows": {"results-001"', '"rows": {"results-002"', SiteCode.STALE_FILE
    ),
    "works of yesterday": Fault("_site/_explorer/works.js", '["fern2015", ', '["fern2014", ', SiteCode.STALE_FILE),
    "no index for the search": Fault(
        SEARCH,
        None,
        None,
        SiteCode.NO_SCRIPT,
        also=(Told("_site/search.html", "searchindex.js", SiteCode.BROKEN_LINK),),
    ),
    "index that breaks off": Fault(SEARCH, None, 'Search.setIndex({"docnames":["index"', SiteCode.NO_SCRIPT),
    "index without a page": Fault(
        SEARCH,
        '"docnames":["entities/lichen/beard-lichen"',
        '"docnames":["entities/lichen/usnea"',
        SiteCode.STALE_FILE,
        ("beard-lichen",),
        also=(Told(SEARCH, "", SiteCode.STALE_FILE),),
    ),
    "index with another title": Fault(
        SEARCH, '"titles":["Beard lichen"', '"titles":["Beard moss"', SiteCode.STALE_FILE, ("'Beard moss'",)
    ),
    "index with a page that is no more": Fault(
        SEARCH, '"trials/NCT00000002"],', '"trials/NCT00000002","old"],', SiteCode.STALE_FILE, ("'old'",)
    ),
}
INVENTORY = {
    "no inventory": Fault(ADDRESSES, None, None, SiteCode.NO_INVENTORY),
    "page that was public": Fault(
        ADDRESSES, "genindex.html\n", "genindex.html\nhistory.html\n", SiteCode.LOST_ADDRESS, ("history.html",), 1
    ),
    "anchor that was public": Fault(
        ADDRESSES, "genindex.html\n", "genindex.html\nindex.html#old\n", SiteCode.LOST_ADDRESS, ("#old",), 1
    ),
    "claim of yesterday": Fault(
        RESULTS,
        "on oaks.",
        "on elms.",
        SiteCode.STALE_PAGE,
        ("results-001",),
        at=Told(LISTS, 'id="claim-results-001"', SiteCode.STALE_PAGE),
        also=(
            Told(CLAIMS, "on oaks", SiteCode.STALE_FILE),
            Told(f"{API}/claims.csv", "on oaks", SiteCode.STALE_FILE),
            Told(f"{API}/functions.json", "on oaks", SiteCode.STALE_FILE),
            Told(f"{API}/functions.csv", "on oaks", SiteCode.STALE_FILE),
            Told(f"{API}/datapackage.json", '"hash": ', SiteCode.STALE_FILE),
            Told(f"{API}/ro-crate-metadata.json", '"sha256": ', SiteCode.STALE_FILE),
            Told("_site/_previews/lists.html.js", "", SiteCode.STALE_FILE),
        ),
    ),
    "no site": Fault("_site", None, None, SiteCode.NO_SITE, at=Told("_site", "", SiteCode.NO_SITE)),
}
FAULTS = DATA | LISTED | BESIDE | LEFT | STYLES | SCRIPTS | INVENTORY
