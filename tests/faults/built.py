"""Faults of built pages, each as if the build had written it: the copies beside the page say the same."""

from __future__ import annotations

from atlas.site_code import SiteCode
from tests.faults.fault import Fault, Told

INDEX = "_site/index.html"
LISTS = "_site/lists.html"
WORKS = "_site/references.html"
LICHEN = "_site/entities/lichen/beard-lichen.html"
TRIAL = "_site/trials/NCT00000002.html"
SEARCH = "_site/search.html"
NAMES = "_site/genindex.html"

START = "<head>"
HEAD = "</head>"
END = "</article>"
WORDS = "lists.html#words"
POLICY = '<meta http-equiv="Content-Security-Policy"'
TITLE = "<title>Lichen Atlas 0.1 documentation</title>"
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />'
OTHER_VIEWPORT = '<meta name="viewport" content="width=device-width,initial-scale=1">'
CITING = '<h2 id="atlas-citing">'
FUNCTIONS = '<table class="atlas-table atlas-explored docutils align-default" id="functions">'
CAPTION = '<caption><span class="caption-text">Findings of the review, one row a claim</span>'
CREDIT = '<div class="atlas-credit">'

LINKS = {
    "link to no page": Fault(INDEX, WORDS, "list.html", SiteCode.BROKEN_LINK, ("'list.html'",)),
    "link out of the site": Fault(INDEX, WORDS, "../lists.html", SiteCode.BROKEN_LINK, ("'../lists.html'",)),
    "link out of the site and in again": Fault(
        LICHEN, '"../../lists.html">What', '"../../../lists.html">What', SiteCode.BROKEN_LINK
    ),
    "picture out of the site": Fault(
        INDEX, END, f'<img alt="" src="../_images/growth.png">{END}', SiteCode.BROKEN_LINK, ("growth",)
    ),
    "link to what stands for the site": Fault(INDEX, WORDS, "https://site.invalid/lists.html", SiteCode.BROKEN_LINK),
    "link to no anchor": Fault(INDEX, WORDS, "lists.html#word", SiteCode.BROKEN_ANCHOR, ("'word'",)),
    "link to an encoded anchor": Fault(INDEX, WORDS, "lists.html#w%6Frd", SiteCode.BROKEN_ANCHOR, ("'word'",)),
    "link in capitals": Fault(INDEX, WORDS, "Lists.html", SiteCode.BROKEN_LINK, ("'Lists.html'",)),
    "link without an address": Fault(INDEX, f'href="{WORDS}"', 'HREF=""', SiteCode.BROKEN_LINK),
    "link to a space": Fault(INDEX, WORDS, " ", SiteCode.BROKEN_LINK),
    "link to what is no address": Fault(INDEX, WORDS, "http://[", SiteCode.BROKEN_LINK, ("'http://['",)),
    "link by a scheme that nobody knows": Fault(INDEX, WORDS, "htps://example.org/", SiteCode.BROKEN_LINK),
    "link to the machine of the author": Fault(INDEX, WORDS, "http://localhost/", SiteCode.BROKEN_LINK),
    "link to data that are not there": Fault(
        LISTS, 'href="api/v1/claims.csv"', 'href="api/v1/claim.csv"', SiteCode.BROKEN_LINK, ("claim.csv",)
    ),
    "link in a drawing": Fault(
        INDEX, END, f'<svg><a xlink:href="nowhere.html">A</a></svg>{END}', SiteCode.BROKEN_LINK, ("nowhere.html",)
    ),
    "symbol that is not there": Fault(INDEX, 'href="#svg-eye"', 'href="#svg-ear"', SiteCode.BROKEN_ANCHOR),
    "larger picture that is not there": Fault(
        LISTS, '<img alt="Eight', '<img srcset="a.png 2x" alt="Eight', SiteCode.BROKEN_LINK, ("'a.png'",)
    ),
    "move to no page": Fault(
        INDEX, START, f"{START}<meta http-equiv=Refresh content=\"0;URL='nowhere.html'\">", SiteCode.BROKEN_LINK
    ),
    "anchor that is gone": Fault(
        LISTS,
        '<span class="target" id="fields-claim-claim-kind"></span>',
        "",
        SiteCode.BROKEN_ANCHOR,
        ("'fields-claim-claim-kind'",),
    ),
    "link to the root of a server": Fault(INDEX, WORDS, "/lists.html", SiteCode.SERVER_ADDRESS),
    "link without a scheme": Fault(INDEX, WORDS, "//example.org/", SiteCode.SERVER_ADDRESS),
    "link to this very folder": Fault(INDEX, WORDS, ".", SiteCode.SERVER_ADDRESS),
    "link to a folder": Fault(
        INDEX,
        WORDS,
        "entities/",
        SiteCode.SERVER_ADDRESS,
        also=(Told(INDEX, '"entities/"', SiteCode.BROKEN_LINK),),
    ),
    "link to a file of the author": Fault(INDEX, WORDS, "file:///a.html", SiteCode.SERVER_ADDRESS),
    "base of all links": Fault(INDEX, START, f'{START}<base href="./">', SiteCode.SERVER_ADDRESS),
    "picture from another host": Fault(
        INDEX, END, f'<img alt="" src="https://example.org/a.png">{END}', SiteCode.FOREIGN_HOST
    ),
    "script from another host, with one slash": Fault(
        INDEX,
        HEAD,
        f'<script src="http:/example.org/a.js"></script>{HEAD}',
        SiteCode.FOREIGN_HOST,
        also=(Told(INDEX, "http:/example.org", SiteCode.BROKEN_LINK),),
    ),
    "style sheet from another host": Fault(
        INDEX, HEAD, f'<link REL="StyleSheet" href="https://example.org/a.css">{HEAD}', SiteCode.FOREIGN_HOST
    ),
    "style that imports": Fault(
        INDEX, HEAD, f"<style>\n@IMPORT\n'https://example.org/a.css';</style>{HEAD}", SiteCode.FOREIGN_HOST
    ),
    "style with a picture": Fault(
        INDEX, END, f'<p style="background: URL( https://example.org/a.png )">A</p>{END}', SiteCode.FOREIGN_HOST
    ),
    "larger picture from another host": Fault(
        LISTS,
        '<img alt="Eight',
        '<img srcset="_images/growth.png, https://example.org/a.png 2x" alt="Eight',
        SiteCode.FOREIGN_HOST,
    ),
    "host that is called early": Fault(
        INDEX, HEAD, f'<link rel="preconnect" href="https://example.org">{HEAD}', SiteCode.FOREIGN_HOST
    ),
    "move to another host": Fault(
        SEARCH, HEAD, f'<meta http-equiv="refresh" content="5; url=https://example.org/">{HEAD}', SiteCode.FOREIGN_HOST
    ),
    "search on another host": Fault(
        INDEX, 'action="search.html"', 'action="https://example.org/"', SiteCode.FOREIGN_HOST
    ),
}
TEXTS = {
    "no encoding": Fault(
        INDEX, '<meta charset="utf-8">', "", SiteCode.GARBLED, at=Told(INDEX, "<html", SiteCode.GARBLED)
    ),
    "another encoding": Fault(
        SEARCH,
        '<meta charset="utf-8">',
        '<meta charset="latin-1">',
        SiteCode.GARBLED,
        at=Told(SEARCH, "<html", SiteCode.GARBLED),
    ),
    "bytes of another encoding": Fault(
        INDEX,
        "SO2 again. See <a",
        "SO2 \udcf6nce. See <a",
        SiteCode.GARBLED,
        at=Told(INDEX, "<p>Sulphur", SiteCode.GARBLED),
    ),
    "letter that was lost before": Fault(LISTS, "Eight shades of grey", "Eight shades of gr\ufffdy", SiteCode.GARBLED),
    "no width": Fault(
        INDEX,
        VIEWPORT,
        "",
        SiteCode.NO_VIEWPORT,
        at=Told(INDEX, "<html", SiteCode.NO_VIEWPORT),
        more=((INDEX, OTHER_VIEWPORT, ""),),
    ),
    "width of a desk": Fault(
        NAMES,
        OTHER_VIEWPORT,
        '<meta name="viewport" content="width=980">',
        SiteCode.NO_VIEWPORT,
        at=Told(NAMES, "<html", SiteCode.NO_VIEWPORT),
    ),
    "width under another name": Fault(
        SEARCH,
        OTHER_VIEWPORT,
        '<meta name="view-port" content="width=device-width">',
        SiteCode.NO_VIEWPORT,
        at=Told(SEARCH, "<html", SiteCode.NO_VIEWPORT),
    ),
    "role as it was typed": Fault(
        INDEX,
        "SO2 again. See <a",
        "{cite} fern2015. See <a",
        SiteCode.RAW_MARKUP,
        ("{cite}",),
        at=Told(INDEX, "<p>Sulphur", SiteCode.RAW_MARKUP),
    ),
    "link as it was typed": Fault(
        INDEX,
        "SO2 again. See <a",
        "[SO2] (lists.md). See <a",
        SiteCode.RAW_MARKUP,
        ("(lists.md)",),
        at=Told(INDEX, "<p>Sulphur", SiteCode.RAW_MARKUP),
    ),
    "template as it was typed": Fault(
        INDEX,
        "Data version 0.1",
        "Data version {{ atlas_version }}",
        SiteCode.RAW_MARKUP,
        ("{{",),
        at=Told(INDEX, "<p>\n    Restructured", SiteCode.RAW_MARKUP),
    ),
}
STRUCTURE = {
    "id twice": Fault(INDEX, END, f'<p id="lichens">A</p>{END}', SiteCode.DUPLICATE_ANCHOR, ("'lichens', 2",)),
    "id of a section in a drawing": Fault(
        LISTS, '<path class="g" d="M91 120H', '<path id="growth" class="g" d="M91 120H', SiteCode.DUPLICATE_ANCHOR
    ),
    "id of the frame": Fault(TRIAL, END, f'<p id="atlas-citing">A</p>{END}', SiteCode.DUPLICATE_ANCHOR),
    "no language": Fault(INDEX, ' lang="en"', "", SiteCode.NO_LANGUAGE),
    "empty language": Fault(SEARCH, 'lang="en"', 'lang=""', SiteCode.NO_LANGUAGE),
    "another language": Fault(TRIAL, ' lang="en"', ' lang="de"', SiteCode.NO_LANGUAGE, ("'de'",)),
    "language under another name": Fault(NAMES, 'lang="en"', 'language="en"', SiteCode.NO_LANGUAGE),
    "no title": Fault(
        NAMES,
        "<title>Index - Lichen Atlas 0.1 documentation</title>",
        "",
        SiteCode.NO_TITLE,
        at=Told(NAMES, "<html", SiteCode.NO_TITLE),
    ),
    "empty title": Fault(
        INDEX, TITLE, "<title> </title>", SiteCode.NO_TITLE, at=Told(INDEX, "<html", SiteCode.NO_TITLE)
    ),
    "title of another page": Fault(
        LISTS,
        "<title>Lists - Lichen Atlas 0.1 documentation</title>",
        TITLE,
        SiteCode.NO_TITLE,
        ("as 'index.html'",),
    ),
    "level left out": Fault(
        LISTS, "<h3>Cite this page</h3>", "<h5>Cite this page</h5>", SiteCode.HEADINGS, ("level 5 after level 2",)
    ),
    "two headings of the first level": Fault(INDEX, END, f"<h1>Again</h1>{END}", SiteCode.HEADINGS, ("2 headings",)),
    "heading that is hidden": Fault(
        SEARCH, "<h1>", "<h1 hidden>", SiteCode.HEADINGS, ("0 headings",), at=Told(SEARCH, "<html", SiteCode.HEADINGS)
    ),
    "heading without words": Fault(
        INDEX, END, f"<h2><a href='#'>¶</a></h2>{END}", SiteCode.HEADINGS, ("without words",)
    ),
    "picture without words": Fault(LISTS, 'alt="Eight shades of grey" ', "", SiteCode.NO_ALTERNATIVE, ("growth.png",)),
    "address for words": Fault(LISTS, "Eight shades of grey", "growth.png", SiteCode.NO_ALTERNATIVE, ("its address",)),
    "button that is a picture": Fault(
        INDEX, END, f'<input type="image" src="_images/growth.png" aria-label="Go">{END}', SiteCode.NO_ALTERNATIVE
    ),
    "drawing without a name": Fault(
        INDEX, END, f'<svg role="img"><rect width="1" height="1"></svg>{END}', SiteCode.NO_ALTERNATIVE, ("'img'",)
    ),
    "link without words": Fault(
        INDEX, '<span class="std std-ref">how they grow</span>', "", SiteCode.NO_NAME, ("lists.html#growth",)
    ),
    "link with an arrow that nobody hears": Fault(
        INDEX, '<span class="std std-ref">how they grow</span>', '<span aria-hidden="true">→</span>', SiteCode.NO_NAME
    ),
    "summary without words": Fault(
        INDEX, "<summary>BibTeX for this page</summary>", "<summary></summary>", SiteCode.NO_NAME
    ),
    "field without a label": Fault(INDEX, 'name="q" aria-label="Search"', 'name="q"', SiteCode.NO_NAME, ("input 'q'",)),
    "name from nowhere": Fault(
        INDEX, 'aria-labelledby="atlas-citing"', 'aria-labelledby="atlas-cited"', SiteCode.BROKEN_NAME
    ),
    "description from nowhere": Fault(
        LISTS,
        'aria-describedby="figure-lichens-by-pollutant-desc"',
        'aria-describedby="figure-desc"',
        SiteCode.BROKEN_NAME,
    ),
    "label of nothing": Fault(
        INDEX, END, f'<label for="nothing">A</label>{END}', SiteCode.BROKEN_NAME, ("for 'nothing'",)
    ),
}

