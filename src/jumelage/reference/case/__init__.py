"""The case: the exchange between Sept-Îles and Thetford Mines and its surroundings, from public pages, in our own words.

Organisations only, no private persons. Blank means not found. Every row has a source; every text is in both languages.
"""

from jumelage.reference.case.organisations import Headcount, Organisation, Statement, organisations
from jumelage.reference.case.reading import Source, When

__all__ = ["Headcount", "Organisation", "Source", "Statement", "When", "organisations"]
