"""What a page may run and load: files of the site alone, said in its head before anything is loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.checks.site.reading import words
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.checks.site.reading import Site
    from atlas.problem import Problem

DATA = ("application/ld+json", "application/json")
"""Types of `script` elements that no browser runs."""

_ALLOWED = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'", "'unsafe-inline'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
}
"""The most that each directive may allow; one that is not named here may allow nothing."""


def scripts_are_files(site: Site) -> Iterator[Problem]:
    """No page holds a script itself, in whatever form."""
    for page in site.pages.values():
        for script in page.root.xpath("//script[not(@src)]"):
            if script.get("type") not in DATA:
                found = f"script {words(script)[:40]!r}"
                yield site.at(page, script, SiteCode.INLINE_SCRIPT, found, "scripts in files")
        for value in page.root.xpath("//@*"):
            address = re.sub(r"[\x00-\x20]", "", value).lower()  # as browsers read it
            if value.attrname.startswith("on") or address.startswith("javascript:"):
                found = f"attribute {value.attrname!r} with a script"
                yield site.at(page, value.getparent(), SiteCode.INLINE_SCRIPT, found, "scripts in files")


def pages_have_a_policy(site: Site) -> Iterator[Problem]:
    """Every page allows files of the site alone, before its first script and style sheet."""
    for page in site.pages.values():
        heads = page.root.xpath("//head/meta[translate(@http-equiv, 'CSPONTEURILY', 'csponteurily')=$name]", name=_NAME)
        if not heads:
            yield site.at(page, page.root, SiteCode.NO_POLICY, "no policy", "a policy in the head")
            continue
        if heads[0].xpath("preceding::script | preceding::style | preceding::link[@rel='stylesheet']"):
            found = "a script or a style sheet before the policy"
            yield site.at(page, heads[0], SiteCode.NO_POLICY, found, "the policy first")
        for excess in _excess(heads[0].get("content") or ""):
            yield site.at(page, heads[0], SiteCode.NO_POLICY, excess, "files of the site alone")


_NAME = "content-security-policy"


def _excess(policy: str) -> Iterator[str]:
    """Yield what *policy* allows beyond `_ALLOWED`, or does not forbid."""
    directives = [words_ for one in policy.split(";") if (words_ := one.split())]
    if "default-src" not in {name for name, *_ in directives}:
        yield "no `default-src`"
    for name, *sources in directives:
        if excess := set(sources) - _ALLOWED.get(name, set()) - {"'none'"}:
            yield f"{name} {' '.join(sorted(excess))}"
