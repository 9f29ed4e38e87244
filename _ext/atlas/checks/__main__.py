"""The command line: print every problem of the data and every finding on the site, and exit with 1 if there is any."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from atlas.checks.addresses import INVENTORY, addresses, lost
from atlas.checks.site import check_site, read_pages
from atlas.load.project import load_project
from atlas.rules import check
from atlas.writing import replace_file


def main(arguments: list[str]) -> int:
    """Check the project and the site that *arguments* name; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m atlas.checks", description=__doc__)
    parser.add_argument("project", type=Path, help="folder with data/ and bibliography.bib")
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("--record", action="store_true", help=f"write {INVENTORY}: do so at a release")
    options = parser.parse_args(arguments)
    project, site = options.project.resolve(), options.site.resolve()
    library, problems = load_project(project)
    problems += check(library) if library else []
    pages = read_pages(site)
    if options.record:
        replace_file(project / INVENTORY, ("\n".join(addresses(site, pages)) + "\n").encode())
    findings = [*check_site(site, pages), *lost(project, pages)]
    for line in [*map(str, problems), *map(str, findings)]:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(problems)} problems in the data, {len(findings)} findings on the site\n")
    return 1 if problems or findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
