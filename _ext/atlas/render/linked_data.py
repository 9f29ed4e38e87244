"""The description of a page in the words of schema.org, as JSON-LD: one node, with all that belongs to it inside.

What a page speaks of twice is described once and named by `@id` where it comes up again. Relative addresses are
relative to the page.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from atlas.model.values import Match, Missing
from atlas.render.citable import of_article, of_data, of_page
from atlas.render.exports import plain
from atlas.render.linked_works import article, brief, name_of, node, work
from atlas.render.schemas import API, FILES
from atlas.render.trials import REGISTRY, dated

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.model.records import Entity, Trial
    from atlas.render.pages import Page, Subject
    from atlas.render.schemas import Json

DOWNLOADS = {"json": "application/json", "csv": "text/csv"}
"""The suffixes of the files in which each sort of record is published, with their types."""

PAGE_TYPES: dict[Subject, str] = {
    "page": "WebPage",
    "article": "AboutPage",
    "data": "AboutPage",
    "works": "CollectionPage",
    "entity": "ItemPage",
    "trial": "ItemPage",
    "work": "ItemPage",
}
"""What a page is, by its subject; `AboutPage` is what Signposting calls a landing page."""

_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def script_text(graph: Json) -> str:
    """Return *graph* as JSON that may stand in a `script` element as it is: nothing in it ends or opens an element."""
    return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def graph(library: Library, page: Page) -> Json:
    """Return the JSON-LD of *page*; raise KeyError where its subject is a record that does not exist.

    The article is described on every page, because every page is based on it.
    """
    scheme, site = library.scheme, page.site
    source = _source(library, page)
    main = source if page.subject == "article" else _main(library, page)
    return {"@context": "https://schema.org"} | node(
        PAGE_TYPES[page.subject],
        of_page(library, page).url or page.address.rpartition("/")[2] or "./",
        name=page.title,
        description=page.description,
        inLanguage=site.language,
        isPartOf=node("WebSite", name=site.title, url=site.base, license=scheme.article.licence_url),
        version=scheme.version,
        dateModified=scheme.as_of,
        license=scheme.article.licence_url,
        creator=_group(page),
        creditText=f"{site.contributors}; restructured and restated from {plain.full(of_article(library))}",
        mainEntity=main,
        about=_about(library, page),
        isBasedOn={"@id": source["@id"]} if main is source else source,
        citation=_cited(library, page),
    )


def _source(library: Library, page: Page) -> Json:
    """Return the article; on its own page with all works that it cites, on the page of a work with that work."""
    if page.subject == "article":
        return article(library, brief(library.references))
    if page.subject == "work":
        return article(library, [{"@id": name_of(library.reference[page.id])}])
    return article(library)


def _main(library: Library, page: Page) -> Json | None:
    """Return what *page* is about, unless that is the article."""
    match page.subject:
        case "data":
            return _dataset(library, page)
        case "works":
            return _works(library)
        case "entity":
            return _entity(library, library.entity[page.id])
        case "trial":
            return _trial(library.trial[page.id])
        case "work":
            return work(library, library.reference[page.id])
    return None


def _group(page: Page) -> Json:
    return node("Organization", name=page.site.contributors)


def _cited(library: Library, page: Page) -> list[Json]:
    """Return the works cited on *page* that are not described on it anyway."""
    if page.subject in {"article", "works", "work"}:
        return []
    return brief(library.reference[key] for key in page.works)


def _works(library: Library) -> Json:
    """Return the list of all works, each at its number in the article."""
    listed = zip(library.references, brief(library.references), strict=True)
    items = [{**item, "position": one.number} for one, item in listed]
    return node("ItemList", numberOfItems=len(items), itemListElement=items)


def _dataset(library: Library, page: Page) -> Json:
    scheme = library.scheme
    folder = f"{page.site.base or page.up}{API}"
    return node(
        "Dataset",
        folder,
        name=of_data(library, page.site).title,
        description=page.description,
        url=of_page(library, page).url,
        version=scheme.version,
        dateModified=scheme.as_of,
        license=scheme.article.licence_url,
        isAccessibleForFree=True,
        creator=_group(page),
        isBasedOn={"@id": article(library)["@id"]},
        distribution=[
            node("DataDownload", name=name, contentUrl=f"{folder}{name}.{suffix}", encodingFormat=form)
            for name in FILES.values()
            for suffix, form in DOWNLOADS.items()
        ],
    )


def _entity(library: Library, entity: Entity) -> Json:
    """Return an entity; only identifiers that fit exactly name the same thing."""
    known = (library.identifier.get(curie) for curie in entity.identifiers if entity.match is Match.EXACT)
    return _term(library, entity) | node(
        "DefinedTerm",
        alternateName=list(entity.synonyms),
        description=entity.definition,
        sameAs=[one.url for one in known if one],
    )


def _term(library: Library, entity: Entity) -> Json:
    kind = library.scheme.kind[entity.kind]
    return node(
        "DefinedTerm",
        name=entity.label,
        termCode=entity.id,
        inDefinedTermSet=node("DefinedTermSet", name=kind.plural),
    )


def _trial(trial: Trial) -> Json:
    """Return a trial; a status is told with its date or not at all."""
    address = REGISTRY.format(id=trial.id)
    silent = Missing.NOT_REPORTED.value
    return node(
        "MedicalTrial",
        address,
        name=trial.id if trial.title == silent else trial.title,
        identifier=node("PropertyValue", propertyID="ClinicalTrials.gov", value=trial.id),
        sameAs=address,
        status=[dated(one) for one in trial.values("status") if silent not in (one.value, one.as_of)],
    )


def _about(library: Library, page: Page) -> list[Json]:
    """Return the entities that a trial is linked to; the page is about them, for a trial can only name conditions."""
    if page.subject != "trial":
        return []
    ids = (id_ for ids in library.trial[page.id].facets.values() for id_ in ids)
    return [_term(library, library.entity[id_]) for id_ in dict.fromkeys(ids) if id_ in library.entity]
