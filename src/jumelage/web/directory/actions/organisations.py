"""What is written about organisations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from jumelage.directory.statements import pair_lines
from jumelage.language import Bilingual
from jumelage.matching import Profile
from jumelage.web.accounts.actions import require_editor
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.bilingual import columns
from jumelage.web.directory.actions.records import refold
from jumelage.web.directory.models import Need, Offer, Organisation
from jumelage.web.towns.actions import know_town

__all__ = ["enter_organisations", "state_offers_and_needs", "state_own_words"]


@transaction.atomic
def enter_organisations(
    agency: Agency, profiles: Iterable[Profile], kinds: Mapping[str, Bilingual]
) -> dict[str, Organisation]:
    """Enter or correct organisations from profiles of a plan; return them by code.

    A profile that says nothing of its offers and needs leaves those that an officer entered as they are.
    """
    entered: dict[str, Organisation] = {}
    towns = {}
    for profile in profiles:
        if profile.town and profile.town not in towns:
            towns[profile.town] = know_town(profile.town)
        kind = kinds.get(profile.kind, Bilingual(fr=profile.kind, en=profile.kind))
        values = {
            "name": profile.name,
            "town": towns.get(profile.town),
            "kind": profile.kind,
            "naics": profile.naics,
            "naics_confidence": profile.naics_confidence,
            "source_url": profile.source_url,
            **columns(kind=kind),
        }
        row, _ = Organisation.objects.update_or_create(agency=agency, code=profile.id, defaults=values)
        if profile.offers or profile.needs:
            _replace(row, profile.offers, profile.needs, by_officer=False)
        # A list that still carries a merged record does not undo the merge.
        entered[profile.id] = row.merged_into or row
    refold(row.pk for row in entered.values())
    return entered


@transaction.atomic
def state_offers_and_needs(user: AnyUser, organisation: Organisation, texts: dict[str, str]) -> list[str]:
    """Replace what an organisation offers and needs by what an officer wrote, one statement a line.

    Return the translations left out, since what they translated was rewritten.
    """
    require_editor(user, organisation.agency)
    return state_own_words(organisation, texts)


def state_own_words(organisation: Organisation, texts: dict[str, str]) -> list[str]:
    """Replace what an organisation offers and needs by what one of its own people wrote; return the translations left out.

    Called by the action of a room that has checked that the person speaks for the organisation.
    """
    offers, stale_offers = _paired(texts, "offers", organisation.offers.all())
    needs, stale_needs = _paired(texts, "needs", organisation.needs.all())
    _replace(organisation, offers, needs, by_officer=True)
    refold([organisation.pk])
    return stale_offers + stale_needs


def _paired(texts: dict[str, str], kind: str, rows: Iterable[Offer | Need]) -> tuple[list[Bilingual], list[str]]:
    fr, en = ([line.strip() for line in texts[f"{kind}_{lang}"].splitlines() if line.strip()] for lang in ("fr", "en"))
    return pair_lines(fr, en, (Bilingual(fr=row.text_fr, en=row.text_en) for row in rows))


def _replace(
    organisation: Organisation, offers: Sequence[Bilingual], needs: Sequence[Bilingual], *, by_officer: bool
) -> None:
    organisation.stated_by_officer = by_officer
    organisation.save(update_fields=["stated_by_officer"])
    organisation.offers.all().delete()
    organisation.needs.all().delete()
    Offer.objects.bulk_create(
        Offer(organisation=organisation, position=position, **columns(text=text))
        for position, text in enumerate(offers)
    )
    Need.objects.bulk_create(
        Need(organisation=organisation, position=position, **columns(text=text)) for position, text in enumerate(needs)
    )
