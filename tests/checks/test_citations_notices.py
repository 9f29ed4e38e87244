"""What is told of corrections and retractions, and the file that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.checks.citations.crossref import Registered
from atlas.checks.citations.notices import judge, write_notices
from atlas.load.project import load_project
from atlas.model.records import Notice
from atlas.model.values import Standing
from tests.checks.conftest import BARK
from tests.checks.crossref import registered

if TYPE_CHECKING:
    from pathlib import Path

    from atlas.checks.citations.notices import Judgement
    from tests.checks.conftest import Case

DOI = "10.5555/work"


def judged(title: str = "On work", notices: tuple[Registered, ...] = (), **more: object) -> Judgement:
    """Judge a work with such fields."""
    return judge(DOI, Registered.model_validate(registered(DOI, title, "Moss", 2010, **more)), notices)


def update(kind: str, doi: str = "10.5555/notice") -> dict[str, str]:
    """Return an update as Crossref describes it."""
    return {"type": kind, "DOI": doi, "label": "Notice", "source": "publisher"}


def notice(kind: str, on: str = DOI, doi: str = "10.5555/notice") -> Registered:
    """Return a notice on a work."""
    return Registered.model_validate(registered(doi, "Notice", "Moss", 2011, update_to=[update(kind, on)]))


CONSEQUENCES = {
    Standing.NONE: ("new_edition", "new_version"),
    Standing.CORRECTED: ("addendum", "clarification", "correction", "corrigendum", "erratum"),
    Standing.CONCERN: ("expression_of_concern",),
    Standing.RETRACTED: ("partial_retraction", "removal", "retraction", "withdrawal"),
}


@pytest.mark.parametrize(("standing", "kind"), [(one, kind) for one, kinds in CONSEQUENCES.items() for kind in kinds])
def test_every_kind_of_update(standing: Standing, kind: str) -> None:
    """The work may say it, or the notice; a new edition is no notice."""
    said = (standing, None if standing is Standing.NONE else "10.5555/notice", ())
    for one in (judged(updated_by=[update(kind)]), judged(notices=(notice(kind),))):
        assert (one.standing, one.notice, one.unknown) == said


def test_no_update() -> None:
    """A work without updates, or with a null in their place, has no notice."""
    for one in (judged(), judged(updated_by=[]), judged(updated_by=None)):
        assert (one.standing, one.notice, one.unknown) == (Standing.NONE, None, ())


def test_the_most_serious_notice_counts() -> None:
    """However many there are, and in whatever order."""
    updates = [update("erratum", "10.5555/a"), update("retraction", "10.5555/b"), update("correction", "10.5555/c")]
    for one in (updates, updates[::-1]):
        judgement = judged(updated_by=one, notices=(notice("expression_of_concern"),))
        assert (judgement.standing, judgement.notice) == (Standing.RETRACTED, "10.5555/b")
    concern = judged(updated_by=updates[:1], notices=(notice("Expression of concern"),))
    assert (concern.standing, concern.notice) == (Standing.CONCERN, "10.5555/notice")


def test_a_notice_on_another_work() -> None:
    """A work that is itself a notice is not the worse for it; nor is one that a search found by mistake."""
    assert judged(update_to=[update("retraction", "10.5555/other")]).standing is Standing.NONE
    assert judged(notices=(notice("retraction", on="10.5555/other"),)).standing is Standing.NONE


def test_a_work_changed_in_place() -> None:
    """It updates itself, in whatever case its DOI is written."""
    one = judged(update_to=[update("correction", DOI.upper())])
    assert (one.standing, one.notice) == (Standing.CORRECTED, DOI)


def test_a_title_may_tell_of_a_retraction() -> None:
    """Publishers put the word before the title; a notice with a DOI is still named."""
    one = judged("RETRACTED ARTICLE: On work")
    assert (one.standing, one.notice) == (Standing.RETRACTED, None)
    assert judged("RETRACTED: On work", updated_by=[update("retraction")]).notice == "10.5555/notice"
    assert judged("Retracted lobes").standing is Standing.NONE


def test_a_notice_without_a_sound_doi() -> None:
    """The state stands, the DOI is left out."""
    one = judged(updated_by=[update("retraction", "unavailable")])
    assert (one.standing, one.notice) == (Standing.RETRACTED, None)


def test_an_unknown_kind(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is concluded from it: the work gets no record, and the question counts as open."""
    case.server.works[BARK]["updated-by"] = [update("reinstatement")]
    assert case.run() == 4
    words = "agrees; notices not checked: updates of unknown kind reinstatement\n"
    assert f"bark2012 ... {words}" in capsys.readouterr().err
    assert "bark2012" not in case.notices
    case.server.works[BARK]["updated-by"] += [update("retraction")]
    case.run("--cache", str(case.folder / "other"))
    assert "bark2012 ... agrees; retracted (10.5555/notice)\n" in capsys.readouterr().err


