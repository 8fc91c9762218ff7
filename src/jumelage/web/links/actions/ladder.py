"""Move a link from stage to stage, plan its next step, flag a payment risk, write a note."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from jumelage.language import Bilingual
from jumelage.outcomes import Stage
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser, User, author
from jumelage.web.bilingual import columns
from jumelage.web.links.actions.records import Step
from jumelage.web.links.models import Link, LinkNote, LinkStep, PaymentRisk
from jumelage.web.links.rules import NoteVisibility, last_day, partial_date

__all__ = ["InvalidStepError", "close_payment_risk", "flag_payment_risk", "plan_next_step", "take_step", "write_note"]


class InvalidStepError(Exception):
    """The step has no readable date, lies in the future, or says that a link was lost without saying why."""


def _locked(user: AnyUser, link: Link) -> Link:
    """Lock the link's row; only an editor of its agency may."""
    row = Link.objects.select_for_update(of=("self",)).select_related("agency").get(pk=link.pk)
    require_editor(user, row.agency)
    return row


@transaction.atomic
def take_step(
    user: AnyUser, link: Link, step: Step, today: dt.date, *, lost_why: str = "", lost_to: str = ""
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
        by=author(user),
        **columns(note=step.note),
    )
    before = {"stage": row.stage}
    latest = max(row.steps.all(), key=lambda known: (last_day(known.dated), known.pk))
    row.stage, row.last_step_on = latest.stage, partial_date(latest.dated)
    if step.stage == Stage.LOST:
        row.lost_why, row.lost_to = lost_why.strip(), lost_to.strip()
    row.save(update_fields=["stage", "last_step_on", "lost_why", "lost_to"])
    after = {"stage": row.stage, "step": str(step.stage), "dated": step.dated}
    record_change(row.agency, user, "link.step", f"link:{row.pk}", before=before, after=after)
    return made


@transaction.atomic
def plan_next_step(user: AnyUser, link: Link, words: str, due: dt.date | None, owner: User | None) -> Link:
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
def flag_payment_risk(user: AnyUser, link: Link, reason: Bilingual, today: dt.date) -> PaymentRisk:
    """Flag that a payment may not come."""
    row = _locked(user, link)
    made = PaymentRisk.objects.create(link=row, owner=author(user), opened_on=today, **columns(reason=reason))
    record_change(row.agency, user, "link.risk_opened", f"link:{row.pk}", after={"risk": made.pk})
    return made


@transaction.atomic
def close_payment_risk(user: AnyUser, risk: PaymentRisk, today: dt.date) -> None:
    """Close a payment risk; closing it again changes nothing."""
    row = _locked(user, risk.link)
    if PaymentRisk.objects.filter(pk=risk.pk, closed_on=None).update(closed_on=today):
        record_change(row.agency, user, "link.risk_closed", f"link:{row.pk}", after={"risk": risk.pk})


@transaction.atomic
def write_note(user: AnyUser, link: Link, text: str, visibility: NoteVisibility) -> LinkNote:
    """Write a note on a link."""
    row = _locked(user, link)
    return LinkNote.objects.create(link=row, text=text.strip(), visibility=visibility, by=author(user))
