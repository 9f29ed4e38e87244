"""What must hold on a built site: one generator of problems for each check, and the list of them all."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from atlas.checks.site import addresses, counts, credit, files, links, policy, structure, tables
from atlas.problem import Place, Problem
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atlas.checks.site.reading import Site

CHECKS: tuple[Callable[[Site], Iterator[Problem]], ...] = (
    links.lead_somewhere,
    links.need_no_server,
    links.load_nothing_foreign,
    structure.anchors_stand_once,
    structure.pages_have_a_language,
    structure.pages_have_a_title,
    structure.headings_are_in_order,
    structure.pictures_have_words,
    structure.controls_have_names,
    structure.names_are_there,
    tables.tables_are_complete,
    tables.figures_are_complete,
    policy.scripts_are_files,
    policy.pages_have_a_policy,
    credit.pages_credit_the_article,
    files.data_are_there,
    files.authors_are_people,
    files.pages_are_listed,
    files.pages_are_copied,
    files.works_are_exported,
    counts.counts_are_those_of_the_records,
    counts.data_hold_every_record,
    addresses.public_addresses_stay,
)


def check_site(site: Site) -> list[Problem]:
    """Return everything that is wrong with *site*, sorted by file and line."""
    if not site.pages:
        return [Problem(Place(site.name, 1), SiteCode.NO_SITE, "no page", "a built site")]
    return sorted(chain.from_iterable(check(site) for check in CHECKS), key=lambda problem: problem.order)
