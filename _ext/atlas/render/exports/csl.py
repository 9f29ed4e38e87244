"""CSL-JSON: what citation processors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atlas.render.exports.plain import cut_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.render.citable import Citable


def write(items: Iterable[Citable]) -> str:
    """Return *items* as a JSON array."""
    return json.dumps([item(one) for one in items], ensure_ascii=False, indent=2) + "\n"


def item(citable: Citable) -> dict[str, Any]:
    """Return *citable* as an object of CSL-JSON; a field without a value is left out."""
    authors = [
        {"family": author.family, "given": author.given} if author.given else {"literal": author.family}
        for author in citable.authors
    ]
    fields = {
        "id": citable.id,
        "type": citable.type,
        "title": citable.title,
        "author": [*authors, *([{"literal": citable.group}] if citable.group else [])],
        "container-title": citable.container,
        "issued": {"date-parts": [[int(part) for part in citable.issued.split("-")]]},
        "volume": citable.volume,
        "issue": citable.issue,
        "page": citable.pages,
        "DOI": citable.doi,
        "PMID": citable.pmid,
        "PMCID": citable.pmcid,
        "URL": citable.url,
        "version": citable.version,
        "keyword": citable.keyword,
        "note": cut_list(citable),
        "annote": citable.note,
    }
    return {name: value for name, value in fields.items() if value}
