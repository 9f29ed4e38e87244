"""The command against a server that answers right, wrong, late, in pieces or not at all."""

from __future__ import annotations

import datetime as dt
import json
import socket
from typing import TYPE_CHECKING, NamedTuple

import pytest

from atlas.checks.asking import LONGEST_WAIT
from atlas.checks.citations.client import GIVE_UP, RETRIES
from tests.checks.conftest import BARK, MOSS, TWIG, entry
from tests.checks.crossref import Loopback, registered, told
from tests.checks.server import Reply

if TYPE_CHECKING:
    from tests.checks.conftest import Case

RIGHT = told(registered(BARK, "On bark", "Bark", 2012))
SHORT = Reply(body=RIGHT.body[:-9], missing=9)
FORM = "not checked; the answer is not of the form of Crossref"


class Fault(NamedTuple):
    """The replies about the third of four works, what is shown of it, the problem told, the exit code."""

    replies: list[Reply]
    shown: str
    problem: str
    code: int


def wrong(**change: object) -> list[Reply]:
    """Return a reply that differs from the right one in what is named."""
    right: dict[str, object] = {"doi": BARK, "title": "On bark", "family": "Bark", "year": 2012}
    return [told(registered(**(right | change)))]  # type: ignore[arg-type]


def disagrees(field: str, ours: str, theirs: str) -> str:
    """Return the problem of a work that differs in one *field*."""
    mend = "Look at the work itself: copy its DOI anew, or correct the entry. [doi-disagrees]"
    return f"bibliography.bib:37: doi '{BARK}': {field} '{ours}'; expected '{theirs}', as registered. {mend}"


