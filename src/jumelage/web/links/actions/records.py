"""Record what is documented of links: their ends, values, steps and payment risks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from jumelage.language import NO_TEXT, Bilingual
from jumelage.outcomes import Attribution, Grade, Stage
from jumelage.web.accounts.actions import require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.bilingual import columns
from jumelage.web.directory.models import Organisation
from jumelage.web.links.models import Link, LinkStep, PaymentRisk
from jumelage.web.links.rules import latest_day, partial_date
from jumelage.web.missions.models import Mission

__all__ = ["Entry", "Step", "record_links"]


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
    """A documented link to record; ``same_money_as`` is the code of an entry given before it.

    ``outside``: it is followed, but came of no mission.
    """

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
    outside: bool = False


_COPIED = (
    "a_town", "b_town", "relation", "years", "stage", "attribution", "grade", "value", "value_kind", "source_url", "caveat_url",
)  # fmt: skip


@transaction.atomic
def record_links(mission: Mission, entries: Iterable[Entry], officer: AnyUser | None = None) -> None:
    """Record or correct what is documented of a mission's links, with their steps and payment risks."""
    if officer is not None:
        require_editor(officer, mission.agency)
    known = {row.code: row for row in Organisation.objects.filter(agency=mission.agency, merged_into=None)}
    recorded: dict[str, Link] = {}
    for entry in entries:
        values = {
            "mission": None if entry.outside else mission,
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
        if entry.steps:
            values["opened_on"] = partial_date(entry.steps[0].dated)
            values["last_step_on"] = latest_day(step.dated for step in entry.steps)
        link = Link.objects.update_or_create(agency=mission.agency, code=entry.code, defaults=values)[0]
        recorded[entry.code] = link
        for step in entry.steps:
            defaults = {"grade": step.grade, "source_url": step.source_url, **columns(note=step.note)}
            LinkStep.objects.update_or_create(link=link, stage=step.stage, dated=step.dated, defaults=defaults)
        if entry.payment_risk:
            PaymentRisk.objects.get_or_create(defaults=None, link=link, **columns(reason=entry.payment_risk))
