"""Everything a page can ask for, by name: the one list from which directives and roles are made.

A page asks with a `Request`; a view turns library and request into blocks. Because a view is a pure function, a page
is out of date exactly when one of its requests now gives other blocks.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from atlas.code import Code
from atlas.render import changes, claims, discrepancies, entities, manual, trials, works
from atlas.render.blocks import Blocks, Bullets, Contents, FileLink, Link, Paragraph, text
from atlas.render.counts import number
from atlas.render.figures.drawn import drawn
from atlas.render.requests import RefusedError, Request, checked, known
from atlas.render.schemas import FILES
from atlas.selection import Selection, listing, parse, select

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from atlas.library import Library
    from atlas.model.records import Claim


def _chosen(library: Library, request: Request) -> tuple[Selection, tuple[Claim, ...]]:
    filters = checked(library, tuple((name, listing(value)) for name, value in request.options))
    return filters, select(library, filters)


def _slug(name: str, filters: Selection) -> str:
    """Return an anchor for what *name* shows under *filters*."""
    words = [name, *(word for field, values in filters for word in (field, *values))]
    return re.sub(r"[^a-z0-9]+", "-", "-".join(words).lower())


def _register(library: Library, request: Request) -> Blocks:
    return claims.register(library, known(library.section, request, "section"))


def _claims(library: Library, request: Request) -> Blocks:
    filters, chosen = _chosen(library, request)
    return claims.grouped(library, chosen, _slug("claims", filters))


def _functions(library: Library, request: Request) -> Blocks:
    filters, chosen = _chosen(library, request)
    table = claims.functions(library, chosen, _slug("functions", filters), claims.selection_caption(library, filters))
    notice = Paragraph(text(library.scheme.function_table.notice), "atlas-notice")
    return (notice, table) if table.rows else (Paragraph(text("The review reports no finding here.")),)


def _entity(library: Library, request: Request) -> Blocks:
    return entities.page(library, library.entity[known(library.entity, request, "entity")])


def _entities(library: Library, request: Request) -> Blocks:
    kind = dict(request.options).get("kind", "")
    if kind not in library.scheme.kind:
        raise RefusedError(Code.UNKNOWN_FILTER, f"kind {kind!r}", "one of " + ", ".join(library.scheme.kind))
    return (entities.table(library, kind),)


def _trial(library: Library, request: Request) -> Blocks:
    return trials.page(library, library.trial[known(library.trial, request, "trial")])


def _trials(library: Library, request: Request) -> Blocks:
    tables = {"in-review": trials.in_review, "later": trials.later}
    make = tables[known(tables, request, "table of trials")]
    scopes = listing(dict(request.options).get("scope", ",".join(library.scheme.scope)))
    for scope in scopes:
        if scope not in library.scheme.scope:
            raise RefusedError(Code.UNKNOWN_FILTER, f"scope {scope!r}", "one of " + ", ".join(library.scheme.scope))
    return (make(library, scopes),)


def _discrepancies(library: Library, request: Request) -> Blocks:
    options = dict(request.options)
    page = options.pop("page", request.page)
    filters = checked(library, tuple((name, listing(value)) for name, value in options.items()))
    chosen = select(library, filters) if filters else ()
    return discrepancies.brief(library, discrepancies.touching(library, chosen, page))


def _all_discrepancies(library: Library, _request: Request) -> Blocks:
    return tuple(discrepancies.full(library, doubt) for doubt in library.discrepancies)


def _works(library: Library, _request: Request) -> Blocks:
    return (works.table(library), Contents(tuple(f"references/{work.key}" for work in library.references)))


def _work(library: Library, request: Request) -> Blocks:
    return works.page(library, library.reference[known(library.reference, request, "reference")])


def _glossary(library: Library, _request: Request) -> Blocks:
    return manual.glossary(library)


def _problems(_library: Library, _request: Request) -> Blocks:
    return manual.problems()


def _schema(library: Library, request: Request) -> Blocks:
    return (manual.fields(library, known(FILES, request, "record")),)


def _downloads(_library: Library, _request: Request) -> Blocks:
    names = [f"{name}.{suffix}" for name in FILES.values() for suffix in ("json", "csv", "schema.json")]
    return (Bullets(tuple((FileLink(name),) for name in names)),)


def _changes(library: Library, _request: Request) -> Blocks:
    return changes.page(library)


def _figure(library: Library, request: Request) -> Blocks:
    return (drawn(library, known(library.scheme.figure, request, "figure")),)


def _label(library: Library, request: Request) -> Blocks:
    """Return how a link to a record reads when the page gives no words of its own."""
    kind = dict(request.options)["type"]
    id_ = request.argument
    label = id_
    if kind == "entity":
        label = library.entity[known(library.entity, request, kind)].label
    elif kind == "reference":
        label = f"[{library.reference[known(library.reference, request, kind)].number}]"
    elif kind == "figure":
        label = library.scheme.figure[known(library.scheme.figure, request, kind)].title
    return (Paragraph((Link(kind, id_, label),)),)


def _abbreviations(library: Library, _request: Request) -> Blocks:
    """Return the terms that pages link to the glossary."""
    return (Paragraph(text(" ".join(one.term for one in library.abbreviations))),)


def _count(library: Library, request: Request) -> Blocks:
    """Return a number of records, as in `claims section=intro`, or the version or date of the data."""
    what, _, filters = request.argument.partition(" ")
    return (Paragraph(text(str(number(library, what, parse(filters))))),)


VIEWS: Mapping[str, Callable[[Library, Request], Blocks]] = {
    "register": _register,
    "claims": _claims,
    "functions": _functions,
    "entity": _entity,
    "entities": _entities,
    "trial": _trial,
    "trials": _trials,
    "discrepancies": _discrepancies,
    "register-discrepancies": _all_discrepancies,
    "work": _work,
    "works": _works,
    "glossary": _glossary,
    "problems": _problems,
    "schema": _schema,
    "downloads": _downloads,
    "figure": _figure,
    "changes": _changes,
}
"""Views that are directives."""

PHRASES: Mapping[str, Callable[[Library, Request], Blocks]] = {
    "label": _label,
    "count": _count,
    "abbreviations": _abbreviations,
}
"""Views that stand within a line: roles, and what every page uses."""

FILTERED = frozenset({"claims", "functions", "discrepancies"})
"""Views whose options are filters, checked against the scheme."""

EXPLORED = frozenset({"functions", "trials"})
"""Views with a table that can be explored."""

OPTIONS: Mapping[str, frozenset[str]] = {"entities": frozenset({"kind"}), "trials": frozenset({"scope"})}
"""The options of other views; those not named here have none."""

ARGUED = frozenset({"register", "entity", "trial", "trials", "work", "schema", "figure", "label", "count"})
"""Views that take an argument."""

ALL = {**VIEWS, **PHRASES}


def show(library: Library, request: Request) -> Blocks:
    """Return the blocks that *request* asks for; raise `RefusedError` when it names what does not exist."""
    if request.argument and request.view not in ARGUED:
        raise RefusedError(Code.UNKNOWN_FILTER, f"argument {request.argument!r} of {request.view}", "no argument")
    if request.view in VIEWS and request.view not in FILTERED:
        options = OPTIONS.get(request.view, frozenset())
        for name, _ in request.options:
            if name not in options:
                expected = ", ".join(sorted(options)) or "no option"
                raise RefusedError(Code.UNKNOWN_FILTER, f"option {name!r} of {request.view}", expected)
    return ALL[request.view](library, request)


def answer(library: Library, request: Request) -> Blocks | RefusedError:
    """Return what *request* is shown, or why it is refused."""
    try:
        return show(library, request)
    except RefusedError as refused:
        return refused


def digest(answered: Blocks | RefusedError) -> str:
    """Return a digest of an answer, equal for equal answers in every run."""
    shown = f"{answered.code.slug} {answered.found}" if isinstance(answered, RefusedError) else repr(answered)
    return hashlib.sha256(shown.encode()).hexdigest()
