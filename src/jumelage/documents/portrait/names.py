"""What sectors are for a town, and the words for what is counted."""

from __future__ import annotations

from jumelage.economy.portrait.town import TownFigures
from jumelage.language import Bilingual

__all__ = ["BASE", "SERVING", "counted", "people_or_jobs", "resource_name"]


def _two(fr: str, en: str) -> Bilingual:
    return Bilingual(fr=fr, en=en)


BASE = ("11", "21", "31-33")
"""Sectors that mostly sell outside: what a resource town lives on."""

SERVING = ("44-45", "61", "62", "72", "81", "91")
"""Sectors that mostly serve the people who live there."""

_RESOURCES = {
    "agriculture": _two("agriculture", "agriculture"),
    "forestry": _two("forêt", "forestry"),
    "fishery": _two("pêche", "fishery"),
    "mining": _two("mines", "mining"),
    "energy": _two("énergie", "energy"),
    "agriculture, forestry, fishing": _two("agriculture, forêt et pêche", "agriculture, forestry and fishing"),
    "mining, oil and gas": _two("mines, pétrole et gaz", "mining, oil and gas"),
}


def resource_name(sector: str) -> Bilingual:
    """Name a resource sector of a reliance class."""
    return _RESOURCES.get(sector, Bilingual(fr=sector, en=sector))


def counted(figures: TownFigures) -> Bilingual:
    """Say what one unit is in a sentence: people at work, or jobs."""
    return people_or_jobs(people=figures.people)


def people_or_jobs(*, people: bool) -> Bilingual:
    """Say what one unit is in a sentence."""
    return _two("personnes occupées", "people at work") if people else _two("emplois", "jobs")
