"""Load a plan as a mission."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from jumelage.agenda import agenda_document, problem_document
from jumelage.documents.programme import Activity, Programme
from jumelage.errors import NoResultError
from jumelage.language import Bilingual
from jumelage.mission import Brief, Plan
from jumelage.reference.case.labels import ORGANISATION_KINDS
from jumelage.serialisation import to_document
from jumelage.web.accounts.actions import require_editor
from jumelage.web.accounts.models import Agency
from jumelage.web.bilingual import columns
from jumelage.web.directory.actions import enter_organisations
from jumelage.web.missions.agenda.models import AgendaVersion, Placement
from jumelage.web.missions.agenda.rules import PUBLIC, VersionState
from jumelage.web.missions.core.actions.setup import keep_setup
from jumelage.web.missions.core.models import Delegate, Mission, Site
from jumelage.web.missions.core.setup import Setup
from jumelage.web.missions.matching.actions.matching import By, suggest
from jumelage.web.missions.matching.models import Meeting
from jumelage.web.missions.matching.queries.matches import kept_apart
from jumelage.web.towns.actions import know_town

__all__ = ["keep_plan", "load_plan"]

CHANGED = Bilingual(
    fr="La mission ou le répertoire a changé pendant le calcul\u00a0: rien n'a été gardé. Planifiez de nouveau.",
    en="The mission or the directory changed during the search: nothing was kept. Plan again.",
)


@transaction.atomic
def load_plan(agency: Agency, plan: Plan, officer: Any = None) -> Mission:
    """Store a plan as the agency's mission: organisations, people, matches, meetings and one more agenda version.

    Loading the same mission again keeps what people entered, replaces what planning gives, and keeps older versions.

    Parameters
    ----------
    agency
        Whose mission it is.
    plan
        What :func:`jumelage.mission.plan` returned.
    officer
        Who loads it, when a person does; must be an officer of the agency (``PermissionDenied`` otherwise).
    """
    if officer is not None:
        require_editor(officer, agency)
    organisations = enter_organisations(agency, plan.brief.profiles, ORGANISATION_KINDS)
    mission = _mission(agency, plan.programme)
    keep_setup(mission, setup_from(plan.brief))
    _store(mission, plan, organisations, officer)
    return mission


@transaction.atomic
def keep_plan(officer: Any, mission: Mission, plan: Plan) -> None:
    """Store the plan of a draft's own brief: its first agenda version. The directory is not written.

    Raises
    ------
    NoResultError
        Where the mission was planned meanwhile, or the directory lost an organisation of the plan.
    """
    require_editor(officer, mission.agency)
    Mission.objects.select_for_update().get(pk=mission.pk)
    wanted = {profile.id for profile in plan.brief.profiles}
    rows = mission.agency.organisations.filter(code__in=wanted)
    organisations = {row.code: row.merged_into or row for row in rows.select_related("merged_into")}
    if mission.versions.exists() or organisations.keys() != wanted:
        raise NoResultError(CHANGED)
    _store(mission, plan, organisations, officer)


def _store(mission: Mission, plan: Plan, organisations: By, officer: Any) -> None:
    sites = _sites(mission, plan)
    _delegates(mission, plan.programme, organisations)
    _suggestions(mission, plan, organisations)
    version = _version(mission, plan, officer)
    _meetings(mission, version, plan, organisations, sites)


def _mission(agency: Agency, programme: Programme) -> Mission:
    values = {
        "origin": know_town(programme.origin),
        "destination": know_town(programme.destination),
        "timezone": programme.timezone,
        "first_day": programme.days[0],
        "last_day": programme.days[-1],
        **columns(title=programme.title, goal=programme.goal),
    }
    slug = slugify(programme.id)
    if not slug or Mission.objects.filter(slug=slug).exclude(agency=agency).exists():
        slug = f"{agency.slug}-{slug}".strip("-")
    return Mission.objects.update_or_create(agency=agency, code=programme.id, defaults=values | {"slug": slug})[0]


def setup_from(brief: Brief) -> Setup:
    """Return what a folder says, as the pages of its mission show and change it."""
    return Setup(
        days=brief.days,
        limits=brief.limits,
        travel_minutes=brief.travel.default_minutes,
        travel_assumed=brief.travel.assumed,
        ways=tuple((a, b, minutes) for (a, b), minutes in brief.travel.pairs.items()),
        group_visits=brief.group_visits,
        fixed_times=brief.fixed_times,
        exchanges=brief.exchanges,
        remarks=brief.remarks,
        sources=brief.sources,
        receiving={site.id: site.organisations for site in brief.sites if site.organisations},
    )


def _sites(mission: Mission, plan: Plan) -> dict[str, Site]:
    given = {site.id: site for site in plan.brief.sites}
    mission.sites.exclude(code__in=given).delete()
    return {
        id: Site.objects.update_or_create(
            mission=mission, code=id, defaults={"tables": site.tables, **columns(name=site.name)}
        )[0]
        for id, site in given.items()
    }


def _delegates(mission: Mission, programme: Programme, organisations: By) -> None:
    people = [person for person in programme.participants if person.delegate]
    mission.delegates.exclude(code__in=[person.id for person in people]).delete()
    for position, person in enumerate(people):
        values = {
            "organisation": organisations[person.organisation],
            "position": position,
            **columns(label=person.label),
        }
        Delegate.objects.update_or_create(mission=mission, code=person.id, defaults=values)


def _suggestions(mission: Mission, plan: Plan, organisations: By) -> None:
    """Replace the matches; those that the agenda places, in the relation that the visit is for, are marked."""
    planned = {
        (organisation, host, activity.relation)
        for activity in plan.programme.activities
        if activity.kind == "individual"
        for organisation in _homes(plan.programme, activity)
        for host in activity.hosts
    }
    apart = kept_apart(mission)
    matches = [found for found in plan.matches if not {(found.a, found.b), (found.b, found.a)} & apart]
    suggest(mission, matches, organisations, planned, mission.suggestions.values_list("pk", flat=True))


def _version(mission: Mission, plan: Plan, officer: Any) -> AgendaVersion:
    Mission.objects.select_for_update().get(pk=mission.pk)  # two versions never take the same number
    last = mission.versions.aggregate(last=Max("number"))["last"] or 0
    mission.versions.filter(state=VersionState.DRAFT).update(state=VersionState.SUPERSEDED, offered=False)
    return AgendaVersion.objects.create(
        mission=mission,
        number=last + 1,
        state=VersionState.DRAFT,
        based_on=mission.versions.filter(state__in=PUBLIC).first(),
        made_by=officer,
        status=plan.agenda.status,
        problem=problem_document(plan.problem),
        result=agenda_document(plan.agenda, "fr"),
        check_report={
            "violations": [violation.to_document("fr") for violation in plan.check.violations],
            "objective": dict(plan.check.objective),
        },
        programme=to_document(plan.programme),
        report=to_document(plan.report),
    )


def _meetings(mission: Mission, version: AgendaVersion, plan: Plan, organisations: By, sites: dict[str, Site]) -> None:
    where = {placed.id: placed.site for placed in plan.agenda.meetings}
    kept = [activity for activity in plan.programme.activities if activity.kind != "travel"]
    for activity in kept:
        values = {
            "kind": activity.kind,
            "relation": activity.relation,
            "exploratory": activity.exploratory,
            "minutes": int((activity.end - activity.start).total_seconds() // 60),
            "reasons": [{"fr": reason.fr, "en": reason.en} for reason in activity.reasons],
            **columns(title=activity.title, note=activity.note),
        }
        meeting, _ = Meeting.objects.update_or_create(mission=mission, code=activity.id, defaults=values)
        meeting.delegations.set([organisations[home] for home in _homes(plan.programme, activity)])
        meeting.hosts.set([organisations[host] for host in activity.hosts])
        Placement.objects.create(
            version=version,
            meeting=meeting,
            site=sites.get(where.get(activity.id, "")),
            starts=activity.start.isoformat(timespec="minutes"),
            ends=activity.end.isoformat(timespec="minutes"),
            table=activity.table,
            **columns(place=activity.place),
        )
    _unplaced(mission, plan, organisations, {activity.id for activity in kept})


def _unplaced(mission: Mission, plan: Plan, organisations: By, placed: Collection[str]) -> None:
    """Keep what the plan could not place: an officer may find it room."""
    for lost in plan.appointments:
        if lost.id in placed:
            continue
        values = {
            "kind": lost.kind,
            "relation": lost.relation,
            "exploratory": lost.exploratory,
            "minutes": lost.minutes,
            "reasons": [{"fr": reason.fr, "en": reason.en} for reason in lost.reasons],
            **columns(title=lost.title, note=lost.note),
        }
        meeting, _ = Meeting.objects.update_or_create(mission=mission, code=lost.id, defaults=values)
        meeting.delegations.set([organisations[home] for home in lost.delegations])
        meeting.hosts.set([organisations[host] for host in lost.hosts])


def _homes(programme: Programme, activity: Activity) -> list[str]:
    """List the organisations whose people take part, in order."""
    homes = {person.id: person.organisation for person in programme.participants}
    return list(dict.fromkeys(homes[person] for person in activity.participants))
