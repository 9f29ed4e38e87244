"""Releasing: `python -m atlas.checks.release PROJECT SITE` adds the present version to the log of releases."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.checks.__main__ import faults
from atlas.checks.site.addresses import INVENTORY, addresses
from atlas.checks.site.reading import read_site
from atlas.differences import differences
from atlas.load.history import as_lines
from atlas.load.project import load_project
from atlas.model.history import How, Release
from atlas.render.phrases import plural
from atlas.rules import check
from atlas.site_code import SiteCode
from atlas.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Library
    from atlas.problem import Problem

LOG = "data/releases.jsonl"
"""The log of releases, below the project."""


class RefusedError(Exception):
    """A release that cannot be made; tells why."""


class UnfinishedError(Exception):
    """A release after which the inventory was not written; tells what is done, and what is not."""


def main(arguments: list[str]) -> int:
    """Release the project that *arguments* name, and tell what that is; return the exit code, 1 for a refusal."""
    parser = argparse.ArgumentParser(prog="python -m atlas.checks.release", description=__doc__)
    parser.add_argument("project", type=Path, help="folder with data/ and bibliography.bib")
    parser.add_argument("site", type=Path, help="folder of the site that was built from it")
    options = parser.parse_args(arguments)
    try:
        sys.stdout.write(f"{release(options.project.resolve(), options.site.resolve())}\n")
    except UnfinishedError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    except (OSError, RefusedError) as error:
        sys.stdout.write(f"nothing was released: {error}\n")
        return 1
    return 0


def release(project: Path, folder: Path) -> str:
    """Write the log of releases and the inventory of addresses of *project*; return what to tell of that.

    Does nothing that was done before. Raises `RefusedError` if the data, or the site in *folder*, have a fault, or if
    the version cannot be released, `OSError` if the log, and `UnfinishedError` if only the inventory cannot be written.
    """
    library, problems = load_project(project)
    if library is None or (problems := [*problems, *check(library)]):
        raise _faulty(problems)
    made = next_release(library)  # a site of other data would be told as stale
    site = read_site(project, folder, library)
    if found := [fault for fault in faults(site)[0] if fault.code is not SiteCode.NO_INVENTORY]:
        raise _faulty(found)
    inventory = "".join(f"{address}\n" for address in addresses(site)).encode()
    told = _told(made) if made else f"version {library.scheme.version} was released before: no record has changed"
    if made:
        log = project / LOG
        before = log.read_bytes().rstrip(b"\n") + b"\n" if log.exists() else b""
        replace_file(log, before + as_lines(made).encode())
    try:
        replace_file(project / INVENTORY, inventory)
    except OSError as error:
        raise UnfinishedError(f"{told}; but {INVENTORY} was not written: {error}. Run the session again") from error
    return told


def _faulty(problems: Iterable[Problem]) -> RefusedError:
    return RefusedError("\n".join(["there are faults", *map(str, problems)]))


def next_release(library: Library) -> Release | None:
    """Return the version of *library* as a release, or None if it is released as it stands.

    Raises `RefusedError` if the version was released with other data or as of another day, or before a later one.
    """
    version, day, releases = library.scheme.version, library.scheme.as_of, library.history.releases
    changes = differences(library)
    known = next((one for one in releases if one.version == version), None)
    if known:
        if why := _why_not_again(known, releases[-1], day, len(changes)):
            what = f"version {version} was released {why}"
            raise RefusedError(f"{what}. Raise `version` in data/atlas.yaml, and set `as_of`")
        return None
    if releases and day < releases[-1].day:
        raise RefusedError(f"`as_of` in data/atlas.yaml is {day}, before the last release ({releases[-1].day})")
    return Release(version, day, changes)


def _why_not_again(known: Release, last: Release, day: str, changed: int) -> str:
    """Return why the version of *known* cannot stand as of *day*, *changed* records after *last*; empty if it can."""
    if known is not last:
        return f"before version {last.version}"
    if changed:
        return (
            f"as of {known.day}, and since then {plural(changed, 'record')} {'has' if changed == 1 else 'have'} changed"
        )
    return f"as of {known.day}, not as of {day}" if known.day != day else ""


def _told(made: Release) -> str:
    counts = (f"{sum(change.how is how for change in made.changes)} {how}" for how in How)
    return f"version {made.version} of {made.day} is released; records: {', '.join(counts)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
