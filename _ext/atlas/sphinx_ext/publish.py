"""After writing: the machine copy beside the pages, and no page that nothing stands for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from atlas.render.data import files
from atlas.sphinx_ext.domain import API, domain_of, is_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Write `api/v1/` of a site; other formats have no machine copy."""
    if exception is not None or not is_site(app.builder):
        return
    domain = domain_of(app.env)

    def address(kind: str, id_: str) -> str:
        home = domain.homes.get((kind, id_))
        if home is None:
            return ""  # the record was reported as homeless
        page = app.builder.get_target_uri(home.docname)
        # on a single page, anchors stand alone: `#document-x` is the address of a part
        return f"{page.partition('#')[0]}#{home.anchor}" if home.anchor else page

    folder = Path(app.outdir) / API
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files(domain.library, address).items():
        (folder / name).write_text(content, "utf-8", newline="")
