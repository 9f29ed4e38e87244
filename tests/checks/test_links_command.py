"""The command as a whole: what it tells, how it ends, and what it does without a connection."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
import trustme

from atlas.checks.links.answers import Answer, Verdict, write_answers
from atlas.checks.links.client import Reply as Told
from atlas.checks.links.command import main
from atlas.checks.links.hosts import LIMIT
from atlas.checks.links.inquiry import ENOUGH, UNREACHED, WITNESSES
from tests.checks.server import Reply
from tests.checks.web import NOBODY, Web, found, leading
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.checks.web import Case

SKIPPED = "skipped, offline: nothing was changed\n"
LOST = "the connection was lost on the way; what was heard until then is kept"


def test_what_is_told(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """Each link that does not simply work with the pages where it stands, the most serious last; then numbers."""
    put, at = links.web.put, links.web.at
    links.site(
        a=[put("a.test/"), put("b.test/", leading(302, "/x")), put("b.test/x"), put("c.test/", leading(308, "/x"))],
        b=[put("c.test/x"), put("d.test/", Reply(403)), put("e.test/", Reply(500)), put("f.test/#x", found("y"))],
        c=[put("g.test/", Reply(404)), at("c.test/"), put("h.test/", leading(302, at("g.test/")))],
        d=[at("g.test/"), at("c.test/"), *(put(f"i.test/{number}") for number in range(12))],
    )
    assert links.run() == 1
    day = "(2026-11-23)"
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [
        f"a.html and 2 other pages: {at('c.test/')}: moved to {at('c.test/x')} {day}",
        f"b.html: {at('d.test/')}: refused: HTTP status 403 {day}",
        f"b.html: {at('e.test/')}: no answer: HTTP status 500 {day}",
        f"b.html: {at('f.test/#x')}: no anchor: no anchor 'x' {day}",
        f"c.html and 1 other page: {at('g.test/')}: broken: HTTP status 404 {day}",
        f"c.html: {at('h.test/')}: broken at {at('g.test/')}: HTTP status 404 {day}",
        "not asked yet: 2 to i.test",
        "22 links: 13 works, 1 redirected, 1 moved, 1 refused, 1 no answer, 1 no anchor, 2 broken, 2 not asked yet",
        "1 to be asked for anew in the next run",
        "data/links.tsv written",
    ]
    assert f"{at('b.test/')} ... redirected to {at('b.test/x')}\n" in shown.err
    assert f"{at('i.test/9')}" not in shown.err


def test_what_is_known_is_told(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run on the same day asks nobody, says the same, and changes nothing."""
    links.ask(links.web.put("a.test/"), links.web.put("b.test/", Reply(404)))
    told, before = capsys.readouterr().out, links.file.read_bytes()
    links.web.asked.clear()
    assert links.run() == 1
    assert links.web.asked == []
    assert capsys.readouterr().out == told.replace("written", "unchanged")
    assert links.file.read_bytes() == before


CODES: dict[str, tuple[list[Reply], int]] = {
    "works": ([found()], 0),
    "redirected": ([leading(302, "/y"), found()], 0),
    "moved": ([leading(301, "/y"), found()], 0),
    "refused": ([Reply(403)], 0),
    "no answer": ([Reply(500)], 4),
    "broken": ([Reply(404)], 1),
    "no anchor": ([found("y")], 1),
}


@pytest.mark.parametrize("verdict", Verdict)
def test_exit_codes(links: Case, verdict: Verdict) -> None:
    """Redirects and refusals are no fault."""
    replies, code = CODES[verdict]
    links.web.put("a.test/y")
    assert links.ask(links.web.put("a.test/x#x" if verdict is Verdict.NO_ANCHOR else "a.test/x", *replies)) == code
    assert [row[1] for row in links.rows.values()] == [verdict]


