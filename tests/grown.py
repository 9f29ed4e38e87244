"""The tiny review, grown until every field of the data occurs and every kind of page and figure is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from tests.build import Project

SCHEME = """
trial_facets:
  - {id: pollutants, label: Pollutant, kinds: [pollutant], one: false}
trial_columns:
  - {id: condition, label: Condition, fields: [condition, sponsor, phase]}
explored_trials: [scope, phase, status, pollutants, condition]
figures:
  - id: pairs
    draws: matrix
    title: Pairs
    caption: Which lichen was seen with which pollutant.
    axes:
      - {id: rows, label: Lichen, facets: [lichens]}
      - {id: columns, label: Pollutant, facets: [pollutants]}
    kinds: [field-finding]
    remarks: [D1]
  - {id: sizes, draws: ranges, title: Sizes, caption: How wide they are., unit: mm, measures: [width]}
  - id: areas
    draws: overview
    title: Areas
    caption: What was looked at.
    axes: [{id: area, label: Pollutant, facets: [pollutants]}]
    entities: [sulphur-dioxide]
    section: intro
  - {id: years, draws: works, title: Years, caption: When works appeared.}
  - {id: phases, draws: trials, title: Phases, caption: Where trials stand.}
  - id: places
    draws: whereabouts
    title: Places
    caption: Where it was found.
    axes:
      - {id: pollutants, label: Pollutant, facets: [pollutants]}
      - {id: lichens, label: Lichen, facets: [lichens]}
      - {id: term, label: Term, facets: [term]}
  - id: way
    draws: flow
    title: Way
    caption: From air to lichen.
    axes:
      - {id: pollutants, label: Pollutant, facets: [pollutants]}
      - {id: lichens, label: Lichen, facets: [lichens]}
      - {id: term, label: Term, facets: [term]}
    through: lichens
"""

FILES = {
    "data/silences.yaml": """
silences:
  - {code: no-credit, file: site/index.html, found: nothing, reason: Nobody knows.}
""",
    "data/claims/others.yaml": """
section: intro
claims:
  - id: intro-004
    statement: Nobody asked what the crusts did.
    kind: remark
    refs: uncited in the review
    origin: {paragraph: 1, sentence: 1}
    effects: not applicable
""",
    "data/claims/more.yaml": """
section: results
claims:
  - id: results-002
    statement: Ozone bleaches crusts of about 12 mm.
    kind: field-finding
    refs: [fern2015]
    origin: {paragraph: 1, sentence: 1}
    former: [results-009]
    about: [cup-lichen]
    system: animal
    pollutants: [ozone, sulphur-dioxide]
    lichens: [grey-crust, cup-lichen]
    term: grey-crust
    effects: [{outcome: beard-lichen, direction: up}, {outcome: cup-lichen, direction: down}]
    quantities:
      - {subject: grey-crust, measure: width, relation: about, low: 12, unit: mm}
""",
    "data/entities/more.yaml": """
kind: lichen
entities:
  - id: cup-lichen
    label: Cup lichen
    synonyms: [Cladonia, pixie cup]
    identifiers: [CHEBI:15379]
    match: close
    definition: A lichen with cups.
    former: [goblet-lichen]
    note: Looked up by its name.
""",
    "data/trials/more.yaml": """
trials:
  - id: NCT00000003
    title: A third trial
    scope: inside
    scope_reason: It cleans water.
    pollutants: [ozone, sulphur-dioxide]
    facts:
      - {field: condition, value: Rain, as_of: 2020, sources: [https://example.org/d]}
      - {field: sponsor, value: A town, as_of: 2020, sources: [https://example.org/d], note: As printed.}
  - id: NCT00000004
    title: A fourth trial
    printed:
      title: Clean rain
      disease: Bad rain
      intervention: "Device: roof"
      phase: Phase 2
      source: https://example.org/table
    scope: outside
    scope_reason: It does not.
    facts:
      - {field: status, value: Completed, as_of: 2020-03-01, sources: [https://example.org/d]}
""",
    "data/releases.jsonl": """\
{"version": "0.0", "day": "2024-01-31"}
{"change": "added", "type": "claim", "id": "intro-009", "fields": {"statement": "Lichens are plants."}}
{"change": "added", "type": "claim", "id": "results-009", "fields": {"statement": "Ozone fades.", "about": ["a", "b"]}}
{"change": "added", "type": "entity", "id": "ozone", "fields": {"label": "O3"}}
{"version": "0.1", "day": "2024-05-01"}
{"change": "removed", "type": "claim", "id": "intro-009"}
{"change": "changed", "type": "claim", "id": "results-002", "former": "results-009", "fields": {"statement": "Gone."}}
""",
    "docs/figures.md": "# Figures\n\n{figures}\n\n```{{atlas:entities}}\n:kind: pollutant\n```\n",
    "docs/about.md": "# About\n\nThe article, and {atlas:figure}`pairs`.\n",
}

CONF = """
html_baseurl = "https://lichen.example/"
html_show_search_summary = False
html_copy_source = False
html_css_files = ["atlas.css", "previews.css", "figures.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("previews.js", "copy.js")]
atlas_article_page = "about"
atlas_data_page = "lists"
"""


def grow(project: Project) -> Project:
    """Grow the tiny review in the folder of *project*."""
    path = project.folder / "data/atlas.yaml"
    scheme = yaml.load(path.read_text("utf-8"), yaml.BaseLoader) | yaml.load(SCHEME, yaml.BaseLoader)  # noqa: S506 - plain values
    scheme["article"]["issue"] = "2"
    path.write_text(yaml.dump(scheme, sort_keys=False), "utf-8")
    figures = "\n".join(f"```{{atlas:figure}} {figure['id']}\n```\n" for figure in scheme["figures"])
    for name, text in FILES.items():
        (project.folder / name).write_text(text.format(figures=figures) if name == "docs/figures.md" else text, "utf-8")
    lists = project.folder / "docs/lists.md"
    start, rest = lists.read_text("utf-8").split("Two of them", 1)
    lists.write_text(start + rest.partition("lichens-by-pollutant\n```\n\n")[2], "utf-8")
    project.edit("docs/index.md", "lists\n", "lists\nfigures\nabout\n")
    project.append("data/ids.tsv", "CHEBI:15379\tdioxygen\tanother table\t2\n")
    project.edit("bibliography.bib", "pmid = {12345},", "number = {4},\n  pmid = {12345},\n  pmcid = {PMC123},")
    project.append("conf.py", CONF)
    notice = "state: corrected, source: https://example.org/n, notice: 10.5555/notice"
    project.append("data/notices.yaml", f"  - {{work: fern2015, checked: 2024-05-01, {notice}}}\n")
    return project
