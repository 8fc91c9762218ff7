"""What is written about links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from jumelage.language import NO_TEXT, Bilingual
from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.bilingual import columns
from jumelage.web.directory.models import Organisation
from jumelage.web.links.models import Link
from jumelage.web.links.queries import code_of
from jumelage.web.links.rules import Attribution, Stage
from jumelage.web.missions.day.queries.outcomes import Account
from jumelage.web.missions.models import Mission

__all__ = ["Entry", "NothingToFollowError", "follow_meeting", "record_links"]


class NothingToFollowError(Exception):
    """No side of the meeting says that a deal or a follow-up came of it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A link to record; ``same_money_as`` is the code of an entry given before it."""

    code: str
    a: str
    b: str
    relation: str
    what: Bilingual
    stage: Stage
    attribution: Attribution = Attribution.UNKNOWN
    attribution_note: Bilingual = NO_TEXT
    a_town: str = ""
    b_town: str = ""
    years: str = ""
    status: Bilingual = NO_TEXT
    caveat: Bilingual = NO_TEXT
    caveat_url: str = ""
    value_cad: Decimal | None = None
    value_kind: str = ""
    value_note: Bilingual = NO_TEXT
    same_money_as: str = ""
    payment_at_risk: bool = False
    source_url: str = ""


@transaction.atomic
def record_links(mission: Mission, entries: Iterable[Entry], officer: Any = None) -> None:
    """Record or correct what came of a mission."""
    if officer is not None:
        require_editor(officer, mission.agency)
    recorded: dict[str, Link] = {}
    for entry in entries:
        values = {
            "mission": mission,
            "a_name": entry.a,
            "b_name": entry.b,
            "same_money_as": recorded.get(entry.same_money_as),
            **{name: getattr(entry, name) for name in _AS_THEY_ARE},
            **columns(
                what=entry.what,
                status=entry.status,
                caveat=entry.caveat,
                value_note=entry.value_note,
                attribution_note=entry.attribution_note,
            ),
        }
        recorded[entry.code] = Link.objects.update_or_create(agency=mission.agency, code=entry.code, defaults=values)[0]


_AS_THEY_ARE = (
    "a_town", "b_town", "relation", "years", "stage", "attribution", "value_cad", "value_kind", "payment_at_risk",
    "source_url", "caveat_url",
)  # fmt: skip


@transaction.atomic
def follow_meeting(
    user: Any,
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
    guests, hosts = account.guests, account.hosts
    made = Link.objects.create(
        agency=mission.agency,
        mission=mission,
        code=code,
        a_name=", ".join(row.name for row in guests)[:200],
        a_town=_town(guests),
        b_name=", ".join(row.name for row in hosts)[:200],
        b_town=_town(hosts),
        relation=relation,
        years=account.placement.starts[:4],
        stage=Stage.TALKS,
        attribution=attribution,
        **columns(what=what, attribution_note=attribution_note),
    )
    after = {"meeting": meeting.pk, "attribution": str(attribution)}
    record_change(mission.agency, user, "link.followed", f"link:{made.pk}", after=after)
    return made, True


def _town(organisations: list[Organisation]) -> str:
    towns = [row.town.name for row in organisations if row.town]
    return towns[0][:120] if towns else ""
