"""What is read about links: of a mission, of an organisation, the whole portfolio, what is due, what is silent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from jumelage.outcomes import Grade, Stage
from jumelage.outcomes import Link as LinkFacts
from jumelage.outcomes.links import Attribution, ValueKind
from jumelage.web.accounts.models import Agency, AnyUser, User, author
from jumelage.web.accounts.queries import agencies_edited_by, agencies_visible_to
from jumelage.web.accounts.rules import Role
from jumelage.web.directory.models import Organisation
from jumelage.web.links.models import Link, LinkNote
from jumelage.web.links.queries.waves import promised
from jumelage.web.links.rules import CLOSED, SILENT_AFTER, NoteVisibility
from jumelage.web.missions.day.queries.outcomes import Account, accounts
from jumelage.web.missions.day.rules import MissionClock
from jumelage.web.missions.models import AgendaVersion, Meeting, Mission

__all__ = [
    "Portfolio",
    "account_to_follow",
    "code_of",
    "due_links",
    "end_named",
    "facts_of",
    "followed",
    "mission_to_link",
    "names_to_choose",
    "notes_of",
    "of_mission",
    "owners_for",
    "portfolio",
    "silent_links",
    "to_follow",
    "visible_to",
]


SHOWN, WHOLE = 15, 100
"""Links that a column of the board, or a list beside it, shows at first; and a page of one stage alone."""
WEEK = dt.timedelta(days=7)


def visible_to(user: AnyUser) -> QuerySet[Link]:
    """Return the links of the person's agencies."""
    return _whole(Link.objects.filter(agency__in=agencies_visible_to(user)))


def _whole(rows: QuerySet[Link]) -> QuerySet[Link]:
    return rows.select_related("same_money_as", "owner", "mission", "a", "b").prefetch_related("payment_risks", "steps")


def of_mission(mission: Mission) -> QuerySet[Link]:
    """Return what came of one mission that the person may open."""
    return _whole(Link.objects.filter(agency=mission.agency, mission=mission))


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Links over all missions: the first of each stage with how many there are, what is due this week, what is silent."""

    columns: tuple[tuple[Stage, int, tuple[Link, ...]], ...]
    due: tuple[Link, ...]
    silent: tuple[Link, ...]
    silent_count: int
    count: int


def portfolio(
    user: AnyUser,
    today: dt.date,
    *,
    text: str = "",
    mission: int | None = None,
    organisation: int | None = None,
    mine: bool = False,
    stage: Stage | None = None,
    page: int = 1,
) -> Portfolio:
    """Sort the person's links by stage; ``text`` is looked for in names and subject.

    ``stage`` shows that stage alone, a hundred links a page.
    """
    rows = Link.objects.filter(agency__in=agencies_visible_to(user)).prefetch_related("payment_risks")
    rows = rows.select_related("owner")
    if mission is not None:
        rows = rows.filter(mission=mission)
    if organisation is not None:
        rows = rows.filter(Q(a=organisation) | Q(b=organisation))
    if mine:
        rows = rows.filter(owner=author(user))
    for word in text.split():
        names = Q(a_name__icontains=word) | Q(b_name__icontains=word)
        rows = rows.filter(names | Q(what_fr__icontains=word) | Q(what_en__icontains=word))
    numbers = {row["stage"]: row["n"] for row in rows.order_by().values("stage").annotate(n=Count("pk"))}
    silent = _silent(rows, today)
    first = list(silent.order_by("last_step_on", "pk")[: SHOWN + 1])
    return Portfolio(
        columns=tuple(
            (one, numbers.get(one, 0), _column(rows, one, numbers, WHOLE if stage else SHOWN, page if stage else 1))
            for one in ([stage] if stage else Stage)
        ),
        due=tuple(_due(rows, today)[:SHOWN]),
        silent=tuple(first[:SHOWN]),
        silent_count=silent.count() if len(first) > SHOWN else len(first),
        count=sum(numbers.values()),
    )


def _column(rows: QuerySet[Link], stage: Stage, numbers: dict[str, int], shown: int, page: int) -> tuple[Link, ...]:
    """Return a page of the links of a stage: those with the nearest next step, then the latest."""
    if not numbers.get(stage):
        return ()
    first = (page - 1) * shown
    return tuple(rows.filter(stage=stage).order_by(F("next_due").asc(nulls_last=True), "-pk")[first : first + shown])


def _due(rows: QuerySet[Link], today: dt.date) -> QuerySet[Link]:
    """Keep the open links whose next step is overdue or due this week."""
    return rows.filter(next_due__lte=today + WEEK).exclude(stage__in=CLOSED).order_by("next_due", "pk")


def _silent(rows: QuerySet[Link], today: dt.date) -> QuerySet[Link]:
    """Keep the open links without a next step of which nothing was heard for three months."""
    old = Q(last_step_on__lt=today - SILENT_AFTER) | Q(last_step_on=None)
    return rows.filter(old, next_due=None).exclude(stage__in=CLOSED)


def due_links(agencies: Iterable[Agency], today: dt.date) -> QuerySet[Link]:
    """Return the links of agencies whose next step is overdue or due this week."""
    return _due(Link.objects.filter(agency__in=agencies).select_related("owner"), today)


def silent_links(agencies: Iterable[Agency], today: dt.date) -> QuerySet[Link]:
    """Return the silent links of agencies, the longest silent first."""
    return _silent(Link.objects.filter(agency__in=agencies), today).order_by("last_step_on", "pk")


def notes_of(user: AnyUser, link: Link) -> QuerySet[LinkNote]:
    """Return the notes of a link that the person may read."""
    shared = Q(visibility=NoteVisibility.AGENCY) | Q(by=author(user))
    return LinkNote.objects.filter(shared, link=link).select_related("by")


def owners_for(link: Link) -> list[User]:
    """Return the officers of the link's agency, who may see to its next step."""
    people = User.objects.filter(memberships__agency=link.agency_id, memberships__role=Role.OFFICER, is_active=True)
    return list(people.order_by("name", "email").distinct())


