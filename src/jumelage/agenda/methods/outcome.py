"""What a search hands back."""

from __future__ import annotations

from dataclasses import dataclass, field

from jumelage.agenda.model.instance import Schedule

__all__ = ["Outcome"]


@dataclass
class Outcome:
    """The best schedule (None: none found), the bounds proved, and whether nothing is left to prove."""

    schedule: Schedule | None = None
    bounds: dict[str, int] = field(default_factory=dict)
    proved: bool = False
