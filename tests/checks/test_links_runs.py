"""Who is asked in a run, how often and in which order; and that several runs cover all."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from atlas.checks.links.answers import FRESH, Answer, Verdict, write_answers
from atlas.checks.links.hosts import LIMIT
from tests.checks.server import Reply
from tests.checks.web import Web, found, leading

if TYPE_CHECKING:
    from tests.checks.web import Case


def asked(case: Case) -> Counter[str]:
    """Return how often each host was asked since the last call."""
    hosts = Counter(one.split(" ")[1].partition("/")[0] for one in case.web.asked)
    case.web.asked.clear()
    return hosts


def know(case: Case, **verdicts: tuple[Verdict, int]) -> None:
    """Write a file that knows the page of each name on moss.test: the verdict, and how many days ago it came."""
    answers = (
        Answer(case.web.at(f"moss.test/{name}"), case.day - dt.timedelta(days), verdict)
        for name, (verdict, days) in verdicts.items()
    )
    write_answers(case.file, answers)


def test_several_runs_cover_all(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """Each asks a host ten times at most, and no link twice; the others come first in the next one."""
    addresses = [links.web.put(f"moss.test/{number:02}") for number in range(2 * LIMIT + 3)]
    for run, (number, code) in enumerate(((LIMIT, 4), (LIMIT, 4), (3, 0), (0, 0))):
        assert links.ask(*addresses, links.web.put("wren.test/")) == code
        left = max(0, len(addresses) - LIMIT * (run + 1))
        told = capsys.readouterr().out
        assert (f"not asked yet: {left} to moss.test\n" in told) == (left > 0)
        assert f", {left} not asked yet\n" in told
        assert asked(links) == Counter({"moss.test": number, "wren.test": run == 0})
    assert {row[1] for row in links.rows.values()} == {"works"}


def test_a_redirect_is_a_request_to_where_it_leads(links: Case) -> None:
    """The host at its end is asked as often as any other."""
    own = [links.web.put(f"wren.test/{number}") for number in range(3)]
    page = links.web.put("wren.test/x")
    sent = [links.web.put(f"lark.test/{number:02}", leading(302, page)) for number in range(LIMIT + 2)]
    assert links.ask(*own, *sent) == 4
    assert asked(links) == {"lark.test": LIMIT, "wren.test": LIMIT}
    assert links.ask(*own, *sent) == 0
    assert asked(links) == {"lark.test": 2, "wren.test": 5}


def test_a_redirect_to_a_host_that_has_had_its_requests(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """It is not followed; the link is asked about in the next run."""
    others = [links.web.put(f"moss.test/{number}") for number in range(LIMIT)]
    address = links.web.put("wren.test/", leading(301, links.web.put("moss.test/x")))
    assert links.ask(*others, address) == 4
    assert f"{address} ... not asked to the end: moss.test has had its {LIMIT} requests\n" in capsys.readouterr().err
    assert "wren.test/" not in links.rows
    assert links.ask(*others, address) == 0
    assert links.rows["wren.test/"][1:] == ["moved", links.web.at("moss.test/x")]


def test_a_request_that_is_made_again_counts(links: Case) -> None:
    """With two for each link, five links have their turn."""
    addresses = [links.web.put(f"moss.test/{number}", Reply(404)) for number in range(9)]
    assert links.ask(*addresses) == 1
    assert asked(links) == {"moss.test": LIMIT}
    assert len(links.rows) == LIMIT / 2


def test_a_host_is_one_on_all_its_ports(links: Case) -> None:
    """As http and https are."""
    with Web() as other:
        addresses = [web.put(f"moss.test/{number}") for web in (links.web, other) for number in range(LIMIT)]
        assert links.ask(*addresses) == 4
        assert len(links.web.asked) + len(other.asked) == LIMIT


SPELLINGS = {
    "in capitals": ("moss.test", "MOSS.test:{}"),
    "quoted": ("moss.test", "%6Doss.test:{}"),
    "with a dot at its end": ("moss.test", "moss.test.:{}"),
    "before a backslash": ("moss.test", "moss.test:{}\\@lark.test"),
    "in letters of its language": ("xn--ms-fkaa.test", "m\u00f6\u00f6s.test:{}"),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_host_is_one_however_it_is_written(links: Case, name: str) -> None:
    """In links as in redirects: who is asked counts."""
    host, spelling = SPELLINGS[name]
    other = f"http://{spelling.format(links.web.port)}/"
    own = [links.web.put(f"{host}/{number}") for number in range(LIMIT)]
    target = f"{other}x".encode().decode("latin-1")
    sent = [links.web.put(f"{name}.test/", leading(302, target)) for name in "az"]
    links.ask(*own, f"{other}y", *sent)
    hosts = asked(links)
    assert hosts["a.test"] == hosts["z.test"] == 1
    assert hosts.total() == LIMIT + 2


ALONE = {
    "too many requests": (Reply(429), "GET moss.test/0", 3),
    "out of order": (Reply(500), "GET moss.test/0", 3),
    "no answer": (Reply(drop=True), "GET moss.test/0", 3),
    "forbidden": (Reply(403), "GET moss.test/2", 6),
}


@pytest.mark.parametrize("name", ALONE)
def test_a_host_that_does_not_answer_is_left_alone(links: Case, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """It has two further links, which are asked about in the next run; a refusal is an answer."""
    reply, last, number = ALONE[name]
    addresses = [links.web.put(f"moss.test/{number}", reply) for number in range(3)]
    assert links.ask(*addresses, links.web.put("lark.test/")) == (0 if name == "forbidden" else 4)
    assert links.web.asked[-2:] == [last, "HEAD lark.test/"]
    assert len(links.web.asked) == 1 + number
    assert "not asked" not in capsys.readouterr().err
    if name != "forbidden":
        assert links.ask(*addresses) == 4
        assert links.web.asked[1 + number] == "HEAD moss.test/1"


def test_a_redirect_to_a_host_that_is_left_alone(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """It is not followed; the link is asked about another time."""
    addresses = [links.web.put("a.test/", Reply(500)), links.web.put("b.test/", leading(302, links.web.at("a.test/x")))]
    assert links.ask(*addresses) == 4
    assert f"{addresses[1]} ... not asked to the end: a.test is left alone in this run\n" in capsys.readouterr().err
    assert list(links.rows) == ["a.test/"]


def test_those_that_nobody_asked_about_come_first(links: Case) -> None:
    """Then those with the oldest answer."""
    know(links, a=(Verdict.WORKS, 200), b=(Verdict.BROKEN, 300), c=(Verdict.WORKS, 5), d=(Verdict.NO_ANSWER, 250))
    assert links.ask(*(links.web.put(f"moss.test/{name}") for name in "abcdef")) == 0
    assert [one[-1] for one in links.web.asked] == ["e", "f", "b", "d", "a"]


def test_those_with_most_links_come_first(links: Case) -> None:
    """Among pages as old: so whoever is asked first most likely still answers."""
    places = ["lark.test/", "moss.test/", "wren.test/a", "wren.test/b", "b.test/#x", "b.test/#y", "b.test/#z"]
    assert links.ask(*(links.web.put(place, found("x", "y", "z")) for place in places)) == 0
    assert [one.partition(" ")[2] for one in links.web.asked] == [
        "b.test/",
        "wren.test/a",
        "wren.test/b",
        "lark.test/",
        "moss.test/",
    ]


def test_a_page_is_as_old_as_its_oldest_answer(links: Case) -> None:
    """All its anchors are looked for when one of them is due."""
    ages = {"a": 98, "b": 99, "c#x": 5, "c#y": 100, "d": 5}
    answers = (
        Answer(links.web.at(f"moss.test/{name}"), links.day - dt.timedelta(days), Verdict.WORKS)
        for name, days in ages.items()
    )
    write_answers(links.file, answers)
    links.web.put("moss.test/c", found("x", "y"))
    for name in ("a", "b", "d"):
        links.web.put(f"moss.test/{name}")
    assert links.ask(*(links.web.at(f"moss.test/{name}") for name in ages)) == 0
    assert [one[-1] for one in links.web.asked] == ["c", "b", "a"]
    assert [row[0] for row in links.rows.values()] == ["2026-11-23"] * 4 + ["2026-11-18"]


@pytest.mark.parametrize("verdict", Verdict)
def test_an_answer_is_fresh_for_some_days(links: Case, verdict: Verdict) -> None:
    """Until then nobody is asked; then it is asked for anew. A day that is still to come is none."""
    address = links.web.put("moss.test/a")
    for days in (0, FRESH[verdict] - 1, FRESH[verdict], -1):
        know(links, a=(verdict, days))
        links.ask(address)
        assert asked(links).total() == (0 if 0 <= days < FRESH[verdict] else 1)


def test_one_request_a_second(links: Case) -> None:
    """Between two requests at least a second passes, whoever is asked."""
    assert links.ask(*(links.web.put(f"{name}.test/{page}") for name in "ab" for page in "xy")) == 0
    assert links.time.naps == [1.0] * 3
