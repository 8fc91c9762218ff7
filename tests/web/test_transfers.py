"""Bringing a practice home: who may, in which order, what comes of it, who reads it, and what can be taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jumelage.errors import InputError
from jumelage.web.accounts.models import Agency, AuditEntry, User
from jumelage.web.practices.actions import transfers as actions
from jumelage.web.practices.models import Practice, Transfer
from jumelage.web.practices.queries import transfers as queries
from jumelage.web.towns.actions import know_town

TODAY = dt.date(2031, 3, 4)


@pytest.fixture
def transfer(library: None, agency: Agency, people: dict[str, User]) -> Transfer:
    return planned("PR04", agency, people["officer"])


def planned(code: str, agency: Agency, user: User) -> Transfer:
    practice = Practice.objects.get(code=code)
    return actions.plan(user, agency, practice, know_town("Port-Lichen"), owner="Bureau du lichen", start=TODAY)


def test_a_plan_holds_steps_needs_distance_and_origin(transfer: Transfer) -> None:
    assert [step.name for step in transfer.steps.all()] == ["understand", "adapt", "re-use"]
    assert transfer.review == TODAY + dt.timedelta(days=365 + 365)
    assert transfer.requirements.count() == 2
    assert transfer.practice.town_name.fr == "Thetford Mines"
    assert transfer.caution.fr.startswith("Aucune preuve")
    assert [part.apart for part in transfer.parts] == [
        None
    ] * 6  # an invented town: nothing is known, nothing is counted
    assert AuditEntry.objects.get(action="transfer.planned").after["practice"] == "PR04"


def test_two_known_towns_are_compared(library: None, agency: Agency, people: dict[str, User]) -> None:
    practice, here = Practice.objects.get(code="PR04"), know_town("Sept-Îles")
    made = actions.plan(people["officer"], agency, practice, here, owner="Bureau", start=TODAY)
    apart = {part.name.en: part.apart for part in made.parts}
    assert apart["population"] is not None and apart["population"] < 0.3
    assert apart["laws and programmes"] == 0.5


def test_nothing_is_planned_twice(transfer: Transfer, agency: Agency, people: dict[str, User]) -> None:
    assert planned("PR04", agency, people["officer"]) == transfer
    assert Transfer.objects.count() == 1


def test_only_officers_of_the_agency_write(transfer: Transfer, agency: Agency, people: dict[str, User]) -> None:
    for role in ("outsider", "reader", "operator"):
        user = people[role]
        for write in (
            lambda user=user: planned("PR06", agency, user),
            lambda user=user: actions.answer_requirements(user, transfer, {1: (True, "")}),
            lambda user=user: actions.change_step(user, transfer, "adapt", owner="x", due=TODAY, following=""),
            lambda user=user: actions.mark_step(user, transfer, "understand", TODAY),
            lambda user=user: actions.close(user, transfer, "adopted", reason="", on=TODAY, shared=True),
            lambda user=user: actions.reopen(user, transfer),
            lambda user=user: actions.discard(user, transfer),
        ):
            with pytest.raises(PermissionDenied):
                write()
    assert AuditEntry.objects.count() == 1


def test_steps_go_in_order_and_are_taken_back_from_the_last(transfer: Transfer, people: dict[str, User]) -> None:
    user = people["officer"]
    with pytest.raises(InputError, match="understand"):
        actions.mark_step(user, transfer, "adapt", TODAY)
    for name in ("understand", "adapt"):
        actions.mark_step(user, transfer, name, TODAY)
    actions.mark_step(user, transfer, "understand", None)
    assert not transfer.steps.exclude(done=None).exists()
    assert AuditEntry.objects.filter(action="transfer.undone").count() == 1


def test_answers_are_kept_with_what_they_were(transfer: Transfer, people: dict[str, User]) -> None:
    actions.answer_requirements(people["officer"], transfer, {1: (True, "Vu le 4"), 2: (None, "")})
    actions.answer_requirements(people["officer"], transfer, {1: (False, "Vendu depuis"), 2: (None, "")})
    assert [need.met for need in transfer.requirements.all()] == [False, None]
    entry = AuditEntry.objects.filter(action="transfer.answered").first()
    assert entry is not None and (entry.before, entry.after) == (
        {"1": [True, "Vu le 4"]},
        {"1": [False, "Vendu depuis"]},
    )


def test_a_result_is_reported_on_the_page_of_the_practice_and_can_be_taken_back(
    officer: Client, transfer: Transfer, people: dict[str, User], client: Client
) -> None:
    address = f"/transfers/{transfer.pk}/"
    refused = officer.post(f"{address}result/", {"outcome": "rejected", "reason": " "})
    assert refused.status_code == 422 and "Dites pourquoi elle est écartée" in refused.content.decode()
    reason = "Pas d'immeuble au centre <b>"
    officer.post(f"{address}result/", {"outcome": "rejected", "reason": reason, "shared": "on"})
    page = officer.get("/practices/PR04/").content.decode()
    assert "Pas d&#x27;immeuble au centre &lt;b&gt;" in page and "écartée" in page and "Port-Lichen" in page
    assert officer.post(f"{address}steps/understand/mark/").status_code == 403  # closed
    officer.post(f"{address}reopen/")
    transfer.refresh_from_db()
    assert (transfer.outcome, transfer.closed_on) == ("", None)
    assert "immeuble au centre &lt;b" not in officer.get("/practices/PR04/").content.decode()


@pytest.mark.parametrize("shared", [True, False])
def test_another_agency_reads_a_result_only_where_it_is_shared(
    transfer: Transfer, people: dict[str, User], shared: bool
) -> None:
    actions.close(people["officer"], transfer, "adapted", reason="Sans mentorat", on=TODAY, shared=shared)
    practice = transfer.practice
    assert queries.results_of(people["outsider"], practice).exists() is shared
    assert queries.results_of(people["reader"], practice).exists()
    assert not queries.visible_to(people["outsider"]).exists()


def test_a_plan_is_thrown_away_only_while_nothing_was_done(transfer: Transfer, people: dict[str, User]) -> None:
    actions.mark_step(people["officer"], transfer, "understand", TODAY)
    with pytest.raises(PermissionDenied):
        actions.discard(people["officer"], transfer)
    actions.mark_step(people["officer"], transfer, "understand", None)
    actions.discard(people["officer"], transfer)
    assert not Transfer.objects.exists()
    assert AuditEntry.objects.filter(action="transfer.discarded").exists()


def test_a_failure_can_be_planned_and_opens_with_its_caution(officer: Client, library: None) -> None:
    answer = officer.post(
        "/practices/PR01/transfer/",
        {"agency": "lichen", "here": "port-lichen", "owner": "Bureau", "start": "2031-03-04"},
        follow=True,
    )
    assert "Cela a échoué ou divisé là-bas" in answer.content.decode()
    wrong = officer.post("/practices/PR01/transfer/", {"agency": "lichen", "here": "port-lichen", "start": "demain"})
    assert wrong.status_code == 422


def test_a_late_step_is_said_on_the_board_and_on_the_plan(officer: Client, transfer: Transfer) -> None:
    transfer.steps.filter(name="understand").update(due=dt.date(2020, 1, 1), next="Appeler la chambre")
    board = officer.get("/transfers/").content.decode()
    assert "<b>1 est en retard.</b>" in board and "Appeler la chambre" in board
    assert "Appeler la chambre" in officer.get(f"/transfers/{transfer.pk}/").content.decode()


def test_a_mistake_in_a_step_comes_back_with_its_form_open(officer: Client, transfer: Transfer) -> None:
    address = f"/transfers/{transfer.pk}/steps/adapt/"
    wrong = officer.post(address, {"adapt-owner": "", "adapt-due": "2031-99-99"})
    assert wrong.status_code == 422 and "<details open>" in wrong.content.decode()
    good = officer.post(address, {"adapt-owner": "Chambre", "adapt-due": "2031-06-01", "adapt-next": "Écrire"})
    assert good.status_code == 302
    assert transfer.steps.get(name="adapt").next == "Écrire"
    assert officer.post(f"/transfers/{transfer.pk}/steps/copy/", {}).status_code == 404


def test_the_board_takes_as_many_queries_with_1_plan_as_with_30(
    officer: Client, transfer: Transfer, agency: Agency, people: dict[str, User]
) -> None:
    officer.get("/transfers/")
    with CaptureQueriesContext(connection) as one:
        officer.get("/transfers/")
    for number in range(1, 31):
        planned(f"PR{number:02}", agency, people["officer"])
    with CaptureQueriesContext(connection) as many:
        officer.get("/transfers/")
    assert len(many) == len(one)


def test_a_reader_sees_the_plan_and_can_change_nothing(
    client: Client, transfer: Transfer, people: dict[str, User]
) -> None:
    client.force_login(people["reader"])
    page = client.get(f"/transfers/{transfer.pk}/").content.decode()
    forms = [form for form in page.split("<form ")[1:] if "/transfers/" in form.split(">")[0]]
    assert len(forms) == 1 and forms[0].count("disabled") == 4 * transfer.requirements.count()
