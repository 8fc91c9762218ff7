"""The embedded panel with its origin: resource towns of Northern Ontario, censuses of 2001 to 2021."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from jumelage.economy.readers.files import read_file
from jumelage.economy.table.long_table import LongTable
from jumelage.economy.table.source import PanelSource, SeriesBreak
from jumelage.economy.table.survey import CENSUS
from jumelage.language import Bilingual
from jumelage.reference import ontario as reference

__all__ = ["ontario"]


@cache
def ontario() -> LongTable:
    """Read the embedded panel once."""
    panel = read_file(reference.ontario_panel_path(), {})
    before, after = reference.BREAK_BETWEEN
    years = reference.UNIVERSES
    notes = reference.ontario_notes()
    counted = Bilingual(
        fr=f"{years[before].counted.fr}, puis {years[after].counted.fr}",
        en=f"{years[before].counted.en}, then {years[after].counted.en}",
    )
    source = PanelSource(
        title=reference.SOURCE,
        unit=years[after].unit,
        address="demo:ontario",
        licence=reference.LICENCE.fr,
        breaks=(SeriesBreak(before, after, counted),),
        notes=notes,
        counted="people",
        survey=CENSUS,
    )
    wholes = tuple(p.place for p in reference.ontario_places() if p.kind != "town")
    # The whole that location quotients compare with comes first.
    ordered = (reference.REFERENCE_PLACE, *(p for p in wholes if p != reference.REFERENCE_PLACE))
    return replace(panel, source=source, wholes=ordered)
