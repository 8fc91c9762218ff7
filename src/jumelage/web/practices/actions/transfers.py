"""What is written about transfers: each change is one transaction, with its trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jumelage.language import Bilingual
from jumelage.practices import ContextDistance, TransferPlan, TransferStep, checklist, close_transfer, plan_transfer
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.bilingual import columns
from jumelage.web.practices.models import Home, Practice, Requirement, Transfer
from jumelage.web.practices.queries.transfers import distance_between
from jumelage.web.practices.rules import may_discard
from jumelage.web.towns.models import Town

__all__ = [
    "answer_requirements",
    "change_step",
    "close",
    "discard",
    "mark_step",
    "plan",
    "reopen",
    "settle",
]


@transaction.atomic
def settle(agency: Agency, town: Town, officer: Any = None) -> None:
    """Say which town an agency works for."""
    if officer is not None:
        require_editor(officer, agency)
    Home.objects.update_or_create(agency=agency, defaults={"town": town})


@transaction.atomic
def plan(user: AnyUser, agency: Agency, practice: Practice, here: Town, *, owner: str, start: dt.date) -> Transfer:
    """Plan to bring a practice home: what must be true here, what differs, three steps and a review.

    Returns the open plan of the same practice for the same town where there is one: nothing is planned twice.
    """
    require_editor(user, agency)
    Home.objects.get_or_create(agency=agency, defaults={"town": here})
    there = Transfer.objects.filter(agency=agency, practice=practice, here=here, outcome="").first()
    if there is not None:
        return there
    needs, distance = checklist(practice.record), distance_between(here, practice)
    name = Bilingual(fr=here.name, en=here.name)
    drafted = plan_transfer(practice.record, name, owner=owner, start=start, requirements=needs, distance=distance)
    made = Transfer.objects.create(
        agency=agency,
        practice=practice,
        here=here,
        owner=owner,
        started=start,
        review=drafted.review,
        distance=_kept(distance),
        **columns(caution=drafted.caution),
    )
    for need in needs:
        Requirement.objects.create(transfer=made, number=need.number, **columns(text=need.text))
    for position, step in enumerate(drafted.steps):
        to_do = [{"fr": line.fr, "en": line.en} for line in step.to_do]
        made.steps.create(position=position, name=step.step, to_do=to_do, owner=step.owner, due=step.due)
    after = {"practice": practice.code, "here": here.name, "owner": owner, "start": start.isoformat()}
    _trace(made, user, "planned", after=after)
    return made


def _kept(distance: ContextDistance) -> dict[str, Any]:
    return {
        "total": distance.total,
        "known": distance.known,
        "parts": [
            {
                "part": part.part,
                "apart": part.apart,
                **{
                    key: {"fr": text.fr, "en": text.en}
                    for key, text in (("name", part.name), ("said", part.said), ("to_check", part.to_check))
                },
            }
            for part in distance.differences
        ],
    }


@transaction.atomic
def answer_requirements(user: AnyUser, transfer: Transfer, answers: Mapping[int, tuple[bool | None, str]]) -> None:
    """Say what is true here: by number, met or not (None: nobody has looked), and how it was found out."""
    _open(user, transfer)
    before, after = {}, {}
    for need in transfer.requirements.select_for_update():
        met, note = answers.get(need.number, (need.met, need.note))
        if (met, note) != (need.met, need.note):
            before[str(need.number)], after[str(need.number)] = [need.met, need.note], [met, note]
            need.met, need.note = met, note
            need.save(update_fields=["met", "note"])
    if after:
        _trace(transfer, user, "answered", before=before, after=after)


@transaction.atomic
def change_step(user: AnyUser, transfer: Transfer, name: str, *, owner: str, due: dt.date, following: str) -> None:
    """Say who answers for a step, when, and what comes next."""
    _open(user, transfer)
    step = transfer.steps.select_for_update().get(name=name)
    before = {"step": name, "owner": step.owner, "due": step.due.isoformat(), "next": step.next}
    step.owner, step.due, step.next = owner, due, following
    after = {"step": name, "owner": owner, "due": due.isoformat(), "next": following}
    if before != after:
        step.save(update_fields=["owner", "due", "next"])
        _trace(transfer, user, "changed", before=before, after=after)


@transaction.atomic
def mark_step(user: AnyUser, transfer: Transfer, name: str, on: dt.date | None) -> None:
    """Mark a step as done, or take that back (None); the steps after it are then not done either.

    Raises
    ------
    InputError
        An earlier step is not done.
    """
    _open(user, transfer)
    steps = list(transfer.steps.select_for_update())
    if on is not None:
        _as_planned(transfer).with_done(name, on)  # type: ignore[arg-type]
        changed = [step for step in steps if step.name == name and step.done is None]
    else:
        first = next(step.position for step in steps if step.name == name)
        changed = [step for step in steps if step.position >= first and step.done is not None]
    for step in changed:
        step.done = on
        step.save(update_fields=["done"])
    if changed:
        after = {"step": name, "done": on.isoformat() if on else None}
        _trace(transfer, user, "done" if on else "undone", after=after)


@transaction.atomic
def close(user: AnyUser, transfer: Transfer, outcome: str, *, reason: str, on: dt.date, shared: bool) -> None:
    """Record what came of it and report it to the practice's page.

    Raises
    ------
    InputError
        Rejected without a reason, or adapted without what was changed.
    """
    _open(user, transfer)
    closed = close_transfer(_as_planned(transfer), outcome, reason=reason, on=on)  # type: ignore[arg-type]
    transfer.outcome, transfer.reason, transfer.closed_on = outcome, closed.reason, on
    transfer.shared = shared
    transfer.save(update_fields=["outcome", "reason", "closed_on", "shared"])
    after = {"outcome": outcome, "reason": closed.reason, "on": on.isoformat(), "shared": shared}
    _trace(transfer, user, "closed", after=after)


@transaction.atomic
def reopen(user: AnyUser, transfer: Transfer) -> Transfer:
    """Take a result back: the plan is open again, or the one opened since is returned."""
    require_editor(user, transfer.agency)
    again = {"agency": transfer.agency, "practice": transfer.practice, "here": transfer.here, "outcome": ""}
    there = Transfer.objects.filter(**again).first()
    if there is not None or not transfer.outcome:
        return there or transfer
    before = {"outcome": transfer.outcome, "reason": transfer.reason}
    transfer.outcome, transfer.reason, transfer.closed_on = "", "", None
    transfer.save(update_fields=["outcome", "reason", "closed_on"])
    _trace(transfer, user, "reopened", before=before)
    return transfer


@transaction.atomic
def discard(user: AnyUser, transfer: Transfer) -> None:
    """Throw away a plan on which nothing was done; the trace stays."""
    require_editor(user, transfer.agency)
    done = transfer.steps.exclude(done=None).count()
    if not may_discard(closed=bool(transfer.outcome), steps_done=done):
        raise PermissionDenied
    _trace(transfer, user, "discarded", before={"practice": transfer.practice.code, "here": transfer.here.name})
    transfer.delete()


def _open(user: AnyUser, transfer: Transfer) -> None:
    """Let an officer change a plan that is open; a closed one is reopened first."""
    require_editor(user, transfer.agency)
    if transfer.outcome:
        raise PermissionDenied


def _as_planned(transfer: Transfer) -> TransferPlan:
    """Return a transfer as the engine reads it, which holds the rules of steps and outcomes."""
    steps = tuple(
        TransferStep(step.name, tuple(step.actions), step.owner, step.due, step.done)  # type: ignore[arg-type]
        for step in transfer.steps.all()
    )
    here = Bilingual(fr=transfer.here.name, en=transfer.here.name)
    code, origin = transfer.practice.code, transfer.practice.town_name
    return TransferPlan(code, origin, here, steps, transfer.review, transfer.caution)


def _trace(transfer: Transfer, user: AnyUser, what: str, **values: Any) -> None:
    record_change(transfer.agency, user, f"transfer.{what}", f"transfer:{transfer.pk}", **values)
