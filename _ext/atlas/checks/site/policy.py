"""What a page may run and load: files of the site alone, said in its head before anything is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.checks.site.page import words
from atlas.site_code import SiteCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from atlas.checks.site.reading import Site
    from atlas.problem import Problem

DATA = ("application/ld+json", "application/json")
"""Types of `script` elements that no browser runs."""

# browsers pass over capitals and white space in the name of a scheme
_BARE = "translate(substring(., 1, 40), 'ACDIJPRSTV \t\r\n', 'acdijprstv')"
_SCRIPTS = (
    f"//@*[starts-with(name(), 'on') or (contains(., ':') and starts-with({_BARE}, 'javascript:'))] | "
    f"//script/@src[starts-with({_BARE}, 'data:')] | //iframe/@srcdoc"
)

_ALLOWED = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'", "'unsafe-inline'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
}
"""The most that each directive may allow; one that is not named here may allow nothing."""

_NEEDED = {"script-src": "//script[@src]", "style-src": "//link[@rel='stylesheet']", "img-src": "//img"}
"""What a page may hold for which each directive must allow files of the site."""

_POLICIES = "//head/meta[translate(@http-equiv, 'CEILNOPRSTUY', 'ceilnoprstuy')='content-security-policy']"


def scripts_are_files(site: Site) -> Iterator[Problem]:
    """No page holds a script itself, in whatever form."""
    for page in site.pages.values():
        for script in page.root.xpath("//script[not(@src)]"):
            if (script.get("type") or "").lower() not in DATA:
                found = f"script {words(script)[:40]!r}"
                yield site.at(page, script, SiteCode.INLINE_SCRIPT, found, "scripts in files")
        for value in page.root.xpath(_SCRIPTS):
            found = f"attribute {value.attrname!r} with a script"
            yield site.at(page, value.getparent(), SiteCode.INLINE_SCRIPT, found, "scripts in files")


def pages_have_a_policy(site: Site) -> Iterator[Problem]:
    """Every page allows files of the site alone, those that it loads, before its first script and style sheet."""
    for page in site.pages.values():
        heads = page.root.xpath(_POLICIES)
        if not heads:
            yield site.at(page, page.root, SiteCode.NO_POLICY, "no policy", "a policy in the head")
            continue
        if heads[0].xpath("preceding::script | preceding::style | preceding::link[@rel='stylesheet']"):
            found = "a script or a style sheet before the policy"
            yield site.at(page, heads[0], SiteCode.NO_POLICY, found, "the policy first")
        policy = _directives(heads[0].get("content") or "")
        for name, needed in _NEEDED.items():
            if "'self'" not in policy.get(name, policy.get("default-src", {"'self'"})) and page.root.xpath(needed):
                found = f"{name} without 'self'"
                yield site.at(page, heads[0], SiteCode.NO_POLICY, found, "what the page itself loads")
        for excess in _excess(policy):
            yield site.at(page, heads[0], SiteCode.NO_POLICY, excess, "files of the site alone")


def _directives(policy: str) -> dict[str, set[str]]:
    """Return the sources that each directive of *policy* allows; of two directives of a name, the first counts."""
    listed = [words_ for one in policy.split(";") if (words_ := one.split())]
    return {name.lower(): set(sources) for name, *sources in reversed(listed)}


def _excess(policy: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield what *policy* allows beyond `_ALLOWED`, or does not forbid."""
    if "default-src" not in policy:
        yield "no `default-src`"
    for name, sources in policy.items():
        if excess := sources - _ALLOWED.get(name, set()) - {"'none'"}:
            yield f"{name} {' '.join(sorted(excess))}"
