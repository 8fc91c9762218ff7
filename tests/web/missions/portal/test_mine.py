"""A participant's own room: what to do now, whom to meet, requests, programme, briefing sheets, and nobody else's business."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from jumelage.documents.printed.briefing import Sheet, briefing_pdf
from jumelage.language import Bilingual
from jumelage.web.accounts.models import User
from jumelage.web.directory.models import Need, Offer, Organisation
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.rules import Part, Side
from jumelage.web.missions.matching.actions import requests as asking
from jumelage.web.missions.matching.letters import request_path
from jumelage.web.missions.matching.rules import Wish
from jumelage.web.missions.models import Mission, Participant, Request, Suggestion
from jumelage.web.missions.people.actions.participants import answer_invitation, change_participant, list_participant
from jumelage.web.missions.people.rules import Answer
from jumelage.web.missions.portal.queries.briefings import briefing_of
from jumelage.web.missions.portal.queries.requests import possible
from jumelage.web.outbox.models import Message

MY = "/my/port-lichen-val-granit-2031/"


def org(mission: Mission, code: str) -> Organisation:
    return mission.agency.organisations.get(code=code)


def page(client: Client, user: User | None, address: str = "", status: int = 200) -> str:
    assert user is not None
    client.force_login(user)
    answer = client.get(MY + address)
    assert answer.status_code == status
    return answer.content.decode()


def asked(user: Any, mission: Mission, b: str = "H1", **more: Any) -> Request:
    return asking.ask(user, mission, org(mission, "F1"), org(mission, b), side=Side.DELEGATION, **more)


def test_the_one_thing_to_do_follows_what_happened(client: Client, mission: Mission, parts: dict[str, User]) -> None:
    delegate, host = parts["delegate"], parts["host"]
    assert "Choisissez qui rencontrer" in page(client, delegate)
    asking.ask(host, mission, org(mission, "F1"), org(mission, "H1"), side=Side.HOST)
    assert "1 organisation souhaite vous rencontrer" in page(client, delegate)
    asking.answer(delegate, Request.objects.get(), wish=Wish.LIKE, priority=3)
    mission.versions.update(state=VersionState.FINAL)
    assert "Lisez votre programme" in page(client, delegate)
    mission.versions.update(state=VersionState.DRAFT)
    Offer.objects.filter(organisation__code="F1").delete()
    Need.objects.filter(organisation__code="F1").delete()
    assert "Dites ce que vous offrez et cherchez" in page(client, delegate)


def test_asking_and_answering_from_a_phone(client: Client, mission: Mission, parts: dict[str, User]) -> None:
    client.force_login(parts["delegate"])
    given = {"other": org(mission, "H1").pk, "wish": "must", "priority": "5", "words": "Bonjour <script>"}
    assert client.post(f"{MY}ask/", given).status_code == 302
    assert client.post(f"{MY}ask/", given | {"other": org(mission, "F2").pk}).status_code == 404
    assert client.post(f"{MY}ask/", given | {"other": "x"}).status_code == 404
    assert client.post(f"{MY}ask/", given | {"wish": "perhaps"}).status_code == 422
    again = client.post(f"{MY}ask/", given)
    assert again.status_code == 409 and "vous avez déjà demandé" in again.content.decode()
    made = Request.objects.get()
    seen = page(client, parts["host"], "requests/")
    assert "Soudure Boréale" in seen and "&lt;script&gt;" in seen and "<script>" not in seen.split("<main")[1]
    assert "5/5" not in seen and "indispensable" not in seen.lower()
    assert client.post(f"{MY}requests/{made.pk}/reply/", {"wish": "like", "priority": "9"}).status_code == 422
    assert client.post(f"{MY}requests/{made.pk}/reply/", {"wish": "like", "priority": "2"}).status_code == 302
    late = client.post(f"{MY}requests/{made.pk}/reply/", {"wish": "no"})
    assert late.status_code == 409 and "les deux parties ont dit oui" in late.content.decode()
    own = page(client, parts["delegate"], "requests/")
    assert "indispensable" in own
    assert (made.delegation_priority, Request.objects.get().host_priority) == (5, 2)
    assert client.post(f"{MY}requests/{made.pk}/withdraw/").status_code == 302
    assert Request.objects.get().state == "withdrawn"


def test_a_no_is_seen_as_not_possible_and_its_words_stay_with_the_officer(
    client: Client, mission: Mission, parts: dict[str, User], people: dict[str, User]
) -> None:
    made = asked(parts["delegate"], mission)
    asking.answer(parts["host"], made, wish=Wish.NO, words="Mauvais payeur")
    own = page(client, parts["delegate"], "requests/") + page(client, parts["delegate"], "suggestions/")
    assert "pas possible" in own and "Mauvais payeur" not in own
    assert "Convoyeurs Granit" not in page(client, parts["delegate"], "suggestions/")
    client.force_login(people["officer"])
    assert "Mauvais payeur" in client.get("/missions/port-lichen-val-granit-2031/requests/").content.decode()


def test_nobody_reads_anothers_requests_or_needs(
    client: Client, mission: Mission, parts: dict[str, User], people: dict[str, User]
) -> None:
    other = asking.ask(
        people["officer"], mission, org(mission, "F2"), org(mission, "H2"), side=Side.DELEGATION, words="Secret"
    )
    Need.objects.create(organisation=org(mission, "H1"), position=9, text_fr="Un acheteur pour l'usine")
    mission.versions.update(state=VersionState.PROVISIONAL)
    asking.answer(parts["host"], asked(parts["delegate"], mission), wish=Wish.LIKE, priority=3)
    for who in ("delegate", "host"):
        client.force_login(parts[who])
        assert client.post(f"{MY}requests/{other.pk}/reply/", {"wish": "like"}).status_code == 404
        assert client.post(f"{MY}requests/{other.pk}/withdraw/").status_code == 404
        assert client.get(f"{MY}briefing/F2.H2/").status_code == 404
    everything = "".join(
        page(client, parts["delegate"], a) for a in ("", "suggestions/", "requests/", "programme/", "briefing/F1.H1/")
    )
    assert "Secret" not in everything and "Un acheteur" not in everything and "Plastiques du Cap" not in everything


def test_a_need_is_shown_once_both_said_yes_and_only_the_one_that_is_the_reason(
    client: Client, mission: Mission, parts: dict[str, User]
) -> None:
    host = org(mission, "H1")
    Need.objects.create(organisation=host, position=8, text_fr="Des soudeurs pour nos convoyeurs", text_en="")
    Need.objects.create(organisation=host, position=9, text_fr="Un acheteur pour l'usine", text_en="")
    why = "Convoyeurs Granit cherche « Des soudeurs pour nos convoyeurs »."
    Suggestion.objects.filter(delegation__code="F1", host=host).update(
        reasons=[{"kind": "need", "weight": 1, "fr": why, "en": why}]
    )
    mission.versions.update(state=VersionState.PROVISIONAL)
    assert "Ce qu’ils cherchent" not in page(client, parts["delegate"], "briefing/F1.H1/")
    Participant.objects.filter(user=parts["host"]).update(phone="418 555-0199", share_phone=True)
    asking.answer(parts["host"], asked(parts["delegate"], mission), wish=Wish.LIKE, priority=3, words="À la porte 4")
    sheet = page(client, parts["delegate"], "briefing/F1.H1/")
    assert "Ce qu’ils cherchent" in sheet and "Des soudeurs" in sheet and "acheteur" not in sheet
    assert "tel:418555-0199" in sheet and "À la porte 4" in sheet and "Que feraient-ils" in sheet
    Participant.objects.filter(user=parts["host"]).update(share_phone=False)
    assert "418" not in page(client, parts["delegate"], "briefing/F1.H1/")


def test_the_sheet_says_first_which_need_of_one_the_other_meets(
    client: Client, mission: Mission, parts: dict[str, User], people: dict[str, User]
) -> None:
    client.force_login(parts["delegate"])
    said = {"offers_fr": "Soudure d’aluminium et réparation sur place", "needs_fr": "Une forge pour des pièces uniques"}
    assert client.post(f"{MY}profile/", said).status_code == 302
    asking.answer(people["officer"], asked(parts["delegate"], mission, "H3"), wish=Wish.LIKE, priority=3)
    sheet = briefing_of(Participant.objects.get(user=parts["delegate"]), "F1.H3")
    assert sheet is not None
    first = sheet.reasons[0].fr
    assert "« Une forge pour des pièces uniques »" in first and "« Ce que Forge du Val fait depuis dix ans »" in first


def test_own_programme_is_the_published_one_and_only_ones_own(
    client: Client, mission: Mission, parts: dict[str, User]
) -> None:
    assert "Aucun programme" in page(client, parts["delegate"], "programme/")
    mission.versions.update(state=VersionState.PROVISIONAL)
    own = page(client, parts["delegate"], "programme/")
    assert "provisoire" in own and "Convoyeurs Granit" in own and "Plastiques du Cap" not in own
    received = page(client, parts["host"], "programme/")
    assert "Soudure Boréale" in received and "Moulage Granit" not in received


def test_the_sheets_print_as_one_tagged_file(client: Client, mission: Mission, parts: dict[str, User]) -> None:
    asking.answer(parts["host"], asked(parts["delegate"], mission), wish=Wish.LIKE, priority=3)
    client.force_login(parts["delegate"])
    answer = client.get(f"{MY}briefings.pdf")
    assert answer["Content-Type"] == "application/pdf" and 'filename="fiches-fr.pdf"' in answer["Content-Disposition"]
    read = PdfReader(io.BytesIO(answer.content))
    text = "".join(sheet.extract_text() for sheet in read.pages)
    assert "Convoyeurs Granit" in text and "À demander" in text and "Soudure Boréale" in text
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_a_sheet_prints_whatever_people_wrote() -> None:
    odd = Sheet(
        "#set page(1) \\ $x$ «»", words="*gras* `code` \x00\u202e" + "x" * 300, offers=(Bilingual("#import", ""),) * 40
    )
    assert briefing_pdf([odd, Sheet("")], "Mission", "Nous", "", "en").startswith(b"%PDF")


def test_a_profile_is_ones_own_only_and_makes_reasons(client: Client, mission: Mission, parts: dict[str, User]) -> None:
    client.force_login(parts["delegate"])
    assert client.post(f"{MY}profile/", {"offers_fr": "  "}).status_code == 422
    given = {"offers_fr": "Soudure d'aluminium\nMontage", "needs_fr": "Ce que Forge du Val fait depuis dix ans"}
    assert client.post(f"{MY}profile/", given).status_code == 302
    assert [o.text_fr for o in org(mission, "F1").offers.all()] == ["Soudure d'aluminium", "Montage"]
    assert possible(mission, org(mission, "F1"), Side.DELEGATION)
    client.force_login(parts["host"])
    client.post(f"{MY}profile/", {"offers_fr": "Convoyeurs"})
    assert [o.text_fr for o in org(mission, "H1").offers.all()] == ["Convoyeurs"]
    for who in ("partner", "council"):
        client.force_login(parts[who])
        assert client.post(f"{MY}profile/", given).status_code == 403


def test_who_waits_or_left_speaks_for_nobody(
    client: Client, mission: Mission, parts: dict[str, User], people: dict[str, User]
) -> None:
    Mission.objects.update(seats=1)
    row = list_participant(
        people["officer"],
        mission,
        Part.DELEGATE,
        organisation=org(mission, "F2"),
        name="Kim",
        email="kim@lichen.invalid",
    )
    row = answer_invitation(people["officer"], row, Answer.ACCEPT)
    assert "liste d’attente" in page(client, row.user)
    assert page(client, row.user, "suggestions/", 403)
    client.force_login(parts["delegate"])
    left = client.post(f"{MY}answer/", {"answer_given": "withdraw"})
    assert left["Location"] == "/my/"
    assert client.get(MY).status_code == 404 and client.get("/my/").status_code == 200
    assert "Qui rencontrer" in page(client, row.user, "suggestions/")  # the seat is Kim's


@pytest.mark.parametrize("address", ["suggestions/", "requests/", "programme/", ""])
def test_as_many_queries_with_many_as_with_one(
    client: Client, mission: Mission, parts: dict[str, User], people: dict[str, User], address: str
) -> None:
    def count() -> int:
        client.force_login(parts["delegate"])
        client.get(MY + address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(MY + address).status_code == 200
        return len(caught)

    mission.versions.update(state=VersionState.PROVISIONAL)
    Mission.objects.update(quota=99)
    home = org(mission, "F1")
    asking.answer(parts["host"], asked(parts["delegate"], mission), wish=Wish.LIKE, priority=3)
    asking.ask(people["officer"], mission, home, org(mission, "H2"), side=Side.HOST)
    asked(parts["delegate"], mission, "H3")
    few = count()
    for number in range(20):
        more = Organisation.objects.create(
            agency=mission.agency, code=f"N{number}", name=f"Nouvelle {number}", town=mission.destination
        )
        Suggestion.objects.create(
            mission=mission,
            delegation=home,
            host=more,
            relation="client",
            score=0.5,
            reasons=[{"kind": "x", "fr": "a", "en": "b", "weight": 1}],
        )
        if number < 10:
            side = Side.DELEGATION if number < 5 else Side.HOST
            row = asking.ask(people["officer"], mission, home, more, side=side)
            if number % 2:
                asking.answer(people["officer"], row, wish=Wish.LIKE, priority=3)
    assert count() == few


def test_a_request_is_answered_from_its_mail_without_signing_in_and_its_address_ends_with_that(
    client: Client, mission: Mission, parts: dict[str, User]
) -> None:
    host = Participant.objects.get(mission=mission, user=parts["host"])
    asking.ask(
        parts["delegate"], mission, org(mission, "F1"), org(mission, "H1"), side=Side.DELEGATION, wish=Wish.MUST, words="Bonjour"
    )  # fmt: skip
    made = Request.objects.get()
    (path,) = re.findall(r"/request/\S+/", Message.objects.get(kind="mission.request", to=host.email).text)
    seen = client.get(path)
    assert seen.status_code == 200 and "Soudure Boréale" in seen.content.decode() and "Bonjour" in seen.content.decode()
    assert Request.objects.get().state == "proposed"
    assert client.get(path[:-3] + "x/").status_code == 404
    stranger = request_path(made.pk, Participant.objects.get(mission=mission, user=parts["delegate"]))
    assert client.post(stranger, {"wish": "like"}).status_code == 404
    assert client.post(path, {"wish": "perhaps"}).status_code == 422
    done = client.post(path, {"wish": "like"})
    assert done.status_code == 200 and "vous rencontrez Soudure Boréale" in done.content.decode()
    assert Request.objects.get().state == "accepted" and not client.session.get("_auth_user_id")
    assert client.get(path).status_code == client.post(path, {"wish": "no"}).status_code == 404
    assert Request.objects.get().state == "accepted"


def test_who_has_not_answered_the_invitation_is_asked_that_first(
    client: Client, mission: Mission, parts: dict[str, User]
) -> None:
    host = Participant.objects.get(mission=mission, user=parts["host"])
    Participant.objects.filter(pk=host.pk).update(state="invited", invited_at=timezone.now())
    made = asked(parts["delegate"], mission)
    answer = client.get(request_path(made.pk, host))
    assert answer.status_code == 302 and "/invitation/" in answer.headers["Location"]


def test_a_mail_to_a_wrong_address_opens_nothing_once_the_address_is_corrected(
    client: Client, mission: Mission, people: dict[str, User], parts: dict[str, User]
) -> None:
    host = Participant.objects.select_related("mission__agency").get(mission=mission, user=parts["host"])
    path = request_path(asked(parts["delegate"], mission).pk, host)
    assert client.get(path).status_code == 200
    change_participant(people["officer"], host, email="right@lichen.invalid")
    assert client.get(path).status_code == client.post(path, {"wish": "like"}).status_code == 404
    Participant.objects.filter(pk=host.pk).update(state="invited", invited_at=timezone.now())
    assert client.get(path).status_code == 404  # nor does it lead to the new invitation
    assert Request.objects.get().state == "proposed"
