"""Whom a mission could meet and why, what was decided and asked, and what was agreed."""

from jumelage.web.missions.matching.models.meetings import Meeting
from jumelage.web.missions.matching.models.requests import Request
from jumelage.web.missions.matching.models.suggestions import Decision, Proposal, Reason, Shortlist, Suggestion

__all__ = ["Decision", "Meeting", "Proposal", "Reason", "Request", "Shortlist", "Suggestion"]
