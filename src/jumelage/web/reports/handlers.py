"""Jobs of the reports room."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from jumelage.language import Bilingual
from jumelage.web.jobs.registry import Running, handles
from jumelage.web.missions.models import Mission
from jumelage.web.reports.actions import MAKE_REPORT, keep_mission, keep_year

__all__ = ["make_report"]

MADE = Bilingual(fr="Le rapport est prêt.", en="The report is ready.")


@handles(MAKE_REPORT, name=Bilingual(fr="Rapport au conseil", en="Report to council"), attempts=2)
def make_report(running: Running) -> dict[str, Any]:
    """Make the report of a mission or a year."""
    running.tell(words=Bilingual(fr="Calcul des chiffres", en="Computing the figures"))
    if "year" in running.payload:
        year = int(running.payload["year"])
        keep_year(running.user, running.agency, year, timezone.now())
        return {"words": MADE, "address": reverse("year-report", args=[running.agency.slug, year])}
    mission = Mission.objects.select_related("agency", "origin", "destination").get(pk=running.payload["mission"])
    keep_mission(running.user, mission, timezone.now())
    return {"words": MADE, "address": reverse("report", args=[mission.slug])}
