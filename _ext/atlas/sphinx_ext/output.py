"""The output folder: what the last build left in it, and what has to go.

The state of an output is kept in it. While pages are written it says that none is done, so that all are written again
when this is interrupted.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from atlas.model.state import STATE, State, kept
from atlas.render.companions import COPIES, SUFFIXES
from atlas.render.stubs import former_pages
from atlas.sphinx_ext.domain import domain_of, is_site
from atlas.sphinx_ext.warned import warned_pages, warnings
from atlas.writing import LITTER, replace_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder


def read_state(app: Sphinx) -> State:
    """Return the state that the last build left, or an empty one."""
    return State.read(_place(app))


def _write_state(app: Sphinx, state: State) -> None:
    replace_file(_place(app), state.text().encode())


def _place(app: Sphinx) -> Path:
    """Return the file that holds the state; a book takes up all that is in its folder."""
    return Path(app.doctreedir if app.builder.name == "epub" else app.outdir, STATE)


def drop_half_record(app: Sphinx) -> None:
    """Remove Sphinx's own record of the last build, of four lines, if a kill has cut it: Sphinx would fall over it."""
    record = Path(app.outdir, ".buildinfo")
    with suppress(OSError):
        if record.read_bytes().count(b"\n") < 4:  # noqa: PLR2004 - as above
            record.unlink()


def begin(app: Sphinx, builder: Builder) -> None:
    """Note that writing begins, and remove the files that nothing stands for any more.

    Sphinx copies all of `_static` in every build; removed before, it holds no file of the past.
    """
    before, now = read_state(app), {*_files(app)}
    _write_state(app, State({}, sorted({*before.files, *now}), before.warned))
    for path in _place(app).parent.glob(LITTER):
        path.unlink()
    for name in set(before.files) - now:
        if ".." not in PurePosixPath(name).parts:
            Path(app.outdir, name.lstrip("/")).unlink(missing_ok=True)
    if is_site(builder):
        shutil.rmtree(Path(app.outdir, "_static"), ignore_errors=True)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Keep the state of this output for the next build; a page that is not whole, or was warned of, is not done."""
    if exception is not None:
        return
    Path(app.outdir, ".buildinfo.bak").unlink(missing_ok=True)  # Sphinx's, when the configuration changed
    warned = warned_pages(app)
    undone = warned | {*_broken(app)}
    done = {page: digest for page, digest in domain_of(app.env).digests.items() if page not in undone}
    told, prose = kept(warnings(app)), kept(domain_of(app.env).prose)
    _write_state(app, State(done, sorted({*_files(app)}), sorted(warned), told, prose))


def _files(app: Sphinx) -> Iterator[str]:
    """Yield the files that a site holds for pages, images and the like, relative to its root; Sphinx keeps old ones."""
    builder, env = app.builder, app.env
    if not isinstance(builder, StandaloneHTMLBuilder) or not is_site(builder):
        return
    pages = {page: Path(builder.get_output_path(page)).relative_to(app.outdir) for page in env.found_docs}
    for page, path in pages.items():
        yield path.as_posix()
        yield from (path.with_suffix(f".{suffix}").as_posix() for suffix in (*SUFFIXES, *COPIES))
        source = env.doc2path(page, base=False).as_posix()
        yield f"_sources/{source}{app.config.html_sourcelink_suffix}"
        yield f"_sources/{source}"
    for page in (*app.config.html_additional_pages, *former_pages(domain_of(app.env).library)):
        yield Path(builder.get_output_path(page)).relative_to(app.outdir).as_posix()
    yield from (f"{builder.imagedir}/{name}" for _, name in env.images.values())
    yield from (f"_downloads/{Path(name).as_posix()}" for _, name in env.dlfiles.values())
    for entry in app.config.html_extra_path:
        path = Path(app.confdir, entry)
        inside = path.rglob("*") if path.is_dir() else ()
        yield from (file.relative_to(path).as_posix() for file in inside if file.is_file())
        yield from () if path.is_dir() else (path.name,)


def _broken(app: Sphinx) -> Iterator[str]:
    """Yield the pages that were not written whole, or whose images were not: Sphinx only warns of a full disk."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or not is_site(builder):
        return
    for page in app.env.found_docs:
        if not _ends(Path(builder.get_output_path(page))):
            yield page
    for source, (pages, name) in app.env.images.items():
        if _size(Path(app.srcdir, source)) != _size(Path(app.outdir, builder.imagedir, name)):
            yield from pages


def _ends(page: Path) -> bool:
    """Return whether *page* was written to its end."""
    size = _size(page)
    if size <= 0:
        return False
    with page.open("rb") as file:
        file.seek(max(size - 100, 0))
        return file.read(100).rstrip().endswith(b"</html>")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1
