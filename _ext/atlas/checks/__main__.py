"""The command line: print every problem of the data and every finding on the site, and exit with 1 if there is any."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from atlas.checks.site import check_site
from atlas.load.project import load_project
from atlas.rules import check


def main(arguments: list[str]) -> int:
    """Check the project and the site that *arguments* name; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m atlas.checks", description=__doc__)
    parser.add_argument("project", type=Path, help="folder with data/ and bibliography.bib")
    parser.add_argument("site", type=Path, help="folder of the built site")
    options = parser.parse_args(arguments)
    library, problems = load_project(options.project.resolve())
    problems += check(library) if library else []
    findings = check_site(options.site.resolve())
    for line in [*map(str, problems), *map(str, findings)]:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(problems)} problems in the data, {len(findings)} findings on the site\n")
    return 1 if problems or findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
