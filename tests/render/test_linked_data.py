"""JSON-LD of every kind of page: in the words of schema.org, readable by a processor, true, and safe in a script."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
from lxml import html
from pyld import jsonld

from atlas.model.values import Match
from atlas.render.data import files
from atlas.render.linked_data import graph, script_text
from tests.conftest import ROOT
from tests.render.sample_pages import BASE, every_page, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library
    from atlas.render.pages import Page

Json = dict[str, Any]
SCHEMA = "https://schema.org/"

PARENTS = {
    "Thing": "",
    "CreativeWork": "Thing",
    "WebSite": "CreativeWork",
    "WebPage": "CreativeWork",
    "AboutPage": "WebPage",
    "CollectionPage": "WebPage",
    "ItemPage": "WebPage",
    "Article": "CreativeWork",
    "ScholarlyArticle": "Article",
    "PublicationIssue": "CreativeWork",
    "PublicationVolume": "CreativeWork",
    "Periodical": "CreativeWork",
    "Dataset": "CreativeWork",
    "DataDownload": "CreativeWork",
    "DefinedTermSet": "CreativeWork",
    "DefinedTerm": "Thing",
    "MedicalTrial": "Thing",
    "ItemList": "Thing",
    "Organization": "Thing",
    "Person": "Thing",
    "PropertyValue": "Thing",
}
"""The types used, each with the type above it in schema.org; types between the two that are not used are left out."""

TEXT, NUMBER, YES = str, int, bool
PROPERTIES: dict[str, tuple[str, tuple[str | type, ...]]] = {
    "name": ("Thing", (TEXT,)),
    "alternateName": ("Thing", (TEXT,)),
    "description": ("Thing", (TEXT,)),
    "identifier": ("Thing", ("PropertyValue",)),
    "sameAs": ("Thing", (TEXT,)),
    "url": ("Thing", (TEXT,)),
    "about": ("CreativeWork", ("Thing",)),
    "author": ("CreativeWork", ("Person", "Organization")),
    "citation": ("CreativeWork", ("CreativeWork",)),
    "creator": ("CreativeWork", ("Person", "Organization")),
    "creditText": ("CreativeWork", (TEXT,)),
    "dateModified": ("CreativeWork", (TEXT,)),
    "datePublished": ("CreativeWork", (TEXT,)),
    "encodingFormat": ("CreativeWork", (TEXT,)),
    "inLanguage": ("CreativeWork", (TEXT,)),
    "isAccessibleForFree": ("CreativeWork", (YES,)),
    "isBasedOn": ("CreativeWork", ("CreativeWork",)),
    "isPartOf": ("CreativeWork", ("CreativeWork",)),
    "license": ("CreativeWork", (TEXT,)),
    "mainEntity": ("CreativeWork", ("Thing",)),
    "position": ("CreativeWork", (NUMBER,)),
    "version": ("CreativeWork", (TEXT,)),
    "pagination": ("Article", (TEXT,)),
    "issueNumber": ("PublicationIssue", (TEXT,)),
    "volumeNumber": ("PublicationVolume", (TEXT,)),
    "distribution": ("Dataset", ("DataDownload",)),
    "contentUrl": ("DataDownload", (TEXT,)),
    "inDefinedTermSet": ("DefinedTerm", ("DefinedTermSet",)),
    "termCode": ("DefinedTerm", (TEXT,)),
    "status": ("MedicalTrial", (TEXT,)),
    "itemListElement": ("ItemList", ("Thing",)),
    "numberOfItems": ("ItemList", (NUMBER,)),
    "familyName": ("Person", (TEXT,)),
    "givenName": ("Person", (TEXT,)),
    "propertyID": ("PropertyValue", (TEXT,)),
    "value": ("PropertyValue", (TEXT,)),
}
"""The properties used, each with the type that it belongs to and those of its values that are used."""

REQUIRED = {
    "WebPage": {"@id", "name", "inLanguage", "isPartOf", "version", "dateModified", "license", "creditText"}
    | {"creator", "isBasedOn"},
    "WebSite": {"name", "license"},
    "ScholarlyArticle": {"@id", "name"},
    "PublicationIssue": {"issueNumber", "isPartOf"},
    "PublicationVolume": {"volumeNumber", "isPartOf"},
    "Dataset": {"@id", "name", "license", "creator", "version", "distribution", "isBasedOn"},
    "DataDownload": {"name", "contentUrl", "encodingFormat"},
    "DefinedTerm": {"name", "termCode", "inDefinedTermSet"},
    "MedicalTrial": {"@id", "name", "identifier", "sameAs"},
    "ItemList": {"numberOfItems", "itemListElement"},
    "PropertyValue": {"propertyID", "value"},
    **{type_: {"name"} for type_ in ("Periodical", "DefinedTermSet", "Organization", "Person")},
}
"""What a node of a type always has."""


def lineage(type_: str) -> Iterator[str]:
    """Yield *type_* and the types above it."""
    while type_:
        yield type_
        type_ = PARENTS[type_]


def listed(value: object) -> list[Any]:
    """Return *value* as a list, as JSON-LD takes it."""
    return value if isinstance(value, list) else [value]


def nodes(value: object, path: str = "") -> Iterator[tuple[str, Json]]:
    """Yield every node within *value*, with the properties that lead to it, divided by dots."""
    for one in listed(value):
        if isinstance(one, dict):
            yield path, one
            for name, inner in one.items():
                yield from nodes(inner, f"{path}.{name}")


def texts(value: object) -> Iterator[str]:
    """Yield every text within *value*."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def reference(node: Json) -> bool:
    """Whether *node* only names another."""
    return node.keys() == {"@id"}


