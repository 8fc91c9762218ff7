"""The demonstration in the database: a plan, an agency with its officer, the towns' facts and what came of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jumelage.language import Bilingual
from jumelage.mission import Plan
from jumelage.reference import case

if TYPE_CHECKING:
    from jumelage.web.accounts.models import Agency

__all__ = ["load"]

ONTARIO = Bilingual(fr="Nord de l'Ontario, recensements", en="Northern Ontario, censuses")
AGENCY = "Développement économique Sept-Îles (DÉSI)"


def load(plan: Plan) -> None:
    """Load a plan and the documented story of the case; loading again adds a version of the agenda, nothing else."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelage.web.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        _load(plan)


def _load(plan: Plan) -> None:
    """Fill the rooms (imported here: Django must have started)."""
    from django.conf import settings

    from jumelage.web import documented
    from jumelage.web.accounts.actions import found_agency
    from jumelage.web.links.actions import record_links
    from jumelage.web.missions.agenda.actions.plans import load_plan
    from jumelage.web.towns.actions import load_events, load_facts, load_ontario, load_quebec_regions

    agency, officer = found_agency(
        AGENCY, "desi", officer_email=settings.DEMO_EMAIL, officer_name="DÉSI (démonstration)"
    )
    mission = load_plan(agency, plan, officer)
    both = {plan.brief.origin, plan.brief.destination}
    for town in case.towns():
        load_facts(
            town.name.fr,
            documented.facts_of(town),
            industry=town.industry,
            region=town.region.fr,
            country=town.country.fr,
            latitude=town.place.latitude if town.place else None,
            longitude=town.place.longitude if town.place else None,
        )
    load_events(documented.events_between(both))
    load_ontario()
    load_quebec_regions()
    _learn(agency, plan.brief.origin)
    record_links(mission, documented.links_between(), officer)


def _learn(agency: Agency, home: str) -> None:
    """Load what other towns tried, who copied whom, and the model towns of the embedded panel."""
    from jumelage.economy import Panel
    from jumelage.economy.model_towns import model_towns
    from jumelage.practices import case_lineage
    from jumelage.web.practices.actions.library import load_lineage, load_practices
    from jumelage.web.practices.actions.model_towns import keep_search
    from jumelage.web.practices.actions.transfers import settle
    from jumelage.web.towns.actions import know_town

    load_practices(case.practices())
    load_lineage(case_lineage(case.practices()))
    settle(agency, know_town(home))
    keep_search("ontario", ONTARIO, model_towns(Panel.demo()), address="demo:ontario")
