"""Building again: an incremental build equals a clean one byte for byte, and two processes equal one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.build import Project, Site, ok

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = "data/claims/results.yaml"
INTRO = "data/claims/intro.yaml"
LOG = "data/releases.jsonl"
NEW_CLAIM = """  - id: results-002
    statement: Ozone spared the grey crust.
    kind: field-finding
    refs: [fern2015]
    origin: {paragraph: 1, sentence: 1}
    system: animal
    pollutants: [ozone]
    lichens: [grey-crust]
    term: not reported
    effects: not reported
"""
NEW_ENTITY = "  - {id: soot, label: Soot, match: none, definition: Black dust.}\n"


def edit_claim(project: Project) -> None:
    """Change the words of a claim."""
    project.edit(RESULTS, "killed beard lichen on oaks", "killed beard lichen on elms")


def add_claim(project: Project) -> None:
    """Add a claim to a section that has one."""
    project.append(RESULTS, NEW_CLAIM)


def remove_claim(project: Project) -> None:
    """Remove a claim; counts, tables and lists on other pages change with it."""
    path = project.folder / INTRO
    head, _, _ = path.read_text("utf-8").partition("  - id: intro-003")
    path.write_text(head, "utf-8")


def rename_entity(project: Project) -> None:
    """Change the label of an entity, which is the title of its page and stands in links to it."""
    project.edit("data/entities/lichen.yaml", "label: Beard lichen", "label: Old man's beard")


def add_entity(project: Project) -> None:
    """Add an entity with its page, and a claim that names it."""
    project.append("data/entities/pollutant.yaml", NEW_ENTITY)
    project.append(RESULTS, NEW_CLAIM.replace("[ozone]", "[soot]"))


def remove_entity(project: Project) -> None:
    """Remove an entity with its page, and what names it."""
    path = project.folder / "data/entities/lichen.yaml"
    head, _, _ = path.read_text("utf-8").partition("  - id: grey-crust")
    path.write_text(head, "utf-8")
    project.edit(INTRO, "about: [grey-crust]", "about: [ozone]")
    project.edit(INTRO, "subject: grey-crust", "subject: ozone")


def change_title_of_work(project: Project) -> None:
    """Change the title of a work, which stands on the pages that list it."""
    project.edit("bibliography.bib", "Is lichen-17-92 grey?", "Is lichen-17-93 grey?")


def change_fact(project: Project) -> None:
    """Change a fact of a trial."""
    project.edit("data/trials/trials.yaml", "as_of: 2021-02", "as_of: 2021-03")


def link_in_prose(project: Project) -> None:
    """Link to an entity from another page; its own page lists the link."""
    project.edit("docs/references.md", "# References\n", "# References\n\nSee {atlas:entity}`grey-crust`.\n")


def cite_in_prose(project: Project) -> None:
    """Cite a work earlier in the order of pages than before."""
    project.edit("docs/index.md", "# Lichens\n", "# Lichens\n\nMoss knew {cite}`moss2010`.\n")


def change_page_title(project: Project) -> None:
    """Change the title of a page, which stands in the frame of the others."""
    project.edit("docs/references.md", "# References\n", "# Works\n")


def add_lead(project: Project) -> None:
    """Write a lead for an entity that had none."""
    folder = project.folder / "docs/leads/lichen"
    folder.mkdir(parents=True)
    (folder / "grey-crust.md").write_text("It is flat {cite}`moss2010`.\n", "utf-8")


def renumber_works(project: Project) -> None:
    """Swap the numbers of the works, and the sections that cite them; every citation changes."""
    project.edit("bibliography.bib", "refnumber = {1}", "refnumber = {0}")
    project.edit("bibliography.bib", "refnumber = {2}", "refnumber = {1}")
    project.edit("bibliography.bib", "refnumber = {0}", "refnumber = {2}")
    path = project.folder / "data/article.yaml"
    head, intro, results = path.read_text("utf-8").split("  - id: ")
    sections = (results.replace("[2]", "[1]"), intro.replace("[1]", "[2]"))
    path.write_text("  - id: ".join((head, *sections)), "utf-8")


def change_date(project: Project) -> None:
    """Change the date of the data, which stands in the credit of every page."""
    project.edit("data/atlas.yaml", "as_of: 2024-05-01", "as_of: 2024-06-01")


def rename_abbreviation(project: Project) -> None:
    """Change a term of the glossary; pages link its first use."""
    project.edit("data/abbreviations.yaml", "term: SO2", "term: introduction")


def change_discrepancy(project: Project) -> None:
    """Change the words of a discrepancy, which stand beside its claims."""
    project.edit("data/discrepancies/doubts.yaml", "Which trees were meant.", "Which of the trees was meant.")


def change_identifier(project: Project) -> None:
    """Change the label of an identifier in its source."""
    project.edit("data/ids.tsv", "sulfur dioxide", "sulphur(IV) oxide")


def move_register(project: Project) -> None:
    """Show claims at home on another page, read earlier."""
    project.edit("docs/lists.md", "```{atlas:register} results\n```\n", "Moved.\n")
    project.append("docs/index.md", "\n## Results\n\n```{atlas:register} results\n```\n")


def keep_former_id(project: Project) -> None:
    """Give an entity the id that it once had."""
    project.edit(
        "data/entities/lichen.yaml", "    label: Grey crust\n", "    former: [stone-crust]\n    label: Grey crust\n"
    )


def retract_work(project: Project) -> None:
    """Record a retraction; the page of the work, its claims and every preview of them warn."""
    project.append(
        "data/notices.yaml",
        "  - {work: fern2015, checked: 2024-06-01, state: retracted, source: 'https://example.org/'}\n",
    )


def drop_notice(project: Project) -> None:
    """Forget that a work was asked for."""
    path = project.folder / "data/notices.yaml"
    path.write_text("notices: []\n", "utf-8")


def remove_citation(project: Project) -> None:
    """Cite a work no more on a page; its files of works cited there change with it."""
    project.edit("docs/index.md", "{cite}`moss2010`", "bark")


def remove_all_citations(project: Project) -> None:
    """Cite nothing any more on a page; the files of works cited there go."""
    project.edit("docs/index.md", "{cite}`moss2010`", "bark")
    project.edit("docs/index.md", " {cite}`fern2015`", "")


def rename_work(project: Project) -> None:
    """Give a work another key, and with it another page."""
    for name in ("bibliography.bib", "data/claims/intro.yaml", "docs/index.md", "data/notices.yaml"):
        path = project.folder / name
        path.write_text(path.read_text("utf-8").replace("moss2010", "moss2011"), "utf-8")


def change_caption(project: Project) -> None:
    """Change the caption of a figure that a link on another page previews."""
    project.edit("docs/lists.md", "How a lichen grows", "How lichens grow")


def change_opening(project: Project) -> None:
    """Change how a page opens, which is its description."""
    project.edit("docs/index.md", "SO2 again.", "And SO2 again.")


def change_plan(project: Project) -> None:
    """Change what a figure draws and its caption, which a preview shows."""
    project.edit("data/atlas.yaml", "Which lichen was seen", "Which of the lichens was seen")
    project.edit(
        "data/atlas.yaml",
        "label: Pollutant, facets: [pollutants]}\n    remarks",
        "label: Air, facets: [term]}\n    remarks",
    )


def move_page(project: Project) -> None:
    """Give a page another address; the old one leads on."""
    (project.folder / "docs/references.md").rename(project.folder / "docs/works.md")
    project.edit("docs/index.md", "\nreferences\n", "\nworks\n")
    project.append("data/moved.yaml", "  - {old: references, new: works}\n")


def move_nothing(project: Project) -> None:
    """Give up the address that a page once had."""
    (project.folder / "data/moved.yaml").unlink()


def release(project: Project) -> None:
    """Release the records; pages of records that changed, and the head of no page, tell of it."""
    project.append(
        LOG,
        '{"version": "0.2", "day": "2024-05-01"}\n'
        '{"change": "changed", "type": "claim", "id": "results-001", "fields": {"system": "human"}}\n',
    )


def never_release(project: Project) -> None:
    """Forget all releases; no page has a section on changes, and there is no feed."""
    (project.folder / LOG).unlink()


EDITS = (
    move_page,
    move_nothing,
    release,
    never_release,
    change_plan,
    retract_work,
    drop_notice,
    remove_citation,
    remove_all_citations,
    rename_work,
    change_caption,
    change_opening,
    renumber_works,
    change_date,
    rename_abbreviation,
    change_discrepancy,
    change_identifier,
    move_register,
    keep_former_id,
    edit_claim,
    add_claim,
    remove_claim,
    rename_entity,
    add_entity,
    remove_entity,
    change_title_of_work,
    change_fact,
    link_in_prose,
    cite_in_prose,
    change_page_title,
    add_lead,
)


def assert_same(one: Site, other: Site) -> None:
    """Compare two sites file by file."""
    first, second = one.tree(), other.tree()
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_incremental_equals_clean(lichen: Project, edit: Callable[[Project], None]) -> None:
    """After any kind of edit, building again gives what building from nothing gives."""
    ok(lichen.build(out="site"))
    edit(lichen)
    again = ok(lichen.build(out="site"))
    assert_same(again, ok(lichen.build(out="clean")))


def test_a_former_id_that_is_given_up_leaves_no_page(lichen: Project) -> None:
    """The page at the old address goes with the id."""
    keep_former_id(lichen)
    site = ok(lichen.build(out="site"))
    assert (site.folder / "entities/lichen/stone-crust.html").is_file()
    lichen.edit("data/entities/lichen.yaml", "    former: [stone-crust]\n", "")
    assert_same(ok(lichen.build(out="site")), ok(lichen.build(out="clean")))


def test_an_unchanged_project_is_not_read_again(lichen: Project) -> None:
    """Nothing changed, nothing read, nothing written."""
    before = ok(lichen.build(out="site")).tree()
    again = ok(lichen.build(out="site"))
    assert "0 added, 0 changed, 0 removed" in again.output
    assert again.tree() == before


def test_an_edited_claim_reads_only_the_pages_that_show_it(lichen: Project) -> None:
    """The page of an entity that the claim does not name stays as it is."""
    ok(lichen.build(out="site"))
    edit_claim(lichen)
    output = ok(lichen.build(out="site")).output
    assert "lists" in output
    assert "entities/lichen/beard-lichen" in output
    assert "entities/pollutant/ozone" not in output


def nothing(_project: Project) -> None:
    """Change nothing."""


@pytest.mark.parametrize("edit", [nothing, edit_claim, add_claim, remove_claim], ids=lambda edit: edit.__name__)
def test_two_processes_equal_one(lichen: Project, edit: Callable[[Project], None]) -> None:
    """Reading and writing in parallel changes nothing, from nothing and after an edit."""
    ok(lichen.build("html", "-j", "2", out="parallel"))
    edit(lichen)
    parallel = ok(lichen.build("html", "-j", "2", out="parallel"))
    serial = ok(lichen.build("html", "-j", "1", out="serial"))
    assert_same(parallel, serial)


def test_two_clean_builds_are_the_same(lichen: Project) -> None:
    """Same in, same out."""
    assert_same(ok(lichen.build(out="one")), ok(lichen.build(out="two")))
