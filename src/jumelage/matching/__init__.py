"""Who should meet whom, in which relation, and why: pairs scored, explained, and shared out fairly."""

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
