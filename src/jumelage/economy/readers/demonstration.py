"""The embedded panels with their origin: towns of Northern Ontario, 2001 to 2021; regions of Québec, 2016."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from jumelage.economy.readers.files import read_file
from jumelage.economy.table.long_table import LongTable
from jumelage.economy.table.source import PanelSource, SeriesBreak
from jumelage.economy.table.survey import CENSUS
from jumelage.language import Bilingual
from jumelage.reference import ontario as reference
from jumelage.reference import quebec

__all__ = ["ontario", "quebec_regions"]


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


@cache
def quebec_regions() -> LongTable:
    """Read the table of Québec's regions once."""
    panel = read_file(quebec.regions_path(), {})
    unit = Bilingual(
        fr="personnes de la population active, selon la région de résidence",
        en="persons in the labour force, by region of residence",
    )
    source = PanelSource(
        title=quebec.SOURCE,
        unit=unit,
        address="demo:quebec-regions",
        licence=quebec.LICENCE.fr,
        notes=(quebec.NOTE,),
        counted="people",
    )
    return replace(panel, source=source)
