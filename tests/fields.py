"""Every field of the data and what may stand in it; a field that is added must be added here."""

from __future__ import annotations

import types
from dataclasses import is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from atlas.code import Code
from atlas.load import bibliography, history, identifiers, shapes, upkeep
from atlas.model.scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterator


class Form(Enum):
    """What a field takes beside closed lists, ids, numbers and days."""

    TEXT = "any text"
    LINE = "any text of one line"
    WEB = "any web address"
    DOI = "any DOI"


_FREE = {
    Form.TEXT: """
        atlas.function_table.notice atlas.figures.caption
        claims.statement claims.quantities.measure claims.quantities.unit
        entities.definition entities.synonyms entities.note
        trials.scope_reason trials.printed.title trials.printed.disease trials.printed.intervention trials.printed.phase
        trials.facts.field trials.facts.value trials.facts.note
        discrepancies.printed discrepancies.doubt discrepancies.checked
        releases.fields abbreviations.expansion sections.paragraphs.not_a_claim silences.reason
    """,
    Form.LINE: """
        atlas.version atlas.article.title atlas.article.authors.family atlas.article.authors.given
        atlas.article.journal atlas.article.volume atlas.article.issue atlas.article.pages atlas.article.licence
        atlas.kinds.label atlas.kinds.plural atlas.families.label atlas.grouping.title atlas.grouping.rest
        atlas.claim_kinds.label atlas.facets.label atlas.about.label atlas.function_table.origin
        atlas.function_table.columns.label atlas.trial_facets.label atlas.trial_columns.label atlas.scopes.label
        atlas.reference_roles.label atlas.figures.title atlas.figures.axes.label
        atlas.trial_columns.fields atlas.explored_trials atlas.figures.measures atlas.figures.unit
        sections.title entities.label trials.title discrepancies.title abbreviations.term
        releases.version ids.label ids.source ids.version prefixes.name
        bibliography.author bibliography.title bibliography.journal bibliography.volume bibliography.pages
        bibliography.number silences.code silences.file silences.found
    """,
    Form.WEB: """
        atlas.article.licence_url prefixes.url trials.printed.source trials.facts.sources notices.source
        bibliography.doisource
    """,
    Form.DOI: "atlas.article.doi notices.notice bibliography.doi",
}
FREE = {name: form for form, names in _FREE.items() for name in names.split()}
"""Fields that take words of the curator's own, by what form these must have."""

_REFUSED = {
    Code.BAD_ID: """
        atlas.kinds.id atlas.families.id atlas.claim_kinds.id atlas.about.id atlas.function_table.columns.id
        atlas.trial_columns.id atlas.scopes.id atlas.reference_roles.id atlas.figures.id atlas.figures.axes.id
        sections.id claims.id claims.about claims.former claims.effects.outcome claims.quantities.subject
        claims.pollutants claims.lichens claims.term
        entities.id entities.parents entities.former trials.pollutants
        discrepancies.id discrepancies.claims abbreviations.entity
    """,
    Code.BAD_VALUE: """
        atlas.article.year atlas.kinds.family atlas.grouping.family atlas.claim_kinds.finding
        atlas.facets.id atlas.facets.one atlas.trial_facets.id atlas.trial_facets.one
        atlas.function_table.columns.facets atlas.explored_claims atlas.reference_roles.background
        atlas.figures.draws atlas.figures.axes.facets atlas.figures.through
        sections.paragraphs.refs
        claims.kind claims.effects claims.origin.paragraph claims.origin.sentence claims.system
        claims.quantities.relation claims.quantities.low claims.quantities.high
        entities.match trials.scope discrepancies.basis notices.state abbreviations.defined
        moved.old moved.new
        bibliography.refnumber bibliography.year bibliography.role
    """,
    Code.UNKNOWN_KIND: "atlas.facets.kinds atlas.trial_facets.kinds atlas.figures.kinds kind",
    Code.NO_DIRECTION: "claims.effects.direction",
    Code.UNRESOLVED_ORIGIN: "section",
    Code.UNKNOWN_REFERENCE: "claims.refs notices.work",
    Code.BAD_RELEASE: "releases.day releases.change releases.type releases.id releases.former",
    Code.BAD_CURIE: "entities.identifiers ids.curie prefixes.pattern",
    Code.BAD_TABLE: "prefixes.prefix",
    Code.BAD_NCT: "trials.id",
    Code.BAD_DATE: "atlas.as_of trials.facts.as_of notices.checked",
    Code.BAD_PMID: "bibliography.pmid bibliography.pmcid",
}
REFUSED = {name: code for code, names in _REFUSED.items() for name in names.split()}
"""Fields that take members of lists, ids, numbers, days and names of records, by the problem of any other text."""

ON_PAGES = {
    "atlas.figures.entities": Code.UNKNOWN_RECORD,
    "atlas.figures.section": Code.UNKNOWN_RECORD,
    "atlas.figures.remarks": Code.UNKNOWN_RECORD,
    "discrepancies.pages": Code.UNKNOWN_PAGE,
}
"""Fields that name what is only known when pages are made."""


def declared(scheme: Scheme) -> set[str]:
    """Return the name of every field that the loader knows, with the facets of *scheme*."""
    records: dict[str, Any] = {
        "atlas": Scheme,
        "sections": shapes.SectionShape,
        "claims": list(shapes.claim_shapes(scheme).values()),
        "entities": shapes.EntityShape,
        "trials": shapes.trial_shape(scheme),
        "discrepancies": shapes.DiscrepancyShape,
        "notices": shapes.NoticeShape,
        "silences": upkeep.SilenceShape,
        "abbreviations": shapes.AbbreviationShape,
        "moved": upkeep.MovedShape,
        "releases": [history.ReleaseShape, history.ChangeShape],
    }
    columns = {
        "ids": identifiers.IDS,
        "prefixes": identifiers.PREFIXES,
        "bibliography": (*bibliography.REQUIRED, *bibliography.OPTIONAL),
    }
    found = {f"{name}.{column}" for name, names in columns.items() for column in names}
    for name, shape in records.items():
        for one in shape if isinstance(shape, list) else [shape]:
            found.update(_leaves(one, name))
    return found


def _leaves(form: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - any annotation
    """Yield the names of all fields within a type, or the *name* of the type itself when it holds none."""
    if isinstance(form, type) and issubclass(form, BaseModel):
        for field, info in form.model_fields.items():
            yield from _leaves(info.annotation, f"{name}.{field}")
    elif is_dataclass(form):
        for field, hint in get_type_hints(form).items():
            if get_origin(hint) is not ClassVar:
                yield from _leaves(hint, f"{name}.{field}")
    elif get_origin(form) is Annotated:
        yield from _leaves(get_args(form)[0], name)
    elif get_origin(form) in {list, tuple, Union, types.UnionType}:
        for part in get_args(form):
            if part not in {type(None), ...}:
                yield from _leaves(part, name)
    else:
        yield name
