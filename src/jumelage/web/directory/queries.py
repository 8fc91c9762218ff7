"""What is read about organisations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.directory.models import Organisation

__all__ = ["statements", "visible_to"]


def visible_to(user: Any) -> QuerySet[Organisation]:
    """Return the organisations of the person's agencies."""
    return Organisation.objects.filter(agency__in=agencies_visible_to(user))


def statements(organisation: Organisation) -> dict[str, str]:
    """Return offers and needs as a form shows them: one a line, each language apart."""
    return {
        f"{kind}_{lang}": "\n".join(text for s in rows if (text := getattr(s, f"text_{lang}")))
        for kind, rows in (("offers", organisation.offers.all()), ("needs", organisation.needs.all()))
        for lang in ("fr", "en")
    }
