"""Names short enough for a chart, and the words for what is counted."""

from __future__ import annotations

from jumelage.documents.portrait.figures import TownFigures
from jumelage.language import Bilingual

__all__ = ["BASE", "SERVING", "counted", "people_or_jobs", "resource_name", "short_name"]


def _two(fr: str, en: str) -> Bilingual:
    return Bilingual(fr=fr, en=en)


_SHORT = {
    "11": _two("Agriculture, forêt, pêche", "Agriculture, forestry, fishing"),
    "21": _two("Mines, pétrole et gaz", "Mining, oil and gas"),
    "22": _two("Services publics", "Utilities"),
    "23": _two("Construction", "Construction"),
    "31-33": _two("Fabrication", "Manufacturing"),
    "41": _two("Commerce de gros", "Wholesale trade"),
    "44-45": _two("Commerce de détail", "Retail trade"),
    "48-49": _two("Transport et entreposage", "Transport and warehousing"),
    "51": _two("Information et culture", "Information and culture"),
    "52": _two("Finance et assurances", "Finance and insurance"),
    "53": _two("Immobilier et location", "Real estate and rental"),
    "54": _two("Services professionnels", "Professional services"),
    "55": _two("Gestion de sociétés", "Company management"),
    "56": _two("Services administratifs", "Administrative services"),
    "61": _two("Enseignement", "Education"),
    "62": _two("Santé et aide sociale", "Health and social care"),
    "71": _two("Arts et loisirs", "Arts and recreation"),
    "72": _two("Hébergement, restauration", "Accommodation and food"),
    "81": _two("Autres services", "Other services"),
    "91": _two("Administrations publiques", "Public administration"),
}

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


def short_name(industry: str, name: Bilingual) -> Bilingual:
    """Return a short name of a sector; the name given for anything finer."""
    return _SHORT.get(industry, name)


def resource_name(sector: str) -> Bilingual:
    """Name a resource sector of a reliance class."""
    return _RESOURCES.get(sector, Bilingual(fr=sector, en=sector))


def counted(figures: TownFigures) -> Bilingual:
    """Say what one unit is in a sentence: people at work, or jobs."""
    return people_or_jobs(people=figures.people)


def people_or_jobs(*, people: bool) -> Bilingual:
    """Say what one unit is in a sentence."""
    return _two("personnes occupées", "people at work") if people else _two("emplois", "jobs")
