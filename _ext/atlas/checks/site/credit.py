"""The credit: every page names the article and its licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.checks.site.reading import Site
    from atlas.problem import Problem


def pages_credit_the_article(site: Site) -> Iterator[Problem]:
    """Every page links to the licence within its credit."""
    for page in site.pages.values():
        if not page.root.xpath("//*[contains(@class, 'atlas-credit')]//a[@rel='license']"):
            yield site.at(page, page.root, SiteCode.NO_CREDIT, "no credit with a licence", "the credit at its foot")
