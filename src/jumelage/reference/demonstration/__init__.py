"""The demonstration mission, Sept-Îles to Thetford Mines in February 2017, as a folder that anyone may copy and plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from jumelage.language import Language
from jumelage.reference.case import Organisation, Statement, organisations

__all__ = ["COLUMNS", "KNOWN_BY", "demonstration_folder", "organisation_rows"]

KNOWN_BY = dt.date(2017, 2, 15)
"""Nothing dated after this day is in the folder."""

COLUMNS = (
    "id", "name", "town", "kind", "naics", "codes", "region", "offers_fr", "needs_fr", "offers_en", "needs_en",
    "languages", "size_band", "naics_confidence", "known_since", "described_later", "source_url",
)  # fmt: skip

_DELEGATES = frozenset(f"SI0{number}" for number in range(1, 9))
# Thetford organisations with nothing for a delegation of industry: local life, heritage, tourism, lodging.
_NOT_HOSTS = frozenset({"TM26", "TM27", "TM28", "TM40"})
_REGIONS = {"Sept-Îles": "Côte-Nord", "Thetford Mines": "Chaudière-Appalaches"}


def demonstration_folder() -> Path:
    """Return the folder: ``mission.toml`` and ``organisations.csv``."""
    return Path(__file__).parent


def organisation_rows() -> list[dict[str, str]]:
    """Make the rows of ``organisations.csv`` from the case: the eight delegates, and the hosts of which something is known.

    ``known_since`` (``?`` where no date was found) and ``described_later`` have one line for each offer, then one for each
    need, in the same order. A
    date there may be later than the mission only where ``described_later`` says so (a lasting activity).
    """
    return [_row(o) for o in organisations(KNOWN_BY) if o.id in _DELEGATES or _may_host(o)]


def _may_host(organisation: Organisation) -> bool:
    here = organisation.town == "Thetford Mines" and organisation.id not in _NOT_HOSTS
    return here and bool(_used(organisation))


def _used(organisation: Organisation) -> list[Statement]:
    # A need of one moment, told years before (a hiring round, a loan sought), is no need of the mission's day.
    return [s for s in organisation.offers + organisation.needs if s.lasting]


def _lines(statements: list[Statement], kind: str, language: Language) -> str:
    return "\n".join(s.text.say(language) for s in statements if s.kind == kind)


def _row(o: Organisation) -> dict[str, str]:
    used = _used(o)
    return {
        "id": o.id,
        "name": o.name,
        "town": o.town,
        "kind": o.kind,
        "naics": o.naics,
        "codes": f"naics:{o.naics}" if o.naics else "",
        "region": _REGIONS[o.town],
        "offers_fr": _lines(used, "offer", "fr"),
        "needs_fr": _lines(used, "need", "fr"),
        "offers_en": _lines(used, "offer", "en"),
        "needs_en": _lines(used, "need", "en"),
        "languages": ";".join(o.languages),
        "size_band": o.employees.band if o.employees else "",
        "naics_confidence": o.naics_confidence,
        "known_since": "\n".join(str(s.known_since or "?") for s in used),
        "described_later": "\n".join("yes" if s.described_later else "no" for s in used),
        "source_url": o.source.url,
    }
