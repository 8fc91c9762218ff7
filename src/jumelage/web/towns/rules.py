"""What is allowed of tables and closures: pure functions."""

from __future__ import annotations

__all__ = ["DEFAULT_LOSS", "LARGEST_FILE", "MOST_PLACES", "QUEBEC_REGIONS", "loss_of"]

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes of a table that may be sent: a census table of one region has far fewer."""

MOST_PLACES = 200
"""Places of one loaded table; more belong in the command line."""

QUEBEC_REGIONS = "quebec-regions"
"""Address of the embedded table of Québec's regions."""

DEFAULT_LOSS = 100


def loss_of(text: str) -> int:
    """Read a loss in percent from an address; the whole industry where it says nothing that makes sense."""
    try:
        loss = int(text)
    except ValueError:
        return DEFAULT_LOSS
    return min(max(loss, 0), 100)
