"""What is written about towns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from jumelage.language import NO_TEXT, Bilingual
from jumelage.web.bilingual import columns
from jumelage.web.towns.models import Town, TownEvent, TownFact

__all__ = ["Event", "Fact", "know_town", "load_events", "load_facts"]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a town."""

    label: Bilingual
    value: Bilingual
    year: str = ""
    note: Bilingual = NO_TEXT
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened between towns; ``date`` is as exact as the source."""

    code: str
    date: str
    towns: tuple[str, ...]
    text: Bilingual
    note: Bilingual = NO_TEXT
    source_url: str = ""


def know_town(name: str) -> Town:
    """Return the town of this name; enter it where it is new."""
    town, _ = Town.objects.get_or_create(slug=slugify(name) or "town", defaults={"name": name})
    return town


@transaction.atomic
def load_facts(name: str, facts: Iterable[Fact], *, industry: Bilingual = NO_TEXT, **place: object) -> Town:
    """Replace what is known of a town; ``place``: region, country, latitude, longitude."""
    town = know_town(name)
    for key, value in (place | columns(industry=industry)).items():
        setattr(town, key, value)
    town.save()
    town.facts.all().delete()
    TownFact.objects.bulk_create(
        TownFact(
            town=town,
            position=position,
            year=fact.year,
            source_url=fact.source_url,
            **columns(label=fact.label, value=fact.value, note=fact.note),
        )
        for position, fact in enumerate(facts)
    )
    return town


@transaction.atomic
def load_events(events: Iterable[Event]) -> None:
    """Enter or correct events, and say which towns took part."""
    for event in events:
        values = {"date": event.date, "source_url": event.source_url, **columns(text=event.text, note=event.note)}
        row, _ = TownEvent.objects.update_or_create(code=event.code, defaults=values)
        row.towns.set([know_town(name) for name in event.towns])
