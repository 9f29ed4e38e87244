"""Faults of pages as authors write them, all in one build: each on a page or at a place of its own.

What Sphinx and MyST tell themselves has the type of their warning for a code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.site_code import SiteCode
from tests.faults.fault import UNTYPED, Fault, Told
from tests.files import DOUBTS, MOVED, SCHEME

if TYPE_CHECKING:
    from tests.build import Project

FOLDER = "docs/faulty"
SOURCE = "# {name}\n\n{text}\n"


def written(name: str, text: str, code: Code | str, *words: str, below: int = 2, also: tuple[Told, ...] = ()) -> Fault:
    """Return a page with a fault that is told in its source."""
    source = SOURCE.format(name=name.capitalize(), text=text)
    return Fault(f"{FOLDER}/{name}.md", None, source, code, words, below, also=also)


def read(name: str, text: str, code: SiteCode, shown: str, *words: str, also: tuple[Told, ...] = ()) -> Fault:
    """Return a page with a fault that is told where it is *shown* in the built page."""
    source = SOURCE.format(name=name.capitalize(), text=text)
    return Fault(f"{FOLDER}/{name}.md", None, source, code, words, at=built(name, shown, code), also=also)


def built(name: str, shown: str, code: SiteCode) -> Told:
    """Return a place on the built page."""
    return Told(f"_site/faulty/{name}.html", shown, code)


SPHINX = {
    "unknown page": written(
        "page",
        "See [nowhere](nowhere.md).",
        "myst.xref_missing",
        "nowhere.md",
        also=(built("page", "#nowhere.md", SiteCode.BROKEN_ANCHOR),),
    ),
    "unknown anchor": written(
        "anchor",
        "See [nowhere](../lists.md#nowhere).",
        "myst.xref_missing",
        "nowhere",
        also=(built("anchor", "#nowhere", SiteCode.BROKEN_ANCHOR),),
    ),
    "unknown document": written("document", "See {doc}`nowhere`.", "ref.doc", "nowhere"),
    "unknown label": written("label", "See {ref}`nowhere`.", "ref.ref", "nowhere"),
    "label twice": Fault(
        f"{FOLDER}/twice.md",
        None,
        "# Twice\n\n(again)=\n\n## One\n",
        UNTYPED,
        ("duplicate label again",),
        at=Told("docs/faulty/twice-more.md", "## Two", UNTYPED),
        more=(("docs/faulty/twice-more.md", None, "# Twice more\n\n(again)=\n\n## Two\n"),),
    ),
    "page outside every table of contents": Fault(
        "docs/orphan.md",
        None,
        "# Orphan\n\nAlone.\n",
        "toc.not_included",
        at=Told("docs/orphan.md", "", "toc.not_included"),
        also=(Told("_site/orphan.html", "<html", SiteCode.UNREACHED),),
    ),
    "page of a table of contents that is not there": written(
        "contents", "```{toctree}\nnowhere\n```", "toc.not_readable", "nowhere"
    ),
    "page without a title": Fault(
        f"{FOLDER}/untitled.md",
        None,
        "Only words.\n",
        "toc.no_title",
        at=Told("docs/index.md", "```{toctree}\n:glob:", "toc.no_title"),
        also=(
            built("untitled", "<html", SiteCode.HEADINGS),
            built("untitled", '<h2 id="atlas-citing">', SiteCode.HEADINGS),
        ),
    ),
    "unknown directive": written("directive", "```{nonsense}\n```", "myst.directive_unknown", "nonsense"),
    "unknown option": written(
        "option",
        "```{figure} ../growth.png\n:colour: red\n:alt: Grey\n\nGrowth\n```",
        "myst.directive_option",
        "colour",
        below=3,
    ),
    "unknown role": written("role", "Some {nonsense}`words`.", "myst.role_unknown", "nonsense"),
    "unknown language of code": written("code", "```{code-block} nonsense\nx\n```", "misc.highlighting_failure"),
    "front matter that is none": Fault(
        f"{FOLDER}/matter.md", None, "---\ntitle: [a\n---\n\n# Matter\n", "myst.topmatter", ("Malformed YAML",)
    ),
    "level of headings left out": written("levels", "### Third", "myst.header", "H1 to H3"),
    "picture that is not there": written(
        "picture",
        "![A crust](nowhere.png)",
        "image.not_readable",
        "nowhere.png",
        also=(built("picture", 'alt="A crust"', SiteCode.BROKEN_LINK),),
    ),
    "file that is not there": written("download", "Take {download}`nowhere.pdf`.", "download.not_readable"),
    "text that is not there": written("include", "```{include} nowhere.md\n```", "docutils", "not found"),
    "table with a cell lost": written("cells", "```{list-table}\n* - 1\n  - 2\n* - 3\n```", "docutils", "row 2"),
    "unknown footnote": written(
        "footnote",
        "A note[^1].",
        "docutils",
        '"1"',
        also=(
            built("footnote", "<p>A note", SiteCode.BROKEN_ANCHOR),
            built("footnote", "<p>A note", SiteCode.RAW_MARKUP),
        ),
    ),
    "footnote twice": written(
        "footnotes", "A note[^a].\n\n[^a]: One.\n[^a]: Two.", "ref.footnote", "Duplicate", below=5
    ),
    "footnote that nothing names": written(
        "remark", "A note.\n\n[^a]: One.", "ref.footnote", "not referenced", below=4
    ),
    "unknown work": written("work", "So says {cite}`moss1999`.", Code.UNKNOWN_REFERENCE, "moss1999"),
    "unknown claim": written("claim", "See {atlas:claim}`results-009`.", "ref.claim", "no claim 'results-009'"),
    "unknown entity": written("entity", "See {atlas:entity}`moss`.", "ref.entity", "no entity 'moss'"),
    "unknown trial": written("trial", "See {atlas:trial}`NCT00000009`.", "ref.trial", "NCT00000009"),
}
RECORDS = {
    "unknown count": written("count", "There are {atlas:count}`stones`.", Code.UNKNOWN_FILTER, "stones"),
    "count of an unknown section": written(
        "section", "There are {atlas:count}`claims section=outro`.", Code.UNKNOWN_FILTER, "outro"
    ),
    "claims of an unknown section": written(
        "claims", "```{atlas:claims}\n:section: outro\n```", Code.UNKNOWN_FILTER, "outro"
    ),
    "entities of an unknown kind": written(
        "entities", "```{atlas:entities}\n:kind: moss\n```", Code.UNKNOWN_FILTER, "moss"
    ),
    "register of an unknown section": written(
        "register", "```{atlas:register} outro\n```", Code.UNKNOWN_RECORD, "outro"
    ),
    "unknown figure": written("figure", "```{atlas:figure} sizes\n```", Code.UNKNOWN_RECORD, "sizes"),
    "claims at home twice": written(
        "again",
        "```{atlas:register} results\n```",
        Code.TWO_HOMES,
        "faulty/again",
    )._replace(at=Told("docs/lists.md", "", Code.TWO_HOMES)),
    "figure that no page shows": Fault(
        SCHEME,
        "    remarks: [D1]\n",
        "    remarks: [D1]\n  - {id: idle, draws: works, title: Idle, caption: Idle.}\n",
        Code.HOMELESS,
        ("figure 'idle'",),
        1,
    ),
    "page that a discrepancy names": Fault(
        DOUBTS,
        "pages: [index]",
        "pages: [index, outdex]",
        Code.UNKNOWN_PAGE,
        ("outdex",),
        also=(Told("docs/lists.md", "```{atlas:register-discrepancies}", "ref.doc"),),
    ),
    "move to an unknown page": Fault(
        MOVED, "moved:\n", "moved:\n  - {old: before, new: after}\n", Code.UNKNOWN_PAGE, ("after",), 1
    ),
    "move from a page that is there": Fault(
        MOVED, "{old: tables,", "{old: references, new: lists}\n  - {old: tables,", Code.PAGE_EXISTS, ("references",)
    ),
    "lead of nothing": Fault("docs/leads/lichen/moss.md", None, "Soft.\n", Code.IDLE_LEAD, ("moss",)),
    "page by hand where pages are made": Fault("docs/trials/hand.md", None, "# Hand\n", Code.FOREIGN_FILE, ("hand",)),
}
FILES = {
    "name with accents apart": Fault(
        f"{FOLDER}/u\u0308ber.png", None, "", Code.DECOMPOSED_NAME, (r"u\u0308ber", r"\xfcber")
    ),
    "link to a folder around it": Fault(f"{FOLDER}/round", None, "..", Code.LINK_LOOP, ("round",), link=True),
}
SITE = {
    "page that no link leads to": Fault(
        "docs/free.md",
        None,
        "---\norphan: true\n---\n\n# Free\n\nSee {doc}`freer`.\n",
        SiteCode.UNREACHED,
        at=Told("_site/free.html", "<html", SiteCode.UNREACHED),
    ),
    "page that only such a page links to": Fault(
        "docs/freer.md",
        None,
        "---\norphan: true\n---\n\n# Freer\n",
        SiteCode.UNREACHED,
        at=Told("_site/freer.html", "<html", SiteCode.UNREACHED),
    ),
    "title of another page": Fault(
        "docs/faulty/title.md",
        None,
        "# Words\n",
        SiteCode.NO_TITLE,
        ("title 'Words",),
        at=Told("_site/faulty/word.html", "<title>Words", SiteCode.NO_TITLE),
        more=(("docs/faulty/word.md", None, "# Words\n"),),
    ),
    "two titles": read("titles", "# Another", SiteCode.HEADINGS, "<h1>Another", "2 headings"),
    "heading without words": read("silent", "<h2></h2>", SiteCode.HEADINGS, "<h2></h2>", "without words"),
    "figure without words": read(
        "figures", "```{figure} ../growth.png\nGrowth\n```", SiteCode.NO_ALTERNATIVE, "<img", "growth.png"
    ),
    "picture without words": read("image", "```{image} ../growth.png\n```", SiteCode.NO_ALTERNATIVE, "<img"),
    "picture from another host": read(
        "remote", "![A crust](https://example.org/a.png)", SiteCode.FOREIGN_HOST, "https://example.org/a.png"
    ),
    "frame from another host": read(
        "frame",
        '<iframe title="A" src="https://example.org/"></iframe>',
        SiteCode.FOREIGN_HOST,
        "<iframe",
    ),
    "script by hand": read("script", "<script>alert(1)</script>", SiteCode.INLINE_SCRIPT, "alert(1)"),
    "link by hand to no page": read(
        "raw", '<a href="../nowhere.html">A</a>', SiteCode.BROKEN_LINK, '<p><a href="../nowhere'
    ),
    "link by hand to what is no address": read(
        "odd", '<a href="http://[">A</a>', SiteCode.BROKEN_LINK, '<p><a href="http://['
    ),
    "link by hand without words": read("mute", '<a href="../lists.html"></a>', SiteCode.NO_NAME, '"></a></p>'),
    "drawing by hand": read("drawing", '<svg role="img"></svg>', SiteCode.NO_ALTERNATIVE, '<svg role="img">'),
    "table by hand": read("table", "<table><tr><td>1</td></tr></table>", SiteCode.BARE_TABLE, "<table>", "heads"),
    "id by hand": read("id", '<p id="atlas-citing">A</p>', SiteCode.DUPLICATE_ANCHOR, '<h2 id="atlas-citing">'),
    "link with a space too many": read(
        "space", "See [lists] (lists.md).", SiteCode.RAW_MARKUP, "<p>See [lists]", "lists.md"
    ),
    "role with a space too many": read("cited", "So {cite} `fern2015`.", SiteCode.RAW_MARKUP, "<p>So {cite}", "{cite}"),
    "record with a space too many": read(
        "named", "See {atlas:claim} `results-001`.", SiteCode.RAW_MARKUP, "<p>See {atlas", "{atlas:claim}"
    ),
    "fence that is none": read("fence", ":::{note}\nA note.\n:::", SiteCode.RAW_MARKUP, "<p>:::", ":::"),
}
FAULTS = SPHINX | RECORDS | FILES | SITE


def prepare(project: Project) -> None:
    """Give the pages with faults a place in the table of contents of *project*."""
    project.edit("docs/index.md", "trials/*\n", "trials/*\nfaulty/*\n")
