"""Reads of the links room: links, the pairs of a mission, survey waves."""

from jumelage.web.links.queries.links import (
    Portfolio,
    account_to_follow,
    code_of,
    due_links,
    end_named,
    facts_of,
    followed,
    mission_to_link,
    names_to_choose,
    notes_of,
    of_mission,
    owners_for,
    portfolio,
    silent_links,
    to_follow,
    visible_to,
)
from jumelage.web.links.queries.pairs import pairs_of
from jumelage.web.links.queries.waves import Asked, WaveTally, asked_of, tally_of_waves, wave_of

__all__ = [
    "Asked",
    "Portfolio",
    "WaveTally",
    "account_to_follow",
    "asked_of",
    "code_of",
    "due_links",
    "end_named",
    "facts_of",
    "followed",
    "mission_to_link",
    "names_to_choose",
    "notes_of",
    "of_mission",
    "owners_for",
    "pairs_of",
    "portfolio",
    "silent_links",
    "tally_of_waves",
    "to_follow",
    "visible_to",
    "wave_of",
]
