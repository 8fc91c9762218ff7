"""What people need on the day: asked of them and of the officer, printed on the day sheet, exported and erased."""

from __future__ import annotations

import io

from django.test import Client
from pypdf import PdfReader

from jumelage.web.accounts.models import User
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.models import Mission, Participant
from jumelage.web.missions.people.personal_data import erase_participations, export_participations

HERE = "/missions/port-lichen-val-granit-2031/"
PROFILE = "/my/port-lichen-val-granit-2031/profile/"
HOUR = "?at=2031-03-04T10:00"


def read(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    answer = client.get(address)
    if answer["Content-Type"] == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return str(answer.content.decode())


def test_needs_are_asked_printed_for_officers_alone_and_erased(
    client: Client, mission: Mission, people: dict[str, User], parts: dict[str, User]
) -> None:
    mission.versions.update(state=VersionState.FINAL)
    delegate, host = parts["delegate"], parts["host"]
    client.force_login(delegate)
    said = {"needs": "1", "dietary_needs": "sans noix", "access_needs": "rampe"}
    assert client.post(PROFILE, said).status_code == 302
    row = Participant.objects.get(user=host)
    client.force_login(people["officer"])
    form = {"organisation": row.organisation_id, "name": row.name, "email": row.email, "language": "fr"}
    assert client.post(f"{HERE}people/{row.pk}/", form | {"dietary_needs": "végétarien"}).status_code == 302
    assert "sans noix" in read(client, delegate, PROFILE)
    for address in (f"{HERE}day/{HOUR}", f"{HERE}day/sheet.pdf{HOUR}"):
        page = read(client, people["officer"], address)
        assert all(words in page for words in ("sans noix", "rampe", "végétarien"))
        assert "sans noix" not in read(client, people["reader"], address)
    assert export_participations(delegate)[0]["dietary_needs"] == "sans noix"
    erase_participations(delegate)
    assert not Participant.objects.filter(dietary_needs="sans noix").exists()


def test_a_need_too_long_is_told_and_nothing_else_is_saved(client: Client, parts: dict[str, User]) -> None:
    client.force_login(parts["delegate"])
    answer = client.post(PROFILE, {"needs": "1", "dietary_needs": "x" * 301})
    assert answer.status_code == 422
    assert Participant.objects.get(user=parts["delegate"]).dietary_needs == ""
