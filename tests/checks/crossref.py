"""A server on loopback that answers as Crossref does, or as told."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.checks.server import Reply, Server

Message = dict[str, Any]


def registered(doi: str, title: str, family: str, year: int, **more: object) -> Message:
    """Return a work as Crossref describes it; underscores in the names of *more* become hyphens."""
    work = {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "author": [
            {"family": "Later", "given": "L.", "sequence": "additional"},
            {"family": family, "given": "F.", "sequence": "first"},
        ],
        "issued": {"date-parts": [[year, 5]]},
        "volume": None,
    }
    return work | {name.replace("_", "-"): value for name, value in more.items()}


def told(message: object) -> Reply:
    """Return *message* as Crossref frames it."""
    return Reply(body=json.dumps({"status": "ok", "message": message}).encode())


class Loopback(Server):
    """The server: what it knows, how it replies when told to, and what it was asked."""

    def __init__(self) -> None:
        """Listen on a free port."""
        super().__init__()
        self.works: dict[str, Message] = {}
        self.found: list[Message] = []
        self.notices: dict[str, list[Message]] = {}
        self.script: dict[str, list[Reply]] = {}
        self.asked: list[str] = []

    def reply(self, method: str, host: str, address: str) -> Reply:
        """Return the next reply of the script if there is one, of which the last one stays, or what is known."""
        del method, host
        parts = urlsplit(address)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        doi = unquote(parts.path.removeprefix("/works").removeprefix("/"))
        subject = doi or query.get("filter") or query["query.bibliographic"]
        self.asked.append(subject)
        if replies := self.script.get(subject):
            return replies.pop(0) if len(replies) > 1 else replies[0]
        if doi:
            return told(self.works[doi]) if doi in self.works else Reply(404, b"Resource not found.")
        if "filter" in query:
            return told({"items": self.notices.get(query["filter"].removeprefix("updates:"), [])})
        return told({"items": self.found[: int(query["rows"])]})
