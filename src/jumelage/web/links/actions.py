"""What is written about links: recorded, followed, moved along the ladder, planned, flagged, noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from jumelage.language import NO_TEXT, Bilingual
from jumelage.outcomes import Attribution, Grade, Stage
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, User
from jumelage.web.bilingual import columns
from jumelage.web.directory.models import Organisation
from jumelage.web.links.models import Link, LinkNote, LinkStep, PaymentRisk
from jumelage.web.links.queries import code_of
from jumelage.web.links.rules import NoteVisibility, partial_date
from jumelage.web.missions.models import Mission
from jumelage.web.missions.queries.outcomes import Account

__all__ = [
    "Draft",
    "Entry",
    "InvalidStepError",
    "NothingToFollowError",
    "Step",
    "close_payment_risk",
    "flag_payment_risk",
    "follow_meeting",
    "open_link",
    "plan_next_step",
    "record_links",
    "take_step",
    "write_note",
]


class NothingToFollowError(Exception):
    """No side of the meeting says that a deal or a follow-up came of it."""


class InvalidStepError(Exception):
    """The step has no readable date, lies in the future, or says that a link was lost without saying why."""


@dataclass(frozen=True, slots=True)
class Step:
    """A dated step of a link's history; ``dated`` is an ISO date, month or year."""

    stage: Stage
    dated: str
    note: Bilingual = NO_TEXT
    grade: Grade = Grade.NONE
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A documented link to record; ``same_money_as`` is the code of an entry given before it."""

    code: str
    a: str
    b: str
    relation: str
    what: Bilingual
    stage: Stage
    attribution: Attribution = Attribution.OTHER
    attribution_note: Bilingual = NO_TEXT
    grade: Grade = Grade.NONE
    a_code: str = ""
    b_code: str = ""
    a_town: str = ""
    b_town: str = ""
    years: str = ""
    status: Bilingual = NO_TEXT
    caveat: Bilingual = NO_TEXT
    caveat_url: str = ""
    value: Decimal | None = None
    value_kind: str = ""
    value_note: Bilingual = NO_TEXT
    same_money_as: str = ""
    payment_risk: Bilingual = NO_TEXT
    source_url: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A link that an officer opens by hand: each end is an organisation of the directory, or a name."""

    a: Organisation | str
    b: Organisation | str
    relation: str
    what: Bilingual
    attribution: Attribution
    attribution_note: Bilingual = NO_TEXT
    grade: Grade = Grade.NONE
    stage: Stage = Stage.IDEA
    mission: Mission | None = None


_COPIED = (
    "a_town", "b_town", "relation", "years", "stage", "attribution", "grade", "value", "value_kind", "source_url", "caveat_url",
)  # fmt: skip


@transaction.atomic
def record_links(mission: Mission, entries: Iterable[Entry], officer: User | None = None) -> None:
    """Record or correct what is documented of a mission's links, with their steps and payment risks."""
    if officer is not None:
        require_editor(officer, mission.agency)
    known = {row.code: row for row in Organisation.objects.filter(agency=mission.agency, merged_into=None)}
    recorded: dict[str, Link] = {}
    for entry in entries:
        values = {
            "mission": mission,
            "a": known.get(entry.a_code),
            "b": known.get(entry.b_code),
            "a_name": entry.a,
            "b_name": entry.b,
            "same_money_as": recorded.get(entry.same_money_as),
            **{name: getattr(entry, name) for name in _COPIED},
            **columns(
                what=entry.what,
                status=entry.status,
                caveat=entry.caveat,
                value_note=entry.value_note,
                attribution_note=entry.attribution_note,
            ),
        }
        link = Link.objects.update_or_create(agency=mission.agency, code=entry.code, defaults=values)[0]
        recorded[entry.code] = link
        for step in entry.steps:
            defaults = {"grade": step.grade, "source_url": step.source_url, **columns(note=step.note)}
            LinkStep.objects.update_or_create(link=link, stage=step.stage, dated=step.dated, defaults=defaults)
        if entry.payment_risk:
            PaymentRisk.objects.update_or_create(link=link, **columns(reason=entry.payment_risk))


@transaction.atomic
def follow_meeting(
    user: User,
    account: Account,
    *,
    what: Bilingual,
    relation: str,
    attribution: Attribution,
    attribution_note: Bilingual = NO_TEXT,
) -> tuple[Link, bool]:
    """Make a link of a meeting that a side says something follows from; tell whether it is new.

    It begins in talks. Whether it was the mission's doing is the officer's answer, never assumed.

    Raises
    ------
    NothingToFollowError
        When neither side says so.
    """
    meeting = account.meeting
    mission = Mission.objects.select_for_update(of=("self",)).select_related("agency").get(pk=meeting.mission_id)
    require_editor(user, mission.agency)
    if not account.promising:
        raise NothingToFollowError
    code = code_of(meeting)
    known = Link.objects.filter(agency=mission.agency, code=code).first()
    if known is not None:
        return known, False
    draft = Draft(
        a=_end(account.guests),
        b=_end(account.hosts),
        relation=relation,
        what=what,
        attribution=attribution,
        attribution_note=attribution_note,
        grade=Grade.BOTH_SIDES if account.delegation and account.host else Grade.ONE_SIDE,
        stage=Stage.TALKS,
        mission=mission,
    )
    met = dt.date.fromisoformat(account.placement.starts[:10])
    made = _create(user, mission.agency, code, draft, met)
    after = {"meeting": meeting.pk, "attribution": str(attribution)}
    record_change(mission.agency, user, "link.followed", f"link:{made.pk}", after=after)
    return made, True


