"""What is written about practices and their lineage: a library is loaded, and loaded again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from jumelage.practices import Lineage
from jumelage.reference.case import Practice as CasePractice
from jumelage.text import fold
from jumelage.web.bilingual import columns
from jumelage.web.practices import models
from jumelage.web.practices.models import Evidence, LineageNode, Practice
from jumelage.web.practices.rules import KIND_OF
from jumelage.web.towns.models import Town

__all__ = ["load_lineage", "load_practices"]

TEXTS = ("problem", "method", "actors", "cost", "prerequisites", "note")


@transaction.atomic
def load_practices(given: Iterable[CasePractice]) -> None:
    """Enter or correct the practices of a library; loading again changes nothing."""
    towns = {town.name: town for town in Town.objects.all()}
    for one in given:
        texts = {name: getattr(one, name) for name in TEXTS}
        values = {
            "kind": KIND_OF[one.id],
            "town": towns.get(one.town.fr),
            "year_started": one.year_started,
            "verdict": one.verdict,
            "qualifier": one.qualifier,
            "reliability": one.reliability,
            "source_url": one.source.url,
            "source_exact": one.source.exact,
            "search": _words(one),
            **columns(name=one.name, town_name=one.town, origins=one.lineage, **texts),
        }
        row, _ = Practice.objects.update_or_create(code=one.id, defaults=values)
        known = [one.evidence] if one.evidence else []
        for position, text in enumerate(known):
            defaults = {"source_url": one.source.url, **columns(text=text)}
            Evidence.objects.update_or_create(practice=row, position=position, defaults=defaults)
        row.evidence.filter(position__gte=len(known)).delete()


def _words(one: CasePractice) -> str:
    texts = (one.name, one.town, one.problem, one.method, one.actors, one.evidence, one.prerequisites, one.lineage)
    return fold(" ".join(f"{text.fr} {text.en}" for text in (*texts, one.note)))


@transaction.atomic
def load_lineage(lineage: Lineage) -> None:
    """Enter the lineage of practices that are there already; what it no longer names goes."""
    practices = {row.code: row for row in Practice.objects.all()}
    touched = {key for edge in lineage.edges for key in (edge.origin, edge.target)}
    nodes = {}
    for node in lineage.nodes:
        if node.key in touched:
            values = {"practice": practices.get(node.practice), **columns(name=node.name)}
            nodes[node.key] = LineageNode.objects.update_or_create(key=node.key, defaults=values)[0]
    kept = []
    for position, edge in enumerate(lineage.edges):
        values = {
            "position": position,
            "relation": edge.relation,
            "when": edge.when,
            "told_by": practices[edge.told_by],
        }
        ends = {"origin": nodes[edge.origin], "target": nodes[edge.target]}
        kept.append(models.Lineage.objects.update_or_create(**ends, defaults=values)[0].pk)
    models.Lineage.objects.exclude(pk__in=kept).delete()
    LineageNode.objects.exclude(key__in=nodes).delete()
