"""How the sources of pages are found and read: what Sphinx would pass over, or stumble over, is told.

Sphinx takes names of pages with composed letters, whatever the files are called. So must be the names of all files, and
sources are read so: a link then leads to its page in whichever way its letters were typed.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlas.code import Code
from atlas.load.files import decode
from atlas.problem import Place, Problem
from atlas.sphinx_ext.ending import give_up
from atlas.sphinx_ext.warn import warn_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def look_around(app: Sphinx, config: Config) -> None:
    """Tell what is wrong with the folders of the pages; links that lead back to a folder around them are not followed.

    Sphinx would follow them until the operating system forbids it, and find every page dozens of times.
    """
    for name, problem in _problems(app, Path(app.srcdir), (Path(app.srcdir).resolve(),)):
        if problem.code is Code.LINK_LOOP:
            config.exclude_patterns.append(name)
        warn_problem(problem)


def project(app: Sphinx) -> Path:
    """Return the folder of the project, resolved."""
    return Path(app.confdir, app.config.atlas_root).resolve()


def named(app: Sphinx, name: str) -> str:
    """Return how messages call the file *name* of the sources: from the project on, as all other files."""
    return (Path(os.path.relpath(app.srcdir, app.confdir)) / name).as_posix()


def _problems(app: Sphinx, folder: Path, around: tuple[Path, ...]) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong in *folder*, by the name of the file; *around* are the folders that lead to it, resolved."""
    for path in sorted(folder.iterdir()):
        name = path.relative_to(app.srcdir).as_posix()
        place = Place(named(app, name), 1)
        if not unicodedata.is_normalized("NFC", path.name):
            found, expected = map(ascii, (name, unicodedata.normalize("NFC", name)))
            yield name, Problem(place, Code.DECOMPOSED_NAME, f"name {found}", expected)
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            yield name, Problem(place, Code.UNREADABLE, f"folder {name!r}", "a readable folder")
        elif path.is_dir():
            real = path.resolve()
            if path.is_symlink() and any(one.is_relative_to(real) for one in around):
                found = f"link {name!r} to {path.readlink().as_posix()!r}"
                yield name, Problem(place, Code.LINK_LOOP, found, "links that lead out of their folder")
            else:
                yield from _problems(app, path, (*around, real))


def decode_pages(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Make sure that all *pages* to be read are UTF-8, and end the build with all that are not; Sphinx would crash."""
    paths = {named(app, env.doc2path(page, base=False).as_posix()): Path(env.doc2path(page)) for page in pages}
    read = (decode(name, path.read_bytes()) for name, path in paths.items())
    if told := [str(problem) for problem in read if isinstance(problem, Problem)]:
        give_up("pages cannot be read:\n" + "\n".join(told))


def compose(_app: Sphinx, *place_and_text: Any) -> None:  # noqa: ANN401 - the events have different signatures
    """Compose the letters of a source that was read, a list of one text that is to be changed."""
    text: list[str] = place_and_text[-1]
    text[0] = unicodedata.normalize("NFC", text[0])
