"""The list of organisations: searched, filtered, and what each profile lacks."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, When

from jumelage.text import fold
from jumelage.web.accounts.models import AnyUser
from jumelage.web.accounts.queries import agencies_visible_to
from jumelage.web.directory.models import Contact, ImportBatch, Merge, Need, Offer, Organisation, Tag
from jumelage.web.directory.queries.organisations import kept_for, visible_to
from jumelage.web.directory.rules import FIRMS, BatchState
from jumelage.web.towns.models import Town

_LACKS = Q(stated=False) | Q(reachable=False) | Q(placed=False)

__all__ = ["beside_the_list", "kinds_seen_by", "listed", "tags_seen_by", "to_complete", "towns_seen_by"]


def listed(user: AnyUser, filters: Mapping[str, str]) -> QuerySet[Organisation]:
    """Return the organisations that a person sees, filtered: ``q`` (every word, without accents), ``town``, ``kind``,
    ``tag``, ``show`` (``to-complete``, ``archived``); each with what it lacks (``stated``, ``reachable``, ``placed``).
    """
    archived = filters.get("show") == "archived"
    rows = kept_for(user).exclude(archived_at=None) if archived else visible_to(user)
    for word in fold(filters.get("q", "")).split():
        rows = rows.filter(folded__contains=word)
    if (town := filters.get("town", "")).isdecimal():
        rows = rows.filter(town=int(town))
    if kind := filters.get("kind"):
        rows = rows.filter(kind=kind)
    if (tag := filters.get("tag", "")).isdecimal():
        rows = rows.filter(tags=int(tag))
    rows = with_gaps(rows)
    if filters.get("show") == "to-complete":
        rows = rows.filter(_LACKS)
    return rows.select_related("town").prefetch_related("tags", "offers", "contacts").order_by("name", "pk")


def with_gaps(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Add to each organisation whether it states anything, whether somebody can be written to, and whether its industry
    is known where it matters: a firm's.
    """
    own = {"organisation": OuterRef("pk")}
    stated = Exists(Offer.objects.filter(**own)) | Exists(Need.objects.filter(**own))
    reachable = Exists(Contact.objects.filter(**own).exclude(email="", phone=""))
    placed = Case(When(naics="", kind__in=FIRMS, then=False), default=True, output_field=BooleanField())
    return rows.annotate(stated=stated, reachable=reachable, placed=placed)


def to_complete(user: AnyUser) -> int:
    """Count the profiles that lack something."""
    rows = with_gaps(visible_to(user))
    return rows.filter(_LACKS).count()


def towns_seen_by(user: AnyUser) -> list[tuple[int, str]]:
    """Return the towns of the organisations that a person sees."""
    rows = Town.objects.filter(organisations__in=visible_to(user)).distinct()
    return list(rows.values_list("pk", "name"))


def kinds_seen_by(user: AnyUser) -> list[str]:
    """Return the kinds of the organisations that a person sees."""
    return list(visible_to(user).exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct())


def tags_seen_by(user: AnyUser) -> list[tuple[int, str]]:
    """Return the tags of the person's agencies that are in use."""
    rows = Tag.objects.filter(agency__in=agencies_visible_to(user)).annotate(n=Count("organisations")).filter(n__gt=0)
    return list(rows.values_list("pk", "name"))


def beside_the_list(user: AnyUser) -> dict[str, int]:
    """Count the imports that wait and the merges made."""
    agencies = agencies_visible_to(user)
    return {
        "waiting": ImportBatch.objects.filter(agency__in=agencies, state=BatchState.PREVIEW).count(),
        "merges": Merge.objects.filter(agency__in=agencies, undone_at=None).count(),
    }
