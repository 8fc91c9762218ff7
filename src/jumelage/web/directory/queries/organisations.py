"""What is read about organisations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from jumelage.matching import Profile
from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.directory.models import Organisation

__all__ = ["profile_of", "statements", "visible_to"]


def visible_to(user: Any) -> QuerySet[Organisation]:
    """Return the organisations of the person's agencies; records merged into another are not shown."""
    return Organisation.objects.filter(agency__in=agencies_visible_to(user), merged_into=None)


def profile_of(organisation: Organisation) -> Profile:
    """Say an organisation as matching reads it."""
    return Profile(
        id=organisation.code,
        name=organisation.name,
        town=organisation.town.name if organisation.town else "",
        kind=organisation.kind,
        naics=organisation.naics,
        naics_confidence=organisation.naics_confidence,
        offers=tuple(offer.text for offer in organisation.offers.all()),
        needs=tuple(need.text for need in organisation.needs.all()),
    )


def statements(organisation: Organisation) -> dict[str, str]:
    """Return offers and needs as a form shows them: one a line, each language apart."""
    return {
        f"{kind}_{lang}": "\n".join(text for s in rows if (text := getattr(s, f"text_{lang}")))
        for kind, rows in (("offers", organisation.offers.all()), ("needs", organisation.needs.all()))
        for lang in ("fr", "en")
    }
