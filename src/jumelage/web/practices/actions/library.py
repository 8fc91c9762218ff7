"""What is written about practices and their lineage: a library is loaded, and loaded again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Model

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
    asked = list(given)
    _upsert(Practice, [Practice(code=one.id, **_values(one, towns)) for one in asked], ("code",))
    rows = Practice.objects.in_bulk([one.id for one in asked], field_name="code")
    known = [one for one in asked if one.evidence]
    told = [
        Evidence(practice=rows[one.id], position=0, source_url=one.source.url, **columns(text=one.evidence))
        for one in known
    ]
    _upsert(Evidence, told, ("practice", "position"))
    Evidence.objects.filter(practice__in=rows.values()).exclude(practice__code__in=[o.id for o in known]).delete()


def _upsert(model: type[Model], rows: Sequence[Model], key: tuple[str, ...]) -> None:
    """Enter rows, or correct those that are there under the same key, in one statement."""
    others = [field.name for field in model._meta.concrete_fields if field.name not in ("id", *key)]
    model._default_manager.bulk_create(rows, update_conflicts=True, update_fields=others, unique_fields=key)


def _values(one: CasePractice, towns: dict[str, Town]) -> dict[str, object]:
    texts = {name: getattr(one, name) for name in TEXTS}
    return {
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


def _words(one: CasePractice) -> str:
    texts = (one.name, one.town, one.problem, one.method, one.actors, one.evidence, one.prerequisites, one.lineage)
    return fold(" ".join(f"{text.fr} {text.en}" for text in (*texts, one.note)))


@transaction.atomic
def load_lineage(lineage: Lineage) -> None:
    """Enter the lineage of practices that are there already; what it no longer names goes."""
    practices = {row.code: row for row in Practice.objects.all()}
    touched = {key for edge in lineage.edges for key in (edge.origin, edge.target)}
    named = [
        LineageNode(key=node.key, practice=practices.get(node.practice), **columns(name=node.name))
        for node in lineage.nodes
        if node.key in touched
    ]
    _upsert(LineageNode, named, ("key",))
    nodes = LineageNode.objects.in_bulk(touched, field_name="key")
    steps = [
        models.Lineage(
            position=position,
            origin=nodes[edge.origin],
            target=nodes[edge.target],
            relation=edge.relation,
            when=edge.when,
            told_by=practices[edge.told_by],
        )
        for position, edge in enumerate(lineage.edges)
    ]
    _upsert(models.Lineage, steps, ("origin", "target"))
    LineageNode.objects.exclude(key__in=touched).delete()
    ends = {(nodes[edge.origin].pk, nodes[edge.target].pk) for edge in lineage.edges}
    gone = [row.pk for row in models.Lineage.objects.all() if (row.origin_id, row.target_id) not in ends]
    models.Lineage.objects.filter(pk__in=gone).delete()