TABLES = {
    "table without a caption": Fault(
        LISTS,
        CAPTION,
        "<caption>",
        SiteCode.BARE_TABLE,
        ("without a caption",),
        at=Told(LISTS, FUNCTIONS, SiteCode.BARE_TABLE),
    ),
    "head without a scope": Fault(
        LISTS,
        '<th scope="col"><p>Air</p></th>',
        "<th><p>Air</p></th>",
        SiteCode.BARE_TABLE,
        ("no scope",),
        at=Told(LISTS, FUNCTIONS, SiteCode.BARE_TABLE),
    ),
    "cell that is lost": Fault(
        LISTS,
        '<th scope="col"><p>Air</p></th>',
        "",
        SiteCode.BARE_TABLE,
        ("4 and 5 cells",),
        at=Told(LISTS, FUNCTIONS, SiteCode.BARE_TABLE),
    ),
    "table without heads, by hand": Fault(
        INDEX, END, f"<table><tr><td>A</td></tr></table>{END}", SiteCode.BARE_TABLE, ("without heads",)
    ),
    "rows outside a body": Fault(
        INDEX,
        END,
        f"<table><thead><tr><th>A</th></tr></thead><tr><td>A</td><td>B</td></tr></table>{END}",
        SiteCode.BARE_TABLE,
        ("1 and 2 cells",),
    ),
    "table of works without a caption": Fault(
        WORKS,
        '<caption><span class="caption-text">The works',
        "<caption><span>The works",
        SiteCode.BARE_TABLE,
        at=Told(WORKS, 'id="works"', SiteCode.BARE_TABLE),
    ),
}
SECURITY = {
    "script in the page": Fault(INDEX, END, f"<script>alert(1)</script>{END}", SiteCode.INLINE_SCRIPT, ("alert(1)",)),
    "script of a type that runs": Fault(
        INDEX, END, f'<script type="module">alert(1)</script>{END}', SiteCode.INLINE_SCRIPT
    ),
    "script that answers a click": Fault(
        INDEX, CITING, '<h2 ONCLICK="alert(1)" id="atlas-citing">', SiteCode.INLINE_SCRIPT, ("'onclick'",)
    ),
    "script in an address": Fault(INDEX, WORDS, " Java&#10;Script:alert(1)", SiteCode.INLINE_SCRIPT, ("'href'",)),
    "script as data": Fault(
        INDEX, HEAD, f'<script src="data:text/javascript,1"></script>{HEAD}', SiteCode.INLINE_SCRIPT
    ),
    "no policy": Fault(
        INDEX,
        POLICY,
        '<meta http-equiv="Content-Policy"',
        SiteCode.NO_POLICY,
        ("no policy",),
        at=Told(INDEX, "<html", SiteCode.NO_POLICY),
    ),
    "policy that allows more": Fault(
        INDEX,
        "script-src &#39;self&#39;",
        "script-src &#39;self&#39; https:",
        SiteCode.NO_POLICY,
        ("script-src https:",),
    ),
    "policy for scripts alone": Fault(
        INDEX, "default-src &#39;none&#39;; ", "", SiteCode.NO_POLICY, ("no `default-src`",)
    ),
    "policy that stops the site's own scripts": Fault(
        INDEX, "script-src &#39;self&#39;; ", "", SiteCode.NO_POLICY, ("script-src without",)
    ),
    "policy that comes late": Fault(
        INDEX,
        START,
        f'{START}<script src="_static/theme.js"></script>',
        SiteCode.NO_POLICY,
        ("before the policy",),
        at=Told(INDEX, POLICY, SiteCode.NO_POLICY),
    ),
}
CREDITS = {
    "licence without its mark": Fault(
        INDEX, ' rel="license">CC BY', ">CC BY", SiteCode.NO_CREDIT, at=Told(INDEX, "<html", SiteCode.NO_CREDIT)
    ),
    "credit that is hidden": Fault(
        SEARCH,
        CREDIT,
        '<div class="atlas-credit" hidden>',
        SiteCode.NO_CREDIT,
        at=Told(SEARCH, "<html", SiteCode.NO_CREDIT),
    ),
    "credit to another article": Fault(
        TRIAL,
        "    Restructured and restated from Moss A, Fern B. Lichens as monitors of air. J",
        "    Restructured and restated from Oak C. Trees. J",
        SiteCode.NO_CREDIT,
        ("Oak",),
        at=Told(TRIAL, CREDIT, SiteCode.NO_CREDIT),
    ),
    "another licence": Fault(
        NAMES, 'licenses/by/4.0/" rel', 'licenses/by-nc/4.0/" rel', SiteCode.NO_CREDIT, ("by-nc",)
    ),
}
HEADS = {
    "another title for reference managers": Fault(
        INDEX,
        '<meta name="citation_title" content="Lichens">',
        '<meta name="citation_title" content="Moss">',
        SiteCode.STALE_PAGE,
        ("'Moss'", "'Lichens'"),
    ),
    "an author twice": Fault(
        INDEX,
        HEAD,
        f'<meta name="citation_author" content="Lichen people">{HEAD}',
        SiteCode.STALE_PAGE,
        ("citation_author", "'nothing'"),
    ),
    "another day for reference managers": Fault(
        INDEX, "2024/05/01", "2024/05/02", SiteCode.STALE_PAGE, ("2024/05/01",)
    ),
    "identity of a work": Fault(
        INDEX,
        HEAD,
        f'<meta name="citation_doi" content="10.5555/87654321">{HEAD}',
        SiteCode.STALE_PAGE,
        ("citation_doi",),
    ),
    "no type": Fault(
        INDEX,
        '<meta property="og:type" content="website">',
        "",
        SiteCode.STALE_PAGE,
        ("no og:type",),
        at=Told(INDEX, "<html", SiteCode.STALE_PAGE),
    ),
    "no link to the works": Fault(
        INDEX,
        '<link rel="alternate" href="index.ris"',
        '<link rel="alternative" href="index.ris"',
        SiteCode.STALE_PAGE,
        ("index.ris",),
        at=Told(INDEX, "<html", SiteCode.STALE_PAGE),
    ),
    "JSON-LD that breaks off": Fault(
        INDEX, '"Sulphur and 5% of beards"}]}</script>', '"Sulphur</script>', SiteCode.STALE_PAGE, ("can be read",)
    ),
    "JSON-LD of another day": Fault(
        INDEX, '"dateModified":"2024-05-01"', '"dateModified":"2024-04-01"', SiteCode.STALE_PAGE, ("dateModified",)
    ),
    "no JSON-LD": Fault(
        TRIAL,
        '<script type="application/ld+json">',
        '<script type="application/json">',
        SiteCode.STALE_PAGE,
        at=Told(TRIAL, "<html", SiteCode.STALE_PAGE),
    ),
    "reference to another page": Fault(
        INDEX,
        'reference to this page">Lichen people. Lichens.',
        'reference to this page">Lichen people. Lists.',
        SiteCode.STALE_PAGE,
        ("Lists.",),
    ),
    "BibTeX with another year": Fault(
        INDEX,
        "  year = {2024},",
        "  year = {2023},",
        SiteCode.STALE_PAGE,
        at=Told(INDEX, '<pre data-copy="BibTeX', SiteCode.STALE_PAGE),
    ),
    "work of another year for programs": Fault(
        WORKS, "rft.date=2015", "rft.date=2016", SiteCode.STALE_PAGE, ("rft.date=2016",)
    ),
    "no way to cite": Fault(
        INDEX,
        '<section class="atlas-citing"',
        '<section class="atlas-quoting"',
        SiteCode.STALE_PAGE,
        at=Told(INDEX, "<html", SiteCode.STALE_PAGE),
    ),
}
RECORDS = {
    "count of yesterday": Fault(
        INDEX,
        '<span class="atlas-count claims">4</span>',
        '<span class="atlas-count claims">5</span>',
        SiteCode.COUNTS_DIFFER,
        ("'5'", "4"),
    ),
    "count of another section": Fault(INDEX, "section=intro", "section=results", SiteCode.COUNTS_DIFFER),
    "count of nothing": Fault(
        INDEX, "atlas-count claims/section", "atlas-count claims/chapter", SiteCode.COUNTS_DIFFER, ("chapter",)
    ),
    "number of another work": Fault(
        INDEX,
        '#ref-fern2015"><span class="atlas-reference">2</span>',
        '#ref-fern2015"><span class="atlas-reference">1</span>',
        SiteCode.COUNTS_DIFFER,
        ("'1' of 'fern2015'",),
    ),
    "number of another work in a table": Fault(
        WORKS,
        '#ref-moss2010"><span class="atlas-reference">1</span>',
        '#ref-moss2010"><span class="atlas-reference">3</span>',
        SiteCode.COUNTS_DIFFER,
    ),
    "word for a number": Fault(
        INDEX,
        '#ref-moss2010"><span class="atlas-reference">1</span>',
        '#ref-moss2010"><span class="atlas-reference">Moss</span>',
        SiteCode.COUNTS_DIFFER,
        ("'Moss' of 'moss2010'",),
    ),
    "claim in other words": Fault(
        LISTS,
        "<p>Sulphur dioxide killed beard lichen on oaks. ",
        "<p>Sulphur dioxide killed beard lichen on elms. ",
        SiteCode.STALE_PAGE,
        ("results-001", "oaks"),
        -1,
    ),
    "definition of another entity": Fault(
        LICHEN,
        "A hanging lichen of clean air.</p>",
        "A flat lichen on stone.</p>",
        SiteCode.STALE_PAGE,
        ("beard-lichen",),
        at=Told(LICHEN, "<article", SiteCode.STALE_PAGE),
    ),
    "work under another title": Fault(
        WORKS,
        "Moss A, Bark CD. Is lichen-17-92 grey? J Example",
        "Moss A, Bark CD. Is lichen-17-92 green? J Example",
        SiteCode.STALE_PAGE,
        ("moss2010",),
    ),
    "work under another DOI": Fault(
        WORKS,
        '">doi:10.5555/87654321</a>; ',
        '">doi:10.5555/87654322</a>; ',
        SiteCode.STALE_PAGE,
        ("10.5555/87654321",),
    ),
    "reason of another trial": Fault(
        TRIAL,
        "<p>It does not.</p>",
        "<p>It cleans air.</p>",
        SiteCode.STALE_PAGE,
        ("NCT00000002",),
        at=Told(TRIAL, "<article", SiteCode.STALE_PAGE),
    ),
}
FAULTS = LINKS | TEXTS | STRUCTURE | TABLES | SECURITY | CREDITS | HEADS | RECORDS