@pytest.fixture(params=["atlas_library", "lichen_library"])
def library(request: pytest.FixtureRequest) -> Library:
    """Return the library of either review."""
    found: Library = request.getfixturevalue(request.param)
    return found


def test_every_property_belongs_to_its_type_and_holds_what_it_may(library: Library) -> None:
    """Compared with the table above, which was taken from schema.org."""
    for page in every_page(library):
        for path, node in nodes(graph(library, page)):
            if reference(node):
                continue
            types = set(lineage(node["@type"]))
            needed = set().union(*(REQUIRED.get(type_, set()) for type_ in types))
            assert needed <= node.keys(), (page.name, path)
            for name in node.keys() - {"@context", "@id", "@type"}:
                domain, allowed = PROPERTIES[name]
                assert domain in types, (page.name, path, name)
                assert all(fits(value, allowed) for value in listed(node[name])), (page.name, path, name)


def fits(value: object, allowed: tuple[str | type, ...]) -> bool:
    """Whether *value* is of one of the types *allowed*; a name of another node fits where a node does."""
    if isinstance(value, dict):
        return reference(value) or bool(set(lineage(value["@type"])) & set(allowed))
    return type(value) in allowed


def test_names_resolve_and_are_told_once(library: Library) -> None:
    """What is only named is described on the same page; nothing is described twice; no name has a fragment."""
    for page in every_page(library):
        found = [node for _, node in nodes(graph(library, page))]
        described = [node["@id"] for node in found if "@id" in node and not reference(node)]
        assert len(described) == len(set(described)), page.name
        assert {node["@id"] for node in found if reference(node)} <= set(described), page.name
        assert not [name for name in described if "#" in name or not name]


def load(url: str, _options: Json) -> Json:
    """Return the context of schema.org without a network; refuse every other address."""
    assert url == "https://schema.org"
    context = {"@context": {"@vocab": SCHEMA}}
    return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "document": context}


def expanded(library: Library, page: Page, address: str) -> Json:
    """Return the JSON-LD of *page* as a processor reads it at *address*."""
    document = json.loads(script_text(graph(library, page)))
    (found,) = jsonld.expand(document, {"base": address, "documentLoader": load})
    assert isinstance(found, dict)
    return found


