"""A portrait as one JSON document: the keys of the contract, then what else it holds."""

from __future__ import annotations

from typing import Any

from jumelage.economy.portrait.portrait import Portrait
from jumelage.language import Bilingual, Language
from jumelage.serialisation import Measure, in_language, to_document

__all__ = ["portrait_document"]

_NO_TABLE = Bilingual(
    fr="Sans tableau d'entrées-sorties, aucun emploi indirect n'est calculé.",
    en="Without an input-output table no indirect job is computed.",
)
_AS_THEY_ARE = (
    "place", "name", "year", "employment", "suppressed_cells", "absent_industries", "hhi", "entropy", "effective_industries",
    "hachman", "reference", "warnings", "source",
)  # fmt: skip


def portrait_document(portrait: Portrait, language: Language = "fr") -> dict[str, Any]:
    """Return the document; ``name`` of places and industries in ``language``, sentences in both."""
    found = to_document(portrait)
    lines = in_language(found["lines"], language)
    direct, indirect = portrait.largest.share, found["indirect"]
    return {
        **{key: found[key] for key in _AS_THEY_ARE},
        "employment_is_minimum": portrait.suppressed_cells > 0,
        "industries": len(lines),
        "largest": {key: lines[0][key] for key in ("industry", "name", "employment", "share")},
        "bounds": {
            "hhi": found["hhi_bounds"],
            "effective_industries": found["effective_bounds"],
            "reliance_share": found["reliance"] and found["reliance"]["share_range"],
        },
        "location_quotients": sorted(lines, key=lambda line: (line["lq"] is None, -(line["lq"] or 0))),
        "dependence": {
            "industry": portrait.largest.industry,
            "direct": direct,
            "indirect": indirect,
            "total": None if direct is None or indirect is None else direct + indirect,
            "note": to_document(_NO_TABLE) if indirect is None else None,
        },
        "reliance": _reliance(portrait, found["reliance"]),
        "change": _change(portrait, found["change"], found["shifts"]),
        "notes": found["source"]["notes"],
        "layout": portrait.source.layout,
    }


def _reliance(portrait: Portrait, found: dict[str, Any] | None) -> dict[str, Any]:
    reliance = portrait.reliance
    if reliance is None or found is None:
        return {"share": None, "class": None, "note": "industry codes are not NAICS"}
    return {
        "share": found["share"],
        "bounds": found["share_range"],
        "class": reliance.class_,
        "sector": reliance.sector,
        "definition": "NRCan 2001: 30\u00a0% or more of the employment income of the community (here: of employment)",
        "base_sector": {
            "share": found["base_share"],
            "bounds": found["base_range"],
            "class": None if found["base_share"] is None else reliance.base_class,
            "definition": "NRCan, later maps: share of base-sector income (here: of base-sector employment)",
        },
        "with_first_processing": reliance.with_processing,
        "measured_on": "employment",
        "ers": {kind: {"share": share, "dependent": passes} for kind, (share, passes) in portrait.ers.items()},
    }


def _change(portrait: Portrait, found: dict[str, Any] | None, shifts: Any) -> dict[str, Any] | None:
    change, since = portrait.change, portrait.change_from
    if change is None or found is None or since is None:
        return None
    del found["old"]
    return {
        "from": since,
        "to": portrait.year,
        "measure": "hhi",
        "hhi_from": found.pop("start"),
        "hhi_to": found.pop("end"),
        "hhi_change": to_document(change.end - change.start, Measure),
        "share_from_loss": change.share_from_loss,
        "industries_compared": found.pop("compared"),
        **found,
        "shift_share": shifts,
        "breaks": [to_document(b) for b in portrait.source.breaks if b.lies_between(since, portrait.year)],
    }
