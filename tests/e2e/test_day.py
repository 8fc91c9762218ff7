"""The day in a browser, while it runs: phone and desktop, both languages, without script, without a network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from serving import served
from visiting import RULES, Visit, until

pytestmark = pytest.mark.browser

HERE = "/missions/port-lichen-val-granit-2031"
MINE = "/my/port-lichen-val-granit-2031/day/"
PAGES = {
    "officer": {
        "day": f"{HERE}/day/",
        "day-whole": f"{HERE}/day/?show=all",
        "day-rehearsed": f"{HERE}/day/?at={{second}}",
        "day-changes": f"{HERE}/day/changes/?sentence=away",
        "day-proposal": f"{HERE}/day/repair/{{proposal}}/",
        "day-walk-in": f"{HERE}/day/walk-in/",
        "day-as-group": f"{HERE}/day/as/F1/?at={{group}}",
        "day-as-late": f"{HERE}/day/as/H2/?at={{early}}",
        "day-as-after": f"{HERE}/day/as/F2/?at={{end}}",
        "outcomes": f"{HERE}/outcomes/",
        "outcomes-rehearsed": f"{HERE}/outcomes/?at={{end}}",
        "links-to-follow": f"{HERE}/links/",
        "link-follow": f"{HERE}/links/from/{{told}}/",
    },
    "delegate": {
        "my-day": MINE,
        "my-day-tomorrow": f"{MINE}?day={{tomorrow}}",
        "my-day-cancel": f"{MINE}{{later}}/cancel/",
        "my-day-outcome": f"{MINE}{{now}}/outcome/",
    },
    "host": {"host-day": MINE},
    "nobody": {"no-network": "/my/no-network", "not-sent": "/my/not-sent"},
}
TARGETS = ".button, .tabs a, .quiet, .switch a, .file, select, summary, textarea, .my-tabs a, .choices label, .seat-name a, .leave a"
# It is past two in the afternoon where the mission is, on its first day: F1 has been at H1 for twenty minutes, of sixty.
FILL = """
import datetime as dt, json, sys
import invented
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from jumelage.web.accounts.models import User
from jumelage.web.missions.agenda.actions.plans import load_plan
from jumelage.web.missions.day.actions import presence as day
from jumelage.web.missions.people.actions import participants as people
from jumelage.web.missions.day.actions.repairs import propose, report
from jumelage.web.missions.day.actions.outcomes import StatedOutcome, say_outcome
from jumelage.web.missions.agenda.actions.publishing import publish
from jumelage.web.missions.core.actions.sites import keep_site
from jumelage.web.missions.day.rules import DisruptionKind, moment
from jumelage.web.missions.models import Mission
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.rules import Part
from jumelage.web.missions.day.rules import Presence, Result
from jumelage.web.missions.people.rules import Answer