def one_of_each(library: Library, base: str) -> list[Page]:
    """Return the first page of each subject, and a page in a folder."""
    first = {page.subject: page for page in reversed(every_page(library, base))}
    return [*first.values(), page_of(library, "folder/index", base)]


def test_a_processor_loses_nothing(library: Library) -> None:
    """Every node and property survives, every type and property is a word of schema.org, every name is absolute."""
    for page in one_of_each(library, BASE):
        before = [node for _, node in nodes(graph(library, page))]
        after = [node for _, node in nodes(expanded(library, page, BASE + page.address)) if "@value" not in node]
        assert len(after) == len(before), page.name
        names = [name for node in after for name in (*node, *node.get("@type", [])) if name[0] != "@"]
        assert all(name.startswith(SCHEMA) for name in names)
        assert len(names) == sum(len(node.keys() - {"@context", "@id"}) for node in before), page.name
        assert all("://" in node["@id"] or node["@id"].startswith("_:") for node in after if "@id" in node)


def test_relative_names_lead_to_the_same_address(library: Library) -> None:
    """A page on a site whose address is not known has the same name as on one whose address is known."""
    for page in one_of_each(library, ""):
        here = expanded(library, page, BASE + page.address)
        assert here["@id"] == BASE + page.address
        if page.subject == "data":
            dataset = graph(library, page)["mainEntity"]
            assert urljoin(BASE + page.address, dataset["@id"]) == f"{BASE}api/v1/"
            assert "url" not in dataset
        assert not [text for text in texts(graph(library, page)) if "example.org" in text]


OURS = {"WebPage", "WebSite", "Dataset"}


def test_the_licence_stands_on_what_is_ours_and_on_the_article_only(library: Library) -> None:
    """A download is part of the data, a set of terms of its page; the licence of a cited work is not known."""
    article = graph(library, page_of(library, "about"))["mainEntity"]["@id"]
    for page in every_page(library):
        for path, node in nodes(graph(library, page)):
            if reference(node):
                continue
            licensed = OURS & set(lineage(node["@type"])) or node.get("@id") == article
            expected = library.scheme.article.licence_url if licensed else None
            assert node.get("license") == expected, (page.name, path)


def test_credit_and_source_stand_on_every_page(library: Library) -> None:
    """The article with its authors and its DOI, in words and as a node."""
    scheme = library.scheme
    for page in every_page(library):
        made = graph(library, page)
        assert made["dateModified"] == scheme.as_of
        assert made["creator"] == {"@type": "Organization", "name": page.site.contributors}
        assert all(author.family in made["creditText"] for author in scheme.article.authors)
        assert scheme.article.doi in made["creditText"]
        source = made["mainEntity"] if page.subject == "article" else made["isBasedOn"]
        assert [author["familyName"] for author in source["author"]] == [one.family for one in scheme.article.authors]
        assert {"propertyID": "DOI", "value": scheme.article.doi}.items() <= source["identifier"][0].items()


def test_nothing_is_empty_and_no_author_is_called_others(library: Library) -> None:
    """Neither an empty text nor an empty list; a cut list of authors is told in the credit."""
    for page in every_page(library):
        made = graph(library, page)
        assert all(text.strip() for text in texts(made)), page.name
        assert all(value not in ({}, [], None) for _, node in nodes(made) for value in node.values())
        people = [node for _, node in nodes(made) if node.get("@type") == "Person"]
        assert not [one for one in people if "others" in one["name"] or "al." in one["name"]]
    for work in library.references:
        main = graph(library, page_of(library, f"references/{work.key}"))["mainEntity"]
        assert [(one["familyName"], one["givenName"]) for one in main["author"]] == [
            (author.family, author.given) for author in work.authors
        ]
        assert ("et al." in main.get("creditText", "")) == work.et_al