FAULTS = {
    "right": Fault([RIGHT], "agrees; no notice", "", 0),
    "title": Fault(wrong(title="On lark"), "differs; title", disagrees("title", "On bark", "On lark"), 1),
    "author": Fault(wrong(family="Lark"), "differs; first author", disagrees("first author", "Bark", "Lark"), 1),
    "year": Fault(wrong(year=2015), "differs; year", disagrees("year", "2012", "2015"), 1),
    "year by one": Fault(wrong(year=2013), "agrees; year 2012, registered as 2013; no notice", "", 0),
    "not found": Fault(
        [Reply(404, b"Resource not found.")],
        "not found",
        f"bibliography.bib:37: doi '{BARK}'; expected a DOI that Crossref knows. "
        "Copy the DOI from the page of the work, or remove it. [doi-not-found]",
        1,
    ),
    "too many requests, then right": Fault(
        [Reply(429, headers={"Retry-After": "7"}), RIGHT], "agrees; no notice", "", 0
    ),
    "too many requests, with a pause that is none": Fault(
        [Reply(429, headers={"Retry-After": "soon"}), RIGHT], "agrees; no notice", "", 0
    ),
    "too many requests for ever": Fault([Reply(429)], "not checked; the answer was HTTP status 429", "", 4),
    "broken, then right": Fault([Reply(500), Reply(503), RIGHT], "agrees; no notice", "", 0),
    "broken for ever": Fault([Reply(500)], "not checked; the answer was HTTP status 500", "", 4),
    "refused": Fault([Reply(403)], "not checked; the answer was HTTP status 403", "", 4),
    "truncated": Fault([SHORT], "not checked; the connection was closed before the answer was whole", "", 4),
    "truncated, then right": Fault([SHORT, RIGHT], "agrees; no notice", "", 0),
    "no JSON": Fault([Reply(body=b'{"message": {')], FORM, "", 4),
    "no text": Fault([Reply(body=b"\xff\xfe")], FORM, "", 4),
    "a page": Fault([Reply(body=b"<html><p>Please sign in</p></html>")], FORM, "", 4),
    "no message": Fault([Reply(body=b'{"message": 5}')], FORM, "", 4),
    "no DOI": Fault([told({"title": ["On bark"]})], f"{FORM} at 'DOI'", "", 4),
    "odd year": Fault(wrong(year="soon"), f"{FORM} at 'issued.date-parts.0.0'", "", 4),
    "dropped": Fault([Reply(drop=True)], "not checked; the connection was closed before the answer was whole", "", 4),
    "dropped, then right": Fault([Reply(drop=True), RIGHT], "agrees; no notice", "", 0),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_and_no_other_work_suffers(case: Case, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """What goes wrong with one work is told of that work; the works before and after it are checked and recorded."""
    fault = FAULTS[name]
    case.server.script[BARK] = list(fault.replies)
    assert case.run() == fault.code
    shown = capsys.readouterr()
    assert f"[3/4] bark2012 ... {fault.shown}\n" in shown.err
    assert "[1/4] moss2010 ... agrees; no notice\n" in shown.err
    assert "[4/4] twig2013 ... agrees; no notice\n" in shown.err
    assert [line for line in shown.out.splitlines() if "bibliography.bib:" in line] == [fault.problem] * bool(
        fault.problem
    )
    works = [line.removeprefix("  - work: ") for line in case.notices.splitlines() if "work:" in line]
    assert works == ["moss2010", *(["bark2012"] if fault.code == 0 else []), "twig2013"]


WAITS = {
    "too many requests, then right": [7.0],
    "too many requests, with a pause that is none": [2.0],
    "too many requests for ever": [2.0, 4.0, 8.0],
    "broken, then right": [2.0, 4.0],
    "dropped, then right": [2.0],
    "refused": [],
}


@pytest.mark.parametrize("name", WAITS)
def test_patience(case: Case, name: str) -> None:
    """A request is repeated after the wait that the server asks for, or after longer and longer ones."""
    case.server.script[BARK] = list(FAULTS[name].replies)
    case.run()
    assert [nap for nap in case.time.naps if nap > 1] == WAITS[name]
    assert case.server.asked.count(BARK) == len(WAITS[name]) + 1 <= RETRIES + 1


def test_slow(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """A work that is not answered in time is not checked; those answered in an earlier run are."""
    case.server.script[BARK] = [Reply(500)]
    case.run()
    capsys.readouterr()
    case.server.script[BARK] = [Reply(hang=True)]
    case.time_limit = 0.1
    case.time.naps.clear()
    assert case.run() == 4
    shown = capsys.readouterr().err
    assert "bark2012 ... not checked; no answer within the time limit\n" in shown
    assert "twig2013 ... agrees; no notice\n" in shown
    assert case.time.naps == [2.0, 4.0, 8.0]


def test_a_minute_is_waited_for(case: Case) -> None:
    """No pause that is kept is longer."""
    case.server.script[BARK] = [Reply(429, headers={"Retry-After": str(int(LONGEST_WAIT))}), RIGHT]
    assert case.run() == 0
    assert [nap for nap in case.time.naps if nap > 1] == [LONGEST_WAIT]


def test_patience_ends(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """A server that asks for more than a minute is asked nothing else in this run."""
    case.server.script[BARK] = [Reply(429, headers={"Retry-After": str(int(LONGEST_WAIT) + 1)}), RIGHT]
    assert case.run() == 4
    shown = capsys.readouterr().err
    assert "bark2012 ... not checked; the answer was HTTP status 429\n" in shown
    assert "twig2013 ... not checked; not asked: the server asks for a pause of more than 60 seconds\n" in shown
    assert case.server.asked[-1] == BARK
    assert case.server.asked.count(BARK) == 1
    assert max(case.time.naps) == 1


def test_a_redirect(case: Case) -> None:
    """A DOI that stands for another one leads on to that; this takes a second as every request does."""
    prime = "10.5555/prime"
    case.server.script[BARK] = [Reply(301, headers={"Location": "/works/10.5555%2Fprime"})]
    case.server.works[prime] = registered(prime, "On bark", "Bark", 2012)
    assert case.run() == 0
    assert "work: bark2012" in case.notices
    assert len(case.server.asked) == 8
    assert case.time.naps == [1.0] * 7


LEADING = {
    "in a circle": (f"/works/{BARK}", "the answer was HTTP status 301", RETRIES + 1),
    "to no address": ("http://[x", "no usable answer", 1),
}


@pytest.mark.parametrize("name", LEADING)
def test_a_redirect_to_nowhere(case: Case, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """It ends, and no other work suffers."""
    target, words, number = LEADING[name]
    case.server.script[BARK] = [Reply(301, headers={"Location": target})]
    assert case.run() == 4
    shown = capsys.readouterr().err
    assert f"bark2012 ... not checked; {words}\n" in shown
    assert "twig2013 ... agrees; no notice\n" in shown
    assert case.server.asked.count(BARK) == number


def test_one_request_a_second(case: Case) -> None:
    """Between two requests at least a second passes."""
    case.run()
    assert len(case.server.asked) == 7
    assert case.time.naps == [1.0] * 6


def test_a_notice_that_does_not_come(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """A work whose notices are not answered keeps its old record; that it agrees still counts."""
    record = "notices:\n  - work: bark2012\n    checked: 2020-01-01\n    state: corrected\n    source: https://example.org/\n"
    (case.folder / "data" / "notices.yaml").write_text(record, "utf-8")
    case.server.script[f"updates:{BARK}"] = [Reply(500)]
    assert case.run() == 4
    assert "bark2012 ... agrees; notices not checked: the answer was HTTP status 500\n" in capsys.readouterr().err
    assert record.partition("\n")[2] in case.notices


def test_a_list_that_is_not_found(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing registered is an answer about a work, not about a list."""
    case.server.script[f"updates:{BARK}"] = [Reply(404)]
    assert case.run() == 4
    words = "agrees; notices not checked: the answer is not of the form of Crossref at 'message'\n"
    assert f"bark2012 ... {words}" in capsys.readouterr().err


def test_offline(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """With nobody listening, nothing is checked and no file changes or appears."""
    before = case.files()
    case.server.close()
    assert case.run("--write") == 3
    shown = capsys.readouterr()
    assert shown.out == "not checked, offline: nothing was changed\n"
    assert "[1/4] moss2010 ... no connection\n" in shown.err
    assert case.time.naps == [2.0, 4.0, 8.0]
    assert case.files() == before


def test_no_such_host(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that nobody knows is offline too."""

    def unknown(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    before = case.files()
    assert case.run("--write") == 3
    assert case.files() == before


def test_a_connection_lost_on_the_way(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """What was checked before is kept and told; the rest is not checked."""
    case.server.script[MOSS] = [told(case.server.works[MOSS])]
    case.server.script[f"updates:{MOSS}"] = [Reply(body=told({"items": []}).body, last=True)]
    assert case.run() == 4
    shown = capsys.readouterr()
    assert "moss2010 ... agrees; no notice\n" in shown.err
    for work in ("fern2015", "bark2012", "twig2013"):
        assert f"{work} ... not checked; no connection\n" in shown.err
    assert "4 works: 1 agrees, 0 differs, 0 not found, 0 DOI proposed, 0 no sure match, 3 not checked\n" in shown.out
    assert "work: moss2010" in case.notices
    assert "twig2013" not in case.notices


def test_a_server_without_answers_is_left_alone(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """After some requests in a row without an answer no further one is made."""
    for number in range(5, 10):
        case.project.append("bibliography.bib", entry(f"w{number}", number, f"On {number}", 2000, f"10.5555/w{number}"))
        case.server.script[f"10.5555/w{number}"] = [Reply(500)]
    case.project.append("bibliography.bib", entry("late", 10, "On the last", 2000, "10.5555/late"))
    assert case.run() == 4
    assert "10.5555/late" not in case.server.asked
    assert (
        f"late ... not checked; not asked after {GIVE_UP} requests in a row without an answer\n"
        in capsys.readouterr().err
    )


def test_the_cache_answers(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer is used for a month, with its own day, even with nobody listening; then it is asked for anew."""
    assert case.run() == 0
    first, asked = case.notices, len(case.server.asked)
    case.day = case.day.replace(day=30)
    assert case.run() == 0
    assert case.notices == first
    assert len(case.server.asked) == asked
    assert "checked: 2026-11-23" in first
    assert "data/notices.yaml unchanged" in capsys.readouterr().out
    case.day = case.day.replace(month=12)
    assert case.run() == 0
    assert len(case.server.asked) == 2 * asked
    assert case.notices == first.replace("2026-11-23", "2026-12-30")


def test_a_record_is_as_old_as_its_oldest_answer(case: Case) -> None:
    """The work and its notices may have been answered on different days."""
    first = case.day
    case.server.script[f"updates:{BARK}"] = [Reply(500)]
    assert case.run() == 4
    del case.server.script[f"updates:{BARK}"]
    for days, checked in ((10, "2026-11-23"), (31, "2026-12-03")):
        case.day = first + dt.timedelta(days)
        assert case.run() == 0
        assert f"work: bark2012\n    checked: {checked}\n" in case.notices


def test_a_broken_cache_is_no_cache(case: Case) -> None:
    """A file that is no answer, or none that could be used, is asked for anew and mended."""
    case.run()
    kept = sorted((case.folder / "_build" / "citations").iterdir())
    whole = kept[0].read_bytes()
    answer = json.loads(whole)
    assert answer["day"] == "2026-11-23"
    for broken in (whole[:20], json.dumps(answer | {"message": {"title": "A"}}).encode()):
        kept[0].write_bytes(broken)
        assert case.run() == 0
        assert kept[0].read_bytes() == whole
    assert sorted((case.folder / "_build" / "citations").iterdir()) == kept


FAILURES = {
    "out of order": (TWIG, Reply(500)),
    "a work without a DOI": (TWIG, told({"title": ["On twigs"]})),
    "a list that is not found": (f"updates:{TWIG}", Reply(404)),
    "a list without items": (f"updates:{TWIG}", told({})),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failures_are_not_kept(case: Case, name: str) -> None:
    """What was not answered, or in another form, is asked for in the next run."""
    subject, reply = FAILURES[name]
    case.server.script[subject] = [reply]
    assert case.run() == 4
    kept = len(list((case.folder / "_build" / "citations").iterdir()))
    del case.server.script[subject]
    asked = len(case.server.asked)
    assert case.run() == 0
    assert 7 - kept == len(case.server.asked) - asked > 0


def test_who_asks(case: Case, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The contact address is sent if there is one; if not, that is said."""
    case.run()
    assert case.server.agents == {"atlas-citations/1"}
    assert "no contact address (--mailto or ATLAS_MAILTO)" in capsys.readouterr().err
    monkeypatch.setenv("ATLAS_MAILTO", "a@example.org")
    case.run("--cache", str(case.folder / "other"))
    assert case.server.agents == {"atlas-citations/1", "atlas-citations/1 (mailto:a@example.org)"}
    assert "contact" not in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        case.run("--mailto", "somebody\r\nX: y")


def test_two_servers_share_no_answers(case: Case) -> None:
    """What one server said is not taken for what another one says."""
    case.run()
    with Loopback() as other:
        assert case.run(base=other.base) == 1
        assert BARK in other.asked
