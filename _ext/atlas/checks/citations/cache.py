"""The cache: each answer in a file of its own, with its day, so that a work is asked about once a month."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pydantic import ValidationError

from atlas.checks.citations.client import Answer, NoAnswerError
from atlas.checks.citations.crossref import check
from atlas.writing import replace_file

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from atlas.checks.citations.client import Client

FRESH = 30
"""Days for which an answer is used again."""


class CachedClient:
    """Answers from `folder` what was answered at `base` in the last `FRESH` days, and asks `client` the rest."""

    def __init__(self, client: Client, base: str, folder: Path, today: dt.date) -> None:
        """Prepare the client; the folder is made when there is an answer to keep."""
        self._client = client
        self._base = base
        self._folder = folder
        self._today = today

    def get(self, path: str, query: Mapping[str, str]) -> Answer:
        """Return a fresh answer, kept or new; see `Client.get`. One that is of no use is not kept."""
        request = f"{self._base}{path}?{urlencode(sorted(query.items()))}"
        file = self._folder / f"{hashlib.sha256(request.encode()).hexdigest()[:32]}.json"
        if (kept := self._kept(file, query)) is not None:
            return kept
        answer = self._client.get(path, query)
        check(answer, query)
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, answer.model_dump_json().encode())
        return answer

    def _kept(self, file: Path, query: Mapping[str, str]) -> Answer | None:
        try:
            answer = Answer.model_validate_json(file.read_bytes())
            check(answer, query)
        except (OSError, ValidationError, NoAnswerError):
            return None
        return answer if 0 <= (self._today - answer.day).days < FRESH else None
