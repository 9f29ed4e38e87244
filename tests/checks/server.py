"""A server on loopback that answers as it is told, or as no server should."""

from __future__ import annotations

import socket
import struct
import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from types import TracebackType


@dataclass(frozen=True)
class Reply:
    """An answer to one request; `hang`, `drop`, `reset` and `last` say how it goes wrong."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    missing: int = 0
    """Bytes that are announced and not sent."""
    hang: bool = False
    """Whether nothing comes until the test is over."""
    drop: bool = False
    """Whether the connection is closed without a word."""
    reset: bool = False
    """Whether the connection is broken off."""
    last: bool = False
    """Whether nobody listens any more after this."""


class Server(ABC):
    """Listens on a free port, with `tls` as a server that is trusted or not."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        """Listen; nobody is answered yet."""
        self.agents: set[str] = set()
        self.over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self.base = f"http://127.0.0.1:{self.port}"
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

    @abstractmethod
    def reply(self, method: str, host: str, address: str) -> Reply:
        """Return the reply to a request of *method* for *address*, a path with a query, on *host*."""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.agents.add(self.headers["User-Agent"])
                reply = server.reply(self.command, self.headers["Host"], self.path)
                if reply.hang:
                    server.over.wait(30)
                if reply.last:
                    server.close()
                if reply.reset:
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                elif not reply.hang and not reply.drop:
                    self._send(reply)

            do_HEAD = do_GET  # noqa: N815 - the name that the base class looks for

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body) + reply.missing))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(reply.body)

            def log_message(self, *_: object) -> None:
                """Say nothing: what is shown belongs to the command."""

        return Handler
