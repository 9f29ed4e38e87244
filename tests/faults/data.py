"""Faults of the data: records, the scheme, the article, the tables."""

from __future__ import annotations

from atlas.code import Code
from atlas.site_code import SiteCode
from tests.faults.fault import Fault, Told
from tests.files import (
    ARTICLE,
    DOUBTS,
    IDS,
    INTRO,
    LICHEN,
    LOG,
    MOVED,
    POLLUTANT,
    PREFIXES,
    RESULTS,
    SCHEME,
    SILENCES,
    TRIALS,
    WORDS,
)

BROKEN = '"Two\\nlines"'
TERM = "{id: term,"

FAULTS = {
    "unknown field": Fault(
        RESULTS, "system: ex vivo", "system: ex vivo\n    colour: red", Code.UNKNOWN_FIELD, ("colour",), 1
    ),
    "unknown field of the file": Fault(
        RESULTS, "section: results", "section: results\nx: 1", Code.UNKNOWN_FIELD, ("x",), 1
    ),
    "missing field": Fault(
        INTRO, "    statement: Grey crusts thrive where the air is clean.\n", "", Code.MISSING_FIELD, ("statement",), -1
    ),
    "missing facet of a finding": Fault(
        RESULTS, "    lichens: [beard-lichen]\n", "", Code.MISSING_FIELD, ("lichens",), -7
    ),
    "missing head of the file": Fault(INTRO, "section: intro\n", "", Code.MISSING_FIELD, ("section",)),
    "empty text": Fault(
        RESULTS, "Sulphur dioxide killed beard lichen on oaks.", '""', Code.EMPTY_VALUE, ("statement",)
    ),
    "nothing after the colon": Fault(POLLUTANT, "label: Ozone", "label:", Code.EMPTY_VALUE, ("label",)),
    "empty list": Fault(RESULTS, "pollutants: [sulphur-dioxide]", "pollutants: []", Code.EMPTY_VALUE, ("pollutants",)),
    "no list of records": Fault(
        TRIALS,
        "trials:\n",
        "trials:\nx:\n",
        Code.EMPTY_VALUE,
        ("trials",),
        also=(Told(TRIALS, "x:", Code.UNKNOWN_FIELD),),
    ),
    "reason that is none": Fault(
        RESULTS, "lichens: [beard-lichen]", "lichens: unknown", Code.BAD_VALUE, ("unknown", "not reported")
    ),
    "unknown entity": Fault(
        RESULTS,
        "pollutants: [sulphur-dioxide]",
        "pollutants: [soot]",
        Code.UNKNOWN_ENTITY,
        ("soot",),
        also=(Told(POLLUTANT, "id: sulphur-dioxide", Code.UNUSED_ENTITY),),
    ),
    "unknown entity in an effect": Fault(
        RESULTS, "outcome: beard-lichen", "outcome: moss", Code.UNKNOWN_ENTITY, ("moss",)
    ),
    "unknown entity in a quantity": Fault(
        INTRO, "subject: grey-crust", "subject: moss", Code.UNKNOWN_ENTITY, ("moss",)
    ),
    "unknown entity in a trial": Fault(
        TRIALS, "pollutants: [ozone]", "pollutants: [soot]", Code.UNKNOWN_ENTITY, ("soot",)
    ),
    "unknown entity of an abbreviation": Fault(
        WORDS, "entity: sulphur-dioxide", "entity: soot", Code.UNKNOWN_ENTITY, ("soot",)
    ),
    "unknown parent": Fault(LICHEN, "parents: [beard-lichen]", "parents: [moss]", Code.UNKNOWN_ENTITY, ("moss",)),
    "entity of the wrong kind": Fault(
        RESULTS, "lichens: [beard-lichen]", "lichens: [ozone]", Code.WRONG_KIND, ("ozone", "lichen")
    ),
    "unknown reference": Fault(
        RESULTS,
        "refs: [fern2015]",
        "refs: [fern1999]",
        Code.UNKNOWN_REFERENCE,
        ("fern1999",),
        also=(Told(ARTICLE, "{refs: [2]}", Code.UNUSED_CITATION),),
    ),
    "doubled claim": Fault(INTRO, "id: intro-003", "id: intro-001", Code.DUPLICATE_ID, ("intro-001", "intro.yaml:3")),
    "doubled entity": Fault(
        POLLUTANT,
        "id: ozone",
        "id: grey-crust",
        Code.DUPLICATE_ID,
        ("lichen.yaml:9",),
        also=(
            Told(INTRO, "about: [ozone]", Code.UNKNOWN_ENTITY),
            Told(TRIALS, "pollutants: [ozone]", Code.UNKNOWN_ENTITY),
        ),
    ),
    "doubled trial": Fault(TRIALS, "id: NCT00000002", "id: NCT00000001", Code.DUPLICATE_ID, ("trials.yaml:2",)),
    "doubled discrepancy": Fault(DOUBTS, "id: D2", "id: D1", Code.DUPLICATE_ID, ("doubts.yaml:2",)),
    "doubled label": Fault(
        LICHEN, "label: Grey crust", "label: beard Lichen", Code.DUPLICATE_LABEL, ("lichen.yaml:4",)
    ),
    "malformed identifier": Fault(
        IDS,
        "CHEBI:18422",
        "CHEBI:18x22",
        Code.BAD_CURIE,
        ("CHEBI:18x22",),
        also=(Told(POLLUTANT, "CHEBI:18422", Code.UNKNOWN_IDENTIFIER),),
    ),
    "unknown prefix": Fault(
        IDS,
        "CHEBI:18422",
        "CHEMBL:18422",
        Code.BAD_CURIE,
        ("CHEMBL:18422", "prefix"),
        also=(Told(POLLUTANT, "CHEBI:18422", Code.UNKNOWN_IDENTIFIER),),
    ),
    "identifier without a colon": Fault(
        POLLUTANT, "identifiers: [CHEBI:18422]", "identifiers: [CHEBI18422]", Code.BAD_CURIE, ("CHEBI18422",)
    ),
    "identifier that nobody checked": Fault(
        POLLUTANT,
        "identifiers: [CHEBI:18422]",
        "identifiers: [CHEBI:1]",
        Code.UNKNOWN_IDENTIFIER,
        ("CHEBI:1", "ids.tsv"),
    ),
    "row with a missing cell": Fault(IDS, "\ttest table", "", Code.BAD_TABLE, ("3 cells",)),
    "malformed registry number": Fault(
        TRIALS, "id: NCT00000002", "id: NCT002", Code.BAD_NCT, ("NCT002", "eight digits")
    ),
    "malformed id": Fault(INTRO, "id: intro-003", "id: Intro 3", Code.BAD_ID, ("Intro 3",)),
    "phase that is a status": Fault(
        TRIALS, "value: Phase 1", "value: Complete", Code.BAD_PHASE, ("Complete", "Phase 1")
    ),
    "status that is a phase": Fault(
        TRIALS, "value: Recruiting", "value: Phase 2 ", Code.BAD_STATUS, ("Phase 2", "Recruiting")
    ),
    "date that is none": Fault(TRIALS, "as_of: 2020-01-31", "as_of: 2020-13-01", Code.BAD_DATE, ("2020-13-01", "ISO")),
    "fact without a source": Fault(
        TRIALS, "sources: [https://example.org/c]", "sources: []", Code.EMPTY_VALUE, ("sources",)
    ),
    "source that is no address": Fault(
        TRIALS, "sources: [https://example.org/c]", "sources: [a page]", Code.BAD_VALUE, ("a page",)
    ),
    "unknown scope": Fault(TRIALS, "scope: outside", "scope: beside", Code.BAD_VALUE, ("beside", "inside, outside")),
    "unknown kind of claim": Fault(
        RESULTS, "kind: field-finding", "kind: rumour", Code.BAD_VALUE, ("rumour", "remark")
    ),
    "unknown kind of entity": Fault(LICHEN, "kind: lichen", "kind: moss", Code.UNKNOWN_KIND, ("moss",)),
    "unknown system": Fault(RESULTS, "system: ex vivo", "system: in silico", Code.BAD_VALUE, ("in silico", "in vitro")),
    "number that is none": Fault(INTRO, "low: 10", "low: ten", Code.BAD_VALUE, ("ten", "number")),
    "claim without origin": Fault(
        RESULTS, "    origin: {paragraph: 1, sentence: 1}\n", "", Code.NO_ORIGIN, ("origin",), -4
    ),
    "claim without references": Fault(
        RESULTS, "    refs: [fern2015]\n", "", Code.NO_REFERENCE, ("refs", "uncited in the review"), -3
    ),
    "claim with an empty list of references": Fault(
        RESULTS, "refs: [fern2015]", "refs: []", Code.NO_REFERENCE, ("uncited",)
    ),
    "effect without direction": Fault(RESULTS, ", direction: down", "", Code.NO_DIRECTION, ("direction", "up, down")),
    "effect with a wrong direction": Fault(
        RESULTS, "direction: down", "direction: away", Code.NO_DIRECTION, ("away", "up, down")
    ),
    "address outside the article": Fault(
        RESULTS,
        "sentence: 1",
        "sentence: 9",
        Code.UNRESOLVED_ORIGIN,
        ("s9",),
        also=(
            Told(ARTICLE, "{refs: [2]}", Code.UNRESTATED_SENTENCE),
            Told(ARTICLE, "{refs: [2]}", Code.UNUSED_CITATION),
        ),
    ),
    "work that the passage does not cite": Fault(
        RESULTS, "refs: [fern2015]", "refs: [fern2015, moss2010]", Code.FOREIGN_REFERENCE, ("moss2010", "[2]")
    ),
    "sentence that nobody restates": Fault(
        ARTICLE, "{refs: [], not_a_claim: a heading in disguise}", "{refs: []}", Code.UNRESTATED_SENTENCE, ("s2",)
    ),
    "reason that no longer holds": Fault(
        ARTICLE, "- - {refs: [2]}", "- - {refs: [2], not_a_claim: why not}", Code.STALE_REASON, ("why not",)
    ),
    "citation that no claim uses": Fault(
        ARTICLE, "- - {refs: [2]}", "- - {refs: [2, 1]}", Code.UNUSED_CITATION, ("[1]",)
    ),
    "discrepancy that touches nothing": Fault(
        DOUBTS, "    claims: uncited\n    pages: [index]\n", "", Code.IDLE_DISCREPANCY, ("D2",), -6
    ),
    "discrepancy that names no claim": Fault(
        DOUBTS, "claims: [results-001]", "claims: [results-009]", Code.UNKNOWN_CLAIM, ("results-009",)
    ),
    "discrepancy without a number": Fault(DOUBTS, "id: D2", "id: doubt", Code.BAD_ID, ("doubt",)),
    "tab": Fault(RESULTS, "    system: ex vivo", "\tsystem: ex vivo", Code.TAB, ("system",)),
    "doubled field": Fault(
        RESULTS, "system: ex vivo", "system: ex vivo\n    system: animal", Code.DUPLICATE_YAML_KEY, ("system",), 1
    ),
    "text that is no YAML": Fault(
        RESULTS, "pollutants: [sulphur-dioxide]", "pollutants: [sulphur-dioxide", Code.BAD_YAML, (), 1
    ),
    "list at the top of the file": Fault(LICHEN, "kind: lichen\nentities:\n", "", Code.BAD_VALUE, ("list",)),
    "kind of claim as a list": Fault(RESULTS, "kind: field-finding", "kind: [a]", Code.BAD_VALUE, ("kind", "remark")),
    "kind of entity as a list": Fault(LICHEN, "kind: lichen", "kind: []", Code.UNKNOWN_KIND, ("pollutant",)),
    "section as a list": Fault(RESULTS, "section: results", "section: [a]", Code.BAD_VALUE, ("section",)),
    "unknown section": Fault(RESULTS, "section: results", "section: outlook", Code.UNRESOLVED_ORIGIN, ("outlook",)),
    "alias": Fault(RESULTS, "[sulphur-dioxide]", "&x [*x]", Code.BAD_YAML, ("no aliases",)),
    "anchor of a field": Fault(RESULTS, "section:", "&x section:", Code.BAD_YAML, ("no plain text",)),
    "three thousand brackets": Fault(RESULTS, "[sulphur-dioxide]", "[" * 3000, Code.BAD_YAML, ("50 levels",)),
    "three thousand closed brackets": Fault(WORDS, "listed", "[" * 3000 + "]" * 3000, Code.BAD_YAML, ("50 levels",)),
    "second document": Fault(POLLUTANT, "entities:", "---\nentities:", Code.BAD_YAML, ("document",)),
    "30 February": Fault(TRIALS, "2020-01-31", "2020-02-30", Code.BAD_DATE, ("2020-02-30",)),
    "week": Fault(TRIALS, "2020-01-31", "2020-W01-1", Code.BAD_DATE, ("2020-W01-1",)),
    "number that is no number": Fault(INTRO, "low: 10", "low: nan", Code.BAD_VALUE, ("low", "nan")),
    "endless number": Fault(INTRO, "high: 20", "high: inf", Code.BAD_VALUE, ("high", "inf")),
    "number without bounds": Fault(INTRO, "high: 20", "high: 1e999", Code.BAD_VALUE, ("high",)),
    "range without an end": Fault(INTRO, "high: 20, ", "", Code.MISSING_FIELD, ("quantities", "high")),
    "range that runs down": Fault(INTRO, "high: 20", "high: 5", Code.BAD_VALUE, ("high 5", "more than 10")),
    "end without a range": Fault(INTRO, "relation: range", "relation: about", Code.BAD_VALUE, ("high", "range only")),
    "doubled reference": Fault(RESULTS, "[fern2015]", "[fern2015, fern2015]", Code.BAD_VALUE, ("each key once",)),
    "label of two lines": Fault(POLLUTANT, "label: Ozone", f"label: {BROKEN}", Code.BAD_VALUE, ("one line",)),
    "title of a trial": Fault(TRIALS, "Another trial", BROKEN, Code.BAD_VALUE, ("title", "one line")),
    "title of a discrepancy": Fault(DOUBTS, "Two trees", BROKEN, Code.BAD_VALUE, ("title", "one line")),
    "term of two lines": Fault(WORDS, "term: PMs", f"term: {BROKEN}", Code.BAD_VALUE, ("term", "one line")),
    "unknown field of the scheme": Fault(SCHEME, "as_of:", "colour: red\nas_of:", Code.UNKNOWN_FIELD, ("colour",)),
    "unknown field of a kind": Fault(
        SCHEME, "family: air}\n  - {id: l", "family: air, x: 1}\n  - {id: l", Code.UNKNOWN_FIELD, ("x",)
    ),
    "empty label of the scheme": Fault(SCHEME, "label: Remark", 'label: ""', Code.EMPTY_VALUE, ("label",)),
    "day that is none": Fault(SCHEME, "2024-05-01", "2024-02-30", Code.BAD_DATE, ("2024-02-30",)),
    "month for a day": Fault(SCHEME, "2024-05-01", "2024-05", Code.BAD_DATE, ("2024-05",)),
    "unknown family of a kind": Fault(
        SCHEME, "plural: Lichens, family: life", "plural: Lichens, family: sea", Code.BAD_VALUE, ("sea", "air, life")
    ),
    "unknown family of a grouping": Fault(
        SCHEME, "{family: air, title", "{family: sea, title", Code.BAD_VALUE, ("sea",)
    ),
    "unknown kind of a facet": Fault(
        SCHEME, "kinds: [lichen], one", "kinds: [moss], one", Code.UNKNOWN_KIND, ("moss",)
    ),
    "unknown facet of a column": Fault(
        SCHEME, "[lichens, term, system]", "[lichens, term, soil]", Code.BAD_VALUE, ("soil", "system")
    ),
    "unknown facet to explore": Fault(
        SCHEME, "term, system, kind]", "term, system, soil]", Code.BAD_VALUE, ("soil", "system, kind")
    ),
    "facet to explore with a name that addresses use": Fault(
        SCHEME, "[scope, phase,", "[scope, sort,", Code.BAD_VALUE, ("sort",)
    ),
    "no kind of claim": Fault(
        SCHEME,
        "claim_kinds:\n  - {id: field-finding, label: Field finding, finding: true}\n  - {id: remark, label: Remark}",
        "claim_kinds: []",
        Code.EMPTY_VALUE,
        ("claim_kinds",),
    ),
    "doubled facet": Fault(
        SCHEME,
        TERM,
        "{id: lichens,",
        Code.DUPLICATE_ID,
        ("lichens", "atlas.yaml:28"),
        also=(
            Told(SCHEME, "facets: [lichens, term, system]", Code.BAD_VALUE),
            Told(SCHEME, "explored_claims", Code.BAD_VALUE),
        ),
    ),
    "pattern that is none": Fault(PREFIXES, "\\d+", "(\\d+", Code.BAD_TABLE, ("regular expression",)),
    "doubled identifier": Fault(
        IDS,
        "\ttest table\t1",
        "\ttest table\t1\nCHEBI:18422\tthe same\ttest table\t2",
        Code.DUPLICATE_ID,
        ("CHEBI:18422", "ids.tsv:2"),
        1,
    ),
    "unknown field of the article": Fault(
        ARTICLE, "sections:", "colour: red\nsections:", Code.UNKNOWN_FIELD, ("colour",)
    ),
    "article that is a list": Fault(ARTICLE, "sections:\n", "", Code.BAD_VALUE, ("a list",)),
    "sections that are no list": Fault(
        ARTICLE,
        "sections:\n  - id: intro\n    title: Introduction\n",
        "sections:\n    x: 1\nold:\n  - id: intro\n    title: Introduction\n",
        Code.BAD_VALUE,
        ("sections", "list of records"),
        also=(Told(ARTICLE, "old:", Code.UNKNOWN_FIELD),),
    ),
    "doubled section": Fault(
        ARTICLE,
        "id: results",
        "id: intro",
        Code.DUPLICATE_ID,
        ("intro", "article.yaml:3"),
        also=(
            Told(RESULTS, "section: results", Code.UNRESOLVED_ORIGIN),
            Told("bibliography.bib", "@article{fern2015", Code.UNCITED_WORK),
        ),
    ),
    "abbreviations that are a list": Fault(WORDS, "abbreviations:\n", "", Code.BAD_VALUE, ("a list",)),
    # files
    "not UTF-8": Fault(POLLUTANT, "label: Ozone", "label: Oz\udcf6ne", Code.NOT_UTF8, ("0xf6",)),
    "nothing in a file": Fault(WORDS, None, "", Code.EMPTY_FILE, (WORDS,)),
    "nothing but a comment": Fault(DOUBTS, None, "# later\n", Code.EMPTY_FILE),
    "no file": Fault(WORDS, None, None, Code.UNREADABLE, (WORDS,)),
    "no folder": Fault("data/discrepancies", None, None, Code.UNREADABLE),
    "no scheme": Fault(SCHEME, None, None, Code.UNREADABLE),
    "scheme without a version": Fault(SCHEME, 'version: "0.1"\n', "", Code.MISSING_FIELD, ("version",)),
    "file with another suffix": Fault("data/claims/more.yml", None, "x: 1\n", Code.BAD_VALUE, (".yaml file",)),
    "file in a folder below": Fault("data/trials/below/more.yaml", None, "x: 1\n", Code.BAD_VALUE, (".yaml file",)),
    "control character": Fault(TRIALS, "value: Smog", "value: Smo\x07g", Code.CONTROL_CHARACTER, ("U+0007",)),
    "control character as an escape": Fault(
        TRIALS, "value: Smog", 'value: "Smo\\ag"', Code.CONTROL_CHARACTER, ("U+0007",)
    ),
    # records
    "one more unknown reference": Fault(
        RESULTS, "[fern2015]", "[fern2015, fern1999]", Code.UNKNOWN_REFERENCE, ("fern1999",)
    ),
    "one more claim outside the article": Fault(
        RESULTS,
        "claims:\n",
        "claims:\n  - id: results-002\n    statement: Nothing else.\n    kind: remark\n"
        "    refs: uncited in the review\n    origin: {paragraph: 7, sentence: 1}\n",
        Code.UNRESOLVED_ORIGIN,
        ("results ¶7 s1",),
        5,
    ),
    "entity that nothing names": Fault(
        POLLUTANT,
        "  - id: ozone\n",
        "  - {id: soot, label: Soot, match: none, definition: Black dust.}\n  - id: ozone\n",
        Code.UNUSED_ENTITY,
        ("soot",),
    ),
    "parents in a circle": Fault(
        LICHEN,
        "A hanging lichen of clean air.\n",
        "A hanging lichen.\n    parents: [grey-crust]\n",
        Code.PARENT_CYCLE,
        ("beard-lichen", "grey-crust"),
        1,
        also=(Told(LICHEN, "parents: [beard-lichen]", Code.PARENT_CYCLE),),
    ),
    "parent of another kind": Fault(LICHEN, "parents: [beard-lichen]", "parents: [ozone]", Code.WRONG_KIND, ("ozone",)),
    "entity of another kind in a trial": Fault(
        TRIALS,
        "pollutants: [ozone]",
        "pollutants: [ozone, grey-crust]",
        Code.WRONG_KIND,
        ("grey-crust",),
    ),
    "former id that is in use": Fault(
        LICHEN,
        "    label: Grey crust\n",
        "    former: [beard-lichen]\n    label: Grey crust\n",
        Code.DUPLICATE_ID,
        ("beard-lichen",),
    ),
    "former id of two claims": Fault(
        INTRO,
        "id: intro-001\n",
        "id: intro-001\n    former: [intro-000]\n",
        Code.DUPLICATE_ID,
        ("intro-000",),
        at=Told(RESULTS, "former:", Code.DUPLICATE_ID),
        more=((RESULTS, "id: results-001\n", "id: results-001\n    former: [intro-000]\n"),),
    ),
    # silenced faults
    "silence of nothing": Fault(
        SILENCES,
        None,
        "silences:\n  - {code: unused-entity, file: data/x.yaml, found: entity 'soot', reason: None of it was seen.}\n",
        SiteCode.IDLE_SILENCE,
        ("soot",),
        1,
    ),
    "silence of a fault of one record": Fault(
        SILENCES,
        None,
        "silences:\n  - {code: bad-date, file: data/trials/trials.yaml, found: 'as_of: soon', reason: It is known.}\n",
        SiteCode.IDLE_SILENCE,
        ("bad-date",),
        1,
    ),
    "silence without a reason": Fault(
        SILENCES, None, "silences:\n  - {code: a, file: b, found: c, reason: ''}\n", Code.EMPTY_VALUE, ("reason",), 1
    ),
    # releases and moves
    "release that cannot be read": Fault(
        LOG, '"day": "2024-01-31"}', '"day": "2024-01-32"}', Code.BAD_RELEASE, ("2024-01-32",)
    ),
    "change of a record that was never there": Fault(
        LOG,
        '"removed", "type": "claim", "id": "intro-009"',
        '"removed", "type": "claim", "id": "intro-008"',
        Code.BAD_RELEASE,
        ("intro-008",),
    ),
    "moves in a circle": Fault(
        MOVED,
        "new: lists}",
        "new: boxes}\n  - {old: boxes, new: tables}",
        Code.MOVED_IN_CIRCLE,
        ("tables", "boxes"),
        also=(Told(MOVED, "old: boxes", Code.MOVED_IN_CIRCLE),),
    ),
    # lists and tables
    "address with a bar": Fault(
        SCHEME, "licenses/by/4.0/", "licenses|by", Code.BAD_VALUE, ("licence_url", "licenses|by", "%7C")
    ),
    "address of a prefix with a bracket": Fault(
        PREFIXES, "https://", "https://[", Code.BAD_TABLE, ("https://[", "%3C")
    ),
    "doubled list of claims": Fault(
        INTRO, "  - id: intro-002", "claims:\n  - id: intro-002", Code.DUPLICATE_YAML_KEY, ("claims",)
    ),
    "entities that break off": Fault(LICHEN, "synonyms: [Usnea]", "synonyms: [Usnea", Code.BAD_YAML, (), 1),
    "section with a list for a title": Fault(ARTICLE, "title: Results", "title: []", Code.BAD_VALUE, ("title",)),
    "head of the identifiers": Fault(IDS, "curie\t", "curies\t", Code.BAD_TABLE, ("curies",)),
    "prefix without a pattern": Fault(PREFIXES, "\\d+\t", "", Code.BAD_TABLE, ("3 cells",)),
}
