"""Every seeded fault is told with its code, at its file and line, in its words, and nothing else is told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.faults.bench import told_of_records, told_of_site
from tests.faults.fault import slug
from tests.faults.kinds import OF_BUILD, OF_RECORDS, OF_SITE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.batch import Batch
    from tests.faults.bench import Bench, Outcome
    from tests.faults.fault import Fault
    from tests.faults.kinds import Faults


def each(faults: Faults) -> list[object]:
    """Return *faults* as the cases of a test, with their kind."""
    return [
        pytest.param(kind, fault, id=f"{kind}: {name}")
        for kind, named in faults.items()
        for name, fault in named.items()
    ]


def assert_words(fault: Fault, outcome: Outcome) -> None:
    """Assert that a message of the code of *fault* holds all its words, and how it is mended."""
    told = [message.words for message in outcome.told if message.place.endswith(f" {slug(fault.code)}")]
    assert [words for words in told if all(word in words for word in fault.words)], told
    if not isinstance(fault.code, str):
        assert told[0].endswith(fault.code.mend)


@pytest.mark.parametrize(("kind", "fault"), each(OF_RECORDS))
def test_a_fault_of_the_records_is_told(bench: Bench, kind: str, fault: Fault) -> None:
    """By the loader or a rule."""
    del kind
    outcome = bench.outcome(fault, of_site=False)
    assert outcome.places == outcome.expected
    assert_words(fault, outcome)


@pytest.mark.parametrize(("kind", "fault"), each(OF_SITE))
def test_a_fault_of_the_site_is_told(bench: Bench, kind: str, fault: Fault) -> None:
    """By a check of the site."""
    del kind
    outcome = bench.outcome(fault, of_site=True)
    assert outcome.places == outcome.expected
    assert_words(fault, outcome)


@pytest.mark.parametrize(("kind", "fault"), each(OF_BUILD))
def test_a_fault_that_is_built_is_told(batch: Callable[[str], Batch], kind: str, fault: Fault) -> None:
    """By the build or a check of the site; there are many more in the same build."""
    outcome = batch(kind).outcome(fault)
    assert set(outcome.places) == set(outcome.expected)
    assert_words(fault, outcome)


@pytest.mark.parametrize("kind", OF_BUILD)
def test_nothing_else_is_told_of_a_build(batch: Callable[[str], Batch], kind: str) -> None:
    """Each problem is that of a seeded fault, and told as often as there are faults with it."""
    built = batch(kind)
    must = Counter(place for fault in OF_BUILD[kind].values() for place in built.outcome(fault).expected)
    assert Counter(message.place for message in built.told) == must


def test_nothing_is_told_of_what_is_sound(bench: Bench) -> None:
    """Neither of the records nor of the site; so each problem comes from its fault, also after all the others."""
    assert told_of_records(bench.folder) == []
    assert told_of_site(bench.sound) == []


def test_all_faults_are_caught(bench: Bench, batch: Callable[[str], Batch]) -> None:
    """The table by kind, which `pytest -rP` shows."""
    caught: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for faults, of_site in ((OF_RECORDS, False), (OF_SITE, True)):
        for kind, named in faults.items():
            outcomes = [bench.outcome(fault, of_site=of_site) for fault in named.values()]
            caught[kind] += sum(outcome.places == outcome.expected for outcome in outcomes)
            count[kind] += len(named)
    for kind, named in OF_BUILD.items():
        outcomes = [batch(kind).outcome(fault) for fault in named.values()]
        caught[kind] += sum(set(outcome.places) == set(outcome.expected) for outcome in outcomes)
        count[kind] += len(named)
    for kind in count:
        print(f"{kind:14}{caught[kind]:4} of {count[kind]}")  # noqa: T201 - the table is what this test is for
    assert caught == count
    assert count.total() >= 120
