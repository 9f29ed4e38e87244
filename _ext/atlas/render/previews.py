"""What a link to a record shows before it is followed: a title, a few lines and links, as plain values.

Made from the same records as the pages. A preview holds text and addresses only, so that whoever shows it needs no
markup from data.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from atlas.model.values import Missing
from atlas.render import phrases
from atlas.render.blocks import Web
from atlas.render.citable import of_work
from atlas.render.data import plain as words
from atlas.render.entities import short
from atlas.render.exports import plain
from atlas.render.identifiers import identifiers
from atlas.render.manual import term_id
from atlas.render.standing import remark, standing, told
from atlas.render.trials import REGISTRY, dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atlas.library import Library
    from atlas.model.records import Abbreviation, Claim, Discrepancy, Entity, Reference, Trial

    Address = Callable[[str, str], str]
    """From the type and id of a record to its address, relative to the root of the site; empty without a home."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A title; a warning, if there is one; lines, each a label (may be empty) and a text; links, a text and an address.

    Addresses without a scheme are relative to the root of the site. `image` is such an address, described by `alt`.
    """

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    warning: str = ""
    image: str = ""
    alt: str = ""


def previews(library: Library, address: Address) -> Iterator[tuple[str, str, Preview]]:
    """Yield type, id and preview of every record that links can lead to; what has no address is not linked."""
    for kind, id_, preview in _all(library, address):
        yield kind, id_, replace(preview, links=tuple(link for link in preview.links if link[1]))


def _all(library: Library, address: Address) -> Iterator[tuple[str, str, Preview]]:
    for work in library.references:
        shown = _work(library, address, work)
        yield from (("reference", work.key, shown), ("work", work.key, shown))
    for entity in library.entities:
        yield "entity", entity.id, _entity(library, address, entity)
    for claim in library.claims:
        yield "claim", claim.id, _claim(library, address, claim)
    for trial in library.trials:
        yield "trial", trial.id, _trial(library, address, trial)
    for doubt in library.discrepancies:
        yield "discrepancy", doubt.id, _discrepancy(address, doubt)
    for one in library.abbreviations:
        yield "term", term_id(one.term), _term(library, address, one)
    for plan in library.scheme.figures:
        link = ("Go to the figure", address("figure", plan.id))
        yield "figure", plan.id, Preview(plan.title, (("", plan.caption),), (link,))


def _work(library: Library, address: Address, work: Reference) -> Preview:
    links = [(words(line), part.url) for line in identifiers(work) for part in line if isinstance(part, Web)]
    return Preview(
        f"[{work.number}] {plain.reference(of_work(library, work))}",
        (
            ("Why cited", library.scheme.role[work.role].label),
            ("Claims that rest on it", str(len(library.claims_citing(work.key)))),
            ("Corrections and retractions", words(standing(library.notice.get(work.key)))),
        ),
        (*links, ("Page of this work", address("work", work.key))),
        told(library, work),
    )


def _entity(library: Library, address: Address, entity: Entity) -> Preview:
    claims = library.claims_naming(entity.id)
    counts = (
        phrases.plural(len(claims), "claim"),
        phrases.plural(len(library.works(claims)), "work"),
        phrases.plural(len(library.trials_naming(entity.id)), "trial"),
    )
    lines = (
        ("", entity.definition),
        ("Kind", library.scheme.kind[entity.kind].label),
        ("In the atlas", ", ".join(counts)),
    )
    return Preview(entity.label, lines, ((f"More on {entity.label}", address("entity", entity.id)),))


def _claim(library: Library, address: Address, claim: Claim) -> Preview:
    kind = library.scheme.claim_kind[claim.kind].label
    cited = words(phrases.citation(library, claim))
    lines = [("", claim.statement), ("Works", cited)] if not claim.refs else [("", f"{claim.statement} {cited}")]
    lines += [(f"[{work.number}]", short(work)) for work in library.works((claim,))]
    lines += [("Discrepancy", f"{doubt.id} {doubt.title}") for doubt in library.discrepancies_of(claim.id)]
    link = ("The claim in full", address("claim", claim.id))
    return Preview(f"Claim {claim.id}: {kind.lower()}", tuple(lines), (link,), remark(library, claim))


def _trial(library: Library, address: Address, trial: Trial) -> Preview:
    named = trial.title != Missing.NOT_REPORTED.value
    lines = [("", trial.title)] if named else []
    scope = library.scheme.scope.get(trial.scope)
    lines.append(("Scope", scope.label if scope else trial.scope))
    lines += [
        (name.capitalize(), "; ".join(map(dated, trial.values(name))) or Missing.NOT_REPORTED.value)
        for name in ("phase", "status")
    ]
    links = (
        (f"More on {trial.id}", address("trial", trial.id)),
        ("Entry in the registry", REGISTRY.format(id=quote(trial.id))),
    )
    return Preview(trial.id, tuple(lines), links)


def _discrepancy(address: Address, doubt: Discrepancy) -> Preview:
    link = ("How it was checked", address("discrepancy", doubt.id))
    return Preview(f"{doubt.id} {doubt.title}", (("", doubt.doubt),), (link,))


def _term(library: Library, address: Address, one: Abbreviation) -> Preview:
    links = [("Glossary", address("term", term_id(one.term)))]
    entity = library.entity.get(one.entity or "")
    if entity:
        links.insert(0, (f"More on {entity.label}", address("entity", entity.id)))
    return Preview(one.term, (("", one.expansion),), tuple(links))
