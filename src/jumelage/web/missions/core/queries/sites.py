"""What is read about a mission's sites: where they are, and a plain map of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, QuerySet
from django.utils.safestring import SafeString, mark_safe

from jumelage.documents.maps import Spot
from jumelage.documents.site_map import site_map
from jumelage.language import Language
from jumelage.web.missions.core.models import Mission, Site
from jumelage.web.missions.core.queries.setup import setup_of
from jumelage.web.missions.core.setup import EVERYONE

__all__ = ["map_of_sites", "said_of", "site_in", "sites_of"]


def sites_of(mission: Mission) -> QuerySet[Site]:
    """Return the sites, those whose position is known first, with how many placements each has."""
    return mission.sites.annotate(placed=Count("placement")).order_by(
        F("latitude").asc(nulls_last=True), "name_fr", "id"
    )


def site_in(mission: Mission, pk: int) -> Site | None:
    """Return one site of a mission."""
    return mission.sites.filter(pk=pk).select_related("mission__agency").first()


def said_of(mission: Mission, site: Site | None) -> dict[str, Any]:
    """Return what the form of a site holds; a position as letters say it, so that no sign is needed."""
    if site is None:
        return {"everyone": False}
    said = {name: getattr(site, name) for name in ("name_fr", "name_en", "address", "tables")}
    if site.latitude is not None and site.longitude is not None:
        north, east = "N" if site.latitude >= 0 else "S", "E" if site.longitude >= 0 else "W"
        said["position"] = f"{abs(site.latitude):.5f} {north}, {abs(site.longitude):.5f} {east}"
    return said | {"everyone": EVERYONE in setup_of(mission).receiving.get(site.code, ())}


def map_of_sites(sites: list[Site], language: Language) -> SafeString:
    """Draw the sites whose position is known, numbered in the order of the list; nothing where none is."""
    spots = [
        Spot(site.name.say(language), site.latitude, site.longitude)
        for site in sites
        if site.latitude is not None and site.longitude is not None
    ]
    # Made from numbers and escaped names.
    return mark_safe(site_map(spots, language)) if spots else SafeString()
