"""What is written about a mission’s sites."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser
from jumelage.web.missions.core.actions.setup import change_setup
from jumelage.web.missions.core.models import Mission, Site
from jumelage.web.missions.core.queries.setup import setup_of
from jumelage.web.missions.core.setup import EVERYONE

__all__ = ["SiteInUseError", "keep_site", "remove_site"]


LONGEST_CODE = 50


class SiteInUseError(Exception):
    """A version of the agenda, a meal or a group visit is at the site: it stays."""


@transaction.atomic
def keep_site(
    user: AnyUser, mission: Mission, site: Site | None, *, everyone: bool | None = None, **values: Any
) -> Site:
    """Add a site, or correct one; ``everyone`` tells whether every host receives there (None: as before)."""
    require_editor(user, mission.agency)
    row = site or Site(mission=mission, code=_code(mission, values["name_fr"] or values["name_en"]))
    before = {name: getattr(row, name) for name in values} if site else None
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    what = "site.changed" if site else "site.added"
    record_change(mission.agency, user, what, f"site:{row.pk}", before=before, after=dict(values))
    if everyone is not None:
        _receive(user, mission, row.code, everyone=everyone)
    return row


def _receive(user: AnyUser, mission: Mission, code: str, *, everyone: bool) -> None:
    receiving = dict(setup_of(mission).receiving)
    own = tuple(host for host in receiving.get(code, ()) if host != EVERYONE)
    if everyone:  # at one place only
        receiving = {site: tuple(host for host in hosts if host != EVERYONE) for site, hosts in receiving.items()}
        own = (EVERYONE, *own)
    receiving[code] = own
    change_setup(user, mission, "receiving", receiving={site: hosts for site, hosts in receiving.items() if hosts})


def _code(mission: Mission, name: str) -> str:
    stem = slugify(name)[:LONGEST_CODE] or "site"
    used = set(mission.sites.values_list("code", flat=True))
    return next(code for n in range(1, len(used) + 2) if (code := stem if n == 1 else f"{stem}-{n}") not in used)


@transaction.atomic
def remove_site(user: AnyUser, site: Site) -> None:
    """Remove a site where nothing is placed (``SiteInUseError`` otherwise)."""
    require_editor(user, site.mission.agency)
    setup = setup_of(site.mission)
    used = {visit.site for visit in setup.group_visits} | {one.site for one in setup.fixed_times}
    if site.placement_set.exists() or site.code in used:
        raise SiteInUseError
    if site.code in setup.receiving:
        receiving = {code: hosts for code, hosts in setup.receiving.items() if code != site.code}
        change_setup(user, site.mission, "receiving", receiving=receiving)
    record_change(site.mission.agency, user, "site.removed", f"site:{site.pk}", before={"name": site.name_fr})
    site.delete()
