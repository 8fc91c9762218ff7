"""Pairs decided, compared, matched again, shortlisted: kept, explained, undoable, and by those who may."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from invented import invented_brief

from jumelage.matching import Match
from jumelage.mission import Plan
from jumelage.mission.folder.requests import read_requests
from jumelage.web.accounts.models import AuditEntry, User
from jumelage.web.directory.models import Organisation
from jumelage.web.missions.agenda.actions.plans import load_plan
from jumelage.web.missions.matching.actions import decisions as actions
from jumelage.web.missions.matching.actions.matching import rematch
from jumelage.web.missions.matching.actions.shortlists import save_shortlist, withdraw_shortlist
from jumelage.web.missions.matching.queries import matches as queries
from jumelage.web.missions.matching.queries.shortlists import Limits, choose
from jumelage.web.missions.matching.rules import Rejection, Verdict, excludes
from jumelage.web.missions.models import Decision, Mission

HERE = "/missions/port-lichen-val-granit-2031/"
MATCHES = f"{HERE}matches/"


def org(code: str) -> Organisation:
    return Organisation.objects.get(code=code, agency__slug="lichen")


def key(a: str, b: str) -> str:
    return f"{org(a).pk}-{org(b).pk}"


def reject(client: Client, a: str, b: str, reason: str, **more: str) -> str:
    given = {"pair": key(a, b), "verdict": "rejected", "reason": reason} | more
    answer = client.post(f"{MATCHES}decide/", given, follow=True)
    return answer.content.decode()


def pairs(mission: Mission, **wanted: str) -> set[tuple[int, int]]:
    return set(queries.pair_keys(mission, **wanted))


def test_a_pair_is_accepted_in_a_relation_and_the_page_says_by_whom(officer: Client, mission: Mission) -> None:
    relation = mission.suggestions.get(delegation=org("F1"), host=org("H1")).relation
    given = {"pair": key("F1", "H1"), "verdict": "accepted", "relation": relation, "back": "delegation=F1&decided=9"}
    answer = officer.post(f"{MATCHES}decide/", given)
    made = Decision.objects.get()
    assert (made.verdict, made.relation, made.decided_by.email) == ("accepted", relation, "officer@lichen.invalid")
    assert answer["Location"] == f"{MATCHES}?delegation=F1&decided={made.pk}"
    page = officer.get(answer["Location"]).content.decode()
    assert page.count("cceptée comme") == 2  # the message, and the card
    assert "Agente" in page
    assert AuditEntry.objects.get(subject=f"decision:{made.pk}").action == "match.accepted"


def test_undone_it_is_to_decide_again_and_the_trace_stays(officer: Client, mission: Mission) -> None:
    reject(officer, "F1", "H1", "competitor")
    made = Decision.objects.get()
    for _ in range(2):
        said = officer.post(f"{MATCHES}undo/{made.pk}/", {"back": "state=rejected"}, follow=True).content.decode()
    assert "la décision est annulée" in said
    made.refresh_from_db()
    assert made.undone_at is not None
    assert len(pairs(mission, state="open")) == 20
    reject(officer, "F1", "H1", "acquainted")
    assert Decision.objects.count() == 2
    changes = AuditEntry.objects.filter(subject=f"decision:{made.pk}").values_list("action", flat=True)
    assert sorted(changes) == ["match.rejected", "match.undone"]


@pytest.mark.parametrize(
    ("more", "said"),
    [({"reason": ""}, "Choisissez pourquoi"), ({"reason": "other"}, "Dites en quelques mots"), ({"reason": "x"}, "")],
)
def test_a_rejection_needs_its_reason(officer: Client, mission: Mission, more: dict[str, str], said: str) -> None:
    answer = officer.post(f"{MATCHES}decide/", {"pair": key("F1", "H1"), "verdict": "rejected"} | more)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert "Convoyeurs Granit" in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_rejected_pair_is_proposed_nowhere(officer: Client, mission: Mission, plan: Plan) -> None:
    page = reject(officer, "F1", "H1", "wrong_activity", words="Ils ne font plus de convoyeurs")
    assert "Profils à vérifier" in page
    assert "Ils ne font plus de convoyeurs" in page
    lost = (org("F1").pk, org("H1").pk)
    for _ in range(2):
        assert lost not in pairs(mission)
        assert pairs(mission, state="rejected") == {lost}
        assert lost not in {row.pair for row in queries.suggestions(mission)}
        assert lost not in choose(mission, Limits(least_per_host=1)).keys
        assert mission.suggestions.filter(delegation=lost[0], host=lost[1]).exists()  # with what it was judged on
        load_plan(mission.agency, plan)
    assert "Convoyeurs Granit" not in re.sub(r"<section.*?</section>", "", officer.get(f"{HERE}delegation/F1/").content.decode(), count=1, flags=re.S)  # fmt: skip


@pytest.mark.parametrize("reason", list(Rejection))
def test_only_hard_reasons_keep_apart_in_every_matching(
    officer: Client, mission: Mission, plan: Plan, monkeypatch: pytest.MonkeyPatch, reason: Rejection
) -> None:
    reject(officer, "F1", "H1", reason, words="mot")
    later = load_plan(mission.agency, dataclasses.replace(plan, programme=dataclasses.replace(plan.programme, id="2")))
    given: list[set[tuple[str, str]]] = []

    def match(profiles: object, *, exclude: set[tuple[str, str]], **_: object) -> list[Match]:
        given.append(exclude)
        return []

    monkeypatch.setattr("jumelage.web.missions.matching.actions.matching.match", match)
    for one in (mission, later):
        rematch(User.objects.get(email="officer@lichen.invalid"), one)
    assert given == [{("F1", "H1")} if excludes(reason) else set()] * 2
    assert bool(queries.kept_apart_elsewhere(later)) == excludes(reason)
    assert ((org("F1").pk, org("H1").pk) in pairs(mission, state="rejected")) is True


def test_matching_again_is_real_and_keeps_the_agenda_and_the_decisions(officer: Client, mission: Mission) -> None:
    reject(officer, "F1", "H1", "payment_risk")
    Organisation.objects.filter(code="F2").update(stated_by_officer=True)
    for code, line in (("F2", "Moules d'injection en acier"), ("H2", "Fabrication de moules d'injection en acier")):
        org(code).offers.all().delete()
        org(code).offers.create(position=0, text_fr=line)
    org("F2").needs.create(position=9, text_fr="Moules d'injection en acier")
    said = officer.post(f"{MATCHES}again/", follow=True).content.decode()
    assert "L’appariement est refait" in said
    assert "1 paire est tenue à l’écart" in said
    assert (org("F2").pk, org("H2").pk) in pairs(mission)
    assert (org("F1").pk, org("H1").pk) in pairs(mission, state="rejected")
    assert mission.versions.count() == 1


def test_two_people_decide_at_once_and_the_second_is_told(
    officer: Client, mission: Mission, people: dict[str, User]
) -> None:
    actions.decide(people["officer"], mission, org("F1"), org("H1"), verdict=Verdict.ACCEPTED, relation="partner")
    page = reject(officer, "F1", "H1", "competitor")
    assert "Agente a décidé avant vous" in page
    assert Decision.objects.get().verdict == "accepted"


def test_only_an_officer_of_the_agency_decides(mission: Mission, people: dict[str, User]) -> None:
    made = actions.decide(people["officer"], mission, org("F1"), org("H1"), verdict=Verdict.ACCEPTED)
    saved = save_shortlist(people["officer"], mission, Limits())
    for role in ("outsider", "reader", "operator"):
        user = people[role]
        for write in (
            lambda who: actions.decide(who, mission, org("F1"), org("H2"), verdict=Verdict.ACCEPTED),
            lambda who: actions.undo(who, made),
            lambda who: rematch(who, mission),
            lambda who: save_shortlist(who, mission, Limits()),
            lambda who: withdraw_shortlist(who, saved),
        ):
            with pytest.raises(PermissionDenied):
                write(user)


def test_a_reader_sees_no_button(client: Client, mission: Mission, people: dict[str, User]) -> None:
    client.force_login(people["reader"])
    for page in ("", "shortlist/", f"compare/?pair={key('F1', 'H1')}"):
        text = client.get(f"{MATCHES}{page}").content.decode()
        assert re.findall(r'<form [^>]*method="post" action="([^"]+)"', text) == ["/language/", "/sign-out/"], page
    assert client.post(f"{MATCHES}decide/", {"pair": key("F1", "H1"), "verdict": "accepted"}).status_code == 403


def test_compare_takes_three_pairs_of_the_mission_and_ignores_the_rest(officer: Client, mission: Mission) -> None:
    asked = [key("F1", f"H{n}") for n in range(1, 6)]
    page = officer.get(f"{MATCHES}compare/", {"pair": ["x", "1-", *asked]}).content.decode()
    assert page.count('class="top-row"') == 3
    assert "On en compare trois au plus" in page
    assert "Rien à comparer" in officer.get(f"{MATCHES}compare/", {"pair": f"{org('H1').pk}-999999"}).content.decode()
    assert officer.get(f"{MATCHES}compare/", {"pair": "9" * 40}).status_code == 200


def test_the_way_back_leads_nowhere_else(officer: Client, mission: Mission) -> None:
    given = {"pair": key("F1", "H1"), "verdict": "accepted", "to": "//example.org", "back": "https://example.org/?a=b"}
    assert officer.post(f"{MATCHES}decide/", given)["Location"].startswith(f"{MATCHES}?")


def test_states_narrow_the_list(officer: Client, mission: Mission, people: dict[str, User]) -> None:
    actions.decide(people["officer"], mission, org("F1"), org("H1"), verdict=Verdict.ACCEPTED, relation="partner")
    save_shortlist(people["officer"], mission, Limits(per_delegate=1, per_host=1))
    reject(officer, "F2", "H2", "other", words="mot")
    counts = {state: len(pairs(mission, state=state)) for state in ("", "open", "accepted", "rejected", "proposed")}
    assert counts == {"": 19, "open": 18, "accepted": 1, "rejected": 1, "proposed": 3}  # a fourth was rejected since
    assert queries.tally(mission) == queries.Tally(18, 1, 1)


def test_a_shortlist_keeps_its_limits_and_says_what_it_costs(mission: Mission) -> None:
    chosen = choose(mission, Limits(per_delegate=2, per_host=1, least_per_host=2))
    assert all(one.meetings <= 2 for one in chosen.delegations)
    assert [one.meetings for one in chosen.hosts] == [1] * 5
    assert chosen.full == 0  # each is under the minimum that was promised, and said to be
    assert len(chosen.short) == 5
    assert chosen.given_up
    assert all(row.why and row.why.fr and row.why.en for row in chosen.given_up)


def test_an_accepted_pair_comes_before_better_scores(mission: Mission, people: dict[str, User]) -> None:
    worst = mission.suggestions.exclude(reasons=[]).order_by("score", "pk")[0]
    tight = Limits(per_delegate=1, per_host=1)
    assert worst.pair not in choose(mission, tight).keys
    actions.decide(people["officer"], mission, worst.delegation, worst.host, verdict=Verdict.ACCEPTED)
    row = next(row for row in choose(mission, tight).kept if row.suggestion.pair == worst.pair)
    assert row.accepted
    assert row.suggestion.score == worst.score


def test_a_saved_shortlist_shows_on_the_matches_and_can_be_withdrawn(officer: Client, mission: Mission) -> None:
    first = officer.post(f"{MATCHES}shortlist/save/", {"per_delegate": "1", "per_host": "1"}, follow=True)
    assert "4 rencontres sont proposées" in first.content.decode()
    officer.post(f"{MATCHES}shortlist/save/", {"per_delegate": "2", "per_host": "4"})
    page = officer.get(f"{MATCHES}shortlist/", {"per_delegate": "1", "per_host": "1"}).content.decode()
    assert re.search(r"\d de plus, \d+ de moins", page)
    assert 'name="per_delegate" value="2"' in officer.get(f"{MATCHES}shortlist/").content.decode()
    assert officer.get(MATCHES).content.decode().count("dans la liste courte</span>") == 8
    officer.post(f"{MATCHES}shortlist/withdraw/")
    assert officer.get(MATCHES).content.decode().count("dans la liste courte</span>") == 4
    for _ in range(2):
        officer.post(f"{MATCHES}shortlist/withdraw/")
    assert queries.current_shortlist(mission) is None


@pytest.mark.parametrize(
    "bad", [{"per_host": "99"}, {"per_delegate": ""}, {"spread": "-1"}, {"per_host": "1", "least_per_host": "3"}, {"spread": "abc"}]
)  # fmt: skip
def test_limits_out_of_bounds_are_told_and_not_saved(officer: Client, mission: Mission, bad: dict[str, str]) -> None:
    page = officer.get(f"{MATCHES}shortlist/", bad)
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert "Rien n’a été enregistré" in officer.post(f"{MATCHES}shortlist/save/", bad, follow=True).content.decode()
    assert queries.current_shortlist(mission) is None


def test_the_requests_file_is_read_back_by_planning(officer: Client, mission: Mission, tmp_path: Path) -> None:
    officer.post(f"{MATCHES}shortlist/save/", {"per_delegate": "1", "per_host": "1"})
    officer.post(f"{MATCHES}decide/", {"pair": key("F1", "H2"), "verdict": "accepted"})
    reject(officer, "F1", "H1", "not_again")
    answer = officer.get(f"{MATCHES}requests.csv")
    (tmp_path / "requests.csv").write_bytes(answer.content)
    brief = read_requests(tmp_path / "requests.csv", invented_brief())
    wishes = {(r.delegation, r.host): (r.wish, r.priority) for r in brief.requests}
    assert wishes["F1", "H1"] == ("no", 3)
    assert wishes["F1", "H2"] == ("like", 4)
    assert len(wishes) == 4 + 2


def test_a_page_without_matches_says_what_to_do(officer: Client, mission: Mission) -> None:
    mission.suggestions.all().delete()
    assert "Aucune rencontre n’a encore de raison" in officer.get(MATCHES).content.decode()
    assert "Il n’y a rien à choisir" in officer.get(f"{MATCHES}shortlist/").content.decode()
