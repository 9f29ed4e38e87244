"""Everything that the check session can find wrong with a built site, beside the faults that the build itself tells."""

from __future__ import annotations

from atlas.code import Meaning


class SiteCode(Meaning):
    """What the checks find wrong with the pages and files of a site, with its addresses and with what was silenced."""

    NO_SITE = ("no-site", "There is no page to check.", "Build the site first.")
    BUILD_WARNING = (
        "build-warning",
        "Sphinx, or another of its extensions, warned of something.",
        "Mend what the message names, and build again.",
    )
    # links
    BROKEN_LINK = ("broken-link", "A page links to a file that the site does not have.", "Correct the address.")
    BROKEN_ANCHOR = ("broken-anchor", "A page links to an anchor that the other page lacks.", "Correct the anchor.")
    SERVER_ADDRESS = (
        "server-address",
        "An address needs a server: from a folder of files it leads nowhere.",
        "Write the address relative to the page, with the name of the file.",
    )
    FOREIGN_HOST = (
        "foreign-host",
        "A page or a style sheet loads something from another host.",
        "Bring the file with the site, or link to it.",
    )
    UNREACHED = ("unreached", "No link leads to a page.", "Put the page into the table of contents.")
    # one page
    GARBLED = (
        "garbled",
        "A page is not UTF-8, or does not say so.",
        "Save the source as UTF-8; let the head begin with `charset`.",
    )
    NO_VIEWPORT = ("no-viewport", "A page is shown tiny on a phone.", "Keep the `viewport` of the theme.")
    RAW_MARKUP = (
        "raw-markup",
        "A page shows a role, a link or a template as it was typed.",
        "Correct the markup: often there is a space or a sign too many.",
    )
    DUPLICATE_ANCHOR = ("duplicate-anchor", "An id stands more than once on a page.", "Keep one of them.")
    NO_LANGUAGE = (
        "no-language",
        "A page does not say in which language it is, or names another than all other pages.",
        "Set `language` in conf.py.",
    )
    NO_TITLE = ("no-title", "A page has no title, or the title of another page.", "Give the page a title of its own.")
    HEADINGS = (
        "headings",
        "The headings of a page are out of order: not one of the first level, or a level is left out.",
        "Make the levels follow one another.",
    )
    NO_ALTERNATIVE = (
        "no-alternative",
        "A picture has no text in its place, or only its address.",
        "Write `alt`; leave it empty if idle.",
    )
    NO_NAME = ("no-name", "A link, a button or another control has no name.", "Give it words or an `aria-label`.")
    BROKEN_NAME = (
        "broken-name",
        "A name or description is said to stand in an element that the page does not have.",
        "Correct the id.",
    )
    BARE_TABLE = (
        "bare-table",
        "A table has no caption or heads, or its rows differ in their number of cells.",
        "Give the table a caption, heads with a scope, and each row a cell for each column.",
    )
    BARE_FIGURE = (
        "bare-figure",
        "A figure lacks its caption, its description, its table, or marks that can be reached and have a name.",
        "Give the figure what it lacks: not everybody sees the drawing.",
    )
    INLINE_SCRIPT = ("inline-script", "A page holds a script, which its policy stops.", "Put the script into a file.")
    NO_POLICY = (
        "no-policy",
        "A page has no content security policy, or one that allows more, or comes too late.",
        "Let the head begin with the policy.",
    )
    NO_CREDIT = ("no-credit", "A page does not credit the article with its licence.", "Show the credit on each page.")
    STALE_PAGE = (
        "stale-page",
        "The head, the box on citing or the text of a page is not what the records give.",
        "Build the site anew.",
    )
    # files beside the pages
    NO_DATA = ("no-data", "A file of the machine copy is missing or cannot be read.", "Build the site anew.")
    NO_EXPORT = (
        "no-export",
        "A page lacks a file that stands beside it, or is missing in a list of all pages.",
        "Build the site anew.",
    )
    BAD_EXPORT = (
        "bad-export",
        "A file for citations cannot be read, or holds other works than its page cites.",
        "Build the site anew; if it stays, mend the export.",
    )
    STALE_FILE = (
        "stale-file",
        "A file of the machine copy, beside a page or for a script is not what the page or the records give.",
        "Build the site anew.",
    )
    LEFT_OVER = (
        "left-over",
        "A file belongs to no page and to no record.",
        "Build the site anew, into an empty folder.",
    )
    NO_SCRIPT = (
        "no-script",
        "A page asks for data of a preview, a table, a figure or the search that are missing or cannot be read.",
        "Build the site anew.",
    )
    COUNTS_DIFFER = (
        "counts-differ",
        "A number on a page is not that of the records.",
        "Let the page count; never type a number.",
    )
    # as other programs see it
    INVALID_HTML = (
        "invalid-html",
        "A page, a picture or a style sheet is not valid, or the Nu checker could not tell.",
        "Mend the template or the code that writes it.",
    )
    INVALID_EPUB = (
        "invalid-epub",
        "The book is not valid, or EPUBCheck could not tell.",
        "Mend the code that writes the file, or the settings of the book in conf.py.",
    )
    # over time
    NO_INVENTORY = ("no-inventory", "The inventory of public addresses is missing.", "Record it: see the manual.")
    LOST_ADDRESS = (
        "lost-address",
        "An address that was public leads nowhere.",
        "Give the record that moved its old id as `former`, or the heading its old name.",
    )
    IDLE_SILENCE = (
        "idle-silence",
        "A fault is silenced that is not there any more, or cannot be silenced.",
        "Remove the record.",
    )
