"""A mission: who travels, whom they could meet and why, what they asked, each agenda, the day, what came of it."""

from jumelage.web.missions.models.agenda import AgendaVersion, Feed, Meeting, Placement
from jumelage.web.missions.models.day import CheckIn, Disruption, Outcome
from jumelage.web.missions.models.matching import Decision, Proposal, Reason, Shortlist, Suggestion
from jumelage.web.missions.models.missions import Delegate, Mission, Site, Topic
from jumelage.web.missions.models.people import Participant, Request

__all__ = [
    "AgendaVersion",
    "CheckIn",
    "Decision",
    "Delegate",
    "Disruption",
    "Feed",
    "Meeting",
    "Mission",
    "Outcome",
    "Participant",
    "Placement",
    "Proposal",
    "Reason",
    "Request",
    "Shortlist",
    "Site",
    "Suggestion",
    "Topic",
]
