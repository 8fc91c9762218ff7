"""What is read for reports: the record of a mission or of a year, the latest report, the years that have missions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Count
from django.utils import timezone

from jumelage.documents.maps import Spot
from jumelage.documents.report import Report as Document
from jumelage.documents.words import say_dates
from jumelage.language import NO_TEXT, Bilingual, Language
from jumelage.mission.reporting.files import FrozenReport, content_type, report_files
from jumelage.mission.reporting.record import LinkStory, Practice, Record, Requests, StoryStep, WaveCount
from jumelage.mission.reporting.wording import joined
from jumelage.outcomes import Grade, Stage
from jumelage.practices import OUTCOMES
from jumelage.serialisation import from_document
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.links.letters import AFTER
from jumelage.web.links.models import Link
from jumelage.web.links.queries import facts_of, of_mission, pairs_of, tally_of_waves
from jumelage.web.links.rules import Without
from jumelage.web.missions.agenda.queries.programmes import current_version, public_version, report_of
from jumelage.web.missions.day.queries.outcomes import with_outcomes
from jumelage.web.missions.matching.queries.requests import tally_of_requests
from jumelage.web.missions.matching.rules import RequestState
from jumelage.web.missions.models import Mission
from jumelage.web.missions.overview.documents import DocumentFile
from jumelage.web.missions.overview.queries import with_portraits
from jumelage.web.reports.models import MissionCost, MissionLessons, Report

ON_TRIAL = Bilingual(fr="à l'essai ici", en="on trial here")

__all__ = [
    "cost_of",
    "files_of_mission",
    "frozen_of",
    "latest_of_mission",
    "latest_of_year",
    "lessons_of",
    "mission_named",
    "missions_listed",
    "planned_of",
    "record_of_mission",
    "record_of_year",
    "years_of",
]


def latest_of_mission(mission: Mission) -> Report | None:
    """Return the latest report of a mission."""
    return Report.objects.filter(mission=mission).select_related("made_by").first()


def latest_of_year(agency: Agency, year: int) -> Report | None:
    """Return the latest report of an agency's year."""
    return Report.objects.filter(agency=agency, mission=None, year=year).select_related("made_by").first()


def years_of(user: AnyUser) -> list[tuple[Agency, int, int]]:
    """List the years of the person's agencies in which a mission began, latest first, with how many did."""
    found = []
    for agency in agencies_visible_to(user):
        rows = Mission.objects.filter(agency=agency, first_day__isnull=False).values("first_day__year")
        counted = rows.annotate(n=Count("pk")).order_by("-first_day__year")
        found += [(agency, row["first_day__year"], row["n"]) for row in counted]
    return found


def frozen_of(report: Report) -> FrozenReport:
    """Read a report back."""
    return from_document(FrozenReport, report.frozen)


def files_of_mission(mission: Mission) -> Iterator[DocumentFile]:
    """List the files of a mission's latest report, as the service for programs gives them."""
    known = latest_of_mission(mission)
    if known is not None:
        for name, make in report_files(frozen_of(known), "fr").items():
            language: Language = "en" if name == "report.pdf" else "fr"
            yield DocumentFile(name, "report", language, content_type(name), make)


def cost_of(mission: Mission) -> MissionCost | None:
    """Return what was entered as a mission's cost."""
    return MissionCost.objects.filter(mission=mission).first()


def mission_named(slug: str) -> Mission | None:
    """Return a mission by its slug: for the machine's command line, where no one is signed in."""
    return Mission.objects.filter(slug=slug).select_related("agency", "origin", "destination").first()


def lessons_of(mission: Mission) -> str:
    """Return what a mission taught."""
    return MissionLessons.objects.filter(mission=mission).values_list("text", flat=True).first() or ""


def missions_listed() -> list[str]:
    """List the slugs of all missions, latest first: for the machine's command line."""
    return list(Mission.objects.values_list("slug", flat=True))


def planned_of(mission: Mission, now: dt.datetime) -> Document | None:
    """Return the report of the latest public agenda, or draft, with the towns' portraits and what was said of meetings."""
    version = public_version(mission) or current_version(mission)
    if version is None:
        return None
    return with_outcomes(with_portraits(report_of(version), mission), version, now)


