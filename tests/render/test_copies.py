"""The copies of a page say what the page says: its words, headings, tables and links, and nothing else."""

from __future__ import annotations

import copy
import json
import posixpath
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.render.copies import copies, json_text, markdown, record
from atlas.render.markdown import Writer, escaped, link
from atlas.render.pages import Page
from atlas.render.pages import Site as SiteNames
from atlas.render.rendered import read
from tests.render import read_back

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from atlas.library import Library
    from tests.build import Site

NAMES = SiteNames("The *atlas*", "The contributors")
PAGE = Page(NAMES, "rocks/grey", "Grey rocks", "rocks/grey.html", "On rocks.", works=("fern2015",))
COPIED = ("index.html", "rocks/green.html", "rocks/grey.html")

BODY = """
<nav><ol><li><a href="../index.html">Way here</a></li></ol></nav>
<section id="grey-rocks">
<span id="old-name"></span><h1>Grey_rocks #1<a class="headerlink" href="#grey-rocks">¶</a></h1>
<p>Some are
  <em>grey</em> <span class="atlas-citation">[<a class="reference internal" href="../refs.html#ref-moss"
  >48</a>, <a class="reference internal" href="../refs.html#ref-fern">49</a>]</span>, a*b*c and 2&nbsp;mm.</p>
<p>1. no list</p>
<p># no heading!<a href="green.html"><span>Green</span></a><a class="empty" href="green.html"><span></span></a></p>
<div class="atlas-note admonition"><p class="admonition-title"><a href="#doubt-d1">D1</a> A doubt</p>
<p>Why:</p><ul class="simple"><li><p>one</p></li><li><p>two</p><ol start="3"><li>three</li></ol></li></ul></div>
<button type="button">Copy</button><script>run()</script><!-- a remark -->
<section id="facts"><h2>Facts<a class="headerlink" href="#facts">¶</a></h2>
<dl class="simple"><dt><span class="target" id="term-x"></span>: X</dt><dd><p>one</p><p>two</p></dd>
<dt>Y</dt><dd><div class="highlight-yaml notranslate"><div class="highlight"><pre><span></span>  a: `b`

c: ```
</pre></div></div></dd></dl>
<table id="rows"><caption><span class="caption-text">Rows | all</span><a class="headerlink" href="#rows">¶</a></caption>
<thead><tr><th scope="col"><p>Name</p></th><th scope="col"><p>Size</p></th></tr></thead>
<tbody><tr><th scope="row"><p><span class="target" id="rows-a"></span>a|b
<a class="atlas-row-link reference internal" href="#rows-a">¶</a></p></th>
<td><p>1</p><p><code class="docutils literal"><span class="pre">x|y</span></code></p></td></tr>
<tr><th scope="row"><p>c</p></th><td><ul><li><p>2<br>3</p></li><li><p><a href="https://a.example/x_(1)?p=1&amp;copy;">z</a></p></li></ul></td></tr>
</tbody></table>
<p><img alt="A rock [grey]" src="../_images/rock.png"></p>
</section></section>
"""

EXPECTED = """\
# Grey\\_rocks \\#1

Copy of [rocks/grey.html](grey.html) in The \\*atlas\\*, version 0.1, as of 2024-05-01. CREDIT

Some are *grey* \\[[48](../refs.html#ref-moss), [49](../refs.html#ref-fern)\\], a\\*b\\*c and 2\xa0mm.

1\\. no list

\\# no heading\\![Green](green.md)

> **[D1](grey.html#doubt-d1) A doubt**
>
> Why:
>
> - one
>
> - two
>
>   3. three

## Facts

\\: X
:   one

    two

Y
:   ````yaml
      a: `b`

    c: ```
    ````

**Rows | all**

| Name | Size |
| --- | --- |
| a\\|b | 1<br>`x\\|y` |
| c | 2<br>3<br>[z](<https://a.example/x_(1)?p=1\\&copy;>) |

![A rock \\[grey\\]](../_images/rock.png)
"""


def written(body: str) -> str:
    """Return the Markdown of *body* alone."""
    return Writer(lambda address: address).blocks(read(body))


def test_a_page_as_markdown(lichen_library: Library) -> None:
    """Everything that occurs on a page, in its form."""
    made = markdown(lichen_library, PAGE, BODY, COPIED)
    start, end = made.index("Restructured"), made.index("\n\nSome are")
    credit = made[start:end]
    assert made.replace(credit, "CREDIT") == EXPECTED
    article = lichen_library.scheme.article
    assert f"](https://doi.org/{article.doi})" in credit
    assert credit.endswith(f"Licence: [{article.licence}]({article.licence_url}).")


