"""A server on loopback that sends a folder as a public server would: compressed, with headers of one's choice."""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Handler(SimpleHTTPRequestHandler):
    """Send files compressed; say nothing of it."""

    protocol_version = "HTTP/1.1"
    headers_of_all: tuple[tuple[str, str], ...] = ()

    def do_GET(self) -> None:
        """Send a file, or the index of a folder."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        """Add the headers that were asked for."""
        for name, value in self.headers_of_all:
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Leave the terminal to others."""


@contextmanager
def serving(folder: Path, **headers: str) -> Iterator[str]:
    """Serve *folder* and yield its address; underscores in the names of *headers* become hyphens."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    handler = type("Handler", (Handler,), {"headers_of_all": named})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
