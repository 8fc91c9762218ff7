"""What is written about links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from jumelage.language import NO_TEXT, Bilingual
from jumelage.web.accounts.actions import require_editor
from jumelage.web.bilingual import columns
from jumelage.web.links.models import Link
from jumelage.web.links.rules import Attribution, Stage
from jumelage.web.missions.models import Mission

__all__ = ["Entry", "record_links"]


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
