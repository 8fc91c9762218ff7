"""What is allowed of tables and closures: pure functions."""

from __future__ import annotations

import hashlib

from django.utils.text import slugify

from jumelage.text import fold

__all__ = ["DEFAULT_LOSS", "LARGEST_FILE", "MOST_PLACES", "QUEBEC_REGIONS", "loss_of", "town_slug"]

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes of a table that may be sent: a census table of one region has far fewer."""

MOST_PLACES = 200
"""Places of one loaded table; more belong in the command line."""

QUEBEC_REGIONS = "quebec-regions"
"""Address of the embedded table of Québec's regions."""

DEFAULT_LOSS = 100
LONGEST_SLUG = 50


def town_slug(name: str) -> str:
    """Return the address of a town; names without Latin letters, or too long for one, have their own as well.

    Examples
    --------
    >>> town_slug("Sept-Îles"), town_slug("ᑰᔾᔪᐊᖅ") == town_slug("ᐃᓄᒃᔪᐊᒃ")
    ('sept-iles', False)
    """
    plain = slugify(name)
    if plain and len(plain) <= LONGEST_SLUG:
        return plain
    own = hashlib.sha256(fold(name).encode()).hexdigest()[:8]
    return f"{plain[: LONGEST_SLUG - 9].strip('-') or 'town'}-{own}"


def loss_of(text: str) -> int:
    """Read a loss in percent from an address; the whole industry where it says nothing that makes sense."""
    try:
        loss = int(text)
    except ValueError:
        return DEFAULT_LOSS
    return min(max(loss, 0), 100)
