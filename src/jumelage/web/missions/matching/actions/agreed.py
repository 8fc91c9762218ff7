"""A yes from both sides makes a meeting, which the agenda then has to place; a yes taken back cancels it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from jumelage.language import Bilingual
from jumelage.web.bilingual import columns
from jumelage.web.missions.matching.models import Meeting, Request
from jumelage.web.missions.matching.queries.requests import best_suggestion

__all__ = ["arrange", "call_off"]


def arrange(request: Request) -> Meeting:
    """Make the meeting of an accepted request, with the reasons of its match; one that was planned already is taken.

    Its code is the pair's, as in a plan (``F1.H1``), so that nobody meets the same host twice.
    """
    delegation, host = request.delegation, request.host
    code = f"{delegation.code}.{host.code}"
    known = Meeting.objects.filter(mission=request.mission, code=code).first()
    values = {"request": request, "cancelled_at": None}
    if known is None or known.kind == "individual":  # an exchange on methods stays what it is
        values |= _about(request)
    meeting, fresh = Meeting.objects.update_or_create(mission=request.mission, code=code, defaults=values)
    if fresh:
        meeting.delegations.set([delegation])
        meeting.hosts.set([host])
    return meeting


def _about(request: Request) -> dict[str, Any]:
    name = request.host.name
    match = best_suggestion(request.mission, request.delegation_id, request.host_id, request.relation)
    return {
        "kind": "individual",
        "relation": request.relation or (match.relation if match else ""),
        "exploratory": match is None,
        "reasons": [{"fr": reason["fr"], "en": reason["en"]} for reason in match.reasons] if match else [],
        **columns(title=Bilingual(name, name)),
    }


def call_off(request: Request) -> None:
    """Cancel the meeting of a request that was taken back; the agenda is repaired by whoever keeps it."""
    Meeting.objects.filter(request=request, cancelled_at=None).update(cancelled_at=timezone.now())
