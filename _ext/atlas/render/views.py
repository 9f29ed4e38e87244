"""Everything a page can ask for, by name: the one list from which directives and roles are made.

A page asks with a `Request`; a view turns library and request into blocks. Because a view is a pure function, a page
is out of date exactly when one of its requests now gives other blocks.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.model.values import Defined
from atlas.problem import Code
from atlas.render import claims, discrepancies, entities, manual, trials, works
from atlas.render.blocks import Blocks, Bullets, FileLink, Link, Paragraph, text
from atlas.render.schemas import FILES
from atlas.selection import Selection, check, listing, parse, select

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from atlas.library import Library
    from atlas.model.records import Claim


@dataclass(frozen=True, slots=True)
class Request:
    """What a page asks for: the name of a view, its argument, its options, and the page that asks."""

    view: str
    argument: str = ""
    options: tuple[tuple[str, str], ...] = ()
    page: str = ""


class RefusedError(LookupError):
    """A request that cannot be met; tells the code, the value found and what was expected."""

    def __init__(self, code: Code, found: str, expected: str) -> None:
        """Keep *code*, *found* and *expected* for the message."""
        super().__init__(found)
        self.code = code
        self.found = found
        self.expected = expected


def _known(records: Mapping[str, object], request: Request, what: str) -> str:
    if request.argument not in records:
        raise RefusedError(Code.UNKNOWN_RECORD, f"{what} {request.argument!r}", f"the id of a {what}")
    return request.argument


def _selection(library: Library, filters: Selection) -> Selection:
    for complaint in check(library, filters):
        raise RefusedError(Code.UNKNOWN_FILTER, complaint.found, complaint.expected)
    return filters


def _chosen(library: Library, request: Request) -> tuple[Selection, tuple[Claim, ...]]:
    filters = _selection(library, tuple((name, listing(value)) for name, value in request.options))
    return filters, select(library, filters)


def _register(library: Library, request: Request) -> Blocks:
    return claims.register(library, _known(library.section, request, "section"))


def _claims(library: Library, request: Request) -> Blocks:
    return claims.grouped(library, _chosen(library, request)[1])


def _functions(library: Library, request: Request) -> Blocks:
    filters, chosen = _chosen(library, request)
    name = "-".join(["functions", *(value for _, values in filters for value in values)])
    table = claims.functions(library, chosen, name, claims.selection_caption(library, filters))
    notice = Paragraph(text(library.scheme.function_table.notice), "atlas-notice")
    return (notice, table) if table.rows else (Paragraph(text("The review reports no finding here.")),)


def _entity(library: Library, request: Request) -> Blocks:
    return entities.page(library, library.entity[_known(library.entity, request, "entity")])


def _entities(library: Library, request: Request) -> Blocks:
    kind = dict(request.options).get("kind", "")
    if kind not in library.scheme.kind:
        raise RefusedError(Code.UNKNOWN_FILTER, f"kind {kind!r}", "one of " + ", ".join(library.scheme.kind))
    return (entities.table(library, kind),)


def _trial(library: Library, request: Request) -> Blocks:
    return trials.page(library, library.trial[_known(library.trial, request, "trial")])


def _trials(library: Library, request: Request) -> Blocks:
    tables = {"in-review": trials.in_review, "later": trials.later}
    make = tables[_known(tables, request, "table of trials")]
    scopes = listing(dict(request.options).get("scope", ",".join(library.scheme.scope)))
    for scope in scopes:
        if scope not in library.scheme.scope:
            raise RefusedError(Code.UNKNOWN_FILTER, f"scope {scope!r}", "one of " + ", ".join(library.scheme.scope))
    return (make(library, scopes),)


def _discrepancies(library: Library, request: Request) -> Blocks:
    options = dict(request.options)
    page = options.pop("page", request.page)
    filters = _selection(library, tuple((name, listing(value)) for name, value in options.items()))
    chosen = select(library, filters) if filters else ()
    return discrepancies.brief(library, discrepancies.touching(library, chosen, page))


def _all_discrepancies(library: Library, _request: Request) -> Blocks:
    return tuple(discrepancies.full(library, doubt) for doubt in library.discrepancies)


def _works(library: Library, _request: Request) -> Blocks:
    return (works.table(library),)


def _glossary(library: Library, _request: Request) -> Blocks:
    return manual.glossary(library)


def _problems(_library: Library, _request: Request) -> Blocks:
    return (manual.problems(),)


def _schema(library: Library, request: Request) -> Blocks:
    return (manual.fields(library, _known(FILES, request, "record")),)


def _downloads(_library: Library, _request: Request) -> Blocks:
    names = [f"{name}.{suffix}" for name in FILES.values() for suffix in ("json", "csv", "schema.json")]
    return (Bullets(tuple((FileLink(name),) for name in names)),)


def _label(library: Library, request: Request) -> Blocks:
    """Return how a link to a record reads when the page gives no words of its own."""
    kind = dict(request.options)["type"]
    labels: Mapping[str, str] = {
        "entity": {one.id: one.label for one in library.entities},
        "claim": dict.fromkeys(library.claim, request.argument),
        "trial": dict.fromkeys(library.trial, request.argument),
        "discrepancy": dict.fromkeys(library.discrepancy, request.argument),
        "reference": {one.key: f"[{one.number}]" for one in library.references},
    }[kind]
    id_ = _known(labels, request, kind)
    return (Paragraph((Link(kind, id_, labels[id_]),)),)


def _count(library: Library, request: Request) -> Blocks:
    """Return a number of records, as in `claims section=intro`, or the version or date of the data."""
    what, _, filters = request.argument.partition(" ")
    return (Paragraph(text(str(_number(library, what, _parsed(filters))))),)


def _parsed(filters: str) -> Selection:
    return parse(filters) if filters.strip() else ()


def _count_claims(library: Library, filters: Selection) -> tuple[Claim, ...]:
    return select(library, _selection(library, filters))


def _count_entities(library: Library, filters: Selection) -> int:
    kinds = dict(filters).get("kind", tuple(library.scheme.kind))
    return sum(entity.kind in kinds for entity in library.entities)


def _count_trials(library: Library, filters: Selection) -> int:
    scopes = dict(filters).get("scope", tuple(library.scheme.scope))
    listed = dict(filters).get("in_review", ("yes", "no"))
    return sum(trial.scope in scopes and ("yes" if trial.printed else "no") in listed for trial in library.trials)


def _count_references(library: Library, filters: Selection) -> int:
    roles = dict(filters).get("role", tuple(library.scheme.role))
    return sum(work.role in roles for work in library.references)


def _count_abbreviations(library: Library, filters: Selection) -> int:
    defined = dict(filters).get("defined", tuple(member.value for member in Defined))
    return sum(one.defined.value in defined for one in library.abbreviations)


_COUNTS: Mapping[str, Callable[[Library, Selection], int | str]] = {
    "claims": lambda library, filters: len(_count_claims(library, filters)),
    "findings": lambda library, filters: len(library.findings(_count_claims(library, filters))),
    "works": lambda library, filters: len(library.works(_count_claims(library, filters))),
    "entities": _count_entities,
    "trials": _count_trials,
    "references": _count_references,
    "discrepancies": lambda library, _filters: len(library.discrepancies),
    "abbreviations": _count_abbreviations,
    "version": lambda library, _filters: library.scheme.version,
    "as_of": lambda library, _filters: library.scheme.as_of,
}


def _number(library: Library, what: str, filters: Selection) -> int | str:
    if what not in _COUNTS:
        raise RefusedError(Code.UNKNOWN_FILTER, f"count of {what!r}", "one of " + ", ".join(_COUNTS))
    return _COUNTS[what](library, filters)


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
    "works": _works,
    "glossary": _glossary,
    "problems": _problems,
    "schema": _schema,
    "downloads": _downloads,
}
"""Views that are directives."""

PHRASES: Mapping[str, Callable[[Library, Request], Blocks]] = {"label": _label, "count": _count}
"""Views that stand within a line: roles."""

ALL = {**VIEWS, **PHRASES}


def show(library: Library, request: Request) -> Blocks:
    """Return the blocks that *request* asks for; raise `RefusedError` when it names what does not exist."""
    return ALL[request.view](library, request)


def digest(library: Library, request: Request) -> str:
    """Return a digest of what *request* shows, equal for equal blocks in every run."""
    try:
        shown = repr(show(library, request))
    except RefusedError as refused:
        shown = f"{refused.code.slug} {refused.found}"
    return hashlib.sha256(shown.encode()).hexdigest()
