"""A server on loopback that answers as Crossref does, or as no server should."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from types import TracebackType

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


@dataclass(frozen=True)
class Reply:
    """An answer to one request; `hang`, `drop` and `last` say how it goes wrong."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    missing: int = 0
    """Bytes that are announced and not sent."""
    hang: bool = False
    """Whether nothing comes until the test is over."""
    drop: bool = False
    """Whether the connection is closed without a word."""
    last: bool = False
    """Whether nobody listens any more after this."""


def told(message: object) -> Reply:
    """Return *message* as Crossref frames it."""
    return Reply(body=json.dumps({"status": "ok", "message": message}).encode())


class Loopback:
    """The server: what it knows, how it replies when told to, and what it was asked."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.works: dict[str, Message] = {}
        self.found: list[Message] = []
        self.notices: dict[str, list[Message]] = {}
        self.script: dict[str, list[Reply]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        """Start to answer."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of all who wait, and close."""
        self.over.set()
        self.close()
        self._thread.join()

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()

    def reply(self, address: str) -> Reply:
        """Return the reply to a request for *address*, the next of the script if there is one; the last one stays."""
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

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.agents.add(self.headers["User-Agent"])
                reply = server.reply(self.path)
                if reply.hang:
                    server.over.wait(30)
                if reply.last:
                    server.close()
                if not reply.hang and not reply.drop:
                    self._send(reply)

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body) + reply.missing))
                self.end_headers()
                self.wfile.write(reply.body)

            def log_message(self, *_: object) -> None:
                """Say nothing: what is shown belongs to the command."""

        return Handler
