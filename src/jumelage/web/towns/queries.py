"""What is read about towns."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from jumelage.web.towns.models import Town, TownEvent, TownFact

__all__ = ["events_of", "facts_of", "visible_to"]


def visible_to(user: Any) -> QuerySet[Town]:
    """Return the towns that a person sees: all, once signed in, for their facts are public."""
    return Town.objects.all() if user.is_authenticated else Town.objects.none()


def facts_of(town: Town) -> QuerySet[TownFact]:
    """Return what is known of a town, in order."""
    return town.facts.all()


def events_of(town: Town) -> QuerySet[TownEvent]:
    """Return the exchanges that a town took part in, oldest first."""
    return town.events.prefetch_related("towns")
