"""The machine copy: every record as JSON and CSV, from the same library as the pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atlas.model.values import Missing
from atlas.render import claims as claim_blocks
from atlas.render import comma_separated
from atlas.render.blocks import Cite, FileLink, HomePage, Line, Link, PageLink, Text, Web
from atlas.render.citable import of_article
from atlas.render.exports.plain import reference as plain_reference
from atlas.render.schemas import FILES, Json, document

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.library import Library
    from atlas.model.records import Claim, Discrepancy, Entity, Ids, Reference, Trial

    Address = Callable[[str, str], str]
    """From the type and id of a record to its address, relative to the root of the site."""


def _ids(ids: Ids) -> list[str] | str:
    return ids.value if isinstance(ids, Missing) else list(ids)


def _claim(library: Library, address: Address, claim: Claim) -> Json:
    effects: Any = claim.effects.value if isinstance(claim.effects, Missing) else []
    if not isinstance(claim.effects, Missing):
        effects = [{"outcome": one.outcome, "direction": one.direction.value} for one in claim.effects]
    return {
        "id": claim.id,
        "statement": claim.statement,
        "kind": claim.kind,
        "refs": list(claim.refs),
        "ref_numbers": [library.reference[key].number for key in claim.refs if key in library.reference],
        "uncited": not claim.refs,
        "origin": {
            "section": claim.origin.section,
            "paragraph": claim.origin.paragraph,
            "sentence": claim.origin.sentence,
        },
        "system": claim.system.value,
        **{name: _ids(ids) for name, ids in claim.facets.items()},
        "effects": effects,
        "about": list(claim.about),
        "former": list(claim.former),
        "quantities": [
            {
                "subject": one.subject,
                "measure": one.measure,
                "relation": one.relation.value,
                "low": one.low,
                "high": one.high,
                "unit": one.unit,
            }
            for one in claim.quantities
        ],
        "discrepancies": [doubt.id for doubt in library.discrepancies_of(claim.id)],
        "url": address("claim", claim.id),
    }


def _entity(library: Library, address: Address, entity: Entity) -> Json:
    known = [library.identifier[curie] for curie in entity.identifiers if curie in library.identifier]
    return {
        "id": entity.id,
        "kind": entity.kind,
        "family": library.scheme.kind[entity.kind].family,
        "label": entity.label,
        "definition": entity.definition,
        "synonyms": list(entity.synonyms),
        "identifiers": [
            {"curie": one.curie, "label": one.label, "source": one.source, "version": one.version, "url": one.url}
            for one in known
        ],
        "match": entity.match.value,
        "note": entity.note,
        "parents": list(entity.parents),
        "former": list(entity.former),
        "claims": [claim.id for claim in library.claims_naming(entity.id)],
        "trials": [trial.id for trial in library.trials_naming(entity.id)],
        "url": address("entity", entity.id),
    }


def _trial(_library: Library, address: Address, trial: Trial) -> Json:
    printed = trial.printed
    return {
        "nct": trial.id,
        "title": trial.title,
        "in_review_table": printed is not None,
        "printed": printed
        and {
            "title": printed.title,
            "disease": printed.disease,
            "intervention": printed.intervention,
            "phase": printed.phase,
            "source": printed.source,
        },
        "scope": trial.scope,
        "scope_reason": trial.scope_reason,
        "facts": [
            {
                "field": one.field,
                "value": str(one.value),
                "source": list(one.sources),
                "as_of": one.as_of,
                "note": one.note,
            }
            for one in trial.facts
        ],
        "disputed": list(trial.disputed()),
        "links": {name: list(ids) for name, ids in trial.facets.items()},
        "url": address("trial", trial.id),
    }


def _reference(library: Library, address: Address, work: Reference) -> Json:
    notice = library.notice.get(work.key)
    return {
        "id": work.key,
        "key": work.key,
        "number": work.number,
        "type": "article-journal",
        "title": work.title,
        "author": [{"family": author.family, "given": author.given} for author in work.authors],
        "et_al": work.et_al,
        "issued": {"date-parts": [[work.year]]},
        "container-title": work.journal,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.pages,
        "role": work.role,
        "doi": work.doi,
        "doi_status": "none" if not work.doi else "verified" if work.doi_source else "unverified",
        "doi_source": work.doi_source,
        "pmid": work.pmid,
        "pmcid": work.pmcid,
        "standing": notice.state.value if notice else "not checked",
        "standing_checked": notice.checked if notice else None,
        "standing_source": notice.source if notice else None,
        "notice": notice.notice if notice else None,
        "claims": [claim.id for claim in library.claims_citing(work.key)],
        "url": address("reference", work.key),
        "page_url": address("work", work.key),
    }


def _discrepancy(_library: Library, address: Address, doubt: Discrepancy) -> Json:
    return {
        "id": doubt.id,
        "title": doubt.title,
        "printed": doubt.printed,
        "doubt": doubt.doubt,
        "basis": doubt.basis.value,
        "checked": doubt.checked,
        "claims": list(doubt.claims),
        "pages": list(doubt.pages),
        "url": address("discrepancy", doubt.id),
    }


def _functions(library: Library) -> list[Json]:
    table = claim_blocks.functions(library, library.claims, "functions", "")
    names = [column.id for column in table.columns]
    return [
        dict(zip(names, ("; ".join(plain(line) for line in cell) for cell in row.cells), strict=True))
        for row in table.rows
    ]


def plain(line: Line) -> str:
    """Return a line as text; citations as numbers in brackets."""
    words: list[str] = []
    for part in line:
        match part:
            case Text() | Link() | Web():
                words.append(part.text)
            case PageLink():
                words.append(part.page)
            case HomePage():
                words.append(part.id)
            case FileLink():
                words.append(part.name)
            case Cite():
                words.append("[" + ", ".join(str(number) for _, number in part.works) + "]")
    return "".join(words)


def items(library: Library, address: Address) -> dict[str, list[Json]]:
    """Return the published records, by the name of the record."""
    return {
        "claim": [_claim(library, address, one) for one in library.claims],
        "entity": [_entity(library, address, one) for one in library.entities],
        "trial": [_trial(library, address, one) for one in library.trials],
        "reference": [_reference(library, address, one) for one in library.references],
        "discrepancy": [_discrepancy(library, address, one) for one in library.discrepancies],
        "function": _functions(library),
    }


def files(library: Library, address: Address) -> dict[str, str]:
    """Return every file of the machine copy: its name and its text."""
    scheme = library.scheme
    made: dict[str, str] = {}
    for record, records in items(library, address).items():
        name = FILES[record]
        head = {
            "version": scheme.version,
            "as_of": scheme.as_of,
            "origin": scheme.function_table.origin if record == "function" else "restated",
            "licence": scheme.article.licence,
            "source": plain_reference(of_article(library)),
        }
        made[f"{name}.json"] = _json({**head, "items": records})
        schema = document(library, record)
        made[f"{name}.schema.json"] = _json(schema)
        made[f"{name}.csv"] = _csv(list(schema["properties"]["items"]["items"]["properties"]), records)
    return made


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _csv(columns: list[str], records: list[Json]) -> str:
    return comma_separated.write([columns, *([_cell(record[name]) for name in columns] for record in records)])


def _cell(value: object) -> str:
    """Return a value as one cell: lists divided by `; `, records as JSON, nothing as the empty cell."""
    if value is None:
        return ""
    if isinstance(value, list):
        parts = [part if isinstance(part, str | int) else json.dumps(part, ensure_ascii=False) for part in value]
        return "; ".join(map(str, parts))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)
