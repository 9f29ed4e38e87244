"""The JSON Schemas of the published data, made from the scheme: the one description of every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atlas.model.values import Basis, Direction, Match, Missing, Relation, Standing, System

if TYPE_CHECKING:
    from atlas.library import Library
    from atlas.model.scheme import Facet

Json = dict[str, Any]
ORIGINS = ("restated", "printed", "reconstructed")
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _text(meaning: str, **more: object) -> Json:
    return {"type": "string", "minLength": 1, "description": meaning, **more}


def _optional(meaning: str, **more: object) -> Json:
    return {"type": ["string", "null"], "minLength": 1, "description": meaning, **more}


def _listing(meaning: str, items: Json) -> Json:
    return {"type": "array", "items": items, "description": meaning}


def _choice(meaning: str, *values: str) -> Json:
    return {"enum": list(values), "description": meaning}


_REASONS: Json = {"enum": [member.value for member in Missing]}


def _ids(meaning: str) -> Json:
    return {
        "oneOf": [{"type": "array", "items": {"type": "string"}, "minItems": 1}, _REASONS],
        "description": meaning,
    }


def _facet(facet: Facet) -> Json:
    meaning = f"{facet.label}: ids of entities of the kind {' or '.join(facet.kinds)}."
    return _ids(meaning)


def _record(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_URL = "Address of the record on this site, relative to its root."


def _claim(library: Library) -> Json:
    scheme = library.scheme
    place = {"type": "integer", "minimum": 1}
    origin = _record(
        section=_choice("Section of the article.", *library.section),
        paragraph={**place, "description": "Paragraph, from 1."},
        sentence={**place, "description": "Sentence of the paragraph, from 1."},
    )
    effect = _record(
        outcome=_text("Entity."), direction=_choice("What happened to it.", *[one.value for one in Direction])
    )
    quantity = _record(
        subject=_text("Entity that is measured."),
        measure=_text("What is measured."),
        relation=_choice("How the number is meant.", *[one.value for one in Relation]),
        low={"type": "number", "description": "The number, or the lower end of the range."},
        high={"type": ["number", "null"], "description": "The upper end of a range."},
        unit=_text("Unit."),
    )
    systems = [member.value for member in (*System, *Missing)]
    return _record(
        id=_text("Stable id, never used again for another claim."),
        statement=_text("The statement in the words of the atlas."),
        kind=_choice("Kind of claim.", *scheme.claim_kind),
        refs=_listing("Keys of the works that the article cites for it; empty when it cites none.", {"type": "string"}),
        ref_numbers=_listing("Numbers of these works in the article.", {"type": "integer"}),
        uncited={"type": "boolean", "description": "True when the article gives no reference."},
        origin={**origin, "description": "Address in the article: section, paragraph, sentence."},
        system=_choice("System in which a finding was made.", *systems),
        **{facet.id: _facet(facet) for facet in scheme.facets},
        effects={
            "oneOf": [{"type": "array", "items": effect, "minItems": 1}, _REASONS],
            "description": "What happened to which outcome.",
        },
        about=_listing("Further entities that the claim is about.", {"type": "string"}),
        former=_listing("Ids that the claim once had.", {"type": "string"}),
        quantities=_listing("Numbers that the claim states.", quantity),
        discrepancies=_listing("Ids of the discrepancies that touch it.", {"type": "string"}),
        url=_text(_URL),
    )


def _entity(library: Library) -> Json:
    identifier = _record(
        curie=_text("Prefix and accession."),
        label=_text("Its label in the source."),
        source=_text("Table in which it was seen."),
        version=_text("Version of that table."),
        url=_text("Address of the identifier."),
    )
    return _record(
        id=_text("Stable id."),
        kind=_choice("Kind of entity.", *library.scheme.kind),
        family=_choice("Way in under which it is shown.", *[family.id for family in library.scheme.families]),
        label=_text("Name used on this site."),
        definition=_text("What it is, in one sentence."),
        synonyms=_listing("Other names.", {"type": "string"}),
        identifiers=_listing("Checked identifiers, each with the table it was seen in.", identifier),
        match=_choice("How closely the identifiers fit.", *[one.value for one in Match]),
        note=_optional("Remark on the identifiers."),
        parents=_listing("Broader entities.", {"type": "string"}),
        former=_listing("Ids that the entity once had; their addresses lead here.", {"type": "string"}),
        claims=_listing("Ids of the claims that name it.", {"type": "string"}),
        trials=_listing("Registry numbers of the trials linked to it.", {"type": "string"}),
        url=_text(_URL),
    )


def _trial(library: Library) -> Json:
    printed = _record(
        title=_text("Title as printed."),
        disease=_text("Disease as printed."),
        intervention=_text("Intervention as printed."),
        phase=_text("Phase cell as printed, even where it holds no phase."),
        source=_text("Copy of the table that was read."),
    )
    fact = _record(
        field=_text("What the fact is about."),
        value=_text("The value, or `not reported`."),
        source=_listing("Addresses of the pages that give it.", {"type": "string"}),
        as_of=_text("Date at which the source gave it, or `not reported`."),
        note=_optional("Remark."),
    )
    links = {facet.id: _listing(facet.label, {"type": "string"}) for facet in library.scheme.trial_facets}
    return _record(
        nct=_text("Registry number.", pattern="^NCT[0-9]{8}$"),
        title=_text("Title as the registry gives it."),
        in_review_table={"type": "boolean", "description": "True for a trial of the article's table."},
        printed={"oneOf": [printed, {"type": "null"}], "description": "Cells of the article's table, as printed."},
        scope=_choice("Whether it belongs to the subject.", *library.scheme.scope),
        scope_reason=_text("Why."),
        facts=_listing("What sources say; sources that disagree stand side by side.", fact),
        disputed=_listing("Fields for which sources give more than one value.", {"type": "string"}),
        links={
            "type": "object",
            "properties": links,
            "additionalProperties": False,
            "description": "Linked entities by field.",
        },
        url=_text(_URL),
    )


def _reference(library: Library) -> Json:
    author = _record(
        family=_text("Family name."),
        given={"type": "string", "description": "Initials as printed; empty where the author is a group."},
    )
    return _record(
        id=_text("Key in the bibliography; the id of the CSL-JSON item."),
        key=_text("Key in the bibliography."),
        number={"type": "integer", "minimum": 1, "description": "Number in the article."},
        type=_choice("Type of the CSL-JSON item.", "article-journal"),
        title=_text("Title of the work."),
        author=_listing("Authors as printed.", author),
        et_al={"type": "boolean", "description": "True when the article cuts the list of authors with et al."},
        issued={"type": "object", "description": "Year, as CSL-JSON date parts."},
        **{"container-title": _text("Journal, as abbreviated in the article.")},
        volume=_text("Volume."),
        issue=_optional("Issue."),
        page=_text("Pages or article number."),
        role=_choice("Why it is cited.", *library.scheme.role),
        doi=_optional("DOI, only where it was seen beside the title."),
        doi_status=_choice("Whether a named page shows the DOI beside the title.", "verified", "unverified", "none"),
        doi_source=_optional("That page."),
        pmid=_optional("PubMed number."),
        pmcid=_optional("PubMed Central number."),
        standing=_choice(
            "What notices say of it; `not checked` while nobody asked.", "not checked", *[one.value for one in Standing]
        ),
        standing_checked=_optional("Day on which that was asked."),
        standing_source=_optional("Address that was asked."),
        notice=_optional("DOI of the most serious notice."),
        claims=_listing("Ids of the claims it supports.", {"type": "string"}),
        url=_text(_URL),
        page_url=_text("Address of its own page, relative to the root of the site."),
    )


def _discrepancy(_library: Library) -> Json:
    return _record(
        id=_text("Stable id."),
        title=_text("What it is about."),
        printed=_text("What the article prints."),
        doubt=_text("What is doubtful."),
        basis=_choice("On what it rests.", *[one.value for one in Basis]),
        checked=_text("How it was checked."),
        claims=_listing("Ids of the claims it touches.", {"type": "string"}),
        pages=_listing("Further pages on which it is shown.", {"type": "string"}),
        url=_text(_URL),
    )


def _function(library: Library) -> Json:
    columns = ("claim", *(column.id for column in library.scheme.function_table.columns), "effect", "reference")
    return _record(**dict.fromkeys(columns, _text("Cell of the table, as text.")))


_MAKERS = {
    "claim": _claim,
    "entity": _entity,
    "trial": _trial,
    "reference": _reference,
    "discrepancy": _discrepancy,
    "function": _function,
}
API = "api/v1/"
"""The folder of the machine copy, relative to the root of the site."""

FILES = {
    "claim": "claims",
    "entity": "entities",
    "trial": "trials",
    "reference": "references",
    "discrepancy": "discrepancies",
    "function": "functions",
}
"""Records and the names of their files, without suffix."""


def document(library: Library, record: str) -> Json:
    """Return the JSON Schema of the file that holds the records called *record*."""
    head: Json = {
        "version": _text("Version of the data."),
        "as_of": _text("Date on which the records were last compared with the article."),
        "origin": _choice("Whether the records restate, print or reconstruct what the article has.", *ORIGINS),
        "licence": _text("Licence."),
        "source": _text("The article."),
        "items": _listing("The records.", _MAKERS[record](library)),
    }
    return {"$schema": DRAFT, "title": FILES[record], **_record(**head)}
