"""The credit: every page names the article and its licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.checks.site.page import words
from atlas.render.citable import of_article
from atlas.render.exports import plain
from atlas.render.rendered import classed
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.checks.site.reading import Site
    from atlas.problem import Problem

_CREDIT = f"//*[{classed('atlas-credit')}][not(ancestor-or-self::*[@hidden])]"


def pages_credit_the_article(site: Site) -> Iterator[Problem]:
    """Every page names the article within its credit, and links to its licence there."""
    for page in site.pages.values():
        credit = next(iter(page.root.xpath(_CREDIT)), None)
        links = [] if credit is None else credit.xpath(".//a[@rel='license']")
        if credit is None or not links:
            yield site.at(page, page.root, SiteCode.NO_CREDIT, "no credit with a licence", "the credit at its foot")
        elif site.library is not None:
            named = " ".join(plain.reference(of_article(site.library)).split())
            if named not in words(credit):
                yield site.at(page, credit, SiteCode.NO_CREDIT, f"credit {words(credit)[:80]!r}", named)
            licence = site.library.scheme.article.licence_url
            if links[0].get("href") != licence:
                yield site.at(page, links[0], SiteCode.NO_CREDIT, f"licence {links[0].get('href')!r}", licence)