def names_to_choose(user: AnyUser) -> list[str]:
    """Return the names of the person's directory, for a field that proposes them."""
    rows = Organisation.objects.filter(agency__in=agencies_visible_to(user), merged_into=None, archived_at=None)
    return sorted({row.name for row in rows.only("name")})


def mission_to_link(user: AnyUser, slug: str) -> Mission | None:
    """Return a mission of the agencies whose officer the person is."""
    return Mission.objects.filter(agency__in=agencies_edited_by(user), slug=slug).select_related("agency").first()


def end_named(user: AnyUser, name: str) -> Organisation | str:
    """Return the directory's organisation of exactly this name, or the name of an outsider."""
    rows = Organisation.objects.filter(agency__in=agencies_visible_to(user), merged_into=None, name=name.strip())
    found = list(rows.select_related("town", "agency")[:2])
    return found[0] if len(found) == 1 else name.strip()


def facts_of(rows: QuerySet[Link]) -> tuple[LinkFacts, ...]:
    """Give links the shape that a report computes with."""
    return tuple(
        LinkFacts(
            link=row.code,
            a=row.a_name,
            b=row.b_name,
            relation=row.relation,
            stage=Stage(row.stage),
            attribution=Attribution(row.attribution),
            grade=Grade(row.grade),
            value=row.value,
            currency=row.currency,
            kind=ValueKind(row.value_kind) if row.value_kind else None,
            same_money_as=row.same_money_as.code if row.same_money_as else "",
            opened=row.opened_on,
            last_step=row.last_step_on or row.opened_on,
        )
        for row in rows.select_related("same_money_as")
    )


def code_of(meeting: Meeting) -> str:
    """Return the code of the link that a meeting leads to: a meeting leads to one."""
    return f"meeting-{meeting.pk}"


def to_follow(mission: Mission, version: AgendaVersion, moment: MissionClock) -> list[Account]:
    """Return the meetings that a side says something follows from, and that no link tells of yet."""
    if moment.rehearsal:
        return []
    known = set(Link.objects.filter(agency=mission.agency, mission=mission).values_list("code", flat=True))
    later = promised(mission)
    return [
        one
        for one in accounts(mission, version, moment)
        if (one.promising or one.meeting.pk in later) and code_of(one.meeting) not in known
    ]


def account_to_follow(mission: Mission, version: AgendaVersion, moment: MissionClock, meeting: int) -> Account | None:
    """Return what both sides say of one meeting."""
    return next((one for one in accounts(mission, version, moment) if one.meeting.pk == meeting), None)


def followed(mission: Mission, meeting: Meeting) -> Link | None:
    """Return the link that a meeting led to."""
    return Link.objects.filter(agency=mission.agency, code=code_of(meeting)).first()
