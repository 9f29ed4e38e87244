"""Addresses stay good: a renamed record is found under its old id, and a lost one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.checks.__main__ import check_all, main
from atlas.checks.site.addresses import addresses
from atlas.checks.site.reading import read_site
from atlas.code import Code
from atlas.site_code import SiteCode
from tests.build import Project, Site, ok

if TYPE_CHECKING:
    from atlas.problem import Problem

LICHEN = "data/entities/lichen.yaml"
RESULTS = "data/claims/results.yaml"


def rename(project: Project, *, keep: bool) -> None:
    """Give an entity and a claim new ids; *keep* says whether the old ones stand as `former`."""
    for name in (LICHEN, RESULTS, "data/claims/intro.yaml", "docs/index.md", "data/discrepancies/doubts.yaml"):
        path = project.folder / name
        text = path.read_text("utf-8").replace("beard-lichen", "usnea").replace("results-001", "results-002")
        path.write_text(text, "utf-8")
    if keep:
        project.edit(LICHEN, "    label: Beard lichen\n", "    former: [beard-lichen]\n    label: Beard lichen\n")
        project.edit(RESULTS, "    kind: field-finding\n", "    former: [results-001]\n    kind: field-finding\n")


def test_renamed_records_are_found_under_their_old_ids(lichen: Project) -> None:
    """The old page leads to the new one without scripts, the old anchor stands beside the new one."""
    rename(lichen, keep=True)
    site = ok(lichen.build())
    assert check_all(lichen.folder, site.folder) == ([], 0)
    (refresh,) = site.page("entities/lichen/beard-lichen").xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == "0; url=usnea.html"
    (item,) = site.page("lists").xpath("//*[@id='claim-results-001']/ancestor::div[contains(@class, 'atlas-item')]")
    assert item.xpath(".//*[@id='claim-results-002']")


def test_lost_addresses_are_told(lichen: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the old ids the check names each lost address with its line, and fails."""
    rename(lichen, keep=False)
    site = ok(lichen.build())
    assert main([str(lichen.folder), str(site.folder)]) == 1
    output = capsys.readouterr().out
    for address in ("entities/lichen/beard-lichen.html", "lists.html#claim-results-001"):
        assert f"address {address!r}; expected a page or an anchor of the site" in output


def test_former_ids_must_be_free(lichen: Project) -> None:
    """An id that is in use, or that another record had, is no former id."""
    line = lichen.edit(LICHEN, "    label: Grey crust\n", "    former: [beard-lichen]\n    label: Grey crust\n")
    problems: list[Problem] = lichen.problems()
    assert [(one.code, one.place.line) for one in problems] == [(Code.DUPLICATE_ID, line)]


def move(project: Project) -> None:
    """Move the page with everything on it to another address, in another folder."""
    (project.folder / "docs/all").mkdir()
    (project.folder / "docs/lists.md").rename(project.folder / "docs/all/lists.md")
    project.edit("docs/all/lists.md", "{figure} growth.png", "{figure} ../growth.png")
    project.edit("docs/index.md", "\nlists\n", "\nall/lists\n")


def test_a_page_that_moved_leads_on(lichen: Project) -> None:
    """From every address that it ever had, to itself at once; so do the addresses of all that stands on it."""
    move(lichen)
    lichen.append("data/moved.yaml", "  - {old: words, new: lists#words}\n  - {old: lists, new: all/lists}\n")
    lichen.append("data/moved.yaml", "  - {old: beards, new: entities/lichen/old-beard}\n")
    lichen.edit(LICHEN, "    label: Beard lichen\n", "    former: [old-beard]\n    label: Beard lichen\n")
    site = ok(lichen.build())
    assert check_all(lichen.folder, site.folder) == ([], 0)
    assert site.page("index").xpath("//a[text()='What has changed']/@href") == ["all/lists.html"]
    for old, place in (("lists", ""), ("tables", ""), ("words", "#words")):  # the last has become part of another page
        address = f"all/lists.html{place}"
        assert site.page(old).xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={address}"]
        assert site.page(old).xpath("//article//a[text()='Lists']/@href") == [address]
    (refresh,) = site.page("beards").xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == "0; url=entities/lichen/beard-lichen.html"
    (refresh,) = ok(lichen.build("dirhtml")).page("tables/index").xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == "0; url=../all/lists/"


def lost(project: Project, site: Site) -> list[str]:
    """Return the addresses of *project* that lead nowhere, having made sure that nothing else is wrong."""
    found, _ = check_all(project.folder, site.folder)
    assert {one.code for one in found} <= {SiteCode.LOST_ADDRESS}
    return [one.found.removeprefix("address ").strip("'") for one in found]


