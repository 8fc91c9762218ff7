"""Requests end with the organisation that made them."""

from __future__ import annotations

from django.dispatch import receiver

from jumelage.web.accounts.models import AnyUser
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.matching.actions.requests import end_all_of
from jumelage.web.missions.people.signals import organisation_left

__all__ = ["end_requests"]


@receiver(organisation_left)
def end_requests(user: AnyUser | None, mission: Mission, organisation: Organisation, side: Side, **_: object) -> None:
    """Withdraw what an organisation asked and agreed to, once nobody of it is of the mission."""
    end_all_of(user, mission, organisation, side)