def test_a_page_as_markdown_reads_back(lichen_library: Library) -> None:
    """A reader of Markdown finds the words, headings, cells and links of the page."""
    made = read_back.from_markdown(markdown(lichen_library, PAGE, BODY, COPIED))
    compare(made, read_back.parsed(BODY), PAGE)


def test_a_page_as_json(lichen_library: Library) -> None:
    """The same as plain values; addresses lead from the root of the site."""
    made = record(lichen_library, PAGE, BODY)
    assert (made["title"], made["address"], made["description"]) == ("Grey rocks", "rocks/grey.html", "On rocks.")
    assert (made["version"], made["as_of"]) == ("0.1", "2024-05-01")
    assert made["source"]["doi"] == lichen_library.scheme.article.doi
    assert [(one["level"], one["title"], one["anchor"]) for one in made["sections"]] == [
        (1, "Grey_rocks #1", "grey-rocks"),
        (2, "Facts", "facts"),
    ]
    assert made["sections"][0]["text"].split("\n") == [
        "Some are grey [48, 49], a*b*c and 2\xa0mm.",
        "1. no list",
        "# no heading!Green",
        "D1 A doubt",
        *("Why:", "one", "two", "three"),
    ]
    assert made["sections"][1]["text"] == ": X\none\ntwo\nY\n  a: `b`\n\nc: ```"
    assert made["tables"] == [
        {
            "id": "rows",
            "caption": "Rows | all",
            "section": "facts",
            "columns": ["Name", "Size"],
            "rows": [["a|b", "1\nx|y"], ["c", "2 3\nz"]],
        }
    ]
    assert made["works"] == [{"key": "fern2015", "number": 2}]
    assert made["links"] == [
        {"text": "48", "address": "refs.html#ref-moss"},
        {"text": "49", "address": "refs.html#ref-fern"},
        {"text": "Green", "address": "rocks/green.html"},
        {"text": "D1", "address": "rocks/grey.html#doubt-d1"},
        {"text": "z", "address": "https://a.example/x_(1)?p=1&copy;"},
    ]


def test_both_copies_are_the_same_each_time(lichen_library: Library) -> None:
    """One reading of the page makes both, and nothing of the day or of the machine is in them."""
    first, again = (copies(lichen_library, PAGE, BODY, COPIED) for _ in range(2))
    assert first == again
    assert first["md"] == markdown(lichen_library, PAGE, BODY, COPIED)
    assert json.loads(first["json"]) == record(lichen_library, PAGE, BODY)
    assert first["json"] == json_text(record(lichen_library, PAGE, BODY))


@pytest.mark.parametrize(
    ("address", "href", "expected"),
    [
        ("rocks/grey.html", "green.html", "green.md"),
        ("rocks/grey.html", "green.html#top", "green.html#top"),
        ("rocks/grey.html", "../index.html", "../index.md"),
        ("rocks/grey.html", "../genindex.html", "../genindex.html"),
        ("rocks/grey.html", "#top", "grey.html#top"),
        ("rocks/grey.html", "../api/v1/claims.json", "../api/v1/claims.json"),
        ("rocks/grey.html", "https://a.example/green.html", "https://a.example/green.html"),
        ("rocks/grey.html", "mailto:a@b.example", "mailto:a@b.example"),
        ("rocks/grey/", "../green/", "../green/index.md"),
        ("rocks/grey/", "#top", "index.html#top"),
        ("rocks/grey/", "../../refs/#ref-moss", "../../refs/#ref-moss"),
    ],
)
def test_links_lead_to_what_is_there(lichen_library: Library, address: str, href: str, expected: str) -> None:
    """To the copy of a page, to the page itself for a place in it or where there is no copy, else where they led."""
    page = Page(NAMES, "rocks/grey", "Grey", address)
    copied = ("index.html", "rocks/green.html", "rocks/green/")
    assert f"[x]({expected})" in markdown(lichen_library, page, f'<p><a href="{href}">x</a></p>', copied)


def test_a_known_base_makes_the_source_absolute(lichen_library: Library) -> None:
    """The copy then tells its origin wherever it is taken."""
    page = Page(SiteNames("A", "B", "https://a.example/en/"), "index", "Start", "index.html")
    made = markdown(lichen_library, page, "<p>x</p>")
    assert made.startswith(
        "# Start\n\nCopy of [https://a.example/en/index.html](https://a.example/en/index.html) in A,"
    )


@pytest.mark.parametrize(
    "address", ["https://a.example/<b>(c", "https://a.example/b\\(c)_<d", "https://a.example/b\\>"]
)
def test_addresses_read_back_as_they_are(address: str) -> None:
    """Whatever signs they hold."""
    ((words, found),) = read_back.links(read_back.from_markdown(link("x", address)))
    assert (words, unquote(found)) == ("x", address)