def test_a_page_that_moved_unseen_is_told(lichen: Project) -> None:
    """With all that stood on it."""
    (lichen.folder / "docs/references.md").rename(lichen.folder / "docs/works.md")
    lichen.edit("docs/index.md", "\nreferences\n", "\nworks\n")
    found = lost(lichen, ok(lichen.build()))
    assert {"references.html", "references.html#ref-moss2010", "references.html#what-they-support"} <= set(found)
    lichen.append("data/moved.yaml", "  - {old: references, new: works}\n")
    lichen.edit("docs/works.md", "## What they support", "## What rests on them")
    assert lost(lichen, ok(lichen.build())) == ["references.html#what-they-support"]


def test_a_heading_keeps_its_old_name(lichen: Project) -> None:
    """Or its address is lost; so are those of figures, tables and terms."""
    lichen.edit("docs/lists.md", "## Doubts", "## Discrepancies")
    lichen.edit("docs/lists.md", ":name: growth", ":name: sizes")
    lichen.edit("docs/index.md", "(#growth)", "(#sizes)")
    lichen.edit("data/abbreviations.yaml", "term: PMs", "term: PM")
    lichen.edit("docs/lists.md", "```{atlas:trials} later\n```\n", "")
    others = ["lists.html#growth", "lists.html#term-PMs", "lists.html#trials-later"]
    assert lost(lichen, ok(lichen.build())) == ["lists.html#doubts", *others]
    lichen.edit("docs/lists.md", "## Discrepancies", "(doubts)=\n## Discrepancies")
    assert lost(lichen, ok(lichen.build())) == others
    recorded = addresses(read_site(lichen.folder, lichen.folder / "_build/html", None))
    assert {"lists.html#doubts", "lists.html#discrepancies"} <= set(recorded)  # both names are public


MOVES = {
    "to itself": ("old", "old", Code.MOVED_IN_CIRCLE, "page 'old' moved to 'old'"),
    "an address out of the site": ("../old", "index", Code.BAD_VALUE, "old: value '../old'"),
    "an address elsewhere": ("old", "https://example.org", Code.BAD_VALUE, "new: value 'https"),
    "an anchor for a page": ("lists#words", "index", Code.BAD_VALUE, "old: value 'lists#words'"),
    "an address twice": ("tables", "index", Code.DUPLICATE_ID, "old 'tables' again"),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_a_wrong_move_is_told(lichen: Project, move: tuple[str, str, Code, str]) -> None:
    """At its line, once."""
    old, new, code, words = move
    line = lichen.append("data/moved.yaml", f"  - {{old: {old!r}, new: {new!r}}}\n")
    (problem,) = lichen.problems()
    assert (problem.code, str(problem.place)) == (code, f"data/moved.yaml:{line}")
    assert problem.found.startswith(words)


WRONG_PAGES = (
    ("references", "index", Code.PAGE_EXISTS, "page 'references'"),
    ("trials/NCT00000001", "index", Code.PAGE_EXISTS, "page 'trials/NCT00000001'"),
    ("old", "new", Code.UNKNOWN_PAGE, "page 'new'"),
    ("older", "newer#place", Code.UNKNOWN_PAGE, "page 'newer'"),
)


def test_moves_of_wrong_pages_are_told(lichen: Project) -> None:
    """Pages that are still there, written or made from data, and pages that are not; a page that is there stays."""
    lines = [lichen.append("data/moved.yaml", f"  - {{old: {old}, new: '{new}'}}\n") for old, new, *_ in WRONG_PAGES]
    site = lichen.build()
    told = [one for one in site.output.splitlines() if "WARNING" in one]
    assert len(told) == len(WRONG_PAGES), told
    for line, (_, _, code, words) in zip(lines, WRONG_PAGES, strict=True):
        place = f"data/moved.yaml:{line}: WARNING: {words}"
        assert [one for one in told if place in one and f"[atlas.{code.slug}]" in one]
    assert not site.page("references").xpath("//meta[@http-equiv='refresh']")


def test_moves_in_a_circle_are_told(lichen: Project) -> None:
    """Each of them, and whatever leads into the circle."""
    line = lichen.append("data/moved.yaml", "  - {old: a, new: b}\n  - {old: b, new: c}\n  - {old: c, new: b}\n")
    found = [(one.place.line, one.code) for one in lichen.problems()]
    assert found == [(line + number, Code.MOVED_IN_CIRCLE) for number in range(3)]
