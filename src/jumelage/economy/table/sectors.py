"""Names of the NAICS sectors short enough for a chart."""

from __future__ import annotations

from jumelage.language import Bilingual

__all__ = ["short_name"]


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


def short_name(industry: str, name: Bilingual) -> Bilingual:
    """Return a short name of a sector; the name given for anything finer."""
    return _SHORT.get(industry, name)