def test_words_of_the_article_are_no_markup_in_the_credit(lichen_library: Library) -> None:
    """Title, licence and version stand in a line of Markdown."""
    nasty = "<script>*x*</script>"
    article = replace(lichen_library.scheme.article, title=nasty, licence=nasty)
    scheme = replace(lichen_library.scheme, article=article, version=nasty)
    credit = read_back.from_markdown(markdown(replace(lichen_library, scheme=scheme), PAGE, "<p>x</p>"))
    assert str(credit.text_content()).count(nasty) == 3


def test_words_before_the_first_section_come_under_the_title(lichen_library: Library) -> None:
    """A page without a section is one section."""
    (section,) = record(lichen_library, PAGE, "<p>one</p>two")["sections"]
    assert section == {"level": 1, "title": "Grey rocks", "anchor": "", "text": "one\ntwo"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a<strong> b </strong>c</p>", "a **b** c"),
        ("<p>a<strong>(b)</strong>c</p>", "a(b)c"),
        ("<p><em></em> x</p>", "x"),
        ("<p class='admonition-title'>a <strong>b</strong> c</p>", "a **b** c"),
        ("<p>H<sub>2</sub>O</p>", "H<sub>2</sub>O"),
        ("<p>a<br>b</p>", "a<br>b"),
        ("<p>Wow!<img alt='x' src='x.png'></p>", "Wow\\!![x](x.png)"),
        ("<p><code>`</code></p>", "`` ` ``"),
        ("<p>a<code> b </code>c</p>", "a `b` c"),
        ("<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>", "> a\n>\n> > b"),
        ("<ul><li></li><li>b</li></ul>", "-\n- b"),
        ("<dl><dt>a</dt><dt>b</dt><dd></dd></dl>", "a, b"),
        ("<dl><dt></dt><dd>1</dd></dl>", "1"),
        ("<dl><dt>a</dt><dd><p>1</p></dd><dd><p>2</p></dd></dl>", "a\n:   1\n\n:   2"),
        ("<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
         "|  |  |\n| --- | --- |\n| a |  |\n| b | c |"),
        ("<table><tr><td><pre>a|\n\nb</pre></td></tr></table>", "|  |\n| --- |\n| `a\\|`<br>`b` |"),
        ("<p hidden>x</p><template><p>y</p></template><svg><text>z</text></svg>", ""),
        ("<p>&amp;amp; &amp; &lt;b&gt;</p>", "\\&amp; & \\<b>"),
    ],
)  # fmt: skip
def test_small_things(body: str, expected: str) -> None:
    """Each form that is not on every page."""
    assert written(body) == expected


MARKUP = st.text("aé1 \t\n.)(![]{}<>*_`~#+-=:|\\&;^$@%\"'/\xa0", max_size=12)
FRAMES = (
    "<p>{}</p>",
    "<p>a{}</p>",
    "<h2>{}</h2>",
    "<ul><li>{}</li><li><p>{}</p><p>{}</p></li></ul>",
    "<ol start='9'><li>{}</li><li>{}</li></ol>",
    "<dl><dt>{}</dt><dd><p>{}</p></dd></dl>",
    "<blockquote><p>{}</p></blockquote>",
    "<p>{}<a href='x.html'>b{}</a>{}</p>",
    "<p>{}<em>{}</em>{}</p>",
    "<p>{}<strong>{}</strong>{}</p>",
    "<p>a <code>{}</code> b</p>",
    "<table><thead><tr><th>{}</th></tr></thead><tbody><tr><td><p>{}</p><p>{}</p></td></tr></tbody></table>",
    "<table><tbody><tr><td>a <code>{}</code> b</td></tr></tbody></table>",
)


@given(frame=st.sampled_from(FRAMES), texts=st.tuples(MARKUP, MARKUP, MARKUP))
def test_any_text_reads_back_as_it_is(frame: str, texts: tuple[str, str, str]) -> None:
    """Nothing that stands on a page is taken for markup, wherever it stands."""
    body = frame.format(*map(escape, texts))
    assert read_back.words(read_back.from_markdown(written(body))) == read_back.words(read_back.parsed(body))


@given(st.text("a`~\n >-|", min_size=1, max_size=20).map(lambda text: f"{text}x"))
def test_any_code_reads_back_as_it_is(code: str) -> None:
    """Fences are longer than anything in the code."""
    (block,) = read_back.from_markdown(written(f"<li><pre>\n{escape(code)}\n</pre></li>")).iter("pre")
    assert str(block.text_content()).strip("\n") == code.strip("\n")


def test_escapes_are_few() -> None:
    """Plain words stay as they are."""
    plain = "Grey (or green), 5 % of 2 – 3 mm; a/b: “c”, d-e & f? g. h + i = j > k"
    assert escaped(plain) == plain


