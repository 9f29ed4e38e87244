"""What is known of each link, and the file `data/links.tsv` that keeps it: one line a link, sorted by address.

Two copies of the file can be merged line by line: marks of a conflict are passed over, and of two answers about one
link the later counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from atlas.checks.links.web import leads_to_web
from atlas.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Verdict(StrEnum):
    """What became of a link, from calm to serious."""

    WORKS = "works"
    REDIRECTED = "redirected"
    MOVED = "moved"
    REFUSED = "refused"
    NO_ANSWER = "no answer"
    NO_ANCHOR = "no anchor"
    BROKEN = "broken"


FRESH = {
    Verdict.WORKS: 90,
    Verdict.REDIRECTED: 90,
    Verdict.MOVED: 90,
    Verdict.REFUSED: 30,
    Verdict.NO_ANSWER: 0,
    Verdict.NO_ANCHOR: 7,
    Verdict.BROKEN: 7,
}
"""Days for which an answer is used again."""

COLUMNS = ("address", "day", "verdict", "target", "words")
HEAD = (
    "# Answers about the external links of the site, each with the day on which it came. Written by `nox -s links`.\n"
    "# `target` is where a link leads on to; `words` say more. A line that is removed is asked for anew.\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on `address` on the day `day`; `target` is where it leads on to, empty if it does not."""

    address: str
    day: dt.date
    verdict: Verdict
    target: str = ""
    words: str = ""

    def fresh(self, day: dt.date) -> bool:
        """Return whether the answer need not be asked for anew on *day*."""
        return 0 <= (day - self.day).days < FRESH[self.verdict]

    def __str__(self) -> str:
        """Return what became of the link, as one line."""
        link = "to" if self.verdict in (Verdict.REDIRECTED, Verdict.MOVED) else "at"
        where = f" {link} {self.target}" if self.target else ""
        return f"{self.verdict}{where}{f': {self.words}' if self.words else ''}"


def read_answers(file: Path) -> tuple[dict[str, Answer], list[int]]:
    """Return the answers in *file* by address, and the numbers of the lines that are none.

    A missing file holds no answers. Raises `OSError`.
    """
    text = file.read_bytes().decode("utf-8-sig", "surrogateescape") if file.exists() else ""
    answers: dict[str, Answer] = {}
    damaged: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        cells = line.rstrip("\r").split("\t")
        if line.startswith("#") or not line.strip() or tuple(cells) == COLUMNS:
            continue
        if (answer := _answer(cells)) is None:
            damaged.append(number)
        elif answer.address not in answers or answers[answer.address].day <= answer.day:
            answers[answer.address] = answer
    return answers, damaged


def _answer(cells: list[str]) -> Answer | None:
    address, day, verdict, target, words = (*cells, "", "", "", "")[: len(COLUMNS)]
    if len(cells) > len(COLUMNS) or not leads_to_web(address) or not "".join(cells).isprintable():
        return None
    try:
        return Answer(address, dt.date.fromisoformat(day), Verdict(verdict), target, words)
    except ValueError:
        return None


def write_answers(file: Path, answers: Iterable[Answer]) -> bool:
    """Give *file* the *answers*; return whether that changed it. Raises `OSError`."""
    rows = sorted((one.address, one.day.isoformat(), one.verdict, one.target, one.words) for one in answers)
    # cells at the end that are empty are left out, so that no line ends with a blank
    content = (HEAD + "".join("\t".join(row).rstrip("\t") + "\n" for row in [COLUMNS, *rows])).encode()
    if file.exists() and file.read_bytes() == content:
        return False
    replace_file(file, content)
    return True