def record_of_mission(mission: Mission, now: dt.datetime) -> Record:
    """Gather what a mission's report is computed from."""
    rows = of_mission(mission)
    cost = cost_of(mission)
    days = [day for day in (mission.first_day, mission.last_day) if day]
    return Record(
        code=mission.slug,
        title=mission.title,
        goal=mission.goal,
        dates=Bilingual(fr=say_dates(days, "fr"), en=say_dates(days, "en")) if days else NO_TEXT,
        organiser=mission.agency.name,
        made_on=timezone.localdate(now),
        first_day=mission.first_day,
        origin=mission.origin.name,
        destination=mission.destination.name,
        places=_places(mission),
        links=facts_of(rows),
        pairs=pairs_of(mission, now),
        stories=tuple(_story(row) for row in rows),
        cost=cost.amount if cost else None,
        currency=cost.currency if cost else "CAD",
        delegates=mission.delegates.count() or None,
        requests=_requests(mission),
        practices=_practices(mission),
        lessons=tuple(lessons_of(mission).splitlines()),
        waves=tuple(
            WaveCount(AFTER[w.code], w.sent, w.answered, w.with_something, _opinions(w.without))
            for w in tally_of_waves(mission)
        ),
    )


def _opinions(counts: dict[str, int]) -> tuple[int, int, int, int]:
    anyway, later, smaller, not_at_all = (counts.get(one, 0) for one in Without)
    return anyway, later, smaller, not_at_all


def record_of_year(agency: Agency, year: int, now: dt.datetime) -> Record:
    """Gather the missions that began in a year, as one record: a cost only where each mission has its own."""
    missions = list(
        Mission.objects.filter(agency=agency, first_day__year=year)
        .select_related("agency", "origin", "destination")
        .order_by("first_day", "pk")
    )
    records = [record_of_mission(mission, now) for mission in missions]
    costs = [record.cost for record in records if record.cost is not None]
    currencies = {record.currency for record in records if record.cost is not None}
    whole = bool(records) and len(costs) == len(records) and len(currencies) == 1
    n = len(records)
    return Record(
        code=f"{agency.slug}-{year}",
        title=Bilingual(fr=f"Missions de {year}", en=f"Missions of {year}"),
        goal=_listed(missions),
        dates=Bilingual(fr=str(year), en=str(year)),
        organiser=agency.name,
        made_on=timezone.localdate(now),
        origin="",
        destination="",
        links=tuple(link for record in records for link in record.links),
        pairs=tuple(one for record in records for one in record.pairs),
        stories=tuple(story for record in records for story in record.stories),
        cost=sum(costs[1:], costs[0]) if whole else None,
        currency=currencies.pop() if whole else "CAD",
        delegates=sum(record.delegates or 0 for record in records) or None,
        practices=tuple(one for record in records for one in record.practices),
        lessons=tuple(line for record in records for line in record.lessons),
        missions=n,
    )


def _listed(missions: Iterable[Mission]) -> Bilingual:
    return joined([one.title for one in missions], "; ")


def _places(mission: Mission) -> tuple[Spot, Spot] | None:
    spots = [
        Spot(town.name, town.latitude, town.longitude)
        for town in (mission.origin, mission.destination)
        if town.latitude is not None and town.longitude is not None
    ]
    return (spots[0], spots[1]) if len(spots) == 2 else None


def _requests(mission: Mission) -> Requests | None:
    counts = tally_of_requests(mission)
    asked = sum(counts.get(state, 0) for state in RequestState)
    if not asked:
        return None
    accepted, declined, expired = (
        counts.get(state, 0) for state in (RequestState.ACCEPTED, RequestState.DECLINED, RequestState.EXPIRED)
    )
    return Requests(asked, accepted, declined, expired)


def _practices(mission: Mission) -> tuple[Practice, ...]:
    rows = mission.topics.select_related("practice")
    tried = {t.practice_id: t for t in mission.agency.transfers.all()}
    found = []
    for row in rows:
        transfer = tried.get(row.practice_id) if row.practice_id else None
        decision = NO_TEXT
        if transfer is not None:
            decision = next((words for code, words in OUTCOMES.items() if code == transfer.outcome), ON_TRIAL)
        found.append(Practice(row.title, decision, row.source_url))
    return tuple(found)


def _story(row: Link) -> LinkStory:
    return LinkStory(
        link=row.code,
        what=row.what,
        attribution_note=row.attribution_note,
        caveat=row.caveat,
        caveat_url=row.caveat_url,
        source_url=row.source_url,
        payment_at_risk=row.payment_at_risk,
        next_step=row.next_step,
        next_due=row.next_due,
        steps=tuple(
            StoryStep(Stage(step.stage), step.dated, step.note, Grade(step.grade), step.source_url)
            for step in row.steps.all()
        ),
    )
