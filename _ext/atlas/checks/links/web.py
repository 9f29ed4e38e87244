"""Addresses of the web: how they are cleaned, and their parts."""

from __future__ import annotations

import re
from urllib.parse import quote

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url


def clean(address: str) -> str:
    """Return *address* as browsers read it: no blanks around it, no tabs and ends of lines; nothing unprintable.

    Bytes that are no text, kept by `surrogateescape`, are quoted as they are.
    """
    bare = re.sub(r"[\t\r\n]", "", address.strip())
    return "".join(letter if letter.isprintable() else quote(letter, errors="surrogateescape") for letter in bare)


def leads_to_web(address: str) -> bool:
    """Return whether *address* is one of http or https."""
    return address.lower().startswith(("http://", "https://"))


def host_of(address: str) -> str:
    """Return the host that is asked for *address*, however it is written, whatever the port; empty if there is none."""
    try:
        parts = parse_url(address)
    except LocationParseError:
        return ""
    return "" if parts.port == 0 else (parts.host or "").removesuffix(".")


def split(address: str) -> tuple[str, str]:
    """Return *address* without what follows `#`, and what follows."""
    page, _, fragment = address.partition("#")
    return page, fragment
