"""A web on loopback: many hosts, one server behind them; and a site that links to it."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from atlas.checks.links.client import WebClient
from atlas.checks.links.command import ANSWERS, main
from tests.checks.clock import Time
from tests.checks.server import Reply, Server

if TYPE_CHECKING:
    import datetime as dt
    import ssl
    from pathlib import Path

HTML = {"Content-Type": "text/html"}
NOBODY = ("nobody.test", socket.EAI_NONAME)
"""A host that does not exist."""
LATER = ("later.test", socket.EAI_AGAIN)
"""A host whose name cannot be looked up just now."""

_LOOK_UP = socket.getaddrinfo


def look_up(host: str, *more: Any, **others: Any) -> Any:  # noqa: ANN401 - whatever the function takes
    """Look up *host* as `socket.getaddrinfo` does; every host of the web is this machine, and there are no others."""
    host.encode("idna")
    for name, errno in (NOBODY, LATER):
        if host == name:
            raise socket.gaierror(errno, "not known")
    assert host == "127.0.0.1" or host.removesuffix(".").endswith(".test"), f"{host} is beyond loopback"
    return _LOOK_UP("127.0.0.1", *more, **others)


def found(*names: str, **more: Any) -> Reply:  # noqa: ANN401 - whatever a reply takes
    """Return a page with anchors *names*."""
    body = "".join(f"<p id='{name}'>Text.</p>" for name in names)
    return Reply(**({"body": f"<!doctype html><title>T</title>{body}".encode(), "headers": HTML} | more))


def leading(status: int, target: str, *, last: bool = False, **headers: str) -> Reply:
    """Return a redirect to *target*; underscores in the names of *headers* become hyphens."""
    named = {name.replace("_", "-"): one for name, one in headers.items()}
    return Reply(status, headers={"Location": target} | named, last=last)


class Web(Server):
    """The server: its replies for each host and path, of which the last one stays, and what it was asked."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        """Listen on a free port."""
        super().__init__(tls)
        self.pages: dict[str, list[Reply]] = {}
        self.asked: list[str] = []

    def put(self, place: str, *replies: Reply) -> str:
        """Give *replies*, in this order, at *place*, a host and a path; return the address."""
        self.pages[place.partition("#")[0]] = list(replies) or [found()]
        return self.at(place)

    def at(self, place: str) -> str:
        """Return the address of *place*, a host and a path, with or without an anchor."""
        host, slash, path = place.partition("/")
        return f"http://{host}:{self.port}{slash}{path}"

    def reply(self, method: str, host: str, address: str) -> Reply:
        """Return the next reply of the place."""
        place = host.partition(":")[0] + address
        self.asked.append(f"{method} {place}")
        replies = self.pages.get(place, [Reply(404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]


@dataclass
class Case:
    """A project and its site in `folder`, the web, the time, and the day on which the command runs."""

    folder: Path
    web: Web
    day: dt.date
    time: Time = field(default_factory=Time)
    time_limit: float = 60.0

    @property
    def file(self) -> Path:
        """The file of answers."""
        return self.folder / ANSWERS

    @property
    def rows(self) -> dict[str, list[str]]:
        """The answers of the file: day, verdict, target and words as far as there are any, by host and path."""
        lines = [line.split("\t") for line in self.file.read_text("utf-8").splitlines() if "http" in line[:4]]
        return {address.replace(f":{self.web.port}", "").partition("//")[2]: row for address, *row in lines}

    def site(self, **pages: list[str]) -> None:
        """Give the site *pages*, each with the addresses that it links to."""
        for name, addresses in pages.items():
            links = "".join(f'<a href="{address}">Link</a>' for address in addresses)
            self.page(name, f"<!doctype html><title>T</title><p>{links}</p>")

    def page(self, name: str, markup: str) -> None:
        """Give the site the page *name*."""
        (self.folder / "site" / f"{name}.html").write_text(markup, "utf-8")

    def run(self) -> int:
        """Run the command and return its exit code."""
        client = WebClient(self.time_limit, self.time.clock)
        arguments = [str(self.folder), str(self.folder / "site")]
        return main(arguments, client, self.time.clock, self.time.sleep, lambda: self.day)

    def ask(self, *addresses: str) -> int:
        """Run the command on a site with one page, `index.html`, that links to *addresses*."""
        self.site(index=list(addresses))
        return self.run()
