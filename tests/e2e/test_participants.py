"""People, requests and the participant's own room: both languages, both widths, without script, as each of them sees it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from serving import served
from visiting import Visit

pytestmark = pytest.mark.browser

HERE = "/missions/port-lichen-val-granit-2031"
MY = "/my/port-lichen-val-granit-2031"
PAGES = {
    "officer": {
        "people": f"{HERE}/people/",
        "people-add": f"{HERE}/people/add/",
        "person": f"{HERE}/people/{{host}}/",
        "mission-settings": f"{HERE}/settings/",
        "places": f"{HERE}/sites/",
        "place-add": f"{HERE}/sites/add/",
        "requests": f"{HERE}/requests/",
        "request-ask": f"{HERE}/requests/ask/",
    },
    "delegate": {
        "my": f"{MY}/",
        "my-suggestions": f"{MY}/suggestions/",
        "my-requests": f"{MY}/requests/",
        "my-programme": f"{MY}/programme/",
        "my-briefing": f"{MY}/briefing/F1.H1/",
        "my-profile": f"{MY}/profile/",
    },
    "host": {"host": f"{MY}/", "host-requests": f"{MY}/requests/", "host-programme": f"{MY}/programme/"},
    "waiting": {"my-waiting": f"{MY}/"},
    "partner": {
        "partner-overview": f"{HERE}/",
        "partner-delegation": f"{HERE}/delegation/",
        "partner-agenda": f"{HERE}/agenda/",
        "partner-links": f"{HERE}/links/",
    },
    "nobody": {"invitation": "{invitation}"},
}
TARGETS = ".button, .tabs a, .rooms a, .quiet, .switch a, .file, select, summary, textarea, .my-tabs a, .states a, .priority span"
FILL = """
import json, sys
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from jumelage.web.accounts.models import User
from jumelage.web.missions.matching.actions import requests
from jumelage.web.missions.people.actions import participants as people
from jumelage.web.missions.core.actions.sites import keep_site
from jumelage.web.missions.people.letters import invitation_link
from jumelage.web.missions.models import Mission, Participant
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.rules import Part
from jumelage.web.missions.matching.rules import Wish
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.people.rules import Answer

mission = Mission.objects.get(slug="port-lichen-val-granit-2031")
agent = User.objects.get(email="demonstration@jumelage.invalid")
org = lambda code: mission.agency.organisations.get(code=code)
who = {
    "delegate": (Part.DELEGATE, "F1", "Alix Exemple"), "host": (Part.HOST, "H1", "Camille Essai"),
    "partner": (Part.PARTNER, "", "Dominique Partenaire"), "waiting": (Part.DELEGATE, "F4", "Kim Attente"),
    "invited": (Part.DELEGATE, "A1", "Maxime Essai"),
}
rows = {
    name: people.list_participant(
        agent, mission, part, organisation=org(code) if code else None, name=called, email=f"{name}@lichen.invalid"
    )
    for name, (part, code, called) in who.items()
}
Mission.objects.filter(pk=mission.pk).update(seats=1)
mission.refresh_from_db()
people.invite(agent, mission, rows.values())
for name, row in rows.items():
    row.refresh_from_db()
    if name != "invited":
        people.answer_invitation(row.user, row, Answer.ACCEPT, phone="418 555-0100", share_phone=True)
delegate, host = rows["delegate"].user, rows["host"].user
agreed = requests.ask(
    delegate, mission, org("F1"), org("H1"), side=Side.DELEGATION, wish=Wish.MUST, priority=5, words="Voir la presse ?"
)
requests.answer(host, agreed, wish=Wish.LIKE, priority=4, words="Avec plaisir.")
requests.ask(agent, mission, org("F1"), org("H3"), side=Side.HOST, words="Votre soudure nous intéresse.")
requests.ask(delegate, mission, org("F1"), org("H2"), side=Side.DELEGATION)
requests.say_no(delegate, mission, org("F1"), org("H4"), side=Side.DELEGATION)
for name, place in (("Usine", (46.1, -71.3)), ("Quai", (46.11, -71.32))):
    keep_site(agent, mission, None, name_fr=name, name_en=name, address="1 rue X", latitude=place[0], longitude=place[1])
