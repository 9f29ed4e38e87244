"""Run the command."""

from __future__ import annotations

import sys

from atlas.checks.links.command import main

sys.exit(main(sys.argv[1:]))
