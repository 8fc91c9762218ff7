"""The case: the exchange between Sept-Îles and Thetford Mines and its surroundings, from public pages, in our own words.

Organisations only, no private persons. Blank means not found. Every row has a source; every text is in both languages.
"""

from jumelage.reference.case.history import Event, Link, PastMission, events, links, missions
from jumelage.reference.case.organisations import Headcount, Organisation, Statement, organisations
from jumelage.reference.case.practices import Practice, practices
from jumelage.reference.case.reading import Source, When
from jumelage.reference.case.towns import Population, Town, towns

__all__ = [
    "Event",
    "Headcount",
    "Link",
    "Organisation",
    "PastMission",
    "Population",
    "Practice",
    "Source",
    "Statement",
    "Town",
    "When",
    "events",
    "links",
    "missions",
    "organisations",
    "practices",
    "towns",
]