def test_the_file_is_read_back(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is written to the letter, and the loader takes it."""
    case.server.works[BARK]["updated-by"] = [update("retraction"), update("erratum", "10.5555/erratum")]
    assert case.run() == 0
    assert case.notices == (
        "# Head.\n"
        "notices:\n"
        "  - work: moss2010\n"
        "    checked: 2026-11-23\n"
        "    state: none\n"
        "    source: https://api.crossref.org/works/10.5555%2F87654321\n"
        "  - work: bark2012\n"
        "    checked: 2026-11-23\n"
        "    state: retracted\n"
        "    source: https://api.crossref.org/works/10.5555%2Fbark\n"
        "    notice: 10.5555/notice\n"
        "  - work: twig2013\n"
        "    checked: 2026-11-23\n"
        "    state: none\n"
        "    source: https://api.crossref.org/works/10.5555%2Ftwig\n"
    )
    library, problems = load_project(case.folder)
    assert library is not None
    assert problems == []
    assert library.notice["bark2012"].state is Standing.RETRACTED
    shown = capsys.readouterr().out
    assert (
        "corrections and retractions of 3 works: 2 none, 0 corrected, 0 expression of concern, 1 retracted\n" in shown
    )
    assert "data/notices.yaml written\n" in shown


def of(key: str, checked: str = "2026-11-23", state: Standing = Standing.NONE, doi: str | None = None) -> Notice:
    """Return what was told of a work."""
    return Notice(key, checked, state, f"https://example.org/{key}", doi)


def test_other_records_stay(tmp_path: Path) -> None:
    """Only what was checked changes; records follow the works, and those of unknown works come last."""
    file = tmp_path / "notices.yaml"
    head = "# One.\n#\n# Two.\n"
    kept = "  - work: {}\n    checked: 2020-01-02\n    state: corrected\n    source: https://example.org/\n"
    file.write_text(head + "notices:\n" + "".join(map(kept.format, ("gone", "c", "b", "a"))), "utf-8")
    assert write_notices(file, {"b": of("b"), "a": None}, ["a", "b", "c"])
    new = "  - work: b\n    checked: 2026-11-23\n    state: none\n    source: https://example.org/b\n"
    assert file.read_text("utf-8") == f"{head}notices:\n{new}{kept.format('c')}{kept.format('gone')}"


def test_a_later_record_stays(tmp_path: Path) -> None:
    """An answer from the cache does not undo what was found since."""
    file = tmp_path / "notices.yaml"
    write_notices(file, {"a": of("a", "2026-11-20", Standing.RETRACTED, "10.5555/x")}, ["a"])
    before = file.read_bytes()
    assert not write_notices(file, {"a": of("a", "2026-11-19")}, ["a"])
    assert file.read_bytes() == before


def test_nothing_told_writes_nothing(tmp_path: Path) -> None:
    """A file that does not exist is not made for nothing, and odd values are quoted."""
    file = tmp_path / "notices.yaml"
    assert not write_notices(file, {"a": None}, ["a"])
    assert not file.exists()
    assert write_notices(file, {"no": of("no")}, ["no"])
    assert "  - work: 'no'\n" in file.read_text("utf-8")
    assert write_notices(file, {"no": None}, ["no"])
    assert file.read_text("utf-8").endswith("\nnotices: []\n")


@pytest.mark.parametrize(
    "content",
    ["notices: [", "notices: 5\n", "other: []\n", "- x\n", "notices: [5]\n", "notices: [{work: [a]}]\n", "\xff"],
)
def test_a_broken_file_is_left_alone(case: Case, capsys: pytest.CaptureFixture[str], content: str) -> None:
    """It is found before anybody is asked."""
    file = case.folder / "data" / "notices.yaml"
    file.write_bytes(content.encode("latin-1"))
    before = case.files()
    assert case.run("--write") == 2
    assert "cannot go on: " in capsys.readouterr().out
    assert case.files() == before
    assert case.server.asked == []
