"""Who should meet whom, in which relation, and why: pairs scored, explained, and shared out fairly.

>>> from jumelage.language import Bilingual
>>> from jumelage.matching import Profile, match
>>> need, offer = Bilingual("réparation de convoyeurs", "conveyor repair"), Bilingual("convoyeurs", "conveyors, repair")
>>> profiles = [Profile("a", "Mine Bleue", "Ici", needs=(need,)), Profile("b", "Acier Nord", "Là", offers=(offer,))]
>>> best = match(profiles, from_town="Ici", to_town="Là", relation="supplier")[0]
>>> best.a, best.b, best.reasons[0].kind
('a', 'b', 'need')
"""

from jumelage.matching.evidence.earlier import Earlier
from jumelage.matching.match import explain, match
from jumelage.matching.profile import Profile
from jumelage.matching.reading import NO_LINE, read_profiles
from jumelage.matching.result import RELATIONS, Match, Reason, Relation
from jumelage.matching.retrieval.index import Found, Index
from jumelage.matching.shortlist import GivenUp, Shortlist, shortlist

__all__ = [
    "NO_LINE",
    "RELATIONS",
    "Earlier",
    "Found",
    "GivenUp",
    "Index",
    "Match",
    "Profile",
    "Reason",
    "Relation",
    "Shortlist",
    "explain",
    "match",
    "read_profiles",
    "shortlist",
]
