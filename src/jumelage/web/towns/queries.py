"""What is read about towns and tables: each read starts at :func:`visible_to` or :func:`panels_visible_to`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from jumelage import economy
from jumelage.documents.maps import Spot
from jumelage.economy.portrait.outlook import NextIndustry, Quality
from jumelage.economy.portrait.town import TownFigures
from jumelage.economy.table.source import PanelSource
from jumelage.reference.places import find_place
from jumelage.reference.quebec import region_called
from jumelage.serialisation import from_document
from jumelage.web.accounts.models import Agency, AnyUser
from jumelage.web.accounts.queries import agencies_edited_by, agencies_visible_to
from jumelage.web.towns.models import Panel, Portrait, Town, TownEvent, TownFact, UploadedTable
from jumelage.web.towns.rules import QUEBEC_REGIONS

__all__ = [
    "Placed",
    "coming_to",
    "events_of",
    "facts_of",
    "figures_of",
    "panels_visible_to",
    "placed",
    "portrait_of",
    "portraits_known_to",
    "portraits_of",
    "portraits_of_town",
    "quality_of_panel",
    "region_of",
    "slugs_of",
    "source_of",
    "table_of",
    "towns_with_portraits",
    "uploads_visible_to",
    "visible_to",
]


@dataclass(frozen=True, slots=True)
class Placed:
    """A portrait and where its town is; None where no coordinates are known."""

    portrait: Portrait
    spot: Spot | None


def visible_to(user: AnyUser) -> QuerySet[Town]:
    """Return the towns that a person sees: all, once signed in, for their facts are public."""
    return Town.objects.all() if user.is_authenticated else Town.objects.none()


def facts_of(town: Town) -> QuerySet[TownFact]:
    """Return what is known of a town, in order."""
    return town.facts.all()


def region_of(town: Town) -> Portrait | None:
    """Return the portrait of the region that a town lies in, from the embedded table; None where it has none."""
    if not town.region:
        return None
    portraits = Portrait.objects.filter(panel__slug=QUEBEC_REGIONS, name=region_called(town.region))
    return portraits.select_related("panel").first()


def events_of(town: Town) -> QuerySet[TownEvent]:
    """Return the exchanges that a town took part in, oldest first."""
    return town.events.prefetch_related("towns")


def panels_visible_to(user: AnyUser) -> QuerySet[Panel]:
    """Return the tables that a person sees: the public ones, and those of the person's agencies."""
    if not user.is_authenticated:
        return Panel.objects.none()
    seen = Panel.objects.filter(Q(agency=None) | Q(agency__in=agencies_visible_to(user)))
    return seen.select_related("agency").defer("table", "forecast_quality").annotate(places=Count("portraits"))


def uploads_visible_to(user: AnyUser) -> QuerySet[UploadedTable]:
    """Return the files that a person has sent and not yet loaded, in agencies where the person may load."""
    return UploadedTable.objects.filter(user=user.pk, agency__in=agencies_edited_by(user)).select_related(
        "agency", "town"
    )


def portraits_of(panel: Panel) -> QuerySet[Portrait]:
    """Return the portraits of a table without their figures, the most dependent place first."""
    return panel.portraits.defer("result", "settings", "next_industries")


def portrait_of(panel: Panel, slug: str) -> Portrait:
    """Return one portrait of a table by its address."""
    return panel.portraits.defer("settings", "next_industries").get(slug=slug)


def slugs_of(panel: Panel) -> dict[str, str]:
    """Return the address of each place of a table."""
    return dict(panel.portraits.values_list("place", "slug"))


def source_of(panel: Panel) -> PanelSource:
    """Read where a table comes from."""
    return from_document(PanelSource, panel.source)


def portraits_of_town(user: AnyUser, town: Town) -> QuerySet[Portrait]:
    """Return the portraits of a town in the tables that a person sees: those said to be its own, or of its name."""
    own = Q(town=town) | Q(town=None, slug=town.slug)
    seen = Portrait.objects.filter(own, panel__in=panels_visible_to(user).values("pk"))
    return seen.select_related("panel").defer("panel__table", "panel__forecast_quality", "result", "next_industries")


def towns_with_portraits(user: AnyUser) -> set[str]:
    """Return the addresses of the towns that have a portrait in a table the person sees."""
    seen = Portrait.objects.filter(panel__in=panels_visible_to(user).values("pk"))
    return {own or slug for slug, own in seen.values_list("slug", "town__slug")}


def portraits_known_to(agency: Agency, towns: Iterable[Town]) -> list[Portrait]:
    """Return the latest portrait of each of some towns, in the public tables and the agency's own."""
    found = []
    for town in towns:
        own = Q(town=town) | Q(town=None, slug=town.slug)
        seen = Portrait.objects.filter(own, Q(panel__agency=None) | Q(panel__agency=agency))
        latest = seen.defer("next_industries").order_by("-year", "-pk").first()
        if latest is not None:
            found.append(latest)
    return found


def figures_of(portrait: Portrait) -> TownFigures:
    """Read the figures of a portrait as they were stored."""
    return from_document(TownFigures, portrait.result)


def table_of(panel: Panel) -> economy.Panel:
    """Read the figures of a table back."""
    names = {code: _both(name) for code, name in panel.table["industry_names"].items()}
    return from_document(economy.Panel, {**panel.table, "industry_names": names, "source": panel.source})


def _both(name: Any) -> Any:
    """Read a name of an industry; tables stored by earlier releases hold the two languages in a list."""
    return dict(zip(("fr", "en"), name, strict=True)) if isinstance(name, list) else name


def quality_of_panel(panel: Panel) -> Quality | None:
    """Read how well the forecast of next industries did in the past."""
    return from_document(Quality, panel.forecast_quality) if panel.forecast_quality else None


def coming_to(portrait: Portrait) -> tuple[NextIndustry, ...]:
    """Read the stored forecast of next industries of a town."""
    return tuple(from_document(NextIndustry, one) for one in portrait.next_industries or ())


def placed(portraits: list[Portrait]) -> list[Placed]:
    """Find where the towns are."""
    rows = []
    for portrait in portraits:
        found = find_place(portrait.name) or find_place(portrait.place)
        rows.append(Placed(portrait, Spot(portrait.name, found.latitude, found.longitude) if found else None))
    return rows