now = dt.datetime.now(dt.UTC)
ahead = (14 - now.hour + 12) % 24 - 12
local = now + dt.timedelta(hours=ahead)
invented.DAYS = (local.date(), local.date() + dt.timedelta(days=1))
begins = (local - dt.timedelta(minutes=320)).replace(tzinfo=None, second=0, microsecond=0)
invented.moment = lambda slot: begins + dt.timedelta(days=slot // 16, minutes=30 * (slot % 16))
agent = User.objects.get(email="demonstration@jumelage.invalid")
mission = Mission.objects.get(slug="port-lichen-val-granit-2031")
load_plan(mission.agency, invented.invented_plan(), agent)
Mission.objects.filter(pk=mission.pk).update(timezone=f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT")
mission.refresh_from_db()
org = lambda code: mission.agency.organisations.get(code=code)
met = lambda code: mission.meetings.get(code=code)
hall = mission.sites.get(code="hall")
mission.sites.filter(pk=hall.pk).update(address="1, rue Inventée, Val-Granit", latitude=46.1, longitude=-71.3)
mission.agency.organisations.filter(code="H1").update(address="20, rue du Granit, Val-Granit")
rows = {}
for name, part, code, called in (("delegate", Part.DELEGATE, "F1", "Alix Exemple"), ("host", Part.HOST, "H1", "Camille Essai")):
    row = people.list_participant(agent, mission, part, organisation=org(code), name=called, email=f"{name}@lichen.invalid")
    people.invite(agent, mission, [row])
    row.refresh_from_db()
    rows[name] = people.answer_invitation(row.user, row, Answer.ACCEPT, phone="418 555-0100", share_phone=True)
version = mission.versions.first()
publish(agent, version, VersionState.FINAL, version.revision)
clock = moment(now, mission.timezone)
note = lambda who, about, what, code, late=None: day.note_presence(
    agent, mission, met(code), org(about), what, speaker=org(who) if who else None, moment=clock, minutes=late)
day.note_presence(rows["host"].user, mission, met("F1.H1"), org("H1"), Presence.ARRIVED, speaker=org("H1"), moment=clock)
note(None, "F2", Presence.LATE, "F2.H2", 30)
note(None, "F3", Presence.ARRIVED, "F3.H3")
note(None, "H4", Presence.NO_SHOW, "F4.H4")
say_outcome(agent, mission, met("F3.H3"), org("F3"), StatedOutcome(Result.FOLLOW_UP, "Un essai au printemps", local.date() + dt.timedelta(days=9)), moment=clock)
say_outcome(agent, mission, met("F3.H3"), org("H3"), StatedOutcome(Result.NOTHING, private_note="Trop loin pour nous"), moment=clock)
shown = lambda code: version.placements.get(meeting__code=code).starts
day.cancel_meeting(agent, mission, met("F5.H1"), org("F5"), shown=shown("F5.H1"), moment=clock, words="Une urgence")
report(agent, mission, DisruptionKind.AWAY, moment=clock, delegate=mission.delegates.get(code="F2-1"),
       begins=invented.moment(12).isoformat(timespec="minutes"), ends=f"{local.date()}T23:00")
proposal = propose(agent, mission, moment=clock)
day.cancel_meeting(agent, mission, met("F4.H5"), org("H5"), shown=shown("F4.H5"), moment=clock)
hour = lambda slot: invented.moment(slot).isoformat(timespec="minutes")
known = {"today": str(local.date()), "tomorrow": str(invented.DAYS[1]), "group": hour(1), "early": hour(10),
         "second": hour(20), "end": hour(31), "proposal": proposal.number,
         "now": met("F1.H1").pk, "later": met("F1.H2").pk, "told": met("F3.H3").pk}
for name, row in rows.items():
    session = SessionStore()
    row.user.refresh_from_db()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(row.user.pk), "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = row.user.get_session_auth_hash()
    session.save()
    known[name] = session.session_key
sys.stdout.write(json.dumps(known))
"""


@pytest.fixture(scope="module")
def served_day(new_home: Callable[[str], Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A day that runs: somebody late, somebody missing, two cancellations, a repair that waits."""
    with served(new_home("day"), FILL) as (address, written):
        yield address, json.loads(written.splitlines()[-1])


@pytest.fixture
def site(served_day: tuple[str, dict[str, Any]]) -> str:
    return served_day[0]


@pytest.fixture
def known(served_day: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    return served_day[1]


def enter(visit: Visit, known: dict[str, Any], who: str) -> Visit:
    if who in known:
        visit.context.add_cookies([{"name": "sessionid", "value": known[who], "url": visit.site}])  # type: ignore[list-item]
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
        here.open(address.format(**known))
        here.look(name, targets=TARGETS, still=True)


def test_the_day_works_from_its_last_copy_and_sends_nothing_silently(
    browser: Browser, site: str, known: dict[str, Any]
) -> None:
    here = enter(Visit(browser, site, "fr", 360), known, "delegate")
    page = here.open(MINE)
    until(page, "Boolean(navigator.serviceWorker.controller)")
    until(page, "async path => Boolean(await (await caches.open('jumelage-pages')).match(path))", MINE)
    here.context.set_offline(True)
    page.goto(site + MINE)
    expect(page.locator(".tag.kept")).to_contain_text(re.compile("copie de 1[45]"))
    expect(page.locator(".tag.fresh")).to_be_hidden()
    expect(page.locator("h2#next")).to_be_visible()
    assert page.evaluate("document.fonts.check('16px Inter')")
    here.picture("my-day-offline")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Je suis là").click()
    expect(page.get_by_role("alert")).to_contain_text("rien n’a été envoyé")
    page.goto(site + "/my/")  # as from the home screen
    expect(page.locator("h2#next")).to_be_visible()
    page.goto(site + "/my/port-lichen-val-granit-2031/suggestions/")
    expect(page.locator("h1")).to_have_text("Sans réseau")
    here.context.set_offline(False)
    page.goto(site + MINE)
    expect(page.locator(".tag.fresh")).to_be_visible()
    expect(page.get_by_role("button", name="Je suis là")).to_be_visible()  # nothing had waited to be sent
    here.context.close()


def test_an_action_without_network_says_so_without_script_too(
    browser: Browser, site: str, known: dict[str, Any]
) -> None:
    here = enter(Visit(browser, site, "fr", 360), known, "delegate")
    page = here.open(f"{MINE}{known['later']}/cancel/")  # this page has no script of its own
    here.open(MINE)
    until(page, "Boolean(navigator.serviceWorker.controller)")
    here.open(f"{MINE}{known['later']}/cancel/")
    here.context.set_offline(True)
    page.get_by_role("button", name="Annuler cette rencontre").click()
    expect(page.locator("h1")).to_have_text("Rien n’a été envoyé")
    here.picture("my-day-not-sent")
    here.context.set_offline(False)
    page = here.open(MINE)
    expect(page.locator(".tag.care")).to_have_count(0)
    here.context.close()


def test_a_shared_phone_shows_nobody_elses_day(browser: Browser, site: str, known: dict[str, Any]) -> None:
    here = enter(Visit(browser, site, "fr", 360), known, "delegate")
    page = here.open(MINE)
    until(page, "Boolean(navigator.serviceWorker.controller)")
    until(page, "async path => Boolean(await (await caches.open('jumelage-pages')).match(path))", MINE)
    enter(here, known, "host")  # another person, same phone
    here.open(MINE)
    here.context.set_offline(True)
    page.goto(site + MINE)
    expect(page.locator("main")).to_contain_text("Soudure Boréale")  # whom the host receives
    expect(page.locator("main")).not_to_contain_text("Moulage Granit")  # where the delegate goes next
    here.context.clear_cookies(name="sessionid")  # the session is over
    here.context.set_offline(False)  # the page asks again by itself, and learns it
    until(page, "async path => !(await (await caches.open('jumelage-pages')).match(path))", MINE)
    here.context.close()


def test_from_the_phone_to_the_repair_and_back(browser: Browser, site: str, known: dict[str, Any]) -> None:
    phone = enter(Visit(browser, site, "fr", 360, script=False), known, "delegate")
    page = phone.open(MINE)
    page.get_by_role("button", name="Je suis là").click()
    expect(page.get_by_role("status")).to_contain_text("Noté")
    page.locator(".stops li", has_text="Moulage Granit").get_by_role("link", name="Je ne peux pas venir").click()
    expect(page.locator("main")).to_contain_text("Nous avertissons Moulage Granit aussitôt")
    page.get_by_label("Un mot pour eux (facultatif)").fill("Un client attend")
    page.get_by_role("button", name="Annuler cette rencontre").click()
    expect(page.get_by_role("status")).to_contain_text("Annulée")
    editor = Visit(browser, site, "en", 1440)
    board = editor.open(f"{HERE}/day/changes/")
    expect(board.locator(".change", has_text="Soudure Boréale")).to_contain_text("Un client attend")
    board.get_by_role("button", name="Propose one repair for all of it").click()
    expect(board.locator("h1")).to_have_text("Proposed repair", timeout=30_000)
    expect(board.locator(".told")).to_contain_text("Annulé")
    expect(board.locator(".told")).to_contain_text("Cancelled")
    editor.picture("day-proposal-of-all")
    board.get_by_role("button", name="Publish and send").click()
    expect(board.get_by_role("status")).to_contain_text("on their way")
    page = phone.open(MINE)
    expect(page.locator(".stops")).not_to_contain_text("Moulage Granit")
    assert not editor.complaints
    phone.context.close()
    editor.context.close()


def test_a_keyboard_notes_a_presence_and_a_walk_in_is_placed(
    browser: Browser, site: str, known: dict[str, Any]
) -> None:
    editor = Visit(browser, site, "fr", 1440)
    page = editor.open(f"{HERE}/day/?show=all&who=F5")
    seat = page.locator(".board-line.individual:not(.off) .seat", has_text="Optique du Phare").first
    seat.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Optique du Phare est là")
    page = editor.open(f"{HERE}/day/walk-in/")
    page.get_by_label("Entreprise ou organisation").fill("Soudage Passant")
    page.get_by_label("Ce qu’elle fait ou cherche").fill("Nous cherchons des convoyeurs")
    page.get_by_label("C’est", exact=True).select_option("yes")
    page.get_by_role("button", name="Chercher une place libre").click()
    page.wait_for_load_state("networkidle")
    editor.picture("day-walk-in-places")
    if page.locator(".openings button").count():
        page.locator(".openings button").first.click()
        expect(page.get_by_role("status")).to_contain_text("personne d’autre ne bouge")
    assert not editor.complaints
    editor.context.close()
