"""Edits of the data of the tiny review, and of its pages as far as these are about data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.build import Project


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


def move_changes(project: Project) -> None:
    """Tell the changes on another page, which all pages link to."""
    project.edit("docs/lists.md", "```{atlas:changes}\n```\n", "Moved.\n")
    project.append("docs/references.md", "\n## Changes\n\n```{atlas:changes}\n```\n")


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


def rename_claim(project: Project) -> None:
    """Give a claim another id; links to the old one lead on."""
    project.edit(RESULTS, "- id: results-001", "- id: results-009\n    former: [results-001]")
    project.edit("data/discrepancies/doubts.yaml", "claims: [results-001]", "claims: [results-009]")


def rename_linked_claim(project: Project) -> None:
    """Give a claim another id wherever it is named."""
    replace_all(project, "results-001", "results-009", RESULTS, "data/discrepancies/doubts.yaml", "docs/index.md")


def redirect_entity(project: Project) -> None:
    """Give an entity another id and with it another page; the old one leads on."""
    replace_all(project, "beard-lichen", "usnea", RESULTS, "data/entities/lichen.yaml")
    project.edit("data/entities/lichen.yaml", "- id: usnea", "- id: usnea\n    former: [beard-lichen]")


def replace_all(project: Project, old: str, new: str, *names: str) -> None:
    """Write *new* for each *old* in the files *names*."""
    for name in names:
        path = project.folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def free_entity(project: Project) -> None:
    """Take an entity out of another; both pages show it."""
    project.edit("data/entities/lichen.yaml", "    parents: [beard-lichen]\n", "")


def relabel_kind(project: Project) -> None:
    """Change a word of the scheme that stands on many pages."""
    project.edit("data/atlas.yaml", "label: Lichen, plural: Lichens", "label: Moss, plural: Mosses")


def relabel_facet(project: Project) -> None:
    """Change a word of the scheme that stands with claims."""
    project.edit("data/atlas.yaml", "label: Term used", "label: Word used")


def remove_abbreviation(project: Project) -> None:
    """Remove a term of the glossary that a page uses."""
    path = project.folder / "data/abbreviations.yaml"
    path.write_text(re.sub(".*term: SO2.*\n", "", path.read_text("utf-8")), "utf-8")


def remove_plan(project: Project) -> None:
    """Remove a figure with its place and the link to it."""
    path = project.folder / "data/atlas.yaml"
    path.write_text(re.sub(r"(?s)figures:.*(?=reference_roles)", "", path.read_text("utf-8")), "utf-8")
    path = project.folder / "docs/lists.md"
    path.write_text(re.sub(r"(?s)Two of them.*?\n```\n", "", path.read_text("utf-8")), "utf-8")


def remove_trial(project: Project) -> None:
    """Remove a trial with its page."""
    path = project.folder / "data/trials/trials.yaml"
    path.write_text(path.read_text("utf-8").partition("  - id: NCT00000002")[0], "utf-8")


def remove_discrepancy(project: Project) -> None:
    """Remove a discrepancy, which stood beside claims and on a page."""
    path = project.folder / "data/discrepancies/doubts.yaml"
    path.write_text(path.read_text("utf-8").partition("  - id: D2")[0], "utf-8")


def add_work(project: Project) -> None:
    """Add a work with its page, and cite it where another was cited alone."""
    project.edit("data/article.yaml", "{refs: [2]}", "{refs: [2, 3]}")
    project.edit(RESULTS, "refs: [fern2015]", "refs: [fern2015, bark2016]")
    work = "author = {Bark, C.}, title = {{Bark}}, journal = {J}, year = {2016}, volume = {9}, pages = {1}"
    project.append("bibliography.bib", f"\n@article{{bark2016, refnumber = {{3}}, {work}, role = {{evidence}} }}\n")


def swap_sections(project: Project) -> None:
    """Change the order of the sections of the article, and with it the order of all claims and works."""
    path = project.folder / "data/article.yaml"
    path.write_text(re.sub(r"(?s)(  - id: intro.*)(  - id: results.*)", r"\2\1", path.read_text("utf-8")), "utf-8")
    for name, form in (("data/article.yaml", "refs: [{}]"), ("bibliography.bib", "refnumber = {{{}}}")):
        for old, new in ((1, 0), (2, 1), (0, 2)):
            replace_all(project, form.format(old), form.format(new), name)


def change_two_things(project: Project) -> None:
    """Remove a claim, and rename an entity that it named."""
    remove_claim(project)
    rename_entity(project)


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
    move_changes,
    rename_claim,
    rename_linked_claim,
    redirect_entity,
    free_entity,
    relabel_kind,
    relabel_facet,
    remove_abbreviation,
    remove_plan,
    remove_trial,
    remove_discrepancy,
    add_work,
    swap_sections,
    change_two_things,
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
