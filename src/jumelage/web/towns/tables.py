"""A panel as JSON and back, one list a column; unknown figures are null."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from jumelage.economy import Panel
from jumelage.economy.table.source import PanelSource
from jumelage.language import Bilingual
from jumelage.web.stored import restore, store

__all__ = ["panel_of", "source_document", "table_document"]


def table_document(panel: Panel) -> dict[str, Any]:
    """Write the rows and the names of a panel."""
    return {
        "places": list(panel.places),
        "industries": list(panel.industries),
        "years": list(panel.years),
        "place": panel.place.tolist(),
        "industry": panel.industry.tolist(),
        "year": panel.year.tolist(),
        "employment": [value if math.isfinite(value) else None for value in panel.employment.tolist()],
        "place_names": dict(panel.place_names),
        "industry_names": {code: [name.fr, name.en] for code, name in panel.industry_names.items()},
        "wholes": list(panel.wholes),
    }


def source_document(source: PanelSource) -> dict[str, Any]:
    """Write the origin of a panel."""
    document: dict[str, Any] = store(source)
    return document


def panel_of(table: dict[str, Any], source: dict[str, Any]) -> Panel:
    """Read a panel back."""
    return Panel(
        places=tuple(table["places"]),
        industries=tuple(table["industries"]),
        years=tuple(table["years"]),
        place=np.array(table["place"], dtype=np.int32),
        industry=np.array(table["industry"], dtype=np.int32),
        year=np.array(table["year"], dtype=np.int32),
        employment=np.array([math.nan if value is None else value for value in table["employment"]], dtype=float),
        place_names=table["place_names"],
        industry_names={code: Bilingual(*names) for code, names in table["industry_names"].items()},
        wholes=tuple(table["wholes"]),
        source=restore(PanelSource, source),
    )
