"""The page of a cited work, its standing, and what links to records show before they are followed."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from atlas.model.records import Notice
from atlas.model.values import Standing
from atlas.render import claims, previews, works
from atlas.render.blocks import HomePage, Link, Note, Section, Table, Web, text
from atlas.render.identifiers import title_search
from atlas.render.manual import term_id
from atlas.render.standing import standing, warnings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library

SOURCE = "https://example.org/works/1"


def parts(value: Any, kind: type) -> Iterator[Any]:  # noqa: ANN401 - any block
    """Yield every value of *kind* within blocks, at any depth."""
    if isinstance(value, kind):
        yield value
    if is_dataclass(value):
        value = tuple(getattr(value, one.name) for one in fields(value))
    if isinstance(value, tuple):
        for one in value:
            yield from parts(one, kind)


def words(value: Any) -> str:  # noqa: ANN401 - any block
    """Return all the words of blocks."""
    if isinstance(value, str):
        return value
    if is_dataclass(value):
        value = tuple(getattr(value, one.name) for one in fields(value))
    return " ".join(words(one) for one in value) if isinstance(value, tuple) else ""


def address(kind: str, id_: str) -> str:
    """Return an address that tells what it was made from."""
    return f"{kind}/{id_}.html"


def retracted(library: Library, key: str, state: Standing = Standing.RETRACTED) -> Library:
    """Return *library* with a notice on the work *key*."""
    return replace(library, notices=(Notice(key, "2024-06-01", state, SOURCE, "10.5555/notice"),))


def test_cited_in_equals_the_claims(atlas_library: Library) -> None:
    """For every work: each claim that rests on it, with the page, the section and the sentence."""
    for work in atlas_library.references:
        page = works.page(atlas_library, work)
        tables = list(parts(page, Table))
        expected = atlas_library.claims_citing(work.key)
        assert len(tables) == bool(expected)
        rows = tables[0].rows if tables else ()
        for row, claim in zip(rows, expected, strict=True):
            assert row.cells[0] == ((Link("claim", claim.id, claim.id),),)
            assert row.cells[1] == ((HomePage("claim", claim.id),),)
            origin = claim.origin
            assert row.cells[2] == (text(atlas_library.section[origin.section].title),)
            assert row.cells[3] == (text(f"paragraph {origin.paragraph}, sentence {origin.sentence}"),)


def test_a_work_names_the_entities_that_its_claims_are_on(atlas_library: Library) -> None:
    """All of them, and no other."""
    for work in atlas_library.references:
        section = works.page(atlas_library, work)[3]
        assert isinstance(section, Section)
        claims_of_it = atlas_library.claims_citing(work.key)
        named = {id_ for claim in claims_of_it for id_ in atlas_library.stated(claim)}
        assert {link.id for link in parts(section, Link)} == named


def test_a_shortened_list_of_authors_is_told(atlas_library: Library) -> None:
    """On the pages of such works, and on no other."""
    for work in atlas_library.references:
        assert ("shortens the list of authors" in words(works.page(atlas_library, work)[0])) == work.et_al, work.key


def test_a_missing_doi_is_searched_and_never_guessed(atlas_library: Library) -> None:
    """A work has its DOI with a status, or a search for its title."""
    for work in atlas_library.references:
        shown = works.page(atlas_library, work)[0]
        links = [web.url for web in parts(shown, Web)]
        dois = [url for url in links if url.startswith("https://doi.org/")]
        searches = [url for url in links if url.startswith("https://pubmed.ncbi.nlm.nih.gov/?term=")]
        assert (len(dois), len(searches)) == ((1, 0) if work.doi else (0, 1)), work.key
        if work.doi:
            assert ("(verified)" if work.doi_source else "(unverified)") in words(shown)


def test_the_search_quotes_the_title(atlas_library: Library) -> None:
    """Letters that have a meaning in addresses are escaped."""
    work = replace(atlas_library.references[0], title="Wnt/β & 5% #1?")
    assert title_search(work).url == (
        "https://pubmed.ncbi.nlm.nih.gov/?term=%22Wnt/%CE%B2%20%26%205%25%20%231%3F%22%5BTitle%5D"
    )


@pytest.mark.parametrize("state", [one for one in Standing if one is not Standing.NONE])
def test_a_notice_warns_wherever_the_work_supports_something(lichen_library: Library, state: Standing) -> None:
    """On its page, in the table, at every claim that rests on it, and in previews; never without its date."""
    library = retracted(lichen_library, "fern2015", state)
    work = library.reference["fern2015"]
    told = words(standing(library.notice["fern2015"]))
    assert state.value in told
    assert "as of 2024-06-01" in told
    assert list(parts(works.page(library, work), Note))
    (claim,) = library.claims_citing("fern2015")
    assert warnings(library, claim)
    register = claims.register(library, claim.origin.section)
    assert "Reference 2 " in words(tuple(parts(register, Note)))
    shown = {(kind, id_): preview for kind, id_, preview in previews.previews(library, address)}
    assert shown["reference", "fern2015"].warning.startswith("Reference 2 ")
    assert shown["claim", claim.id].warning.startswith("Reference 2 ")
    assert not shown["reference", "moss2010"].warning


def test_no_notice_is_no_warning(lichen_library: Library) -> None:
    """`None registered` has its date; what nobody asked for is `not checked`, which is not the same."""
    moss, fern = lichen_library.references
    assert words(standing(lichen_library.notice.get(moss.key))).startswith("none registered")
    assert "2024-05-01" in words(standing(lichen_library.notice.get(moss.key)))
    assert words(standing(lichen_library.notice.get(fern.key))).split() == ["not", "checked", "missing"]
    claim = lichen_library.claims_citing(fern.key)[0]
    assert warnings(lichen_library, claim) == ()


def test_every_record_has_a_preview(atlas_library: Library) -> None:
    """References, works, entities, claims, trials, discrepancies, terms and figures; each leads to its page."""
    shown = {(kind, id_): preview for kind, id_, preview in previews.previews(atlas_library, address)}
    expected = {("reference", one.key) for one in atlas_library.references}
    expected |= {("work", one.key) for one in atlas_library.references}
    expected |= {("entity", one.id) for one in atlas_library.entities}
    expected |= {("claim", one.id) for one in atlas_library.claims}
    expected |= {("trial", one.id) for one in atlas_library.trials}
    expected |= {("discrepancy", one.id) for one in atlas_library.discrepancies}
    expected |= {("term", term_id(one.term)) for one in atlas_library.abbreviations}
    expected |= {("figure", one.id) for one in atlas_library.scheme.figures}
    assert shown.keys() == expected
    for (kind, id_), preview in shown.items():
        page = address("work", id_) if kind == "reference" else address(kind, id_)
        assert page in [target for _, target in preview.links], (kind, id_)
        assert preview.title
        assert all(text for _, text in preview.lines)


def test_preview_of_a_reference_says_why_it_is_cited(atlas_library: Library) -> None:
    """With its number, its authors as printed and its links."""
    shown = {id_: one for kind, id_, one in previews.previews(atlas_library, address) if kind == "reference"}
    for work in atlas_library.references:
        preview = shown[work.key]
        assert preview.title.startswith(f"[{work.number}] {work.authors[0].family} ")
        assert ("et al." in preview.title) == work.et_al
        assert ("Why cited", atlas_library.scheme.role[work.role].label) in preview.lines
        links = [target for _, target in preview.links]
        assert bool(work.doi) == any(target.startswith("https://doi.org/") for target in links)
        assert any(target.startswith("https://pubmed.ncbi.nlm.nih.gov/") for target in links) or work.doi


def test_preview_of_a_trial_never_shows_a_status_without_its_date(atlas_library: Library) -> None:
    """As the tables do."""
    for kind, _, preview in previews.previews(atlas_library, address):
        if kind == "trial":
            status = dict(preview.lines)["Status"]
            for one in status.split("; "):
                assert one == "not reported" or "(as of " in one or "(date not reported)" in one
