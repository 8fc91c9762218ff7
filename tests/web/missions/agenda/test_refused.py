"""What was refused never comes back by a search: rejected by the officer, declined or withdrawn by a side."""

from __future__ import annotations

import pytest

from jumelage.web.accounts.models import User
from jumelage.web.missions.agenda.actions.versions import draft_of, up_to_date
from jumelage.web.missions.agenda.queries.editor import AgendaEditor
from jumelage.web.missions.matching.actions.decisions import decide
from jumelage.web.missions.matching.queries.matches import wishes
from jumelage.web.missions.matching.rules import Rejection, RequestState, Verdict
from jumelage.web.missions.models import Mission

pytestmark = pytest.mark.django_db


def placed_and_asked(mission: Mission, officer: User) -> tuple[set[str], set[str]]:
    problem, agenda = up_to_date(AgendaEditor.of(draft_of(officer, mission)))
    return {one.id for one in agenda.meetings}, {one.id for one in problem.meetings}


def test_a_pair_that_was_rejected_leaves_the_search(mission: Mission, people: dict[str, User]) -> None:
    officer, firms = people["officer"], mission.agency.organisations
    placed, asked = placed_and_asked(mission, officer)
    assert "F1.H1" in placed & asked
    f1, h1 = firms.get(code="F1"), firms.get(code="H1")
    decide(officer, mission, f1, h1, verdict=Verdict.REJECTED, reason=Rejection.WRONG_ACTIVITY)
    placed, asked = placed_and_asked(mission, officer)
    assert "F1.H1" not in placed | asked
    assert {(one.wish) for one in wishes(mission) if (one.delegation, one.host) == ("F1", "H1")} == {"no"}


@pytest.mark.parametrize("state", [RequestState.DECLINED, RequestState.WITHDRAWN, RequestState.EXPIRED])
def test_a_pair_that_a_side_refused_leaves_the_search(
    mission: Mission, people: dict[str, User], state: RequestState
) -> None:
    f1, h1 = (mission.agency.organisations.get(code=code) for code in ("F1", "H1"))
    mission.requests.create(
        delegation=f1, host=h1, asked_by_side="delegation", state=state, expires_at="2031-03-01T12:00:00Z"
    )
    placed, asked = placed_and_asked(mission, people["officer"])
    assert "F1.H1" not in placed | asked
    assert {(one.wish) for one in wishes(mission) if (one.delegation, one.host) == ("F1", "H1")} == {"no"}
