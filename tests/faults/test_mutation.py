"""No check is dead: without any one of them, a fault that it tells goes entirely unnoticed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atlas import rules
from atlas.checks import site as checks
from atlas.code import Code, Meaning
from atlas.site_code import SiteCode
from tests.faults.bench import name_of
from tests.faults.kinds import OF_BUILD, OF_RECORDS, OF_SITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.faults.batch import Batch
    from tests.faults.bench import Bench, Outcome

TESTS = Path(__file__).parents[1]
ELSEWHERE: dict[Meaning, tuple[str, str]] = {
    Code.DOI_NOT_FOUND: ("checks/test_citations_faults.py", "only a session that asks Crossref tells it"),
    Code.DOI_DISAGREES: ("checks/test_citations_faults.py", "only a session that asks Crossref tells it"),
    SiteCode.BUILD_WARNING: ("checks/test_command.py", "the build tells it in words of its own"),
    SiteCode.INVALID_HTML: ("checks/test_validators.py", "another program tells it, which starts for seconds"),
    SiteCode.INVALID_EPUB: ("checks/test_validators.py", "another program tells it, which starts for seconds"),
}
"""Codes that nothing here can tell: the test that holds them, and why."""


@pytest.mark.parametrize("rule", rules.RULES, ids=name_of)
def test_without_a_rule_a_fault_goes_unnoticed(bench: Bench, monkeypatch: pytest.MonkeyPatch, rule: object) -> None:
    """The rule is really taken away."""
    faults = [fault for named in OF_RECORDS.values() for fault in named.values()]
    alone = [fault for fault in faults if tellers(bench.outcome(fault, of_site=False)) == {name_of(rule)}]
    assert alone, "add a fault that only this rule tells"
    monkeypatch.setattr(rules, "RULES", tuple(other for other in rules.RULES if other is not rule))
    assert bench.look(alone[0], of_site=False).told == []


@pytest.mark.parametrize("check", checks.CHECKS, ids=name_of)
def test_without_a_check_a_fault_goes_unnoticed(
    bench: Bench, batch: Callable[[str], Batch], monkeypatch: pytest.MonkeyPatch, check: object
) -> None:
    """The check is really taken away; at least three faults are told by it."""
    faults = [fault for named in OF_SITE.values() for fault in named.values()]
    built = {fault: batch(kind) for kind, named in OF_BUILD.items() for fault in named.values()}
    told = {fault: tellers(bench.outcome(fault, of_site=True)) for fault in faults}
    told |= {fault: tellers(one.outcome(fault)) for fault, one in built.items()}
    assert sum(name_of(check) in by for by in told.values()) >= 3, "add faults that this check tells"
    alone = next((fault for fault, by in told.items() if by == {name_of(check)}), None)
    assert alone, "add a fault that only this check tells"
    monkeypatch.setattr(checks, "CHECKS", tuple(other for other in checks.CHECKS if other is not check))
    without = built[alone].look(alone) if alone in built else bench.look(alone, of_site=True)
    assert without.told == []


@pytest.mark.parametrize("code", [*Code, *SiteCode], ids=lambda code: code.slug)
def test_without_a_code_a_fault_goes_unnoticed(bench: Bench, batch: Callable[[str], Batch], code: Meaning) -> None:
    """What the loader and the build tell has no function of its own: everything with the code is left out."""
    if code in ELSEWHERE:
        file, reason = ELSEWHERE[code]
        assert reason
        text = (TESTS / file).read_text("utf-8")
        assert code.slug in text or f".{code.name}" in text
        return
    assert any(
        outcome.told and all(message.place.endswith(f" {code.slug}") for message in outcome.told)
        for outcome in outcomes(bench, batch)
    ), "add a fault of which nothing else is told"


def outcomes(bench: Bench, batch: Callable[[str], Batch]) -> Iterator[Outcome]:
    """Yield the outcome of every fault."""
    for faults, of_site in ((OF_RECORDS, False), (OF_SITE, True)):
        for named in faults.values():
            yield from (bench.outcome(fault, of_site=of_site) for fault in named.values())
    for kind, named in OF_BUILD.items():
        yield from (batch(kind).outcome(fault) for fault in named.values())


def tellers(outcome: Outcome) -> set[str]:
    """Return who told something."""
    return {message.by for message in outcome.told}
