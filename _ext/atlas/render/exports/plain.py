"""References as plain text in the style of the article, and the words that all formats share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from atlas.model.scheme import Author
    from atlas.render.citable import Citable


def reference(item: Citable) -> str:
    """Return *item* in one line without identifiers: who, what, and where and when it was published."""
    where = _in_journal(item) if item.type == "article-journal" else _on_site(item)
    return " ".join(stopped(part) for part in (names(item), item.title, where) if part)


def full(item: Citable) -> str:
    """Return the reference with its DOI, or else the next best identifier it has.

    A page and the data also tell what they were made from, which their licence asks of whoever cites them.
    """
    identifiers = (
        f"doi:{item.doi}" if item.doi else "",
        f"PMID {item.pmid}" if item.pmid else "",
        item.pmcid,
        item.url,
    )
    made_from = "" if item.type == "article-journal" else item.note
    ends = [part for part in (next(filter(None, identifiers), ""), made_from) if part]
    return f"{reference(item)} {'. '.join(ends)}".rstrip()


def names(item: Citable) -> str:
    """Return the authors as printed: family name and initials, or the group; a cut list ends with `et al.`."""
    people = [name(author) for author in item.authors]
    return ", ".join([*people, *filter(None, [item.group]), *(["et al."] if item.et_al else [])])


def cut_list(item: Citable) -> str:
    """Return the remark that the list of authors is cut, or nothing: formats can say it in words alone."""
    return f"Authors as printed: {names(item)}" if item.et_al else ""


def one_line(text: str) -> str:
    """Return *text* without line breaks, which would end a field."""
    return " ".join(text.splitlines()).strip()


def page_range(pages: str) -> tuple[str, str]:
    """Return the first and the last page; the last is empty where *pages* is a single page or a number."""
    first, _, last = pages.partition("–")
    return first, last


def name(author: Author) -> str:
    """Return an author as the article prints the name: family name, then initials without points."""
    return f"{author.family} {author.given.replace('. ', '').replace('.', '')}".rstrip()


def _in_journal(item: Citable) -> str:
    issue = f"({item.issue})" if item.issue else ""
    volume = f";{item.volume}{issue}" if item.volume or issue else ""
    pages = f":{item.pages}" if item.pages else ""
    return f"{stopped(item.container)} {item.issued}{volume}{pages}".lstrip()


def _on_site(item: Citable) -> str:
    version = f"version {item.version}, " if item.version else ""
    site = f"{item.container}; " if item.container else ""
    return f"{site}{version}as of {item.issued}"


def stopped(text: str) -> str:
    """Return *text* with a full stop, unless it ends with a mark already."""
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
