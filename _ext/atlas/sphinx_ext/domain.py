"""The domain `atlas`: which records live where, which pages show or name them, and how links to them are made."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from atlas.code import Code
from atlas.render.pages import PAGED
from atlas.render.views import answer, digest
from atlas.sphinx_ext.notes import Home, Notes, Use
from atlas.sphinx_ext.warn import warn_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from atlas.library import Library
    from atlas.problem import Problem
    from atlas.render.blocks import Blocks, Target
    from atlas.render.pages import Subject
    from atlas.render.requests import RefusedError, Request

TYPES = ("claim", "entity", "trial", "discrepancy", "reference", "work", "term", "figure")


class AtlasDomain(Domain):
    """Claims, entities, trials, discrepancies, references, terms and figures as objects that can be linked by id."""

    name = "atlas"
    label = "Atlas"
    data_version = 4
    object_types = {kind: ObjType(kind, kind) for kind in TYPES}  # noqa: RUF012 - as Sphinx declares it
    initial_data = {"notes": {}, "warned": []}  # noqa: RUF012 - as above
    dangling_warnings = {kind: f"no {kind} %(target)r in this atlas" for kind in TYPES}  # noqa: RUF012 - as above

    library: Library
    """All records; set before reading. Attributes of a domain are not pickled, so it is read anew in every run."""

    homes: Mapping[tuple[str, str], Home]
    """Where each record is at home, by type and id; set by `settle` when all pages are read."""

    linked: Mapping[tuple[str, str], tuple[str, ...]]
    """The pages whose prose links to each record; set by `settle`."""

    prose: list[Problem]
    """What is wrong in what is written on pages, silenced or not; set when all pages are read."""

    digests: Mapping[str, str]
    """A digest of all that each page shows; set when all pages are read."""

    subjects: Mapping[str, tuple[Subject, str]] | None = None
    """What each page is about, by its name; worked out when first asked for, once all pages are read."""

    addresses: frozenset[str] | None = None
    """The addresses of all pages, relative to the root of the site; as above."""

    previewed: frozenset[str] | None = None
    """The absolute addresses of all places that have a preview; as above."""

    @property
    def notes(self) -> dict[str, Notes]:
        """What was noted on each page."""
        return cast("dict[str, Notes]", self.data["notes"])

    def note_use(self, docname: str, request: Request, answered: Blocks | RefusedError) -> None:
        """Note that a page asked for *request*, so that it is read again when the answer changes."""
        self.noted(docname).uses.append(Use(request, digest(answered)))

    def note_mention(self, docname: str, kind: str, id_: str) -> None:
        """Note that the prose of a page links to a record."""
        self.noted(docname).mentions.append((kind, id_))

    def note_shown(self, docname: str, request: Request, homes: Iterable[Target]) -> None:
        """Note the records that a page shows at home; the page of an entity, trial or work is itself the home."""
        noted = self.noted(docname).homes
        noted.extend((target.type, target.id, Home(docname, target.anchor, target.id)) for target in homes)
        if request.view in PAGED:
            entity = self.library.entity.get(request.argument)
            name = entity.label if entity else request.argument
            noted.append((request.view, request.argument, Home(docname, "", name)))

    def noted(self, docname: str) -> Notes:
        """Return what was noted on a page so far."""
        return self.notes.setdefault(docname, Notes())

    def outdated(self) -> set[str]:
        """Return the pages that would now be shown something else."""
        now: dict[Request, str] = {}
        for notes in self.notes.values():
            for use in notes.uses:
                if use.request not in now:
                    now[use.request] = digest(answer(self.library, use.request))
        return {page for page, notes in self.notes.items() if any(use.digest != now[use.request] for use in notes.uses)}

    def settle(self) -> None:
        """Work out, once all pages are read, where each record is at home and which pages link to it."""
        homes: dict[tuple[str, str], Home] = {("reference", key): home for key, home in _works(self.env)}
        for page in sorted(self.notes):
            for kind, id_, home in self.notes[page].homes:
                other = homes.setdefault((kind, id_), home)
                if other is not home:
                    found = f"{kind} {id_!r} on {other.docname!r} and {home.docname!r}"
                    warn_page(Code.TWO_HOMES, found, "one place", (home.docname, 1))
        for (kind, old), new in self.library.renamed.items():
            if (kind, new) in homes:
                homes.setdefault((kind, old), homes[kind, new])
        self.homes = homes
        self.linked = {key: tuple(sorted(pages)) for key, pages in sorted(self._linked().items())}
        self.subjects = self.addresses = self.previewed = None

    def _linked(self) -> Mapping[tuple[str, str], set[str]]:
        """Return the pages whose prose links to each record, its own page left out, or cites each work."""
        linked: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for page, notes in self.notes.items():
            for key in notes.mentions:
                if key not in self.homes or self.homes[key].docname != page:
                    linked[key].add(page)
        for citation in self.env.get_domain("cite").citation_refs:  # type: ignore[attr-defined]
            for target in citation.targets:
                linked["work", target.key].add(citation.docname)
        return linked

    def clear_doc(self, docname: str) -> None:
        """Forget what was noted on a page."""
        self.notes.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process noted on *docnames*."""
        self.notes.update({page: notes for page, notes in otherdata["notes"].items() if page in docnames})

    def resolve_xref(  # type: ignore[override]  # noqa: PLR0913, PLR0917 - Sphinx's signature; any element will do
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> Element | None:
        """Return the link to a record, or None when there is no such record."""
        del node
        if typ == "file":
            return _file_link(builder, fromdocname, target, contnode)
        titled = typ == "page"  # the target is then `type id`, and the link reads as the page is called
        if titled:
            typ, _, target = target.partition(" ")
        home = self.homes.get((typ, target))
        if home is None:
            return None
        if titled:
            contnode = nodes.inline("", env.titles[home.docname].astext())
        return make_refnode(builder, fromdocname, home.docname, home.anchor, contnode)

    def resolve_any_xref(  # type: ignore[override]  # noqa: PLR0913, PLR0917 - as above
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, Element]]:
        """Return the links to all records called *target*."""
        links = ((kind, self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)) for kind in TYPES)
        return [(f"atlas:{kind}", link) for kind, link in links if link is not None]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield every record for the inventory and the search."""
        for (kind, id_), home in sorted(self.homes.items()):
            yield id_, home.name, kind, home.docname, home.anchor, 1


def _works(env: BuildEnvironment) -> Iterable[tuple[str, Home]]:
    """Yield where the bibliography shows each work."""
    for citation in env.get_domain("cite").citations:  # type: ignore[attr-defined]
        home = Home(citation.bibliography_key.docname, citation.citation_id, f"[{citation.formatted_entry.label}]")
        yield citation.key, home


def is_site(builder: Builder) -> bool:
    """Return whether *builder* makes a site of files, with a machine copy beside the pages."""
    return builder.format == "html" and builder.name != "epub"


def _file_link(builder: Builder, fromdocname: str, path: str, contnode: Element) -> Element:
    """Return the link to a file by its *path* below the root; only sites have such files, elsewhere its name stands."""
    if not is_site(builder):
        return contnode
    address = relative_uri(builder.get_target_uri(fromdocname).partition("#")[0], path)
    return nodes.reference("", "", contnode, refuri=address, internal=True)


def domain_of(env: BuildEnvironment) -> AtlasDomain:
    """Return the domain of *env*."""
    return cast("AtlasDomain", env.get_domain("atlas"))
