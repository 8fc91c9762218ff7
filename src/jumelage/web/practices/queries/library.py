"""What is read about practices and their lineage."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from jumelage.language import Bilingual
from jumelage.practices import RELATIONS
from jumelage.text import fold, words
from jumelage.web.accounts.models import AnyUser
from jumelage.web.practices.models import Lineage, LineageNode, Practice
from jumelage.web.practices.rules import KINDS, Verdict
from jumelage.web.towns.models import Town

__all__ = [
    "Edge",
    "around",
    "edges",
    "found",
    "kinds_in_use",
    "node",
    "of_town",
    "practice_of",
    "towns_with_practices",
    "verdict_counts",
    "visible_to",
]


@dataclass(frozen=True, slots=True)
class Edge:
    """A step of the lineage with both ends and its words."""

    row: Lineage
    relation: Bilingual

    @property
    def shown(self) -> bool:
        """Tell whether a source says that something passed."""
        return self.row.relation != "not_shown"


def visible_to(user: AnyUser) -> QuerySet[Practice]:
    """Return the practices that a person sees: all, once signed in, for they come from public pages."""
    rows = Practice.objects.select_related("town").prefetch_related("evidence")
    return rows if user.is_authenticated else rows.none()


def found(user: AnyUser, *, text: str = "", town: str = "", kind: str = "") -> QuerySet[Practice]:
    """Return the practices that hold every word, in either language, whatever the accents, capitals and plurals."""
    rows = visible_to(user)
    for word in words(text) or [fold(part) for part in text.split()]:
        rows = rows.filter(search__contains=word)
    if town:
        rows = rows.filter(town__slug=town)
    return rows.filter(kind=kind) if kind else rows


def verdict_counts(rows: QuerySet[Practice]) -> dict[str, int]:
    """Count the practices of each verdict, those with none included, in the usual order."""
    counted = dict(rows.order_by().values_list("verdict").annotate(n=Count("id")))
    return {verdict.value: counted.get(verdict.value, 0) for verdict in Verdict}


def towns_with_practices(user: AnyUser) -> QuerySet[Town]:
    """Return the towns that tried something, by name."""
    return Town.objects.filter(practices__in=visible_to(user)).distinct()


def kinds_in_use(user: AnyUser) -> list[tuple[str, Bilingual]]:
    """Return the kinds that some practice has, in order."""
    used = set(visible_to(user).order_by().values_list("kind", flat=True))
    return [(kind, name) for kind, name in KINDS.items() if kind in used]


def of_town(user: AnyUser, town: Town | None, but: Practice | None = None) -> QuerySet[Practice]:
    """Return what a town tried, apart from one practice."""
    rows = visible_to(user).filter(town=town) if town else visible_to(user).none()
    return rows.exclude(pk=but.pk) if but else rows


def practice_of(user: AnyUser, code: str) -> Practice | None:
    """Return one practice by its code."""
    # PostgreSQL refuses to look for what holds a control character: nothing is called so.
    return visible_to(user).filter(code=code).first() if code.isprintable() else None


def edges(user: AnyUser) -> list[Edge]:
    """Return every step of the lineage, as the case names them."""
    rows = Lineage.objects.filter(told_by__in=visible_to(user).order_by())
    rows = rows.select_related("origin__practice", "target__practice", "told_by")
    return [Edge(row, RELATIONS[row.relation]) for row in rows]  # type: ignore[index]


def node(user: AnyUser, key: str) -> LineageNode | None:
    """Return one point of the lineage."""
    if not user.is_authenticated or not key.isprintable():
        return None
    return LineageNode.objects.select_related("practice").filter(key=key).first()


def around(steps: list[Edge], key: str) -> list[Edge]:
    """Keep the steps that touch a point, and those that lead to it or from it through what sources show."""
    kept = {step.row.pk for step in steps if key in (step.row.origin.key, step.row.target.key)}
    for start, end in (("origin", "target"), ("target", "origin")):
        reached, grown = {key}, True
        while grown:
            more = {s for s in steps if s.shown and getattr(s.row, start).key in reached and s.row.pk not in kept}
            more |= {
                s
                for s in steps
                if s.shown and getattr(s.row, start).key in reached and getattr(s.row, end).key not in reached
            }
            kept |= {s.row.pk for s in more}
            grown = bool({getattr(s.row, end).key for s in more} - reached)
            reached |= {getattr(s.row, end).key for s in more}
    return [step for step in steps if step.row.pk in kept]
