"""Addresses stay good: a renamed record is found under its old id, and a lost one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.checks.__main__ import check_all, main
from atlas.checks.site.addresses import INVENTORY
from atlas.code import Code
from tests.build import Project, ok

if TYPE_CHECKING:
    from atlas.problem import Problem

LICHEN = "data/entities/lichen.yaml"
RESULTS = "data/claims/results.yaml"


def rename(project: Project, *, keep: bool) -> None:
    """Give an entity and a claim new ids; *keep* says whether the old ones stand as `former`."""
    for name in (LICHEN, RESULTS, "data/claims/intro.yaml", "docs/index.md", "data/discrepancies/doubts.yaml"):
        path = project.folder / name
        text = path.read_text("utf-8").replace("beard-lichen", "usnea").replace("results-001", "results-002")
        path.write_text(text, "utf-8")
    if keep:
        project.edit(LICHEN, "    label: Beard lichen\n", "    former: [beard-lichen]\n    label: Beard lichen\n")
        project.edit(RESULTS, "    kind: field-finding\n", "    former: [results-001]\n    kind: field-finding\n")


@pytest.fixture
def released(lichen: Project) -> Project:
    """Return the tiny review with the inventory of a release."""
    site = ok(lichen.build())
    assert main([str(lichen.folder), str(site.folder), "--record"]) == 0
    assert "entities/lichen/beard-lichen.html" in (lichen.folder / INVENTORY).read_text("utf-8").splitlines()
    return lichen


def test_renamed_records_are_found_under_their_old_ids(released: Project) -> None:
    """The old page leads to the new one without scripts, the old anchor stands beside the new one."""
    rename(released, keep=True)
    site = ok(released.build())
    assert check_all(released.folder, site.folder) == ([], 0)
    (refresh,) = site.page("entities/lichen/beard-lichen").xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == "0; url=usnea.html"
    (item,) = site.page("lists").xpath("//*[@id='claim-results-001']/ancestor::div[contains(@class, 'atlas-item')]")
    assert item.xpath(".//*[@id='claim-results-002']")


def test_lost_addresses_are_told(released: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the old ids the check names each lost address with its line, and fails."""
    rename(released, keep=False)
    site = ok(released.build())
    assert main([str(released.folder), str(site.folder)]) == 1
    output = capsys.readouterr().out
    for address in ("entities/lichen/beard-lichen.html", "lists.html#claim-results-001"):
        assert f"address {address!r}; expected a page or an anchor of the site" in output


def test_former_ids_must_be_free(lichen: Project) -> None:
    """An id that is in use, or that another record had, is no former id."""
    line = lichen.edit(LICHEN, "    label: Grey crust\n", "    former: [beard-lichen]\n    label: Grey crust\n")
    problems: list[Problem] = lichen.problems()
    assert [(one.code, one.place.line) for one in problems] == [(Code.DUPLICATE_ID, line)]