def test_a_work_is_told_in_full(lichen_library: Library) -> None:
    """Issue within volume within journal; the article, not the page, is what cites it."""
    made = graph(lichen_library, page_of(lichen_library, "references/moss2010"))
    assert made["mainEntity"] == {
        "@type": "ScholarlyArticle",
        "@id": "https://doi.org/10.5555/87654321",
        "name": "Is lichen-17-92 grey?",
        "author": [
            {"@type": "Person", "name": "A. Moss", "familyName": "Moss", "givenName": "A."},
            {"@type": "Person", "name": "C. D. Bark", "familyName": "Bark", "givenName": "C. D."},
        ],
        "datePublished": "2010",
        "isPartOf": {
            "@type": "PublicationIssue",
            "issueNumber": "2",
            "isPartOf": {
                "@type": "PublicationVolume",
                "volumeNumber": "3",
                "isPartOf": {"@type": "Periodical", "name": "J Example"},
            },
        },
        "pagination": "10–20",
        "identifier": [{"@type": "PropertyValue", "propertyID": "DOI", "value": "10.5555/87654321"}],
        "sameAs": ["https://doi.org/10.5555/87654321"],
    }
    assert made["isBasedOn"]["citation"] == [{"@id": "https://doi.org/10.5555/87654321"}]
    assert "citation" not in made


def test_an_unverified_doi_is_told_as_such(lichen_library: Library) -> None:
    """It neither names the work nor is it taken for the same; without any address the key names the work."""
    moss, fern = lichen_library.references
    library = replace(lichen_library, references=(replace(moss, doi_source=None), fern))
    made = graph(library, page_of(library, "references/moss2010"))["mainEntity"]
    assert made["@id"] == "_:moss2010"
    assert "sameAs" not in made
    assert made["identifier"][0]["description"] == "unverified"
    assert graph(library, page_of(library, "references/fern2015"))["mainEntity"]["@id"].endswith(".gov/12345/")


def test_the_article_and_the_list_hold_all_works(atlas_library: Library) -> None:
    """Each of the works by its title, in the list at its number."""
    titles = [work.title for work in atlas_library.references]
    article = graph(atlas_library, page_of(atlas_library, "about"))["mainEntity"]
    assert [one["name"] for one in article["citation"]] == titles
    items = graph(atlas_library, page_of(atlas_library, "references"))["mainEntity"]
    assert [one["name"] for one in items["itemListElement"]] == titles
    assert [one["position"] for one in items["itemListElement"]] == list(range(1, items["numberOfItems"] + 1))


def test_other_pages_hold_the_works_cited_on_them(library: Library) -> None:
    """By title, in the order of the page."""
    for page in every_page(library):
        if page.subject not in {"article", "works", "work"}:
            cited = graph(library, page).get("citation", [])
            assert [one["name"] for one in cited] == [library.reference[key].title for key in page.works]


def test_the_data_can_be_downloaded(lichen_library: Library) -> None:
    """Every file of records, and no other, with its type."""
    made = graph(lichen_library, page_of(lichen_library, "data"))["mainEntity"]
    found = {one["contentUrl"]: one["encodingFormat"] for one in made["distribution"]}
    names = [name for name in files(lichen_library, lambda _type, _id: "x") if not name.endswith(".schema.json")]
    types = {"json": "application/json", "csv": "text/csv"}
    assert found == {f"{BASE}api/v1/{name}": types[name.rpartition(".")[2]] for name in names}


def test_only_an_exact_match_is_the_same(lichen_library: Library) -> None:
    """Identifiers that are close or broad name something else."""
    page = page_of(lichen_library, "entities/pollutant/sulphur-dioxide")
    assert graph(lichen_library, page)["mainEntity"] == {
        "@type": "DefinedTerm",
        "name": "Sulphur dioxide",
        "termCode": "sulphur-dioxide",
        "inDefinedTermSet": {"@type": "DefinedTermSet", "name": "Pollutants"},
        "alternateName": ["sulfur dioxide", "SO2"],
        "description": "A pungent gas that rises from burning coal.",
        "sameAs": [lichen_library.identifier["CHEBI:18422"].url],
    }
    for match in (Match.CLOSE, Match.BROAD):
        entities = tuple(replace(one, match=match) for one in lichen_library.entities)
        changed = replace(lichen_library, entities=entities)
        assert "sameAs" not in graph(changed, page)["mainEntity"]


