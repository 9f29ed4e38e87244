"""What a script needs to explore a table: its facets with their values, words to search by, the works of each row.

The rows themselves stand on the page; here they are known by the ids of the records that they show.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.model.values import Missing
from atlas.render.citable import of_work
from atlas.render.exports import bibtex, ris

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.library import Library
    from atlas.model.records import Claim, Trial
    from atlas.render.blocks import Row, Table
    from atlas.render.schemas import Json


@dataclass(frozen=True, slots=True)
class _Record:
    """A row as it is explored: its values by facet, the entities that it names, the works that it rests on."""

    values: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]
    works: tuple[str, ...]


def explorer(library: Library, page: str, table: Table) -> Json:
    """Return what a script needs to explore *table* on the page of that name, as plain values.

    `type` is that of the records, `columns` are ids, in order. `facets` hold their values as pairs of id and label, the
    most frequent first, and reasons for having none last. `names` gives the words by which each entity is found. Each
    of `rows`, by the id of its record, has for each facet the places of its values, the entities it names, and the
    works it rests on.
    """
    records = {row.target.id: _record(library, table, row) for row in table.rows}
    facets = [_facet(library, table.explored, name, records) for name in _facets(library, table)]
    facets = [facet for facet in facets if len(facet["values"]) > 1]  # what all rows share narrows nothing
    places = {facet["id"]: {id_: place for place, (id_, _) in enumerate(facet["values"])} for facet in facets}
    named = dict.fromkeys(id_ for record in records.values() for id_ in record.names)
    return {
        "page": page,
        "type": table.explored,
        "version": library.scheme.version,
        "as_of": library.scheme.as_of,
        "licence": library.scheme.article.licence,
        "columns": [column.id for column in table.columns],
        "facets": facets,
        "names": {id_: _words(library, id_) for id_ in named},
        "rows": {
            id_.lower(): {
                "values": [[placed[value] for value in record.values[facet]] for facet, placed in places.items()],
                "names": list(record.names),
                "works": list(record.works),
            }
            for id_, record in records.items()
        },
    }


def works(library: Library) -> list[list[str]]:
    """Return key, BibTeX entry and RIS record of every work, by number."""
    items = [(work.key, [of_work(library, work)]) for work in library.references]
    return [[key, bibtex.write(item), ris.write(item)] for key, item in items]


def _facets(library: Library, table: Table) -> tuple[str, ...]:
    return library.scheme.explored_claims if table.explored == "claim" else library.scheme.explored_trials


def _record(library: Library, table: Table, row: Row) -> _Record:
    names = _facets(library, table)
    if table.explored == "claim":
        claim = library.claim[row.target.id]
        works_ = tuple(work.key for work in library.works((claim,)))
        return _Record({name: _of_claim(claim, name) for name in names}, claim.named(), works_)
    trial = library.trial[row.target.id]
    entities = tuple(dict.fromkeys(id_ for ids in trial.facets.values() for id_ in ids))
    return _Record({name: _of_trial(trial, name) for name in names}, entities, ())


def _of_claim(claim: Claim, facet: str) -> tuple[str, ...]:
    """Return the values of a claim in *facet*, or the reason why there are none."""
    if facet in {"kind", "system"}:
        return (claim.kind if facet == "kind" else claim.system.value,)
    value = claim.facets[facet]
    return (value.value,) if isinstance(value, Missing) else value


def _of_trial(trial: Trial, facet: str) -> tuple[str, ...]:
    """Return the values of a trial in *facet*: its scope, the entities it is linked to, or what sources say."""
    if facet == "scope":
        return (trial.scope,)
    said = trial.facets.get(facet) or tuple(fact.value for fact in trial.values(facet))
    return tuple(dict.fromkeys(said)) or (Missing.NOT_REPORTED.value,)


def _facet(library: Library, kind: str, name: str, records: Mapping[str, _Record]) -> Json:
    counts = Counter(value for record in records.values() for value in record.values[name])
    labels = {value: _label(library, name, value) for value in counts}
    ordered = sorted(counts, key=lambda value: (value in set(Missing), -counts[value], labels[value].casefold(), value))
    return {"id": name, "label": _title(library, kind, name), "values": [[value, labels[value]] for value in ordered]}


def _title(library: Library, kind: str, name: str) -> str:
    declared = library.scheme.facets if kind == "claim" else library.scheme.trial_facets
    return next((facet.label for facet in declared if facet.id == name), name[:1].upper() + name[1:])


def _label(library: Library, facet: str, value: str) -> str:
    """Return how a value of *facet* reads: the label of what it names, or itself."""
    known: Mapping[str, Mapping[str, object]] = {"kind": library.scheme.claim_kind, "scope": library.scheme.scope}
    one = known.get(facet, library.entity).get(value)
    return getattr(one, "label", value)


def _words(library: Library, id_: str) -> str:
    """Return the words by which an entity is found."""
    entity = library.entity.get(id_)
    return " · ".join((entity.label, *entity.synonyms)) if entity else id_