def _end(organisations: list[Organisation]) -> Organisation | str:
    """Return the organisation of one side, or their names where several speak together."""
    if len(organisations) == 1:
        return organisations[0]
    return ", ".join(row.name for row in organisations)[:200]


@transaction.atomic
def open_link(user: User, agency: Agency, draft: Draft, today: dt.date) -> Link:
    """Open a link by hand."""
    require_editor(user, agency)
    ends = {f"{side}_id": end.pk for side, end in (("a", draft.a), ("b", draft.b)) if isinstance(end, Organisation)}
    for end in (draft.a, draft.b):
        if isinstance(end, Organisation):
            require_editor(user, end.agency)
    # The code is unique in an agency: the next number, taken with the agency's row locked.
    Agency.objects.select_for_update().get(pk=agency.pk)
    count = Link.objects.filter(agency=agency, code__startswith="hand-").count()
    number = count + 1
    while Link.objects.filter(agency=agency, code=f"hand-{number}").exists():
        number += 1
    made = _create(user, agency, f"hand-{number}", draft, today)
    after = {"attribution": str(draft.attribution), **ends}
    record_change(agency, user, "link.opened", f"link:{made.pk}", after=after)
    return made


def _create(user: User, agency: Agency, code: str, draft: Draft, opened: dt.date) -> Link:
    ends: dict[str, Any] = {}
    for side, end in (("a", draft.a), ("b", draft.b)):
        if isinstance(end, Organisation):
            town = end.town.name[:120] if end.town else ""
            ends |= {side: end, f"{side}_name": end.name[:200], f"{side}_town": town}
        else:
            ends |= {f"{side}_name": end[:200]}
    made = Link.objects.create(
        agency=agency,
        mission=draft.mission,
        code=code,
        relation=draft.relation,
        years=str(opened.year),
        opened_on=opened,
        stage=draft.stage,
        attribution=draft.attribution,
        grade=draft.grade,
        owner=user,
        **ends,
        **columns(what=draft.what, attribution_note=draft.attribution_note),
    )
    LinkStep.objects.create(link=made, stage=draft.stage, dated=opened.isoformat(), grade=draft.grade, by=user)
    return made


def _locked(user: User, link: Link) -> Link:
    """Lock the link's row; only an editor of its agency may."""
    row = Link.objects.select_for_update(of=("self",)).select_related("agency").get(pk=link.pk)
    require_editor(user, row.agency)
    return row


@transaction.atomic
def take_step(
    user: User, link: Link, step: Step, today: dt.date, *, lost_why: str = "", lost_to: str = ""
) -> LinkStep:
    """Write a dated step into the link's history; the link stands where its latest step is.

    Raises
    ------
    InvalidStepError
        When the date cannot be read or lies in the future, or a lost link is not given its reason.
    """
    row = _locked(user, link)
    when = partial_date(step.dated)
    if when is None or when > today or (step.stage == Stage.LOST and not lost_why.strip()):
        raise InvalidStepError
    made = LinkStep.objects.create(
        link=row,
        stage=step.stage,
        dated=step.dated,
        grade=step.grade,
        source_url=step.source_url,
        by=user,
        **columns(note=step.note),
    )
    before = {"stage": row.stage}
    latest = row.steps.order_by("dated", "id").last()
    row.stage = latest.stage if latest else step.stage
    if step.stage == Stage.LOST:
        row.lost_why, row.lost_to = lost_why.strip(), lost_to.strip()
    row.save(update_fields=["stage", "lost_why", "lost_to"])
    after = {"stage": row.stage, "step": str(step.stage), "dated": step.dated}
    record_change(row.agency, user, "link.step", f"link:{row.pk}", before=before, after=after)
    return made


@transaction.atomic
def plan_next_step(user: User, link: Link, words: str, due: dt.date | None, owner: User | None) -> Link:
    """Set the one next step of a link, its date and its owner; empty words take it off."""
    row = _locked(user, link)
    if owner is not None:
        require_editor(owner, row.agency)
    before = {"due": str(row.next_due or ""), "owner": row.owner_id}
    row.next_step = words.strip()
    row.next_due = due if row.next_step else None
    row.owner = owner
    row.save(update_fields=["next_step", "next_due", "owner"])
    after = {"due": str(row.next_due or ""), "owner": row.owner_id}
    record_change(row.agency, user, "link.next_step", f"link:{row.pk}", before=before, after=after)
    return row


@transaction.atomic
def flag_payment_risk(user: User, link: Link, reason: Bilingual, today: dt.date) -> PaymentRisk:
    """Flag that a payment may not come."""
    row = _locked(user, link)
    made = PaymentRisk.objects.create(link=row, owner=user, opened_on=today, **columns(reason=reason))
    record_change(row.agency, user, "link.risk_opened", f"link:{row.pk}", after={"risk": made.pk})
    return made


@transaction.atomic
def close_payment_risk(user: User, risk: PaymentRisk, today: dt.date) -> None:
    """Close a payment risk; closing it again changes nothing."""
    row = _locked(user, risk.link)
    if PaymentRisk.objects.filter(pk=risk.pk, closed_on=None).update(closed_on=today):
        record_change(row.agency, user, "link.risk_closed", f"link:{row.pk}", after={"risk": risk.pk})


@transaction.atomic
def write_note(user: User, link: Link, text: str, visibility: NoteVisibility) -> LinkNote:
    """Write a note on a link."""
    row = _locked(user, link)
    return LinkNote.objects.create(link=row, text=text.strip(), visibility=visibility, by=user)
