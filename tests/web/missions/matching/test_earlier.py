"""Pairs that met in an earlier mission: said, not proposed again unless wanted; what came of it teaches."""

from __future__ import annotations

import datetime as dt

from jumelage.web.accounts.models import User
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.matching.actions import requests as asking
from jumelage.web.missions.matching.actions.matching import rematch
from jumelage.web.missions.matching.queries.earlier import earlier_meetings, held_meetings
from jumelage.web.missions.matching.queries.learning import agency_lesson
from jumelage.web.missions.models import CheckIn, Meeting, Mission, Outcome


def _over(mission: Mission) -> Mission:
    """Let the mission be over, its agenda final; return another between the same towns."""
    mission.versions.update(state=VersionState.FINAL)
    Mission.objects.filter(pk=mission.pk).update(last_day=dt.date(2020, 3, 5))
    copy = {name: getattr(mission, name) for name in ("agency", "origin", "destination", "timezone")}
    later = Mission.objects.create(**copy, slug="later", code="later", title_fr="Suite", title_en="Next", **_days())
    for delegate in mission.delegates.all():
        delegate.pk, delegate.mission = None, later
        delegate.save()
    return later


def _days() -> dict[str, dt.date]:
    return {"first_day": dt.date(2031, 9, 1), "last_day": dt.date(2031, 9, 2)}


def _met(mission: Mission, code: str = "F1.H1") -> Meeting:
    return mission.meetings.get(code=code)


def _say(meeting: Meeting, side: Side, result: str) -> None:
    organisation = (meeting.delegations if side == Side.DELEGATION else meeting.hosts).get()
    Outcome.objects.create(
        mission=meeting.mission, meeting=meeting, organisation=organisation, side=side.value, result=result
    )


def test_who_met_is_known_once_the_mission_is_over_and_nobody_stayed_away(mission: Mission) -> None:
    assert held_meetings(mission.agency) == []
    later = _over(mission)
    met = earlier_meetings(later)
    assert ("F1", "H1") in met and met["F1", "H1"].followed is None and not met["F1", "H1"].wanted
    assert earlier_meetings(mission) == {}
    missed = _met(mission)
    host = missed.hosts.get()
    CheckIn.objects.create(mission=mission, meeting=missed, organisation=host, presence="no_show")
    assert ("F1", "H1") not in earlier_meetings(later)


def test_a_pair_that_met_is_proposed_again_only_where_it_is_wanted(mission: Mission, people: dict[str, User]) -> None:
    officer = people["officer"]
    host, firm = _met(mission).hosts.get(), _met(mission).delegations.get()
    for one in (firm, host):
        one.offers.update(text_fr="Soudure et montage de convoyeurs à courroie", text_en="")
    later = _over(mission)
    _say(_met(mission), Side.HOST, "deal")
    rematch(officer, later)
    assert not later.suggestions.filter(delegation=firm, host=host).exists()
    asking.ask(officer, later, firm, host, side=Side.DELEGATION)
    rematch(officer, later)
    (again,) = later.suggestions.filter(delegation=firm, host=host, relation="partner")
    assert "met" in {reason["kind"] for reason in again.reasons}
    assert "Déjà rencontrées" in again.lacking[0].fr


def test_what_came_of_a_meeting_teaches_more_than_what_was_thought_of_it(mission: Mission) -> None:
    _over(mission)
    before = agency_lesson(mission.agency)
    _say(_met(mission), Side.HOST, "follow_up")
    _say(_met(mission, "F2.H2"), Side.DELEGATION, "nothing")
    mission.suggestions.update(
        reasons=[{"piece": "answer", "value": 0.5, "kind": "need", "fr": "", "en": "", "weight": 1}]
    )
    after = agency_lesson(mission.agency)
    assert (after.judged - before.judged, after.good - before.good) == (2, 1)
