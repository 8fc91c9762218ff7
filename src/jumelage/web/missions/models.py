"""Every table of the missions app, for Django and for the rooms above; each feature holds its own."""

from jumelage.web.missions.agenda.models import AgendaVersion, Feed, Placement
from jumelage.web.missions.core.models import Delegate, Mission, Participant, Site, Topic
from jumelage.web.missions.day.models import CheckIn, Disruption, Outcome
from jumelage.web.missions.matching.models import Decision, Meeting, Proposal, Reason, Request, Shortlist, Suggestion

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
