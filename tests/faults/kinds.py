"""All faults by their kind, and by where they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults import agreement, bibliography, built, data, exports, figures, pages, templates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.faults.fault import Fault

    Faults = Mapping[str, Mapping[str, Fault]]
    """Faults by their kind and their name."""

OF_RECORDS: Faults = {
    "data": data.FAULTS,
    "bibliography": bibliography.FAULTS,
    "agreement": agreement.FAULTS,
    "figures": figures.PLANS,
}
"""Faults that the loader or a rule tells."""

OF_SITE: Faults = {"figures": figures.DRAWN, "exports": exports.FAULTS, "built HTML": built.FAULTS}
"""Faults that a check of the site tells."""

OF_BUILD: Faults = {"pages": pages.FAULTS | agreement.PROSE, "templates": templates.FAULTS}
"""Faults that are built, all of a kind at once; the build or a check of the site tells them."""
