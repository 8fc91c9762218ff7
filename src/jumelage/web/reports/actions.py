"""Make a report, ask for one, and enter what a mission cost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from jumelage.mission.reporting.files import FrozenReport, freeze
from jumelage.serialisation import to_document
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser, User, author
from jumelage.web.jobs.actions import ask
from jumelage.web.jobs.models import Job
from jumelage.web.missions.models import Mission
from jumelage.web.reports.models import MissionCost, MissionLessons, Report
from jumelage.web.reports.queries import planned_of, record_of_mission, record_of_year

__all__ = [
    "MAKE_REPORT",
    "ask_report",
    "ask_year",
    "enter_cost",
    "freeze_mission",
    "keep_lessons",
    "keep_mission",
    "keep_year",
]

MAKE_REPORT = "report.make"


def ask_report(user: AnyUser, mission: Mission) -> Job:
    """Have the report of a mission made by a worker."""
    require_editor(user, mission.agency)
    return ask(mission.agency, author(user), MAKE_REPORT, f"mission:{mission.pk}", mission=mission.pk)


def ask_year(user: AnyUser, agency: Agency, year: int) -> Job:
    """Have the report of a year made by a worker."""
    require_editor(user, agency)
    return ask(agency, author(user), MAKE_REPORT, f"year:{year}", year=year)


def freeze_mission(mission: Mission, now: dt.datetime) -> FrozenReport:
    """Compute the report of a mission as it stands, without storing it."""
    return freeze(record_of_mission(mission, now), planned_of(mission, now))


def keep_mission(user: User | None, mission: Mission, now: dt.datetime) -> Report:
    """Compute the report of a mission and store it."""
    return _keep(user, mission.agency, freeze_mission(mission, now), mission=mission)


def keep_year(user: User | None, agency: Agency, year: int, now: dt.datetime) -> Report:
    """Compute the report of a year and store it."""
    return _keep(user, agency, freeze(record_of_year(agency, year, now)), year=year)


@transaction.atomic
def _keep(
    user: User | None, agency: Agency, frozen: FrozenReport, *, mission: Mission | None = None, year: int | None = None
) -> Report:
    made = Report.objects.create(agency=agency, mission=mission, year=year, frozen=to_document(frozen), made_by=user)
    record_change(
        agency, user, "report.made", f"report:{made.pk}", after={"mission": mission and mission.pk, "year": year}
    )
    return made


@transaction.atomic
def enter_cost(user: AnyUser, mission: Mission, amount: Decimal | None) -> None:
    """Enter what a mission cost, in Canadian dollars; None removes it."""
    require_editor(user, mission.agency)
    known = MissionCost.objects.filter(mission=mission).first()
    before = {"amount": str(known.amount)} if known else {}
    if amount is None:
        MissionCost.objects.filter(mission=mission).delete()
    else:
        MissionCost.objects.update_or_create(mission=mission, defaults={"amount": amount, "entered_by": author(user)})
    after = {"amount": str(amount)} if amount is not None else {}
    record_change(mission.agency, user, "mission.cost", f"mission:{mission.pk}", before=before, after=after)


@transaction.atomic
def keep_lessons(user: AnyUser, mission: Mission, text: str) -> None:
    """Keep what a mission taught, in three lines at most; an empty text removes it."""
    require_editor(user, mission.agency)
    lines = [line.strip() for line in text.splitlines() if line.strip()][:3]
    if lines:
        values = {"text": "\n".join(lines)[:600], "written_by": author(user)}
        MissionLessons.objects.update_or_create(mission=mission, defaults=values)
    else:
        MissionLessons.objects.filter(mission=mission).delete()
    record_change(mission.agency, user, "mission.lessons", f"mission:{mission.pk}", after={"lines": len(lines)})
