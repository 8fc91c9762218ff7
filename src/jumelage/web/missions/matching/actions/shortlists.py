"""Save a shortlist as the mission's proposals, and withdraw it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser, author
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.models import Proposal, Shortlist
from jumelage.web.missions.matching.queries.shortlists import Limits, choose

__all__ = ["save_shortlist", "withdraw_shortlist"]


@transaction.atomic
def save_shortlist(user: AnyUser, mission: Mission, limits: Limits) -> Shortlist:
    """Choose again under these limits, and keep the set as what the mission proposes."""
    require_editor(user, mission.agency)
    chosen = choose(mission, limits).kept
    saved = Shortlist.objects.create(mission=mission, made_by=author(user), **limits._asdict())
    Proposal.objects.bulk_create(
        Proposal(
            shortlist=saved,
            delegation=row.suggestion.delegation,
            host=row.suggestion.host,
            relation=row.suggestion.relation,
            score=row.suggestion.score,
        )
        for row in chosen
    )
    after = {**limits._asdict(), "pairs": len(chosen)}
    record_change(mission.agency, user, "shortlist.saved", f"shortlist:{saved.pk}", after=after)
    return saved


@transaction.atomic
def withdraw_shortlist(user: AnyUser, shortlist: Shortlist) -> None:
    """Withdraw a shortlist: the one saved before it stands again. Idempotent."""
    require_editor(user, shortlist.mission.agency)
    standing = Shortlist.objects.filter(pk=shortlist.pk, withdrawn_at=None)
    if standing.update(withdrawn_at=timezone.now(), withdrawn_by=user):
        record_change(shortlist.mission.agency, user, "shortlist.withdrawn", f"shortlist:{shortlist.pk}")
