"""The file of answers: what is written, what is read, and what happens to lines that are none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atlas.checks.links.answers import COLUMNS, HEAD, Answer, Verdict, read_answers, write_answers
from atlas.checks.links.command import ANSWERS
from tests.checks.web import found
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.checks.web import Case

DAY = dt.date(2026, 11, 23)
FULL = Answer("http://a.test/", DAY, Verdict.BROKEN, "http://b.test/ä b", "HTTP status 404")
PLAIN = Answer("http://b.test/#x", DAY, Verdict.WORKS)
TEXT = (
    HEAD
    + "address\tday\tverdict\ttarget\twords\n"
    + "http://a.test/\t2026-11-23\tbroken\thttp://b.test/ä b\tHTTP status 404\n"
    + "http://b.test/#x\t2026-11-23\tworks\n"
)


def test_the_file_of_the_project() -> None:
    """It says what it is, and every line of it is an answer."""
    columns = "\t".join(COLUMNS)
    assert (ROOT / ANSWERS).read_text("utf-8").startswith(f"{HEAD}{columns}\n")
    assert read_answers(ROOT / ANSWERS)[1] == []


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Sorted, one line an answer, without blanks at the end; the same answers change nothing."""
    file = tmp_path / "links.tsv"
    assert write_answers(file, [PLAIN, FULL])
    assert file.read_bytes() == TEXT.encode()
    assert read_answers(file) == ({FULL.address: FULL, PLAIN.address: PLAIN}, [])
    assert not write_answers(file, [FULL, PLAIN])
    assert list(tmp_path.iterdir()) == [file]


def test_no_file(tmp_path: Path) -> None:
    """It holds no answers."""
    assert read_answers(tmp_path / "links.tsv") == ({}, [])


def test_other_ends_of_lines(tmp_path: Path) -> None:
    """Files that went through other programs are read as well."""
    file = tmp_path / "links.tsv"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    assert read_answers(file) == ({FULL.address: FULL, PLAIN.address: PLAIN}, [])


DAMAGED = {
    "a mark of a conflict": b"<<<<<<< ours",
    "no address": b"moss.test/\t2026-11-23\tworks",
    "no day": b"http://c.test/\tsoon\tworks",
    "no verdict": b"http://c.test/\t2026-11-23\tfine",
    "half a line": b"http://c.test/\t2026-11-23",
    "too many cells": b"http://c.test/\t2026-11-23\tworks\t\t\t!",
    "no text": b"http://c.test/\xff\t2026-11-23\tworks",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_line(tmp_path: Path, name: str) -> None:
    """It is told, and those around it are read."""
    file = tmp_path / "links.tsv"
    file.write_bytes(TEXT.encode().replace(b"http://b.test/#x", DAMAGED[name] + b"\nhttp://b.test/#x"))
    assert read_answers(file) == ({FULL.address: FULL, PLAIN.address: PLAIN}, [5])


@pytest.mark.parametrize("turn", [1, -1])
def test_two_answers_about_one_link(tmp_path: Path, turn: int) -> None:
    """The later one counts, wherever it stands: so two copies can be merged by keeping all lines."""
    file = tmp_path / "links.tsv"
    lines = [f"http://a.test/\t2026-11-{day}\t{verdict}" for day, verdict in ((21, "broken"), (22, "works"))]
    file.write_text("\n".join(lines[::turn]), "utf-8")
    answers, damaged = read_answers(file)
    assert answers == {"http://a.test/": Answer("http://a.test/", dt.date(2026, 11, 22), Verdict.WORKS)}
    assert damaged == []


def test_a_damaged_file_is_mended(links: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """What can be read is used, and what cannot is asked for anew."""
    addresses = [links.web.put(f"{name}.test/") for name in ("lark", "moss", "wren")]
    assert links.ask(*addresses) == 0
    whole = links.file.read_bytes()
    links.file.write_bytes(whole.replace(b"\t2026-11-23\tworks", b"\t2026-", 1) + b">>>>>>> theirs\n")
    links.web.asked.clear()
    capsys.readouterr()
    assert links.run() == 0
    assert links.web.asked == ["HEAD lark.test/"]
    assert links.file.read_bytes() == whole
    told = capsys.readouterr().out
    assert told.startswith(
        "data/links.tsv:4: this line is no answer and is passed over\n"
        "data/links.tsv:7: this line is no answer and is passed over\n"
    )


def test_an_odd_answer_is_no_damage(links: Case) -> None:
    """An anchor that is no text is shown with a mark of that; the next run reads it and asks nobody."""
    address = links.web.put("moss.test/x#caf%E9", found("y"))
    assert [links.ask(address) for _ in range(2)] == [1, 1]
    assert links.rows["moss.test/x#caf%E9"][3] == "no anchor 'caf\ufffd'"
    assert links.web.asked == ["GET moss.test/x"]


def test_a_link_that_is_gone_leaves_the_file(links: Case) -> None:
    """The file knows the links of the site, and no others."""
    addresses = [links.web.put(f"{name}.test/") for name in ("lark", "moss")]
    assert links.ask(*addresses) == 0
    assert links.ask(addresses[1], links.web.put("wren.test/")) == 0
    assert list(links.rows) == ["moss.test/", "wren.test/"]


def test_half_a_file_is_never_seen(
    links: Case, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If it cannot be replaced, it stays as it was, and nothing is left beside it."""
    links.ask(links.web.put("moss.test/"))
    before = links.file.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    assert links.ask(links.web.put("wren.test/")) == 2
    assert "cannot go on: [Errno 28] No space left on device\n" in capsys.readouterr().out
    assert links.file.read_bytes() == before
    assert list(links.file.parent.iterdir()) == [links.file]
