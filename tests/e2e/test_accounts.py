"""Sign-in by code, one's own account, people and mail, as a person and as an officer see them, in a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from serving import served
from visiting import Visit

pytestmark = pytest.mark.browser

HER = "elle@lichen.invalid"
FILL = """
from django.utils import timezone
from jumelage.web.accounts.actions import know_person
from jumelage.web.accounts import consent
from jumelage.web.accounts.models import Agency, Membership, User
from jumelage.web.jobs.models import Job
from jumelage.web.outbox.actions import enqueue, suppress
from jumelage.web.outbox.models import Message
agency = Agency.objects.get()
officer = User.objects.get()
her = know_person("elle@lichen.invalid", "Elle Boréale", "fr")
know_person("autre@lichen.invalid", "Autre Boréale", "fr")
Membership.objects.create(user=her, agency=agency, role="reader")
words = both("J’accepte que celles et ceux que je rencontre m’appellent.", "I agree that those I meet call me.")
consent.give(officer, "mission.telephone", words, language="fr", version="1", agency=agency)
for n, state in enumerate(("sent", "failed", "suppressed", "sent", "queued")):
    made = enqueue(agency, "mission.invitation", f"personne{n}@lichen.invalid", language="fr", name=f"Personne {n}",
                person=f"Personne {n}", mission="Port-Lichen → Val-Granit", days="4 et 5 mars 2031", link="http://127.0.0.1/x/")
    later = timezone.now().replace(year=2040)
    Message.objects.filter(pk=made.pk).update(state=state, problem="550 5.1.1 no such user" if state == "failed" else "",
                                              next_try=later, sent_at=timezone.now() if state == "sent" else None)
suppress(officer, agency, "partie@lichen.invalid", "a quitté l’entreprise")
Job.objects.create(pk=901, agency=agency, kind="x", subject="y", asked_by=officer, state="running", worker="",
                   progress={"share": 0.4, "words": {"fr": "40 rencontres placées sur 100", "en": "40 of 100 meetings placed"}})
Job.objects.create(pk=902, agency=agency, kind="x", subject="y", asked_by=officer, state="failed",
                   problem={"fr": "Deux rencontres se gênent. Retirez-en une.", "en": "Two meetings collide. Remove one."})
Job.objects.create(pk=903, agency=agency, kind="x", subject="y", asked_by=officer, state="done",
                   result={"address": "/towns/", "words": {"fr": "100 rencontres placées.", "en": "100 meetings placed."}})
print(her.pk, Message.objects.get(state="failed").pk)
"""
TARGETS = (
    ".button, .tabs a, .rooms a, .quiet, .switch a, .file, select, summary, textarea, .logo, .letters a, .page-link"
)
ELSEWHERE = {"X-Real-IP": "192.0.2.7"}  # the demonstration signs in whoever sits at this machine only


@pytest.fixture(scope="module")
def place(new_home: Callable[[str], Path]) -> Iterator[tuple[str, Path, list[str]]]:
    home = new_home("accounts")
    with served(home, FILL) as (address, said):
        yield address, home, said.split()


def look(visit: Visit, name: str, address: str) -> None:
    visit.open(address)
    visit.look(f"accounts-{name}", targets=TARGETS)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_page(browser: Browser, place: tuple[str, Path, list[str]], language: str, width: int) -> None:
    site, _, (her, failed) = place
    visit = Visit(browser, site, language, width)
    pages = {
        "account": "/account/", "connections": "/account/connections/", "data": "/account/data/",
        "erase": "/account/data/erase/", "people": "/people/", "person": f"/people/{her}/",
        "erase-person": f"/people/{her}/erase/", "nobody": "/people/?q=personne", "mail": "/mail/",
        "mail-none": "/mail/?q=rien-de-tel", "message": f"/mail/{failed}/", "wordings": "/mail/wordings/",
        "wording": "/mail/wordings/mission.invitation/", "stopped": "/mail/stopped/", "job-running": "/jobs/901/",
        "job-failed": "/jobs/902/", "job-done": "/jobs/903/",
    }  # fmt: skip
    for name, address in pages.items():
        look(visit, name, address)
    visit.context.close()
    stranger = Visit(browser, site, language, width)
    stranger.context.set_extra_http_headers(ELSEWHERE)
    for name, address in {"sign-in": "/sign-in/", "password": "/sign-in/password/"}.items():
        look(stranger, name, address)
    stranger.page.goto(f"{site}/sign-in/")
    stranger.page.locator("input[name=email]").fill(f"personne-{language}{width}@lichen.invalid")
    stranger.page.locator("form.card button").click()
    look(stranger, "code", "/sign-in/code/")
    stranger.context.close()


def test_a_person_signs_in_with_the_code_that_came_sees_and_ends_connections(
    browser: Browser, place: tuple[str, Path, list[str]]
) -> None:
    site, home, _ = place
    phone, desk = (Visit(browser, site, "fr", width) for width in (360, 1440))
    for visit in (phone, desk):
        visit.context.set_extra_http_headers(ELSEWHERE)
        page = visit.open("/towns/")
        page.get_by_label("Adresse de courriel").fill(HER)
        page.get_by_role("button", name="M’envoyer un code").click()
        page.get_by_label("Code").fill(_code(home, known=1 if visit is phone else 2))
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url(f"{site}/towns/")
    page = desk.open("/account/connections/")
    assert page.get_by_text("celui-ci").count() == 1
    page.get_by_role("button", name="Terminer toutes les autres").click()
    assert page.get_by_text("Toutes les autres connexions sont terminées.").is_visible()
    phone.open("/account/")
    assert phone.page.url.startswith(f"{site}/sign-in/")
    assert phone.complaints == desk.complaints == []


def _code(home: Path, known: int) -> str:
    """Read the code that the worker wrote to the folder of mail: the ``known``-th one to her."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        letters = sorted((home / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
        texts = [path.read_text(encoding="utf-8") for path in letters]
        codes = [found[0] for text in texts if HER in text and (found := re.search(r"^\d{4}-\d{4}$", text, re.M))]
        if len(codes) >= known:
            return codes[-1]
        time.sleep(0.3)
    raise AssertionError("no code came")


def test_an_officer_words_a_message_and_sees_it_change(browser: Browser, place: tuple[str, Path, list[str]]) -> None:
    visit = Visit(browser, place[0], "fr", 1440)
    page = visit.open("/mail/wordings/mission.invitation/")
    page.get_by_label("Objet en français").fill("Venez à {mission} !")
    page.get_by_label("Objet en français").press("End")
    page.locator("#preview h3").filter(has_text="Venez à").wait_for()
    page.get_by_role("button", name="Enregistrer le texte").click()
    assert page.get_by_text("Le texte est enregistré").is_visible()
    page.get_by_role("button", name="Revenir au texte d’origine").click()
    assert page.get_by_text("Le texte d’origine est revenu.").is_visible()
    assert visit.complaints == []


def test_a_job_follows_by_itself_and_stops(browser: Browser, place: tuple[str, Path, list[str]]) -> None:
    visit = Visit(browser, place[0], "fr", 1440)
    page = visit.open("/jobs/901/")
    assert page.locator("progress").get_attribute("value") == "0.400"
    page.get_by_role("button", name="Arrêter ce travail").click()
    page.get_by_text("arrêt demandé").first.wait_for()
    assert visit.complaints == []
