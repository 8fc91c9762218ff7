"""A portrait as one JSON document: the keys of the contract, then what else it holds."""

from __future__ import annotations

import math
from typing import Any

from jumelage.economy.portrait.lines import IndustryLine
from jumelage.economy.portrait.portrait import Portrait
from jumelage.economy.table.source import PanelSource
from jumelage.language import Bilingual, Language

__all__ = ["both", "portrait_document", "source_document"]


def both(text: Bilingual) -> dict[str, str]:
    """Write a text in both languages."""
    return {"fr": text.fr, "en": text.en}


def number(value: float | None) -> float | None:
    """Return None where a number is not known, since JSON has no NaN."""
    return None if value is None or not math.isfinite(value) else value


def portrait_document(portrait: Portrait, language: Language = "fr") -> dict[str, Any]:
    """Return the document; ``name`` of places and industries in ``language``, sentences in both."""
    largest = _line(portrait.largest, language)
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
        "location_quotients": sorted(
            (_line(line, language) for line in portrait.lines), key=lambda x: (x["lq"] is None, -(x["lq"] or 0))
        ),
        "reference": portrait.reference,
        "dependence": {
            "industry": portrait.largest.industry,
            "direct": direct,
            "indirect": number(portrait.indirect),
            "total": None if direct is None or portrait.indirect is None else direct + portrait.indirect,
            "note": None if portrait.indirect is not None else both(_NO_TABLE),
        },
        "reliance": _reliance(portrait),
        "change": _change(portrait),
        "warnings": [both(text) for text in portrait.warnings],
        "source": source_document(portrait.source),
    }


_NO_TABLE = Bilingual(
    fr="Sans tableau d'entrées-sorties (--io), aucun emploi indirect n'est calculé.",
    en="Without an input-output table (--io) no indirect job is computed.",
)


def source_document(source: PanelSource) -> dict[str, Any]:
    """Return where the figures come from."""
    return {
        "title": both(source.title),
        "unit": both(source.unit),
        "counted": source.counted,
        "address": source.address,
        "licence": source.licence,
        "breaks": [{"before": b.before, "after": b.after, "note": both(b.note)} for b in source.breaks],
        "notes": [both(note) for note in source.notes],
    }


def _line(line: IndustryLine, language: Language) -> dict[str, Any]:
    return {
        "industry": line.industry,
        "name": line.name.say(language),
        "employment": line.employment,
        "share": line.share,
        "reference_share": line.reference_share,
        "lq": line.lq,
        "present": line.present,
    }


def _reliance(portrait: Portrait) -> dict[str, Any]:
    found = portrait.reliance
    if found is None:
        return {"share": None, "class": None, "note": "industry codes are not NAICS"}
    return {
        "share": number(found.share),
        "class": found.class_,
        "sector": found.sector,
        "definition": "NRCan 2001: 30\u00a0% or more of the employment income of the community (here: of employment)",
        "base_sector": {
            "share": number(found.base_share),
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
    shifts = portrait.shifts
    return {
        "from": portrait.change_from,
        "to": portrait.year,
        "measure": "hhi",
        "hhi_from": number(change.start),
        "hhi_to": number(change.end),
        "hhi_change": number(change.end - change.start),
        "growth_of_new": change.growth_of_new,
        "loss_of_old": change.loss_of_old,
        "growth_of_old": change.growth_of_old,
        "loss_of_new": change.loss_of_new,
        "share_from_loss": change.share_from_loss,
        "jobs": change.jobs,
        "industries_compared": change.compared,
        "shift_share": None
        if shifts is None
        else {"change": shifts.change, "growth": shifts.growth, "mix": shifts.mix, "local": shifts.local},
        "breaks": [
            {"before": b.before, "after": b.after, "note": both(b.note)}
            for b in portrait.source.breaks
            if b.lies_between(portrait.change_from, portrait.year)
        ],
    }