def compare(made: HtmlElement, shown: HtmlElement, page: Page) -> None:
    """Compare the Markdown of *page*, as a reader reads it, with what the page shows."""
    made, shown = copy.deepcopy(made), read_back.bare(shown)
    made.remove(made[1])  # the line on source and licence
    assert read_back.words(made) == read_back.words(shown), page.name
    assert read_back.headings(made) == read_back.headings(shown), page.name
    assert read_back.tables(made) == read_back.tables(shown), page.name
    assert addresses(made, page) == addresses(shown, page), page.name


def addresses(element: HtmlElement, page: Page) -> list[tuple[str, str]]:
    """Return words and address of each link on *page*, from the root of the site; a copy stands for its page."""
    return [(words, target(page, href)) for words, href in read_back.links(element)]


def target(page: Page, href: str) -> str:
    """Return where a link leads, from the root of the site; a copy stands for its page."""
    address = unquote(href)
    if urlsplit(address).scheme:
        return address
    path = urljoin(page.address, address)
    return f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path


# The site as it is published: `page.md` and `page.json` stand beside `page.html`.


@pytest.fixture(scope="module")
def published(site: Site) -> dict[str, HtmlElement]:
    """Return the content of every page that must have copies: all but those that Sphinx and redirects make."""
    found = {name: page.xpath("//article[@role='main']/section") for name, page in site.pages.items()}
    return {name: sections[0] for name, sections in found.items() if sections and name not in {"genindex", "search"}}


@pytest.fixture(scope="module")
def read_copies(site: Site, published: dict[str, HtmlElement]) -> dict[str, HtmlElement]:
    """Return what a reader of Markdown makes of the copy of each page."""
    return {name: read_back.from_markdown((site.folder / f"{name}.md").read_text("utf-8")) for name in published}


def page_named(name: str) -> Page:
    """Return the page *name* of the site."""
    return Page(NAMES, name, name, f"{name}.html")


def test_published_markdown_is_the_page(published: dict[str, HtmlElement], read_copies: dict[str, HtmlElement]) -> None:
    """On every page of the site the same words, headings, cells and links."""
    assert len(published) > 400
    for name, shown in published.items():
        compare(read_copies[name], shown, page_named(name))


def test_published_json_is_the_page(site: Site, published: dict[str, HtmlElement]) -> None:
    """On every page of the site the same words, headings, cells and links."""
    for name, page in published.items():
        made = json.loads((site.folder / f"{name}.json").read_text("utf-8"))
        shown = read_back.bare(page)
        assert made["address"] == f"{name}.html"
        headings = [(one["level"], one["title"].split()) for one in made["sections"]]
        assert headings == [(level, words.split()) for level, words in read_back.headings(shown)], name
        rows = [[[cell.split() for cell in row] for row in table["rows"]] for table in made["tables"]]
        assert rows == read_back.tables(shown), name
        links = {(one["text"], unquote(one["address"])) for one in made["links"]}
        assert links == set(addresses(shown, page_named(name))), name
        for table in shown.xpath(".//table"):
            table.drop_tree()
        words = [word for one in made["sections"] for word in f"{one['title']} {one['text']}".split()]
        assert words == read_back.words(shown), name


def test_published_copies_lead_to_files(site: Site, read_copies: dict[str, HtmlElement]) -> None:
    """Every link within the site leads to a file that is there; to all pages but a few another copy leads."""
    found = set()
    for name, made in read_copies.items():
        hrefs = {str(one.get("href") or one.get("src")) for one in made.iter("a", "img")}
        inner = (unquote(href.partition("#")[0]) for href in hrefs if not urlsplit(href).scheme)
        found |= {posixpath.normpath(posixpath.join(posixpath.dirname(name), href)) for href in inner}
    assert [path for path in sorted(found) if not (site.folder / path).is_file()] == []
    assert len([path for path in found if path.endswith(".md")]) > len(read_copies) / 2


def test_published_tables_are_complete(site: Site, read_copies: dict[str, HtmlElement], atlas_library: Library) -> None:
    """A row for each record, in both copies."""
    trials = atlas_library.trials
    expected = {
        ("evidence/functions", "functions"): len(atlas_library.findings(atlas_library.claims)),
        ("evidence/trials", "trials-in-review"): sum(trial.printed is not None for trial in trials),
        ("evidence/trials", "trials-later"): sum(trial.printed is None for trial in trials),
        ("references", "works"): len(atlas_library.references),
    }
    for (name, table), count in expected.items():
        made = json.loads((site.folder / f"{name}.json").read_text("utf-8"))["tables"]
        place = [one["id"] for one in made].index(table)
        assert len(made[place]["rows"]) == count
        assert len(read_back.tables(read_copies[name])[place]) == count
