"""Decide on a pair, and take it back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from jumelage.web.accounts.actions import record_change, require_editor
from jumelage.web.accounts.models import AnyUser, author
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.core.models import Mission
from jumelage.web.missions.matching.models import Decision
from jumelage.web.missions.matching.rules import Verdict

__all__ = ["AlreadyDecidedError", "decide", "undo"]


class AlreadyDecidedError(Exception):
    """Somebody decided on the pair meanwhile: ``decision`` says who and what."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(str(decision))
        self.decision = decision


@transaction.atomic
def decide(
    user: AnyUser,
    mission: Mission,
    delegation: Organisation,
    host: Organisation,
    *,
    verdict: Verdict,
    relation: str = "",
    reason: str = "",
    words: str = "",
) -> Decision:
    """Accept a pair in a relation, or reject it for a reason.

    Raises
    ------
    AlreadyDecidedError
        When a decision stands: it is undone first, by someone who has read it.
    """
    require_editor(user, mission.agency)
    pair = {"mission": mission, "delegation": delegation, "host": host}
    accepted = verdict == Verdict.ACCEPTED
    try:
        with transaction.atomic():
            made = Decision.objects.create(
                **pair,
                verdict=verdict,
                relation=relation if accepted else "",
                reason="" if accepted else reason,
                words=words,
                decided_by=author(user),
            )
    except IntegrityError:
        raise AlreadyDecidedError(Decision.objects.select_related("decided_by").get(**pair, undone_at=None)) from None
    record_change(mission.agency, user, f"match.{verdict}", f"decision:{made.pk}", after=_read(made))
    return made


@transaction.atomic
def undo(user: AnyUser, decision: Decision) -> None:
    """Take a decision back: the pair is to decide again. Idempotent."""
    require_editor(user, decision.mission.agency)
    standing = Decision.objects.filter(pk=decision.pk, undone_at=None)
    if standing.update(undone_at=timezone.now(), undone_by=user):
        agency = decision.mission.agency
        record_change(agency, user, "match.undone", f"decision:{decision.pk}", before=_read(decision))


def _read(decision: Decision) -> dict[str, str]:
    return {
        "mission": decision.mission.code,
        "delegation": decision.delegation.code,
        "host": decision.host.code,
        "verdict": str(decision.verdict),
        "relation": decision.relation,
        "reason": decision.reason,
        "words": decision.words,
    }
