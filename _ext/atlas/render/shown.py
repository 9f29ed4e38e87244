"""Which claims a view puts before the reader, whatever form it gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.selection import check, listing, select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from atlas.library import Library
    from atlas.model.records import Claim
    from atlas.render.requests import Request


def _register(library: Library, request: Request) -> Iterable[Claim]:
    return (claim for claim in library.claims if claim.origin.section == request.argument)


def _chosen(library: Library, request: Request) -> Iterable[Claim]:
    filters = tuple((name, listing(value)) for name, value in request.options)
    return () if list(check(library, filters)) else select(library, filters)


def _entity(library: Library, request: Request) -> Iterable[Claim]:
    return library.claims_naming(request.argument)


def _entities(library: Library, request: Request) -> Iterable[Claim]:
    kind = dict(request.options).get("kind", "")
    return (claim for entity in library.entities_of(kind) for claim in library.claims_naming(entity.id))


def _work(library: Library, request: Request) -> Iterable[Claim]:
    return library.claims_citing(request.argument)


_SHOWN: Mapping[str, Callable[[Library, Request], Iterable[Claim]]] = {
    "register": _register,
    "claims": _chosen,
    "functions": _chosen,
    "entity": _entity,
    "entities": _entities,
    "work": _work,
}


def works_shown(library: Library, requests: Iterable[Request]) -> frozenset[str]:
    """Return the keys of the works that the claims rest on which *requests* list, count or lead to."""
    return frozenset(
        key
        for request in requests
        if request.view in _SHOWN
        for claim in _SHOWN[request.view](library, request)
        for key in claim.refs
    )
