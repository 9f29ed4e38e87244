"""The feed of releases: valid Atom, the same in every build, with addresses that lead somewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from atlas.model.history import Release
from atlas.render.feed import feed, identity
from atlas.render.pages import Site

if TYPE_CHECKING:
    from atlas.library import Library

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://a.example/en/"

# RFC 4287 as a schema: what it demands of a feed, as far as we write it.
RFC = b"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start>
  <element name="feed">
   <ref name="language"/>
   <interleave>
    <ref name="named"/>
    <oneOrMore><element name="author"><element name="name"><ref name="words"/></element></element></oneOrMore>
    <optional><element name="rights"><text/></element></optional>
    <zeroOrMore>
     <element name="entry">
      <interleave>
       <ref name="named"/>
       <element name="content">
        <attribute name="type"><value>xhtml</value></attribute>
        <element name="div" ns="http://www.w3.org/1999/xhtml"><zeroOrMore><ref name="block"/></zeroOrMore></element>
       </element>
      </interleave>
     </element>
    </zeroOrMore>
   </interleave>
  </element>
 </start>
 <define name="named">
  <interleave>
   <element name="id">
    <data type="anyURI"><param name="pattern">urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}</param></data>
   </element>
   <element name="title"><ref name="words"/></element>
   <element name="updated"><data type="dateTime"><param name="pattern">[^Z]+Z</param></data></element>
   <zeroOrMore>
    <element name="link">
     <attribute name="rel"><choice><value>alternate</value><value>self</value></choice></attribute>
     <attribute name="type"><data type="string"><param name="pattern">[a-z]+/[a-z+]+</param></data></attribute>
     <attribute name="href"><data type="anyURI"><param name="minLength">1</param></data></attribute>
    </element>
   </zeroOrMore>
  </interleave>
 </define>
 <define name="block">
  <choice>
   <element name="p" ns="http://www.w3.org/1999/xhtml"><text/></element>
   <element name="ul" ns="http://www.w3.org/1999/xhtml">
    <oneOrMore>
     <element name="li" ns="http://www.w3.org/1999/xhtml">
      <mixed>
       <zeroOrMore>
        <element name="a" ns="http://www.w3.org/1999/xhtml">
         <attribute name="href"><data type="anyURI"/></attribute>
         <text/>
        </element>
       </zeroOrMore>
      </mixed>
     </element>
    </oneOrMore>
   </element>
  </choice>
 </define>
 <define name="words"><data type="string"><param name="pattern">(.|\\n)*\\S(.|\\n)*</param></data></define>
 <define name="language"><attribute name="xml:lang"><data type="language"/></attribute></define>
</grammar>
"""


def address(kind: str, id_: str) -> str:
    """Return an address for every record but one that has none."""
    return "" if id_ == "ozone" else f"{kind}.html#{id_}"


def made(library: Library, base: str = "", page: str = "changes.html") -> str:
    """Return the feed of *library*."""
    return feed(library, Site("The atlas & <more>", 'The "contributors" & co.', base), address, page)


def ids(text: str) -> list[str]:
    """Return the ids of a feed and of its entries."""
    root: Any = etree.fromstring(text.encode())
    return [one.text for one in root.iter(f"{ATOM}id")]


def complaints(text: str) -> str:
    """Return what breaks the RFC, if anything."""
    schema = etree.RelaxNG(etree.fromstring(RFC))
    root: Any = etree.fromstring(text.encode())
    said = "" if len(ids(text)) == len(set(ids(text))) else "an id stands twice"
    for one in [root, *root.iter(f"{ATOM}entry")]:
        if [link.get("rel") for link in one.findall(f"{ATOM}link")].count("alternate") != 1:
            said += "not one alternate"
    return said if schema.validate(root) else f"{said}{schema.error_log}"


@pytest.mark.parametrize("base", ["", BASE])
def test_the_feed_is_valid(lichen_library: Library, base: str) -> None:
    """With and without the address of the site."""
    text = made(lichen_library, base)
    assert complaints(text) == ""
    assert made(lichen_library, base) == text


BREAKS = {
    "id": ("urn:uuid:", "urn:"),
    "hour": ("T00:00:00Z", ""),
    "zone": ("00Z<", "00<"),
    "author": ("author>", "editor>"),
    "rel": ('rel="self"', 'rel="me"'),
    "two alternates": ('rel="self"', 'rel="alternate"'),
    "markup": ("<ul>", "<ul><b/>"),
    "language": (' xml:lang="en"', ""),
}


@pytest.mark.parametrize(("old", "new"), BREAKS.values(), ids=BREAKS.keys())
def test_a_broken_feed_is_refused(lichen_library: Library, old: str, new: str) -> None:
    """The schema above is no rubber stamp."""
    text = made(lichen_library)
    assert old in text
    assert complaints(text.replace(old, new))


def test_every_release_is_an_entry(lichen_library: Library) -> None:
    """The newest first, with its day, its place on the page and what it changed."""
    root: Any = etree.fromstring(made(lichen_library, BASE).encode())
    assert root.findtext(f"{ATOM}title") == "The atlas & <more>: what has changed"
    assert root.findtext(f"{ATOM}updated") == "2024-05-01T00:00:00Z"
    assert [one.findtext(f"{ATOM}title") for one in root.iter(f"{ATOM}entry")] == [
        "Version 0.1 (as of 2024-05-01)",
        "Version 0.0 (as of 2024-01-31)",
    ]
    assert [one.get("href") for one in root.iter(f"{ATOM}link")] == [
        f"{BASE}changes.atom",
        f"{BASE}changes.html",
        f"{BASE}changes.html#release-2",
        f"{BASE}changes.html#release-1",
    ]
    first, second = ("".join(one.itertext()) for one in root.iter(f"{ATOM}content"))
    assert "results-001: Statement: was “Sulphur dioxide harmed beard lichen.”, is now “Sulphur" in first
    assert second.startswith("The first release. It holds 5 claims")
    links = {one.text: one.get("href") for one in root.iter("{http://www.w3.org/1999/xhtml}a")}
    assert links["results-001"] == f"{BASE}claim.html#results-001"
    assert "Ozone" not in links
    assert "Ozone: Note: added" in first


def test_ids_stay(lichen_library: Library) -> None:
    """Whatever the site is called, wherever it is published and whatever is released later."""
    later = Release("1.0", "2025-01-01")
    history = replace(lichen_library.history, releases=(*lichen_library.history.releases, later))
    grown = replace(lichen_library, history=history)
    before, after = ids(made(lichen_library)), ids(feed(grown, Site("Other", "Others", BASE), address, ""))
    assert before[0] == f"urn:uuid:{identity(lichen_library)}"
    assert [after[0], *after[2:]] == before
    assert after[1] not in before


def test_without_a_page_the_feed_leads_to_the_first(lichen_library: Library) -> None:
    """An entry must lead somewhere."""
    root: Any = etree.fromstring(made(lichen_library, page="").encode())
    assert {one.get("href") for one in root.iter(f"{ATOM}link")} == {"changes.atom", "index.html"}
