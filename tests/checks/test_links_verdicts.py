"""What becomes of a link whose server answers right, wrong, late, or not at all."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, NamedTuple

import pytest

from atlas.checks.asking import LONGEST_WAIT
from atlas.checks.links.client import BODY_LIMIT
from atlas.checks.links.walk import REDIRECTS
from tests.checks.server import Reply
from tests.checks.web import HTML, LATER, NOBODY, found, leading

if TYPE_CHECKING:
    from tests.checks.web import Case

HEAD, GET = "HEAD moss.test/x", "GET moss.test/x"
CLOSED = "the connection was closed before the answer was whole"


class Fault(NamedTuple):
    """The replies about a link, its verdict and words, the exit code, what was asked, and the pauses between."""

    replies: list[Reply]
    verdict: str
    words: str = ""
    code: int = 0
    asked: tuple[str, ...] = (HEAD,)
    pauses: tuple[float, ...] = ()


FAULTS = {
    "found": Fault([found()], "works"),
    "found, and empty": Fault([Reply(204)], "works"),
    "not found": Fault([Reply(404)], "broken", "HTTP status 404", 1, (HEAD, GET)),
    "gone": Fault([Reply(410)], "broken", "HTTP status 410", 1, (HEAD, GET)),
    "odd": Fault([Reply(300)], "broken", "HTTP status 300", 1),
    "a redirect to nowhere": Fault([Reply(302)], "broken", "HTTP status 302", 1),
    "forbidden": Fault([Reply(403)], "refused", "HTTP status 403", 0, (HEAD, GET)),
    "for members": Fault([Reply(401)], "refused", "HTTP status 401", 0, (HEAD, GET)),
    "HEAD is refused": Fault([Reply(405), found()], "works", "", 0, (HEAD, GET)),
    "HEAD is forbidden": Fault([Reply(403), found()], "works", "", 0, (HEAD, GET)),
    "HEAD is not answered": Fault([Reply(drop=True), found()], "works", "", 0, (HEAD, GET), (2,)),
    "too often, then found": Fault(
        [Reply(429, headers={"Retry-After": "7"}), found()], "works", "", 0, (HEAD, GET), (7,)
    ),
    "too often, with a pause that is none": Fault(
        [Reply(429, headers={"Retry-After": "soon"}), found()], "works", "", 0, (HEAD, GET), (2,)
    ),
    "too often for ever": Fault([Reply(429)], "refused", "HTTP status 429", 0, (HEAD, GET, GET), (2, 4)),
    "too often for an hour": Fault(
        [Reply(429, headers={"Retry-After": "3600"}), found()], "refused", "HTTP status 429", 0, (HEAD,)
    ),
    "out of order, then found": Fault([Reply(500), Reply(503), found()], "works", "", 0, (HEAD, GET, GET), (2, 4)),
    "out of order": Fault([Reply(500)], "no answer", "HTTP status 500", 4, (HEAD, GET, GET), (2, 4)),
    "out of order for good": Fault([Reply(505)], "no answer", "HTTP status 505", 4, (HEAD, GET)),
    "out of order for an hour": Fault(
        [Reply(503, headers={"Retry-After": "3600"}), found()], "no answer", "HTTP status 503", 4, (HEAD,)
    ),
    "dropped": Fault([Reply(drop=True)], "no answer", CLOSED, 4, (HEAD, GET, GET), (2, 4)),
    "reset": Fault([Reply(reset=True)], "no answer", CLOSED, 4, (HEAD, GET, GET), (2, 4)),
    "reset, then found": Fault([Reply(reset=True), found()], "works", "", 0, (HEAD, GET), (2,)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_link(links: Case, name: str) -> None:
    """It gets its verdict, with as few questions as will do; the links before and after it get theirs."""
    fault = FAULTS[name]
    before, after = links.web.put("lark.test/"), links.web.put("wren.test/")
    assert links.ask(before, links.web.put("moss.test/x", *fault.replies), after) == fault.code
    cells = [fault.verdict, *(["", fault.words] if fault.words else [])]
    assert links.rows == {
        "lark.test/": ["2026-11-23", "works"],
        "moss.test/x": ["2026-11-23", *cells],
        "wren.test/": ["2026-11-23", "works"],
    }
    assert links.web.asked == ["HEAD lark.test/", *fault.asked, "HEAD wren.test/"]
    assert [nap for nap in links.time.naps if nap > 1] == list(fault.pauses)


def test_slow(links: Case) -> None:
    """What does not come in time is asked for again, and then left."""
    links.time_limit = 0.1
    address = links.web.put("moss.test/x", Reply(hang=True))
    assert links.ask(links.web.put("lark.test/"), address) == 4
    assert links.rows["moss.test/x"][1:] == ["no answer", "", "no answer within the time limit"]
    assert links.web.asked[1:] == [HEAD, GET, GET]


def test_hosts_that_do_not_reply(links: Case) -> None:
    """A name that nobody has is broken; one that cannot be looked up, or where nobody listens, may come back."""
    odd = "x" * 64 + ".test"
    names = NOBODY[0], LATER[0], odd, "z.test:1"
    assert links.ask(links.web.put("a.test/"), *(f"http://{name}/" for name in names)) == 1
    assert {place: row[1:] for place, row in links.rows.items()} == {
        "a.test/": ["works"],
        f"{odd}/": ["broken", "", "no address of the web"],
        "nobody.test/": ["broken", "", "no host of this name"],
        "later.test/": ["no answer", "", "no connection"],
        "z.test:1/": ["no answer", "", "no connection"],
    }
    assert [nap for nap in links.time.naps if nap > 1] == []


def test_addresses_that_are_none(links: Case) -> None:
    """They are told, and nobody is asked about them."""
    odd = ["http:///x", "http://[x", "http://[y#z", "http://b.test:0/", "http://b.test:99999/", "http://b.test:x/"]
    assert links.ask(*odd, links.web.put("z.test/")) == 1
    lines = links.file.read_text("utf-8").splitlines()
    assert [line.partition("\t")[0] for line in lines if line.endswith("\tbroken\t\tno address of the web")] == odd
    assert links.web.asked == ["HEAD z.test/"]


REDIRECTED = {
    "for now": ([302], "redirected", 1),
    "for now, as a form": ([303], "redirected", 1),
    "for now, as it was": ([307], "redirected", 1),
    "for good": ([301], "moved", 1),
    "for good, as it was": ([308], "moved", 1),
    "for good, and again": ([301, 308], "moved", 2),
    "for good, then for now": ([301, 302], "moved", 1),
    "for now, then for good": ([302, 301], "redirected", 2),
}


@pytest.mark.parametrize("name", REDIRECTED)
def test_a_redirect(links: Case, name: str) -> None:
    """It is no fault. What a link should name instead is where its first redirects lead, while they are permanent."""
    statuses, verdict, place = REDIRECTED[name]
    for number, status in enumerate(statuses):
        links.web.put(f"moss.test/{number}", leading(status, f"/{number + 1}"))
    links.web.put(f"moss.test/{len(statuses)}")
    assert links.ask(links.web.at("moss.test/0")) == 0
    assert links.rows["moss.test/0"][1:] == [verdict, links.web.at(f"moss.test/{place}")]
    assert links.web.asked == [f"HEAD moss.test/{number}" for number in range(len(statuses) + 1)]


ENDS = {
    "refused": (Reply(403), ["refused", "/end", "HTTP status 403"], 0),
    "not found": (Reply(404), ["broken", "/end", "HTTP status 404"], 1),
    "out of order": (Reply(500), ["no answer", "/end", "HTTP status 500"], 4),
    "in a circle": (leading(302, "/1"), ["broken", "/end", "redirected in a circle"], 1),
    "to itself": (leading(302, "#top"), ["broken", "/end", "redirected in a circle"], 1),
    "in a circle, with a cookie": (
        leading(302, "/1", Set_Cookie="a=b"),
        ["refused", "/end", "redirected in a circle without cookies"],
        0,
    ),
    "to a file": (
        leading(302, "file:///etc/passwd"),
        ["broken", "/end", "redirected to 'file:///etc/passwd', which is no address of the web"],
        1,
    ),
    "to no address": (
        leading(302, "http://[x"),
        ["broken", "/end", "redirected to 'http://[x', which is no address of the web"],
        1,
    ),
}


@pytest.mark.parametrize("name", ENDS)
def test_a_redirect_that_ends_badly(links: Case, name: str) -> None:
    """The verdict is that of its end, and the target tells where that is."""
    last, (verdict, target, words), code = ENDS[name]
    links.web.put("moss.test/1", leading(301, "/end"))
    links.web.put("moss.test/end", last)
    assert links.ask(links.web.at("moss.test/1")) == code
    assert links.rows["moss.test/1"][1:] == [verdict, links.web.at(f"moss.test{target}"), words]


def test_redirects_without_end(links: Case) -> None:
    """They are followed for a while, and never with more requests than one host may get."""
    for number in range(20):
        links.web.put(f"moss.test/{number}", leading(302, f"/{number + 1}"))
    assert links.ask(links.web.at("moss.test/0")) == 1
    last = links.web.at(f"moss.test/{REDIRECTS}")
    assert links.rows["moss.test/0"][1:] == ["broken", last, f"more than {REDIRECTS} redirects"]
    assert len(links.web.asked) == REDIRECTS + 1


def test_an_odd_target(links: Case) -> None:
    """Letters are read as UTF-8, and nothing unprintable comes into the file or on the screen."""
    links.web.put("moss.test/1", leading(302, "/\u00e4\u0007\t".encode().decode("latin-1") + "?a b"))
    links.web.put("moss.test/%C3%A4%07?a%20b")
    assert links.ask(links.web.at("moss.test/1")) == 0
    assert links.rows["moss.test/1"][1:] == ["redirected", links.web.at("moss.test/ä%07?a b")]


def test_a_target_that_is_no_text(links: Case) -> None:
    """Bytes that are not UTF-8 are quoted as they are, as browsers do; so the next run can read what this one wrote."""
    links.web.put("moss.test/1", leading(301, "/caf\u00e9"))
    links.web.put("moss.test/caf%E9")
    assert [links.ask(links.web.at("moss.test/1")) for _ in range(2)] == [0, 0]
    assert links.rows["moss.test/1"][1:] == ["moved", links.web.at("moss.test/caf%E9")]
    assert links.web.asked == ["HEAD moss.test/1", "HEAD moss.test/caf%E9"]


UNREAD = "anchor not checked: no HTML"
LONG = b"<p>Text.</p>" * (BODY_LIMIT // 12 + 1)
ANCHORS = {
    "an id": (found("x"), ["works"], 0),
    "a name": (found(body=b"<a name='x'>Text.</a>"), ["works"], 0),
    "another id": (found("y"), ["no anchor", "", "no anchor 'x'"], 1),
    "the name of a field": (found(body=b"<input name='x'>"), ["no anchor", "", "no anchor 'x'"], 1),
    "nothing": (found(body=b""), ["no anchor", "", "no anchor 'x'"], 1),
    "deep within": (found(body=b"<div>" * 400 + b"<p id='x'>"), ["works"], 0),
    "no HTML": (found("x", headers={"Content-Type": "application/pdf"}), ["works", "", UNREAD], 0),
    "no type": (found("x", headers={}), ["works", "", UNREAD], 0),
    "another alphabet": (found("x", headers={"Content-Type": "text/html; charset=klingon"}), ["works"], 0),
    "packed": (found(body=gzip.compress(b"<p id='x'>"), headers=HTML | {"Content-Encoding": "gzip"}), ["works"], 0),
    "badly packed": (
        found(body=b"<p id='x'>", headers=HTML | {"Content-Encoding": "gzip"}),
        ["no answer", "", "no usable answer"],
        4,
    ),
    "at the start of a long page": (found(body=b"<p id='x'>" + LONG), ["works"], 0),
    "at the end of a long page": (
        found(body=LONG + LONG + b"<p id='x'>"),
        ["works", "", "anchor not checked: too long a page"],
        0,
    ),
    "cut off": (found("x", missing=9), ["no answer", "", CLOSED], 4),
    "not found, and cut off": (Reply(404, b"<p id='x'>", HTML, missing=9), ["broken", "", "HTTP status 404"], 1),
}


@pytest.mark.parametrize("name", ANCHORS)
def test_an_anchor(links: Case, name: str) -> None:
    """It is looked for in the page that comes back, if that is a page and comes as a whole."""
    reply, row, code = ANCHORS[name]
    assert links.ask(links.web.put("moss.test/x#x", reply)) == code
    assert links.rows["moss.test/x#x"][1:] == row
    assert set(links.web.asked) == {GET}


def test_a_page_that_takes_too_long(links: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that come in drops are read for a while only."""
    time = iter(range(0, 10**6, 25))
    monkeypatch.setattr(links.time, "clock", lambda: next(time))
    assert links.ask(links.web.put("moss.test/x#x", found(body=b" " * 10**6 + b"<p id='x'>"))) == 0
    assert links.rows["moss.test/x#x"][1:] == ["works", "", "anchor not checked: too long a page"]


