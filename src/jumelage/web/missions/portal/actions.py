"""What a participant writes of themself and of their own organisation."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from jumelage.web.accounts.actions import record_change
from jumelage.web.accounts.models import AnyUser
from jumelage.web.directory.actions.organisations import state_own_words
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import NEEDS, Mission, Participant
from jumelage.web.missions.core.queries.access import acting_for
from jumelage.web.missions.matching.actions.matching import Stated, match_again

__all__ = ["state_own_needs", "state_own_profile"]


@transaction.atomic
def state_own_profile(user: AnyUser, mission: Mission, organisation: Organisation, texts: dict[str, str]) -> Stated:
    """Say what one's own organisation offers and needs, and match it again.

    Only for the organisation that the person speaks for (``PermissionDenied``).
    """
    if organisation.pk not in acting_for(user, mission):
        raise PermissionDenied
    left_out = state_own_words(organisation, texts)
    subject = f"organisation:{organisation.pk}"
    record_change(mission.agency, user, "profile.stated", subject, after=dict(texts))
    return Stated(match_again(mission, organisation), tuple(left_out))


@transaction.atomic
def state_own_needs(user: AnyUser, part: Participant, needs: dict[str, str]) -> None:
    """Keep what a participant needs on the day; the log says that it changed, not what it says."""
    if part.user != user:
        raise PermissionDenied
    for column in NEEDS:
        setattr(part, column, needs[column])
    part.save(update_fields=NEEDS)
    record_change(part.mission.agency, user, "participant.changed", f"participant:{part.pk}")
