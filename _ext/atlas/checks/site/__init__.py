"""What must hold on a built site: one generator of problems for each check, and the list of them all."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from atlas.checks.site import (
    addresses,
    credit,
    exports,
    files,
    heads,
    links,
    policy,
    records,
    scripts,
    structure,
    tables,
    texts,
)
from atlas.problem import Place, Problem
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from atlas.checks.site.reading import Site

CHECKS: tuple[Callable[[Site], Iterator[Problem]], ...] = (
    links.lead_somewhere,
    links.need_no_server,
    links.load_nothing_foreign,
    links.style_sheets_find_their_files,
    links.pages_are_reached,
    texts.pages_can_be_read,
    texts.pages_fit_screens,
    texts.markup_is_read,
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
    heads.heads_describe_their_pages,
    heads.pages_tell_how_to_cite,
    records.counts_are_those_of_the_records,
    records.citations_show_their_numbers,
    records.records_stand_where_they_are_said_to,
    exports.pages_are_copied,
    exports.works_are_exported,
    files.data_are_those_of_the_records,
    files.pages_are_listed,
    files.releases_are_fed,
    files.nothing_is_left_over,
    scripts.previews_are_those_of_the_records,
    scripts.links_have_their_previews,
    scripts.tables_can_be_explored,
    scripts.figures_can_answer,
    scripts.search_knows_every_page,
    addresses.public_addresses_stay,
)


def check_site(site: Site) -> list[Problem]:
    """Return everything that is wrong with *site*, sorted by file and line."""
    if not site.pages:
        return [Problem(Place(site.name, 1), SiteCode.NO_SITE, "no page", "a built site")]
    return sorted(chain.from_iterable(check(site) for check in CHECKS), key=lambda problem: problem.order)
