"""What is written about model towns: a search is kept as the engine returned it."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from jumelage.economy.model_towns import ModelTown as Found
from jumelage.economy.model_towns import ModelTowns, model_towns_document
from jumelage.economy.model_towns.story import pooled_sentence
from jumelage.language import Bilingual
from jumelage.reference.places import find_place
from jumelage.serialisation import to_document
from jumelage.web.bilingual import columns
from jumelage.web.practices.models import ModelTown, TownSearch

__all__ = ["keep_search"]


@transaction.atomic
def keep_search(slug: str, title: Bilingual, found: ModelTowns, address: str = "") -> TownSearch:
    """Keep a search for model towns, or replace the one that was kept under this name.

    Parameters
    ----------
    slug, title
        Its name in addresses and in words.
    found
        What :func:`jumelage.economy.model_towns.model_towns` returned.
    address
        Of the panel, where it is shipped and can be asked again (``demo:ontario``).
    """
    outcomes = found.outcomes
    source = outcomes.source
    values = {
        "outcome": outcomes.outcome,
        "address": address,
        "licence": source.licence,
        "first_year": outcomes.years[0],
        "last_year": outcomes.years[-1],
        "searched": found.searched,
        "chance": found.expected_by_chance,
        "settings": asdict(found.settings),
        "notes": [{"fr": note.fr, "en": note.en} for note in (*found.notes, *source.notes)],
        "breaks": [
            {"before": cut.before, "after": cut.after, "fr": cut.note.fr, "en": cut.note.en} for cut in source.breaks
        ],
        "pooled": _pooled(found),
        "asking": [{"place": place, "name": outcomes.name_of(place)} for place in outcomes.places],
        **columns(title=title, source=source.title, unit=source.unit),
    }
    search, _ = TownSearch.objects.update_or_create(slug=slug, defaults=values)
    documents = model_towns_document(found, "fr")["towns"], model_towns_document(found, "en")["towns"]
    slugs: set[str] = set()
    for rank, (town, french, english) in enumerate(zip(found.towns, *documents, strict=True), start=1):
        name = _slug(town, slugs)
        rows = {"rank": rank, **_stored_town(town), **_figures(found, town, french, english)}
        ModelTown.objects.update_or_create(search=search, slug=name, defaults=rows)
    search.towns.exclude(slug__in=slugs).delete()
    return search


def _pooled(found: ModelTowns) -> dict[str, Any]:
    sentence = pooled_sentence(found)
    numbers = {} if found.pooled is None else to_document(found.pooled)
    return {
        **numbers,
        "text": {"fr": sentence.fr, "en": sentence.en},
        "false_hits": round(found.expected_false_hits, 2),
    }


def _slug(town: Found, taken: set[str]) -> str:
    name = slugify(town.name) or "town"
    slug = name if name not in taken else f"{name}-{slugify(town.place) or len(taken)}"
    taken.add(slug)
    return slug


def _stored_town(town: Found) -> dict[str, Any]:
    judgement, shock, where = town.judgement, town.judgement.shock, find_place(town.name)
    return {
        "place": town.place,
        "name": town.name,
        "verdict": judgement.verdict,
        "shock_year": shock.year,
        "earliest": shock.earliest,
        "latest": shock.latest,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        **columns(reason=judgement.reason, story=town.story, shock=shock.what, size=shock.size_said),
    }


def _figures(found: ModelTowns, town: Found, french: dict[str, Any], english: dict[str, Any]) -> dict[str, Any]:
    outcomes = found.outcomes
    row = outcomes.values[outcomes.places.index(town.place)]
    path = [
        [year, float(value) if math.isfinite(value) else None] for year, value in zip(outcomes.years, row, strict=True)
    ]
    evidence = {} if town.judgement.evidence is None else {key: french[key] for key in _NUMBERS}
    later = french["later"] and {
        **{key: french["later"][key] for key in ("since", "until", "jobs")},
        "caution": {"fr": french["later"]["caution"], "en": english["later"]["caution"]},
        "gains": [
            {**gain, "name": {"fr": gain["name"], "en": other["name"]}}
            for gain, other in zip(french["later"]["gains"], english["later"]["gains"], strict=True)
        ],
    }
    effect = found.effects.get(town.place)
    pooled = {} if effect is None else {**to_document(effect), "share": outcomes.in_logarithms}
    return {"pooled": pooled, "path": path, "chart": french["chart"] or {}, "evidence": evidence, "later": later or {}}


_NUMBERS = ("effect", "low", "high", "p_placebo", "q_better", "placebos", "pre_fit_rmspe", "in_time", "donors")