def test_a_trial_tells_its_status_with_the_date_or_not_at_all(lichen_library: Library) -> None:
    """A status without a date is left out; the page, not the trial, is about the linked entities."""
    page = page_of(lichen_library, "trials/NCT00000001")
    made = graph(lichen_library, page)
    assert made["mainEntity"]["status"] == ["Recruiting (as of 2021-02)"]
    assert made["mainEntity"]["identifier"]["value"] == "NCT00000001"
    assert made["mainEntity"]["sameAs"] == "https://clinicaltrials.gov/study/NCT00000001"
    assert [one["termCode"] for one in made["about"]] == ["ozone"]
    first, second = lichen_library.trials
    facts = tuple(replace(fact, as_of="not reported") for fact in first.facts)
    changed = replace(lichen_library, trials=(replace(first, facts=facts, title="not reported"), second))
    assert "status" not in graph(changed, page)["mainEntity"]
    assert graph(changed, page)["mainEntity"]["name"] == "NCT00000001"


def test_every_status_of_the_atlas_has_its_date(atlas_library: Library) -> None:
    """In the whole review."""
    for trial in atlas_library.trials:
        main = graph(atlas_library, page_of(atlas_library, f"trials/{trial.id}"))["mainEntity"]
        assert all("(as of 2" in status for status in main.get("status", []))


def test_an_unknown_record_is_refused(lichen_library: Library) -> None:
    """A page about a record that does not exist has no description."""
    page = replace(page_of(lichen_library, "entities/lichen/beard-lichen"), id="soot")
    with pytest.raises(KeyError):
        graph(lichen_library, page)


def test_nothing_can_leave_the_script(lichen_library: Library) -> None:
    """Text from data is read back as it was, and is never read as markup or as the end of a line of script."""
    evil = "</script><script>alert(1)</script><!-- <script> & ]]> \u2028\u2029 \"'\\ β"
    page = replace(page_of(lichen_library, "index"), title=evil)
    text = script_text(graph(lichen_library, page))
    assert not set("<>&\u2028\u2029\n") & set(text)
    document = html.document_fromstring(
        f'<!doctype html><head><script type="application/ld+json">{text}</script></head><body>end</body>'
    )
    (script,) = document.iter("script")
    (body,) = document.iter("body")
    assert json.loads(script.text or "")["name"] == evil
    assert body.text == "end"


PRINT = """
from tests.conftest import LICHEN
from tests.render.sample_pages import every_page
from atlas.load.project import load_project
from atlas.render.linked_data import graph, script_text
library, _ = load_project(LICHEN)
for page in every_page(library):
    print(ascii(script_text(graph(library, page))))
"""


def test_equal_data_give_equal_text() -> None:
    """Neither a clock nor the order of sets, which differs from process to process, decides anything."""
    texts = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / '_ext'}"}
        command = [sys.executable, "-c", PRINT]
        done = subprocess.run(command, capture_output=True, check=True, env=environment, timeout=60)  # noqa: S603 - our own command
        texts.add(done.stdout)
    assert len(texts) == 1
    assert texts.pop().count(b"schema.org") >= 10


def test_the_description_stays_small(atlas_library: Library) -> None:
    """Under six kilobytes, save on pages that cite a third of all works."""
    for page in every_page(atlas_library):
        if len(page.works) <= len(atlas_library.references) // 3 and page.subject != "article":
            assert len(script_text(graph(atlas_library, page)).encode()) < 6000, page.name
