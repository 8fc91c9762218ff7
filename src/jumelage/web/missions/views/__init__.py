"""Pages of a mission."""

from jumelage.web.missions.views.drafts import draft_days, draft_folder, draft_people, draft_topics, start
from jumelage.web.missions.views.matches import compare, decide, matches, rematch, requests_file, undo
from jumelage.web.missions.views.missions import (
    delegation,
    document,
    documents,
    mission,
    missions,
    organisation,
    profile,
)
from jumelage.web.missions.views.shortlists import save, shortlist, withdraw

__all__ = [
    "compare",
    "decide",
    "delegation",
    "document",
    "documents",
    "draft_days",
    "draft_folder",
    "draft_people",
    "draft_topics",
    "matches",
    "mission",
    "missions",
    "organisation",
    "profile",
    "rematch",
    "requests_file",
    "save",
    "shortlist",
    "start",
    "undo",
    "withdraw",
]
