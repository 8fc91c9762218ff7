"""What an agency's own judgements teach of how to weigh evidence."""

from __future__ import annotations

from collections.abc import Iterator

from jumelage.matching.weights.decisions import Judged, Lesson, learn_from_decisions
from jumelage.web.accounts.models import Agency
from jumelage.web.missions.matching.models import Decision, Request, Suggestion
from jumelage.web.missions.matching.queries.earlier import held_meetings
from jumelage.web.missions.matching.rules import Rejection, RequestState, Verdict

__all__ = ["agency_lesson"]

ABOUT_THE_EVIDENCE = (Rejection.WRONG_ACTIVITY, Rejection.OTHER)
"""Rejections for other reasons (a competitor, a bill unpaid) say nothing of whether the evidence was right."""

OUTCOME_COUNTS, DEAL_COUNTS = 2.0, 3.0
"""Both sides sat down: that counts more than a click before, and a deal more than a promise."""

JUDGED = {RequestState.ACCEPTED: True, RequestState.DECLINED: False}


def agency_lesson(agency: Agency) -> Lesson:
    """Learn from all that an agency decided and was answered, and what came of its meetings, on the reasons that stood then."""
    return learn_from_decisions(_judged(agency))


def _judged(agency: Agency) -> Iterator[Judged]:
    verdicts: dict[tuple[int, int, int], tuple[bool, str]] = {}
    requests = Request.objects.filter(mission__agency=agency, state__in=JUDGED).order_by("pk")
    for asked in requests:
        verdicts[asked.mission_id, asked.delegation_id, asked.host_id] = (
            JUDGED[RequestState(asked.state)],
            asked.relation,
        )
    for made in Decision.objects.filter(mission__agency=agency, undone_at=None).order_by("pk"):
        accepted = made.verdict == Verdict.ACCEPTED
        if accepted or made.reason in ABOUT_THE_EVIDENCE:
            verdicts[made.mission_id, made.delegation_id, made.host_id] = accepted, made.relation
    counts: dict[tuple[int, int, int], float] = {}
    for met in held_meetings(agency):  # what came of it says more than what was thought before
        if met.followed is not None:
            key = met.mission, met.delegation, met.host
            verdicts[key] = met.followed, verdicts.get(key, (False, ""))[1]
            counts[key] = DEAL_COUNTS if met.deal else OUTCOME_COUNTS
    seen: set[tuple[int, int, int]] = set()
    for row in Suggestion.objects.filter(mission__agency=agency).order_by("-score", "pk"):
        key = (row.mission_id, row.delegation_id, row.host_id)
        good, relation = verdicts.get(key, (False, None))
        if relation is None or key in seen or relation not in ("", row.relation):
            continue
        seen.add(key)
        pieces = {r["piece"]: r["value"] for r in row.reasons if r.get("piece")}
        yield Judged(pieces, good, str(row.mission_id), counts.get(key, 1.0))
