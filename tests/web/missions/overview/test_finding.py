"""One search over everything: names in any order, telephones in any form; lists leave as workbooks; a colleague comes in."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from jumelage.web.accounts.models import Agency, AuditEntry, Membership, User
from jumelage.web.missions.core.rules import Part
from jumelage.web.missions.models import Mission
from jumelage.web.missions.people.actions.participants import list_participant
from jumelage.web.outbox.models import Message


@pytest.fixture
def known(mission: Mission, people: dict[str, User]) -> None:
    forge = mission.agency.organisations.get(code="H3")
    mission.agency.organisations.filter(code="H3").update(phone="418 555-0142", postal_code="G6G 1A1")
    forge.contacts.create(name="Émile Essai", email="emile@forge.invalid", phone="+1 (418) 555.0143")
    list_participant(
        people["officer"], mission, Part.HOST, organisation=forge, name="Émile Essai", email="e@forge.invalid"
    )


@pytest.mark.parametrize(
    ("words", "there", "count"),
    [
        ("essai emile", "Émile Essai", 2),
        ("4185550143", "Émile Essai", 1),
        ("1-418-555-0143", "Émile Essai", 1),
        ("(418) 555 0142", "Forge du Val", 1),
        ("emile@forge.invalid", "Émile Essai", 1),
        ("g6g1a1", "Forge du Val", 1),
        ("val forge", "Forge du Val", None),
        ("rien de tel", "0 résultat", 0),
    ],
)
def test_everything_is_found_as_people_write_it(
    officer: Client, known: None, words: str, there: str, count: int
) -> None:
    page = officer.get("/find/", {"q": words}).content.decode()
    assert there in page
    if count is not None:
        assert f"{count} résultat" in page


def test_nobody_finds_what_is_another_agency_s(client: Client, known: None, people: dict[str, User]) -> None:
    client.force_login(people["outsider"])
    assert "0 résultat" in client.get("/find/", {"q": "forge"}).content.decode()


def test_lists_leave_as_they_are_filtered(officer: Client, known: None, mission: Mission) -> None:
    answer = officer.get("/directory/list.xlsx", {"q": "forge"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["Organisation", "Forge du Val"] and "emile@forge.invalid" in rows[1]
    listed = officer.get(f"/missions/{mission.slug}/people/list.xlsx")
    rows = list(load_workbook(io.BytesIO(listed.content)).active.iter_rows(values_only=True))
    assert rows[1][2:4] == ("Émile Essai", "e@forge.invalid")


def test_an_officer_invites_a_colleague(officer: Client, agency: Agency) -> None:
    given = {"name": "Camille Collègue", "email": "camille@lichen.invalid", "role": "reader"}
    assert "est invité" not in officer.post("/people/invite/", given, follow=True).content.decode()
    made = Membership.objects.get(user__email="camille@lichen.invalid")
    assert (made.agency, made.role) == (agency, "reader")
    mail = Message.objects.get(to="camille@lichen.invalid")
    assert "vous donne accès" in mail.text and "/sign-in/" in mail.text
    again = officer.post("/people/invite/", given | {"role": "officer"}, follow=True).content.decode()
    assert "fait déjà partie" in again and Membership.objects.get(user=made.user).role == "reader"
    assert AuditEntry.objects.filter(action="colleague.invited").count() == 1
    assert officer.post("/people/invite/", given | {"email": "x"}).status_code == 422
