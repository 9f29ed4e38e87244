"""The records as they stand, in the words in which changes are told, and what differs from the last release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from atlas.model.history import RECORDED, Change, FieldChange, How
from atlas.model.values import Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from atlas.library import Library
    from atlas.model.history import Value
    from atlas.model.records import Abbreviation, Claim, Discrepancy, Effect, Entity, Fact, Ids, Reference, Trial

Fields = dict[str, "Value"]
"""What a record holds, by field. What belongs to a part of a field stands under both names, as `facts/phase`."""

_BY_ENTITY = {("claim", "effects"), ("claim", "quantities")}
"""Fields, each with its type of record, whose parts are called as the entity that they are on."""


def records(library: Library, type_: str) -> Mapping[str, Any]:
    """Return all records of a type, one of `RECORDED`, by id."""
    if type_ == "work":
        return library.reference
    if type_ == "term":
        return {one.term: one for one in library.abbreviations}
    found: Mapping[str, Any] = getattr(library, type_)
    return found


def fields_of(library: Library, type_: str, record: Any) -> Fields:  # noqa: ANN401 - the records share no class
    """Return what the curator wrote of *record*, by field; fields without a value are left out."""
    return {name: value for name, value in _READERS[type_](library, record).items() if value}


def difference(library: Library, type_: str, id_: str) -> Change | None:
    """Return what became of a record of *library* since the last release, or None if it stands as released.

    Its fields are called as the log calls them, or shall call them: the part of a field on an entity that got a new id
    goes under the old one and comes under the new one, once there is another change of it.
    """
    released = released_as(library, type_, id_)
    before = library.history.records.get((type_, released), {})
    now = fields_of(library, type_, records(library, type_)[id_])
    changed = {one.name for one in _changed(_today(library, type_, before), _today(library, type_, now))}
    fields = tuple(one for one in _changed(before, now) if _name_today(library, type_, one.name) in changed)
    if not released:
        return Change(type_, id_, How.ADDED, fields)
    former = "" if released == id_ else released
    return Change(type_, id_, How.CHANGED, fields, former) if fields or former else None


def released_as(library: Library, type_: str, id_: str) -> str:
    """Return the id that a record has in the last release; empty if it is not there."""
    former = getattr(records(library, type_)[id_], "former", ())
    return next((known for known in (id_, *former) if (type_, known) in library.history.records), "")


def differences(library: Library) -> tuple[Change, ...]:
    """Return everything that changed since the last release, by type and id."""
    found: list[Change] = []
    for type_ in RECORDED:
        now = records(library, type_)
        kept = {released_as(library, type_, id_) for id_ in now}
        changes = [change for id_ in now if (change := difference(library, type_, id_))]
        changes += [
            Change(type_, id_, How.REMOVED, tuple(_changed(fields, {})))
            for (known, id_), fields in library.history.records.items()
            if known == type_ and id_ not in kept
        ]
        found += sorted(changes, key=lambda change: change.id)
    return tuple(found)


def named_by(library: Library, type_: str, name: str) -> str:
    """Return the type of the records whose ids a field holds; empty for a field of other words."""
    scheme = library.scheme
    facets = {"claim": ("about", *scheme.facet), "trial": tuple(facet.id for facet in scheme.trial_facets)}
    if name in {"entity": ("parents",), "term": ("entity",), **facets}.get(type_, ()):
        return "entity"
    return {("claim", "refs"): "work", ("discrepancy", "claims"): "claim"}.get((type_, name), "")


def on_entity(type_: str, name: str) -> str:
    """Return the entity that a part of a field is on; empty for any other field."""
    field, _, part = name.partition("/")
    return part if (type_, field) in _BY_ENTITY else ""


def as_called_today(library: Library, change: Change) -> Iterator[FieldChange]:
    """Yield the fields of *change* in the ids of today, and what is on the same entity today as one.

    What was only called otherwise is left out.
    """
    before = _today(library, change.type, {one.name: one.before for one in change.fields})
    return _changed(before, _today(library, change.type, {one.name: one.after for one in change.fields}))


def _today(library: Library, type_: str, fields: Mapping[str, Value]) -> Fields:
    """Return *fields* as once written, with the ids by which the records that they name are known today, each once."""
    found: Fields = {}
    for name, value in fields.items():
        known, named = _name_today(library, type_, name), named_by(library, type_, name)
        held = (*found.get(known, ()), *(library.renamed.get((named, id_), id_) for id_ in value))
        found[known] = tuple(dict.fromkeys(held)) if named or on_entity(type_, name) else value
    return found


def _name_today(library: Library, type_: str, name: str) -> str:
    entity = on_entity(type_, name)
    return f"{name.partition('/')[0]}/{library.renamed.get(('entity', entity), entity)}" if entity else name


def _changed(before: Mapping[str, Value], now: Mapping[str, Value]) -> Iterator[FieldChange]:
    """Yield the fields that differ: those of today in their order, then those that are no more."""
    for name in dict.fromkeys((*now, *before)):
        if before.get(name, ()) != now.get(name, ()):
            yield FieldChange(name, before.get(name, ()), now.get(name, ()))


def _claim(_library: Library, claim: Claim) -> Fields:
    origin = claim.origin
    effects: Fields = {"effects": _ids(claim.effects)} if isinstance(claim.effects, Missing) else {}
    if not isinstance(claim.effects, Missing):
        effects = {f"effects/{one.outcome}": tuple(_directions(claim.effects, one.outcome)) for one in claim.effects}
    return {
        "statement": (claim.statement,),
        "kind": (claim.kind,),
        "refs": claim.refs,
        "origin": (f"{origin.section}, paragraph {origin.paragraph}, sentence {origin.sentence}",),
        "system": _ids(claim.system) if isinstance(claim.system, Missing) else (claim.system.value,),
        **{name: _ids(ids) for name, ids in claim.facets.items()},
        **effects,
        "about": claim.about,
        **{f"quantities/{one.subject}": tuple(_amounts(claim, one.subject)) for one in claim.quantities},
    }


def _directions(effects: tuple[Effect, ...], outcome: str) -> Iterator[str]:
    return (one.direction.value for one in effects if one.outcome == outcome)


def _amounts(claim: Claim, subject: str) -> Iterator[str]:
    return (f"{one.measure}: {one.amount}" for one in claim.quantities if one.subject == subject)


def _ids(value: Ids) -> Value:
    """Return ids, or the reason why there are none; that a question does not arise is what most claims leave out."""
    if isinstance(value, Missing):
        return (value.value,) if value is Missing.NOT_REPORTED else ()
    return value


def _entity(_library: Library, entity: Entity) -> Fields:
    return {
        "kind": (entity.kind,),
        "label": (entity.label,),
        "definition": (entity.definition,),
        "synonyms": entity.synonyms,
        "identifiers": entity.identifiers,
        "match": (entity.match.value,),
        "parents": entity.parents,
        "note": _one(entity.note),
    }


def _trial(_library: Library, trial: Trial) -> Fields:
    printed = trial.printed
    cells = ("title", "disease", "intervention", "phase", "source") if printed else ()
    return {
        "title": (trial.title,),
        "scope": (trial.scope,),
        "scope_reason": (trial.scope_reason,),
        **{f"printed/{name}": (getattr(printed, name),) for name in cells},
        **trial.facets,
        **{f"facts/{name}": tuple(map(_fact, trial.values(name))) for name in trial.fields()},
    }


def _fact(fact: Fact) -> str:
    note = f". {fact.note}" if fact.note else ""
    return f"{fact.value} (as of {fact.as_of}; {', '.join(fact.sources)}){note}"


def _work(library: Library, work: Reference) -> Fields:
    notice = library.notice.get(work.key)
    return {
        "number": (str(work.number),),
        "authors": tuple(f"{author.family} {author.given}".strip() for author in work.authors),
        "et_al": ("yes",) if work.et_al else (),
        **{name: _one(getattr(work, name)) for name in ("title", "journal", "volume", "issue", "pages", "role")},
        "year": (str(work.year),),
        **{name: _one(getattr(work, name)) for name in ("doi", "doi_source", "pmid", "pmcid")},
        "standing": (notice.state.value,) if notice else (),
        "notice": _one(notice.notice) if notice else (),
    }


def _discrepancy(_library: Library, doubt: Discrepancy) -> Fields:
    words = ("title", "printed", "doubt", "basis", "checked")
    claims = ("uncited",) if doubt.uncited else doubt.claims
    return {name: (str(getattr(doubt, name)),) for name in words} | {"claims": claims, "pages": doubt.pages}


def _term(_library: Library, one: Abbreviation) -> Fields:
    return {"expansion": (one.expansion,), "defined": (one.defined.value,), "entity": _one(one.entity)}


def _one(value: str | None) -> Value:
    return (value,) if value else ()


_READERS: Mapping[str, Callable[[Library, Any], Fields]] = {
    "claim": _claim,
    "entity": _entity,
    "trial": _trial,
    "work": _work,
    "discrepancy": _discrepancy,
    "term": _term,
}
