"""Writing files: all of a file or nothing of it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LITTER = ".*.[0-9]*.new"
"""The names of files that a writer left when it was killed; they can be removed."""


def replace_file(path: Path, content: bytes) -> None:
    """Give *path* the new *content* in one step; a reader never sees half of it. Raises `OSError`.

    The permissions of a file that is there already are kept, and what a symbolic link leads to is replaced.
    """
    path = path.resolve()
    fresh = path.with_name(f".{path.name[:40]}.{os.getpid()}.new")
    try:
        fresh.write_bytes(content)
        if path.exists():
            shutil.copymode(path, fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