def test_a_site_without_links(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to ask, and nothing to write."""
    assert links.ask() == 0
    assert capsys.readouterr().out.startswith("0 links: 0 works, ")
    assert not links.file.exists()


def offline(*_: object) -> NoReturn:
    """Know no host."""
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.mark.parametrize("number", [1, UNREACHED - 1, UNREACHED, ENOUGH - 1, ENOUGH, 20])
@pytest.mark.parametrize("known", [True, False])
def test_offline(
    links: Case, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, number: int, *, known: bool
) -> None:
    """It says so, and changes nothing, whatever is known; after a few hosts no other one is looked for."""
    if known:
        links.ask(*(links.web.put(f"old{number}.test/") for number in range(3)))
    before = links.file.read_bytes() if known else b""
    capsys.readouterr()
    monkeypatch.setattr(socket, "getaddrinfo", offline)
    assert links.ask(*(f"http://host{number}.test/" for number in range(number)), links.web.at("old0.test/")) == 3
    shown = capsys.readouterr()
    assert shown.out == SKIPPED
    assert shown.err.count(" ... nobody there: no host of this name\n") == (
        min(number, UNREACHED) if known else min(number + 1, ENOUGH)
    )
    assert (links.file.read_bytes() if links.file.exists() else b"") == before


def test_nobody_listens(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """A cable that leads nowhere is offline too."""
    links.web.close()
    assert links.ask(links.web.at("a.test/"), links.web.at("b.test/")) == 3
    assert capsys.readouterr().out == SKIPPED
    assert not links.file.exists()


def test_a_connection_lost_on_the_way(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """What was answered before is kept; nothing is said of the links after it."""
    first = links.web.put("a.test/"), links.web.put("b.test/", Reply(404, last=True), Reply(404))
    assert links.ask(*first, *(links.web.at(f"c{number}.test/") for number in range(20))) == 4
    assert capsys.readouterr().out.startswith(f"{LOST}\nnot asked yet: 1 to b.test\nnot asked yet: 1 to c0.test\n")
    assert list(links.rows) == ["a.test/"]


def test_a_connection_lost_within_a_redirect(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """The host that it leads to is not said to be gone."""
    first = links.web.put("a.test/"), links.web.put("b.test/", leading(302, f"http://{NOBODY[0]}/", last=True))
    assert links.ask(*first, *(links.web.at(f"c{number}.test/") for number in range(20))) == 4
    assert capsys.readouterr().out.startswith(f"{LOST}\nnot asked yet: 1 to b.test\n")
    assert list(links.rows) == ["a.test/"]


@pytest.fixture
def gone(links: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no host of the web be known whose name begins with gone."""
    del links
    known = socket.getaddrinfo

    def look_up(host: str, *more: Any, **others: Any) -> object:  # noqa: ANN401 - whatever the function takes
        return offline() if host.startswith("gone") else known(host, *more, **others)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.usefixtures("gone")
def test_hosts_that_are_gone(links: Case) -> None:
    """They are told from a lost connection: somebody who answered before still does. So each gets its answer."""
    hosts = [f"http://gone{number}.test/" for number in range(2 * UNREACHED + 1)]
    assert links.ask(links.web.put("a.test/")) == 0
    assert links.ask(links.web.put("a.test/"), *hosts) == 1
    assert links.web.asked == ["HEAD a.test/"] * 4
    assert [row[1] for row in links.rows.values()] == ["works", *(["broken"] * len(hosts))]


@pytest.mark.usefixtures("gone")
def test_hosts_that_are_gone_before_anybody_answers(links: Case) -> None:
    """With some of them first in the alphabet, the one after them is still asked."""
    hosts = [f"http://gone{number}.test/" for number in range(ENOUGH - 1)]
    assert links.ask(*hosts, links.web.put("moss.test/")) == 1
    assert [row[1] for row in links.rows.values()] == [*(["broken"] * len(hosts)), "works"]


@pytest.mark.usefixtures("gone")
def test_hosts_that_are_gone_when_nobody_may_be_asked_again(links: Case) -> None:
    """Who has had all his requests cannot tell whether there is a connection, but somebody later can."""
    many = [links.web.put(f"a.test/{number}") for number in range(LIMIT)]
    hosts = [f"http://gone{number}.test/" for number in range(ENOUGH - 1)]
    assert links.ask(*many, *hosts, links.web.put("moss.test/")) == 1
    assert [row[1] for row in links.rows.values()] == [*(["works"] * LIMIT), *(["broken"] * len(hosts)), "works"]


@pytest.mark.usefixtures("gone")
@pytest.mark.parametrize("number", [WITNESSES - 1, WITNESSES])
def test_hosts_that_answered_before_and_are_gone(links: Case, number: int) -> None:
    """One or two of them are no sign of a lost connection; more are."""
    names = ["a.test/", *(f"gone{turn}.test/" for turn in range(number))]
    answers = [Answer(links.web.at(name), links.day - dt.timedelta(1), Verdict.WORKS) for name in names]
    write_answers(links.file, answers)
    links.web.put("a.test/")
    code = 3 if number == WITNESSES else 1
    assert links.ask(*map(links.web.at, names), f"http://{NOBODY[0]}/") == code
    assert links.web.asked == ["HEAD a.test/"] * (number < WITNESSES)


def test_who_is_asked_whether_there_is_a_connection(links: Case) -> None:
    """The last one that answered and may still be asked; a redirect to one that may not is a reply."""
    many = [links.web.put(f"c.test/{number}") for number in range(LIMIT)]
    others = [links.web.put("a.test/"), links.web.put("b.test/", leading(302, many[0]))]
    nobody = f"http://{NOBODY[0]}/"
    ages = {nobody: 150} | dict.fromkeys(many, 200)
    write_answers(
        links.file, (Answer(one, links.day - dt.timedelta(days), Verdict.WORKS) for one, days in ages.items())
    )
    assert links.ask(*others, *many, nobody) == 1
    assert links.web.asked[-2:] == ["HEAD c.test/8", "HEAD b.test/"]
    assert links.rows["nobody.test/"][1] == "broken"


def test_interrupted(links: Case) -> None:
    """What was answered before is kept."""
    addresses = [links.web.put(f"{name}.test/") for name in "abc"]
    links.site(index=addresses)
    replies: Iterator[Told] = iter([Told(200), Told(200)])

    class Client:
        def ask(self, method: str, address: str, *, body: bool) -> Told:
            del method, address, body
            try:
                return next(replies)
            except StopIteration:
                raise KeyboardInterrupt from None

    time = links.time
    with pytest.raises(KeyboardInterrupt):
        main([str(links.folder), str(links.folder / "site")], Client(), time.clock, time.sleep, lambda: links.day)
    assert list(links.rows) == ["a.test/", "b.test/"]
    assert links.web.asked == []


def test_no_site(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told in a sentence."""
    assert links.run() == 2
    site = links.folder / "site"
    assert capsys.readouterr().out == f"cannot go on: no page below {site}: build the site first\n"


def test_no_project(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """No folder is made in a wrong place, and nobody is asked."""
    links.file.parent.rmdir()
    assert links.ask(links.web.put("a.test/")) == 2
    assert capsys.readouterr().out == f"cannot go on: no folder {links.file.parent}\n"
    assert links.web.asked == []


def test_who_asks(links: Case) -> None:
    """The command gives its name."""
    links.ask(links.web.put("a.test/"))
    assert links.web.agents == {"atlas-links/1"}


def secured(authority: trustme.CA) -> ssl.SSLContext:
    """Return the context of a server with a certificate of *authority* for moss.test."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("moss.test").configure_cert(context)
    return context


@pytest.mark.parametrize("trusted", [True, False])
def test_a_certificate(links: Case, monkeypatch: pytest.MonkeyPatch, *, trusted: bool) -> None:
    """Nobody is believed who cannot prove who he is."""
    authority = trustme.CA()
    file = links.folder / "authority.pem"
    (authority if trusted else trustme.CA()).cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with Web(secured(authority)) as other:
        address = other.put("moss.test/").replace("http://", "https://")
        assert links.ask(links.web.put("a.test/"), address) == (0 if trusted else 1)
        assert other.asked == ["HEAD moss.test/"] * trusted
    row = ["works"] if trusted else ["broken", "", "no trusted connection"]
    assert links.rows[f"moss.test:{other.port}/"][1:] == row


def test_a_certificate_of_another_host(links: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate is good for the hosts that it names."""
    authority = trustme.CA()
    file = links.folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with Web(secured(authority)) as other:
        address = f"https://wren.test:{other.port}/"
        assert links.ask(links.web.put("a.test/"), address) == 1
    assert links.rows[f"wren.test:{other.port}/"][1:] == ["broken", "", "no trusted connection"]


def test_no_connection_on_import() -> None:
    """Nobody is asked before the command runs."""
    code = (
        "import sys\n"
        "asking = ('socket.connect', 'socket.getaddrinfo')\n"
        "sys.addaudithook(lambda event, _: sys.exit(event) if event in asking else None)\n"
        "import atlas.checks.links.command\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT / "_ext", check=False)  # noqa: S603 - our own command
    assert done.returncode == 0
