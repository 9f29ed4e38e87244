"""Everything that the build can find wrong: a slug, what it means and how it is mended."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


class Meaning(Enum):
    """A kind of fault. The value is the slug shown in messages; `meaning` and `mend` make the manual."""

    def __init__(self, slug: str, meaning: str, mend: str) -> None:
        """Name the code by *slug* and keep its *meaning* and *mend*, each one sentence."""
        self.slug = slug
        self.meaning = meaning
        self.mend = mend

    @classmethod
    def of(cls, slug: str) -> Self | None:
        """Return the code called *slug*, or None."""
        return next((code for code in cls if code.slug == slug), None)


class Code(Meaning):
    """What the build can find wrong with the data and the pages."""

    # files
    NOT_UTF8 = ("not-utf8", "A file is not encoded as UTF-8.", "Save the file as UTF-8.")
    UNREADABLE = ("unreadable", "A file is missing or cannot be read.", "Restore the file or its permissions.")
    CONTROL_CHARACTER = (
        "control-character",
        "A text holds a control character, which pages cannot show.",
        "Remove the character.",
    )
    EMPTY_FILE = ("empty-file", "A file holds nothing.", "Fill the file or delete it.")
    BAD_YAML = ("bad-yaml", "A YAML file does not parse.", "Correct the syntax at the line named.")
    TAB = ("tab", "A YAML file is indented with a tab.", "Indent with spaces.")
    DUPLICATE_YAML_KEY = ("duplicate-yaml-key", "A field stands twice in one record.", "Keep one of the two.")
    BAD_TABLE = (
        "bad-table",
        "A row of a tab-separated table has a wrong number of cells, or a prefix, pattern or address that is none.",
        "Give one cell a column, each of its form.",
    )
    BAD_BIB = ("bad-bib", "An entry of the bibliography does not parse.", "Correct its braces, quotes and commas.")
    UNESCAPED_PERCENT = ("unescaped-percent", "A field of the bibliography has a bare percent sign.", "Write \\%.")
    DUPLICATE_BIB_KEY = ("duplicate-bib-key", "Two entries of the bibliography share a key.", "Rename one of them.")
    BAD_KEY = (
        "bad-key",
        "A key of the bibliography is not of the form that keys take.",
        "Use letters, digits and hyphens: the key is part of an address.",
    )
    # one record
    UNKNOWN_FIELD = ("unknown-field", "A record has a field that does not exist.", "Correct its name or remove it.")
    MISSING_FIELD = ("missing-field", "A record lacks a field.", "Add it; if there is no value, write `not reported`.")
    EMPTY_VALUE = ("empty-value", "A field is empty.", "Write the value or `not reported`.")
    BAD_VALUE = ("bad-value", "A value is not of the form that its field takes.", "Write a value of that form.")
    BAD_ID = ("bad-id", "An id is not of the form that ids take.", "Use lower-case letters, digits and hyphens.")
    BAD_NCT = ("bad-nct", "A registry number is not NCT and eight digits.", "Copy the number from the registry.")
    BAD_CURIE = ("bad-curie", "An identifier does not fit the pattern of its prefix.", "Copy it from its source.")
    BAD_DOI = ("bad-doi", "A DOI does not fit the pattern of DOIs.", "Copy it from the page of the work.")
    BAD_PMID = ("bad-pmid", "A PubMed number is not a number, or a PMC number not PMC and digits.", "Copy it anew.")
    BAD_DATE = ("bad-date", "A date is none.", "Write YYYY, YYYY-MM or YYYY-MM-DD, or `not reported`.")
    BAD_PHASE = ("bad-phase", "A phase is none of the phases of trials.", "Write a phase; a status has its own field.")
    BAD_STATUS = ("bad-status", "A status is none of the registry's.", "Write a status; a phase has its own field.")
    NO_DIRECTION = (
        "no-direction",
        "An effect has no direction.",
        "Add up, down or unchanged, or leave the effect out.",
    )
    NO_ORIGIN = ("no-origin", "A claim has no address in the article.", "Add paragraph and sentence.")
    NO_REFERENCE = (
        "no-reference",
        "A claim has no reference and is not marked as uncited.",
        "Name the works, or write `uncited in the review`.",
    )
    # between records
    DUPLICATE_ID = ("duplicate-id", "Two records share an id.", "Give one of them a new id.")
    DUPLICATE_NUMBER = ("duplicate-number", "Two works share a number.", "Give each work the number of the article.")
    DUPLICATE_LABEL = ("duplicate-label", "Two entities share a label.", "Make the labels differ, or merge the two.")
    UNKNOWN_KIND = ("unknown-kind", "A file names a kind that the scheme does not declare.", "Use a declared kind.")
    UNKNOWN_ENTITY = ("unknown-entity", "A record names an entity that does not exist.", "Correct the id or add it.")
    WRONG_KIND = ("wrong-kind", "A record names an entity of a kind that the field does not take.", "Use another.")
    UNKNOWN_REFERENCE = (
        "unknown-reference",
        "A claim, a notice or a page names a work that is not in the bibliography.",
        "Correct the key.",
    )
    UNKNOWN_CLAIM = ("unknown-claim", "A discrepancy names a claim that does not exist.", "Correct the id.")
    UNKNOWN_IDENTIFIER = (
        "unknown-identifier",
        "An identifier is not in the table of checked identifiers.",
        "Look it up in its source and add it to ids.tsv with label, source and version, or remove it.",
    )
    UNRESOLVED_ORIGIN = ("unresolved-origin", "A claim's address is not in the article.", "Count the sentences anew.")
    FOREIGN_REFERENCE = (
        "foreign-reference",
        "A claim names a work that its passage of the article does not cite.",
        "Name the works cited in the sentence, or at the end of its passage.",
    )
    UNUSED_CITATION = (
        "unused-citation",
        "A sentence of the article cites a work that no claim of the sentence or its passage names.",
        "Add the work to a claim of that passage.",
    )
    UNRESTATED_SENTENCE = (
        "unrestated-sentence",
        "No claim restates a sentence of the article.",
        "Write the claim, or give the reason in `not_a_claim`.",
    )
    STALE_REASON = ("stale-reason", "A sentence is said to be no claim, but a claim restates it.", "Remove the reason.")
    DUPLICATE_WORK = (
        "duplicate-work",
        "Two entries of the bibliography are the same work.",
        "Keep one of them, and name it wherever the other was named.",
    )
    AUTHOR_OTHERS = (
        "author-others",
        "A work has an author called `others` or `et al.`.",
        "End the list of authors with `and others`.",
    )
    DOI_NOT_FOUND = (
        "doi-not-found",
        "Crossref does not know a DOI.",
        "Copy the DOI from the page of the work, or remove it.",
    )
    DOI_DISAGREES = (
        "doi-disagrees",
        "Title, first author or year of a work are not those registered for its DOI.",
        "Look at the work itself: copy its DOI anew, or correct the entry.",
    )
    UNCITED_WORK = (
        "uncited-work",
        "No sentence of the article cites a work, or neither a claim nor a page of the atlas does.",
        "Cite it, or remove it from the bibliography if the article does not cite it.",
    )
    LATE_WORK = ("late-work", "A work is younger than the article that cites it.", "Correct the year.")
    NUMBER_ORDER = (
        "number-order",
        "The numbers of the works have a gap, or are not in the order in which the article first cites the works.",
        "Compare bibliography.bib and article.yaml with the article.",
    )
    UNKNOWN_NUMBER = (
        "unknown-number",
        "A sentence of the article or a text cites a number that no work has.",
        "Correct the number, or add the work.",
    )
    WRONG_AUTHOR = (
        "wrong-author",
        "A text names another author than the first one of the work cited beside the name.",
        "Look the work up: correct the name or the citation.",
    )
    UNCITED_AUTHOR = (
        "uncited-author",
        "A text names an author of a cited work, but cites no work beside the name.",
        "Cite the work in the same sentence.",
    )
    DUPLICATE_STATEMENT = (
        "duplicate-statement",
        "Two claims make the same statement.",
        "Merge the two, or say in what they differ.",
    )
    NUMBERS_DISAGREE = (
        "numbers-disagree",
        "A statement has a number that is in no quantity and no name of the claim, or lacks the number of a quantity.",
        "Compare both with the article: correct the number, add the quantity, or name the entity.",
    )
    DIRECTION_DISAGREES = (
        "direction-disagrees",
        "A statement speaks of more or less only, and its effects go the other way.",
        "Compare both with the article: correct the direction or the words.",
    )
    UNKNOWN_TRIAL = (
        "unknown-trial",
        "A text names a registry number that no trial of the atlas has.",
        "Correct the number, or add the trial.",
    )
    UNUSED_ENTITY = ("unused-entity", "No claim, trial or other entity uses an entity.", "Use it or remove it.")
    PARENT_CYCLE = ("parent-cycle", "An entity is its own ancestor.", "Remove one of the parents.")
    IDLE_DISCREPANCY = (
        "idle-discrepancy",
        "A discrepancy touches no claim and no page.",
        "Name the claims it touches, or the pages that show it.",
    )
    # releases
    BAD_RELEASE = (
        "bad-release",
        "A line of the log of releases cannot be read, or does not follow from the lines before it.",
        "Restore the file: only the release session adds lines to it, and none is changed.",
    )
    # pages
    PROSE_DISAGREES = (
        "prose-disagrees",
        "A sentence links to a record and cites works, but no claim brings the two together.",
        "Look the claims of the work up: correct the link or the citation, or split the sentence.",
    )
    STRAY_CITATION = (
        "stray-citation",
        "A page cites a work, but no claim that the page shows or the paragraph links to rests on it.",
        "Correct the citation, or link to the claim or the entity that the paragraph speaks of.",
    )
    UNKNOWN_PAGE = ("unknown-page", "A record or a role names a page that does not exist.", "Correct the name.")
    UNKNOWN_RECORD = ("unknown-record", "A page names a record that does not exist.", "Correct the id.")
    UNKNOWN_FILTER = ("unknown-filter", "A page filters by a field or value that does not exist.", "Correct it.")
    PAGE_EXISTS = (
        "page-exists",
        "A page is said to have moved, but a page stands at its old address.",
        "Remove the record of the move, or give the page another name.",
    )
    MOVED_IN_CIRCLE = ("moved-in-circle", "A page moved to where it once was.", "Remove one of the moves.")
    FOREIGN_FILE = (
        "foreign-file",
        "A file written by hand stands where the build writes pages.",
        "Move it to another folder.",
    )
    DECOMPOSED_NAME = (
        "decomposed-name",
        "The name of a file has letters and accents apart, as some systems write them; no link leads to it.",
        "Rename the file.",
    )
    LINK_LOOP = ("link-loop", "A symbolic link leads to a folder that holds it.", "Remove the link.")
    IDLE_LEAD = ("idle-lead", "A lead belongs to no entity and no trial.", "Correct its name or remove it.")
    HOMELESS = ("homeless", "No page shows a record, or a figure that is planned.", "Add the directive that shows it.")
    TWO_HOMES = ("two-homes", "A record is at home on two pages.", "Keep one of the directives.")
