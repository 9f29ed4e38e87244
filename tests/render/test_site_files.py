"""The files at the root of the site: valid, complete, and read by others as they are meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser

from lxml import etree

from atlas.render.pages import Page, Site
from atlas.render.schemas import FILES
from atlas.render.site_files import llms, robots, sitemap
from tests.render import read_back
from tests.render.sample_pages import BASE, every_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from atlas.library import Library

# The sitemap protocol, version 0.9, as a schema: what it allows of what we write.
PROTOCOL = b"""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"
    targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
 <xs:element name="urlset">
  <xs:complexType><xs:sequence><xs:element ref="url" maxOccurs="50000"/></xs:sequence></xs:complexType>
  <xs:unique name="once"><xs:selector xpath="s:url"/><xs:field xpath="s:loc"/></xs:unique>
 </xs:element>
 <xs:element name="url">
  <xs:complexType><xs:sequence>
   <xs:element name="loc">
    <xs:simpleType><xs:restriction base="xs:anyURI">
     <xs:maxLength value="2048"/><xs:pattern value="https?://[!-~]+"/>
    </xs:restriction></xs:simpleType>
   </xs:element>
   <xs:element name="lastmod" type="xs:date"/>
  </xs:sequence></xs:complexType>
 </xs:element>
</xs:schema>
"""
SITE = Site("The [grey] atlas", "The contributors", "https://a.example/en/")
ODD = Page(SITE, "a b", "A & B", "a b/é&<c>.html")


def complaints(text: str) -> str:
    """Return what breaks the sitemap protocol, if anything."""
    schema = etree.XMLSchema(etree.fromstring(PROTOCOL))
    return "" if schema.validate(etree.fromstring(text.encode())) else str(schema.error_log)


def test_sitemap_is_valid_and_complete(atlas_library: Library) -> None:
    """Each page once, absolute, with the date of the data; odd addresses are encoded."""
    pages = every_page(atlas_library)
    text = sitemap([*pages, ODD, ODD], atlas_library.scheme.as_of, BASE)
    assert complaints(text) == ""
    found = etree.fromstring(text.encode()).xpath("//*[local-name() = 'loc']/text()")
    assert isinstance(found, list)
    assert set(found) == {BASE + page.address for page in pages} | {f"{BASE}a%20b/%C3%A9%26%3Cc%3E.html"}
    assert text.count(f"<lastmod>{atlas_library.scheme.as_of}</lastmod>") == len(pages) + 1
    assert text == sitemap(reversed([*pages, ODD]), atlas_library.scheme.as_of, BASE)


def test_a_broken_sitemap_is_refused() -> None:
    """A relative address, a date that is none and a second entry break the protocol; an odd base does not."""
    assert complaints(sitemap([ODD], "2024-05-01", "https://a.example/a&b/")) == ""
    assert complaints(sitemap([ODD], "2024-05-01", "")) != ""
    assert complaints(sitemap([ODD], "in May", BASE)) != ""
    whole = sitemap([ODD], "2024-05-01", BASE)
    entry = whole[whole.index(" <url>") : whole.index("</urlset>")]
    assert complaints(whole.replace(entry, entry + entry)) != ""


def test_robots_may_go_everywhere() -> None:
    """A reader of `robots.txt` may fetch any page and finds the sitemap."""
    reader = RobotFileParser()
    reader.parse(robots(BASE).splitlines())
    assert reader.can_fetch("AnyBot", f"{BASE}entities/x.html")
    assert reader.site_maps() == [f"{BASE}sitemap.xml"]


def listing(text: str) -> tuple[HtmlElement, dict[str, list[tuple[str, str]]]]:
    """Return the parsed `llms.txt`, and the links of each section."""
    read = read_back.from_markdown(text)
    sections: dict[str, list[tuple[str, str]]] = {}
    for title in read.iter("h2"):
        entries = title.getnext()
        assert entries is not None
        assert entries.tag == "ul"
        sections[str(title.text_content())] = read_back.links(entries)
        assert all(item[0].tag == "a" and not (item.text or "").strip() for item in entries), (
            "an entry starts with its link"
        )
        assert len(entries) == len(sections[str(title.text_content())])
    return read, sections


def test_llms_has_the_form(atlas_library: Library) -> None:
    """A title, a summary in a block quote, then sections that are lists of links and nothing else."""
    text = llms(atlas_library, SITE, every_page(atlas_library))
    read, sections = listing(text)
    assert [child.tag for child in read][:3] == ["h1", "blockquote", "p"]
    assert [child.tag for child in read][3:] == ["h2", "ul"] * len(sections)
    assert len(read.xpath("./h2")) == len(sections), "no two sections share a title"
    assert str(read[0].text_content()) == SITE.title
    assert atlas_library.scheme.article.doi in str(read[1].text_content())
    pattern = re.compile(r"- \[[^\]]+\]\([^)\s]+\)(: \S.*)?")  # how readers of the format find an entry
    assert all(pattern.fullmatch(line) for line in text.splitlines() if line.startswith("-"))


def test_llms_lists_every_page_once(atlas_library: Library) -> None:
    """The copy of each page, in its group, and the data."""
    pages = every_page(atlas_library)
    _, sections = listing(llms(atlas_library, SITE, pages))
    addresses = [address for entries in sections.values() for _, address in entries]
    data = {f"{SITE.base}api/v1/{name}.json" for name in FILES.values()}
    assert set(addresses) == {f"{SITE.base}{page.stem}.md" for page in pages} | data
    assert len(addresses) == len(set(addresses))
    assert list(sections)[:3] == ["Pages", "Pages: A folder", "Data"]
    assert [words for words, _ in sections["Pages: A folder"]] == ["A folder", "Nothing cited"]
    for kind in atlas_library.scheme.kinds:
        labels = [words for words, _ in sections.get(f"Entities: {kind.plural}", [])]
        assert sorted(labels) == sorted(entity.label for entity in atlas_library.entities_of(kind.id))
    assert len(sections["Records: trials"]) == len(atlas_library.trials)
    assert len(sections["Records: works cited"]) == len(atlas_library.references)


def test_llms_of_an_unplaced_site_is_relative(lichen_library: Library) -> None:
    """Without a base addresses lead from the root; brackets of a title become round, or they would end it."""
    page = Page(Site("A", "B"), "odd", "[48] Moss & co.", "odd/", "Is it *grey*?")
    text = llms(lichen_library, page.site, [page])
    assert "\n- [(48) Moss & co.](odd/index.md): Is it \\*grey\\*?\n" in text
    assert "(api/v1/claims.json)" in text
