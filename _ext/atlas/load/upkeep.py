"""The shapes of what keeps a site in order: faults that are known and stay, and pages that have moved."""

from __future__ import annotations

from atlas.load.fields import Filled, Line, PageAddress, PageName  # noqa: TC001 - pydantic needs the types when running
from atlas.load.shapes import Shape


class SilenceShape(Shape):
    """A fault between records, or on the site, that is not to be told."""

    code: Line
    file: Line
    found: Line
    reason: Filled


class MovedShape(Shape):
    """A page that once stood at another address."""

    old: PageName
    new: PageAddress
