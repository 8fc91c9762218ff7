"""A portrait as one JSON document: the keys of the contract, then what else it holds."""

from __future__ import annotations

import math
from typing import Any

from jumelage.economy.measures.intervals import Range
from jumelage.economy.portrait.portrait import Portrait
from jumelage.economy.table.source import PanelSource
from jumelage.language import Bilingual, Language
from jumelage.serialisation import in_language, to_document

__all__ = ["number", "portrait_document", "source_document"]


def number(value: float | None) -> float | None:
    """Return None where a number is not known, since JSON has no NaN."""
    return None if value is None or not math.isfinite(value) else value


def portrait_document(portrait: Portrait, language: Language = "fr") -> dict[str, Any]:
    """Return the document; ``name`` of places and industries in ``language``, sentences in both."""
    largest = in_language(to_document(portrait.largest), language)
    direct = portrait.largest.share
    return {
        "place": portrait.place,
        "name": portrait.name,
        "year": portrait.year,
        "employment": portrait.employment,
        "employment_is_minimum": portrait.suppressed_cells > 0,
        "suppressed_cells": portrait.suppressed_cells,
        "absent_industries": list(portrait.absent_industries),
        "industries": len(portrait.lines),
        "largest": {key: largest[key] for key in ("industry", "name", "employment", "share")},
        "hhi": number(portrait.hhi),
        "entropy": number(portrait.entropy),
        "effective_industries": number(portrait.effective_industries),
        "hachman": number(portrait.hachman),
        "bounds": {
            "hhi": _bounds(portrait.hhi_bounds),
            "effective_industries": _bounds(portrait.effective_bounds),
            "reliance_share": _bounds(portrait.reliance.share_range) if portrait.reliance else None,
        },
        "location_quotients": sorted(
            (in_language(to_document(line), language) for line in portrait.lines),
            key=lambda x: (x["lq"] is None, -(x["lq"] or 0)),
        ),
        "reference": portrait.reference,
        "dependence": {
            "industry": portrait.largest.industry,
            "direct": direct,
            "indirect": number(portrait.indirect),
            "total": None if direct is None or portrait.indirect is None else direct + portrait.indirect,
            "note": None if portrait.indirect is not None else to_document(_NO_TABLE),
        },
        "reliance": _reliance(portrait),
        "change": _change(portrait),
        "notes": [to_document(text) for text in portrait.source.notes],
        "layout": portrait.source.layout,
        "warnings": [to_document(text) for text in portrait.warnings],
        "source": source_document(portrait.source),
    }


_NO_TABLE = Bilingual(
    fr="Sans tableau d'entrées-sorties, aucun emploi indirect n'est calculé.",
    en="Without an input-output table no indirect job is computed.",
)


def _bounds(range_: Range | None) -> list[float | None] | None:
    return None if range_ is None else [number(end) for end in range_]


def source_document(source: PanelSource) -> dict[str, Any]:
    """Return where the figures come from."""
    document: dict[str, Any] = to_document(source)
    return document


def _reliance(portrait: Portrait) -> dict[str, Any]:
    found = portrait.reliance
    if found is None:
        return {"share": None, "class": None, "note": "industry codes are not NAICS"}
    return {
        "share": number(found.share),
        "bounds": _bounds(found.share_range),
        "class": found.class_,
        "sector": found.sector,
        "definition": "NRCan 2001: 30\u00a0% or more of the employment income of the community (here: of employment)",
        "base_sector": {
            "share": number(found.base_share),
            "bounds": _bounds(found.base_range),
            "class": found.base_class if math.isfinite(found.base_share) else None,
            "definition": "NRCan, later maps: share of base-sector income (here: of base-sector employment)",
        },
        "with_first_processing": found.with_processing,
        "measured_on": "employment",
        "ers": {kind: {"share": share, "dependent": passes} for kind, (share, passes) in portrait.ers.items()},
    }


def _change(portrait: Portrait) -> dict[str, Any] | None:
    change = portrait.change
    if change is None or portrait.change_from is None:
        return None
    document = to_document(change)
    del document["old"]
    return {
        "from": portrait.change_from,
        "to": portrait.year,
        "measure": "hhi",
        "hhi_from": document.pop("start"),
        "hhi_to": document.pop("end"),
        "hhi_change": number(change.end - change.start),
        "share_from_loss": change.share_from_loss,
        "industries_compared": document.pop("compared"),
        **document,
        "shift_share": None if portrait.shifts is None else to_document(portrait.shifts),
        "breaks": [
            to_document(b) for b in portrait.source.breaks if b.lies_between(portrait.change_from, portrait.year)
        ],
    }