def test_one_page_is_asked_for_once(links: Case) -> None:
    """Whatever the number of anchors; those that scripts or browsers read are no anchors."""
    fragments = [
        "",
        "#x",
        "#%C3%A4",
        "#ä",
        "#100%25",
        "#y",
        "#top",
        "#!/x",
        "#/x",
        "#:~:text=x",
        "#x:~:text=y",
        "#z:~:text=x",
    ]
    links.web.put("moss.test/", found("x", "ä", "100%25", headers={"Content-Type": "text/html; charset=utf-8"}))
    assert links.ask(*(links.web.at(f"moss.test/{fragment}") for fragment in fragments)) == 1
    assert links.web.asked == ["GET moss.test/"]
    wrong = {place: row[3] for place, row in links.rows.items() if row[1] != "works"}
    assert wrong == {"moss.test/#y": "no anchor 'y'", "moss.test/#z:~:text=x": "no anchor 'z'"}
    assert len(links.rows) == len(fragments)


def test_what_scripts_read_needs_no_page(links: Case) -> None:
    """Then a HEAD will do."""
    assert links.ask(links.web.put("moss.test/x#!/y")) == 0
    assert links.web.asked == [HEAD]


def test_an_anchor_after_a_redirect(links: Case) -> None:
    """It is looked for where the redirect leads, unless the redirect names another one."""
    links.web.put("moss.test/1", leading(302, "/3"))
    links.web.put("moss.test/2", leading(301, "/3#y"))
    links.web.put("moss.test/3", found("y"))
    assert links.ask(links.web.at("moss.test/1#x"), links.web.at("moss.test/2#x")) == 1
    assert links.rows["moss.test/1#x"][1:] == ["no anchor", links.web.at("moss.test/3"), "no anchor 'x'"]
    assert links.rows["moss.test/2#x"][1:] == ["moved", links.web.at("moss.test/3#y")]


def test_a_pause_is_no_longer_than_it_may_be(links: Case) -> None:
    """A minute is waited for, and nothing beyond."""
    links.web.put("moss.test/x", Reply(429, headers={"Retry-After": str(int(LONGEST_WAIT))}), found())
    assert links.ask(links.web.at("moss.test/x")) == 0
    assert LONGEST_WAIT in links.time.naps