mission.versions.update(state=VersionState.PROVISIONAL)
known = {}
for name, row in rows.items():
    row.refresh_from_db()
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(row.user.pk), "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = row.user.get_session_auth_hash()
    session.save()
    known[name] = {"session": session.session_key, "person": row.pk}
link = invitation_link(rows["invited"].pk, rows["invited"].invited_at.isoformat())
known["invitation"] = "/invitation/" + link.split("/invitation/")[1]
sys.stdout.write(json.dumps(known))
"""


@pytest.fixture(scope="module")
def served_room(new_home: Callable[[str], Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """People in every part, requests that wait and one agreed, a published programme; the address, how each signs in."""
    with served(new_home("participants"), FILL) as (address, written):
        yield address, json.loads(written.splitlines()[-1])


@pytest.fixture
def site(served_room: tuple[str, dict[str, Any]]) -> str:
    return served_room[0]


@pytest.fixture
def known(served_room: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return served_room[1]


def enter(visit: Visit, known: dict[str, Any], who: str) -> Visit:
    if who in known:
        cookie = {"name": "sessionid", "value": known[who]["session"], "url": visit.site}
        visit.context.add_cookies([cookie])  # type: ignore[list-item]
    return visit


@pytest.fixture(params=list(PAGES))
def visit(
    request: pytest.FixtureRequest, browser: Browser, site: str, language: str, width: int, known: dict[str, Any]
) -> Iterator[tuple[str, Visit]]:
    made = enter(Visit(browser, site, language, width), known, request.param)
    yield request.param, made
    made.context.close()


def test_every_page(visit: tuple[str, Visit], known: dict[str, Any]) -> None:
    who, here = visit
    for name, address in PAGES[who].items():
        here.open(address.format(invitation=known["invitation"], host=known["host"]["person"]))
        here.look(name, targets=TARGETS, still=True)


def test_without_script_one_answers_asks_and_takes_back(browser: Browser, site: str, known: dict[str, Any]) -> None:
    here = enter(Visit(browser, site, "fr", 360, script=False), known, "delegate")
    page = here.open(f"{MY}/")
    page.get_by_role("link", name="Répondre").click()
    request = page.locator("li.card", has_text="Forge du Val")
    request.locator("button[value=like]").click()
    expect(page.get_by_role("status")).to_contain_text("vous rencontrez Forge du Val")
    page.get_by_role("link", name="Qui rencontrer").click()
    page.locator("li.card", has_text="Câbles du Val").locator("button[value=must]").click()
    expect(page.get_by_role("status")).to_contain_text("en route vers Câbles du Val")
    page.get_by_role("link", name="Demandes").click()
    asked = page.locator("li.card", has_text="Câbles du Val")
    asked.get_by_text("La retirer").click()
    asked.get_by_role("button", name="Oui, retirer").click()
    expect(page.locator("li.card", has_text="Câbles du Val")).to_contain_text("retirée")
    here.context.close()


def test_an_invitation_is_answered_from_the_mail_alone(browser: Browser, site: str, known: dict[str, Any]) -> None:
    here = Visit(browser, site, "en", 360)
    page = here.open(str(known["invitation"]))
    page.get_by_label("Telephone").fill("not a number")
    page.get_by_role("button", name="Yes, I take part").click()
    expect(page.locator(".field-error")).to_contain_text("418 555-0100")
    page.get_by_label("Telephone").fill("418 555-0111")
    page.get_by_role("button", name="Yes, I take part").click()
    expect(page.get_by_role("status")).to_contain_text("waiting list")
    here.context.close()
