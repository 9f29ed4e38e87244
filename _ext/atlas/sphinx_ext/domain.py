"""The domain `atlas`: which records live where, which pages show or name them, and how links to them are made."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from atlas.problem import Code
from atlas.render.views import Request, digest
from atlas.sphinx_ext.warn import warn_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from atlas.library import Library
    from atlas.render.blocks import Target

API = "api/v1"
TYPES = ("claim", "entity", "trial", "discrepancy", "reference", "term")


class Home(NamedTuple):
    """Where a record is at home: page, anchor (empty for the page itself) and the name shown in lists."""

    docname: str
    anchor: str
    name: str


class Use(NamedTuple):
    """What a page asked for, and the digest of what it was shown."""

    docname: str
    request: Request
    digest: str


class Mention(NamedTuple):
    """A record that the prose of a page links to."""

    docname: str
    type: str
    id: str


class AtlasDomain(Domain):
    """Claims, entities, trials, discrepancies, references and terms as objects that can be linked by id."""

    name = "atlas"
    label = "Atlas"
    data_version = 1
    object_types = {kind: ObjType(kind, kind) for kind in TYPES}  # noqa: RUF012 - as Sphinx declares it
    initial_data = {"homes": {}, "uses": [], "mentions": [], "linked": {}, "frame": ""}  # noqa: RUF012 - as above
    dangling_warnings = {kind: f"no {kind} %(target)r in this atlas" for kind in TYPES}  # noqa: RUF012 - as above

    works: Mapping[str, Home] = {}
    """Where the bibliography shows each work; known once all pages are read, so looked up when first needed."""

    library: Library
    """All records; set before reading. Attributes of a domain are not pickled, so it is read anew in every run."""

    @property
    def homes(self) -> dict[tuple[str, str], Home]:
        """Where each record is at home, by type and id."""
        return cast("dict[tuple[str, str], Home]", self.data["homes"])

    @property
    def uses(self) -> list[Use]:
        """What the pages asked for."""
        return cast("list[Use]", self.data["uses"])

    @property
    def mentions(self) -> list[Mention]:
        """The records that prose links to."""
        return cast("list[Mention]", self.data["mentions"])

    @property
    def linked(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The pages that linked to each record when the site was last written."""
        return cast("dict[tuple[str, str], tuple[str, ...]]", self.data["linked"])

    def note_home(self, kind: str, id_: str, home: Home) -> None:
        """Note that the record is at home there; warn if it already is elsewhere."""
        other = self.homes.get((kind, id_))
        if other and other.docname != home.docname:
            found = f"{kind} {id_!r} on {home.docname!r} and {other.docname!r}"
            warn_page(Code.TWO_HOMES, found, "one page", (home.docname, 1))
        self.homes[kind, id_] = home

    def note_shown(self, docname: str, request: Request, homes: Iterable[tuple[Target, str]]) -> None:
        """Note the records that a page shows at home; the page of an entity or trial is itself the home."""
        for target, anchor in homes:
            self.note_home(target.type, target.id, Home(docname, anchor, target.id))
        if request.view in ("entity", "trial"):
            entity = self.library.entity.get(request.argument)
            name = entity.label if entity else request.argument
            self.note_home(request.view, request.argument, Home(docname, "", name))

    def note_use(self, docname: str, request: Request) -> None:
        """Note that a page asked for *request*, so that it is read again when the answer changes."""
        self.uses.append(Use(docname, request, digest(self.library, request)))

    def note_mention(self, docname: str, kind: str, id_: str) -> None:
        """Note that the prose of a page links to a record."""
        self.mentions.append(Mention(docname, kind, id_))

    def outdated(self) -> set[str]:
        """Return the pages that would now be shown something else."""
        now: dict[Request, str] = {}
        for use in self.uses:
            if use.request not in now:
                now[use.request] = digest(self.library, use.request)
        return {use.docname for use in self.uses if use.digest != now[use.request]}

    def links(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Return the pages whose prose links to each record, in order, its own page left out."""
        pages: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for mention in self.mentions:
            home = self.homes.get((mention.type, mention.id))
            if home is None or home.docname != mention.docname:
                pages[mention.type, mention.id].add(mention.docname)
        return {key: tuple(sorted(names)) for key, names in sorted(pages.items())}

    def clear_doc(self, docname: str) -> None:
        """Forget what was noted on a page."""
        self.data["homes"] = {key: home for key, home in self.homes.items() if home.docname != docname}
        self.data["uses"] = [use for use in self.uses if use.docname != docname]
        self.data["mentions"] = [mention for mention in self.mentions if mention.docname != docname]

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process noted on *docnames*."""
        for (kind, id_), home in otherdata["homes"].items():
            if home.docname in docnames:
                self.note_home(kind, id_, home)
        self.uses.extend(use for use in otherdata["uses"] if use.docname in docnames)
        self.mentions.extend(mention for mention in otherdata["mentions"] if mention.docname in docnames)

    def home(self, kind: str, id_: str) -> Home | None:
        """Return where a record is at home; the home of a work is its entry in the bibliography."""
        if kind == "reference":
            self.works = self.works or dict(_works(self.env))
            return self.works.get(id_)
        return self.homes.get((kind, id_))

    def resolve_xref(  # noqa: PLR0913, PLR0917 - the signature is Sphinx's
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return the link to a record, or None when there is no such record."""
        del env, node
        if typ == "file":
            return _file_link(builder, fromdocname, target, contnode)
        home = self.home(typ, target)
        if home is None:
            return None
        return make_refnode(builder, fromdocname, home.docname, home.anchor, contnode)

    def resolve_any_xref(  # noqa: PLR0913, PLR0917 - as above
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return the links to all records called *target*."""
        links = ((kind, self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)) for kind in TYPES)
        return [(f"atlas:{kind}", link) for kind, link in links if link is not None]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield every record for the inventory and the search."""
        for (kind, id_), home in sorted(self.homes.items()):
            yield id_, home.name, kind, home.docname, home.anchor, 1
        for key, home in _works(self.env):
            yield key, home.name, "reference", home.docname, home.anchor, 1


def _works(env: BuildEnvironment) -> Iterable[tuple[str, Home]]:
    """Yield where the bibliography shows each work."""
    for citation in env.get_domain("cite").citations:  # type: ignore[attr-defined]
        home = Home(citation.bibliography_key.docname, citation.citation_id, f"[{citation.formatted_entry.label}]")
        yield citation.key, home


def _file_link(builder: Builder, fromdocname: str, name: str, contnode: Element) -> nodes.reference:
    """Return the link to a file of the machine copy; only sites have one, elsewhere its name stands alone."""
    address = f"{API}/{name}"
    if builder.format == "html" and builder.name != "epub":
        address = relative_uri(builder.get_target_uri(fromdocname), address)
    return nodes.reference("", "", contnode, refuri=address, internal=True)


def domain_of(env: BuildEnvironment) -> AtlasDomain:
    """Return the domain of *env*."""
    return cast("AtlasDomain", env.get_domain("atlas"))
