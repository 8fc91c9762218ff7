"""What a check of the service found; read before Django has started, so that a wrong setting can be told too."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jumelage.language import NO_TEXT, Bilingual

__all__ = ["Found", "Verdict"]


class Verdict(StrEnum):
    """In order, worth a look, or wrong."""

    OK = "ok"
    LOOK = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Found:
    """What one check found."""

    name: str
    verdict: Verdict
    what: Bilingual
    remedy: Bilingual = NO_TEXT
