"""What walks have in common: the database that they begin with, signing in, a list as an officer has it."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from service import PASSWORD, ZONE, Service, text_of
from visiting import Visit

sys.path.insert(0, str(Path(__file__).parents[1] / "directory" / "lists"))  # the messy lists are imported by name

from messy import groups, saved

OFFICER, AGENCY = "sacha@lichen.invalid", "Agence Lichen"

FILL = f"""
import dataclasses, datetime as dt, json, sys
from zoneinfo import ZoneInfo
import invented
from jumelage.web.accounts.actions import open_account
from jumelage.web.accounts.models import Agency, User
from jumelage.web.missions.agenda.actions.plans import load_plan
from jumelage.web.missions.people.actions.participants import answer_invitation, list_participant
from jumelage.web.missions.agenda.actions.publishing import publish
from jumelage.web.missions.matching.actions.requests import ask
from jumelage.web.missions.agenda.rules import VersionState
from jumelage.web.missions.core.rules import Part
from jumelage.web.missions.matching.rules import Wish
from jumelage.web.missions.core.rules import Side
from jumelage.web.missions.people.rules import Answer

tomorrow = dt.datetime.now(ZoneInfo("America/Toronto")).date() + dt.timedelta(days=1)
invented.DAYS = (tomorrow, tomorrow + dt.timedelta(days=1))
whole, bare = invented.meetings, invented.invented_problem
# Not the pair that the walk asks for; and a turn less for all, so that there is room to move.
invented.meetings = lambda: [one for one in whole() if one[0].id != "F1.H3" and one[0].start != invented.moment(24)]

def fixed(placed):
    problem, agenda = bare(placed)
    hours = {{one.id: one.slot for one in agenda.meetings}}
    rows = [dataclasses.replace(one, at=hours[one.id]) if one.id in ("arrival", "meal", "end") else one for one in problem.meetings]
    return dataclasses.replace(problem, meetings=tuple(rows)), agenda

invented.invented_problem = fixed
known = {{"days": [day.isoformat() for day in invented.DAYS]}}
plan = invented.invented_plan()
known["fr"] = load_plan(Agency.objects.get(), plan).slug
for email, name in (("jo@mousse.invalid", "Jo Officer"), ("lou@mousse.invalid", "Lou Officer")):
    open_account(email, {PASSWORD!r}, name=name, agency="Agence Mousse")
agency, officer = Agency.objects.get(name="Agence Mousse"), User.objects.get(email="jo@mousse.invalid")
mission = load_plan(agency, plan, officer)
known["en"] = mission.slug
for part, code, name in (
    (Part.DELEGATE, "F1", "Alix Exemple"), (Part.HOST, "H3", "Camille Essai"), (Part.HOST, "H3", "Maxime Essai"),
    (Part.PARTNER, None, "Dominique Partenaire"), (Part.READER, None, "Kim Conseil"),
):
    home = agency.organisations.get(code=code) if code else None
    email = name.split()[0].lower() + "@mousse.invalid"
    row = list_participant(officer, mission, part, organisation=home, name=name, email=email, language="en")
    answer_invitation(officer, row, Answer.ACCEPT)
version = mission.versions.get()
publish(officer, version, VersionState.PROVISIONAL, version.revision)
firm, forge = (agency.organisations.get(code=code) for code in ("F1", "H3"))
alix = User.objects.get(email="alix@mousse.invalid")
ask(alix, mission, firm, forge, side=Side.DELEGATION, wish=Wish.MUST, priority=5, words="Could you forge three metres?")
sys.stdout.write(json.dumps(known))
"""


def local(service: Service, day: int, hour: str) -> dt.datetime:
    """Return an hour of a day of the missions."""
    return dt.datetime.fromisoformat(f"{service.known['days'][day]}T{hour}").replace(tzinfo=ZONE)


def travel(service: Service, moment: dt.datetime, *visits: Visit) -> None:
    """Make it this hour for the service and for the browsers of those who look."""
    service.set_clock(moment)
    for visit in visits:
        visit.context.clock.set_fixed_time(moment)


def by_password(visit: Visit, email: str, name: str = "") -> Page:
    """Sign in as those do who have a password."""
    page = visit.open("/")
    if name:
        visit.look(f"{name}-sign-in")
    page.get_by_role("link", name=re.compile("mot de passe|password")).click()
    page.locator("input[type=email], input[name=username]").first.fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    press(page, page.locator("main form button.button"))
    return page


def by_code(visit: Visit, service: Service, email: str, name: str = "") -> Page:
    """Sign in as participants do, on the page that asks for it, with the code that the mail brings."""
    page = visit.page
    subject = "connexion" if visit.language == "fr" else "code"
    before = len([one for one in service.mails(email) if subject in str(one["Subject"])])
    page.locator("input[type=email]").fill(email)
    press(page, page.locator("main form button.button"))
    if name:
        visit.look(f"{name}-code")
    written = text_of(service.mail(email, subject, after=before))
    code = re.search(r"\b\d{4}-\d{4}\b", written)
    assert code, written
    page.locator("input[name=code]").fill(code[0])
    press(page, page.locator("main form button.button"))
    return page


def press(page: Page, what: Any) -> None:
    """Press something that leads to another page, and wait for the page."""
    what.click()
    page.wait_for_load_state("networkidle")


def tab_to(page: Page, target: Any) -> None:
    """Go to something with the tab key alone: what cannot be reached so fails."""
    target.evaluate("node => { window.wanted = node }")
    for _ in range(400):
        if page.evaluate("document.activeElement === window.wanted"):
            outlined = "node => { const s = getComputedStyle(node); return s.outlineStyle !== 'none' || s.boxShadow !== 'none' }"
            assert target.evaluate(outlined), f"the focus does not show on {target}"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key does not reach {target}")


def enter(page: Page, target: Any) -> None:
    """Go to something with the tab key and press Enter; the page that it leads to is there after."""
    tab_to(page, target)
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def contacts() -> bytes:
    """A list as an officer has it: two header rows, merged cells, telephones as numbers, one row that cannot be kept."""
    book = groups()
    sheet = book["Membres"]
    sheet.unmerge_cells("B5:B6")
    sheet.delete_rows(5, 3)
    sheet.append(["Soudure Boréale", "Port-Lichen", "Alix", "Exemple", "alix@boreale.invalid", 4185550100.0, "g4r2b5"])
    sheet.append(["Usinage du Quai", None, "Noa", "Invente", "noa@quai.invalid", "(418) 555-0101 p. 22", "G4R 2B5"])
    sheet.append(["Forge du Val", "Val-Granit", "Camille", "Essai", "camille@forge.invalid", 4185550103.0, "G6G 1A1"])
    sheet.append(["Mauvais courriel inc.", "Val-Granit", "Ada", "Erreur", "pas une adresse", 4185550104.0, None])
    sheet.merge_cells("B5:B6")
    return saved(book)
