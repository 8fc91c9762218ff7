"""What came of the meetings, as the agency sees it: both sides beside each other, what is missing, what is due."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.day.outcome_report import RESULT_WORDS
from jumelage.web.missions.day.queries.outcomes import accounts, steps_of, tally_of
from jumelage.web.missions.day.views.board import open_day

__all__ = ["outcomes"]

SHOWN = ("all", "differs", "promising", "silent")


def outcomes(request: HttpRequest, slug: str) -> HttpResponse:
    """List every meeting that has begun with what each side says; what differs is shown, not judged."""
    context = open_day(request, slug)
    version = context["version"]
    found = accounts(context["mission"], version, context["moment"]) if version else []
    show = request.GET.get("show", "all")
    kept = [one for one in found if show not in SHOWN[1:] or getattr(one, show)]
    tally = tally_of(version, found) if version else None
    context |= {
        "page": "outcomes",
        "accounts": kept,
        "tally": tally,
        "rates": [(side, tally.answers[side], tally.rate(side)) for side in Side] if tally else [],
        "results": RESULT_WORDS,
        "steps": steps_of(found),
        "show": show if show in SHOWN else "all",
    }
    return render(request, "missions/day/outcomes.html", context)
