"""What is read about links, and about the pairs of a mission."""

from jumelage.web.links.queries.links import (
    Portfolio,
    account_to_follow,
    code_of,
    end_named,
    facts_of,
    followed,
    names_to_choose,
    notes_of,
    of_mission,
    owners_for,
    portfolio,
    to_follow,
    visible_to,
)
from jumelage.web.links.queries.pairs import pairs_of

__all__ = [
    "Portfolio",
    "account_to_follow",
    "code_of",
    "end_named",
    "facts_of",
    "followed",
    "names_to_choose",
    "notes_of",
    "of_mission",
    "owners_for",
    "pairs_of",
    "portfolio",
    "to_follow",
    "visible_to",
]
