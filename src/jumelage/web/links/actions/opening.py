"""Open a link: from what both sides say of a meeting, or by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jumelage.language import NO_TEXT, Bilingual
from jumelage.outcomes import Attribution, Grade, Stage
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import Agency, AnyUser, author
from jumelage.web.bilingual import columns
from jumelage.web.directory.models import Organisation
from jumelage.web.links.models import Link, LinkStep
from jumelage.web.links.queries import code_of
from jumelage.web.links.queries.waves import promised
from jumelage.web.missions.day.queries.outcomes import Account
from jumelage.web.missions.models import Mission

__all__ = ["Draft", "NothingToFollowError", "follow_meeting", "open_link"]


class NothingToFollowError(Exception):
    """No side of the meeting says that a deal or a follow-up came of it."""


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


@transaction.atomic
def follow_meeting(
    user: AnyUser,
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
    if not account.promising and meeting.pk not in promised(mission):
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
def open_link(user: AnyUser, agency: Agency, draft: Draft, today: dt.date) -> Link:
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


def _create(user: AnyUser, agency: Agency, code: str, draft: Draft, opened: dt.date) -> Link:
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
        last_step_on=opened,
        stage=draft.stage,
        attribution=draft.attribution,
        grade=draft.grade,
        owner=author(user),
        **ends,
        **columns(what=draft.what, attribution_note=draft.attribution_note),
    )
    LinkStep.objects.create(link=made, stage=draft.stage, dated=opened.isoformat(), grade=draft.grade, by=author(user))
    return made
