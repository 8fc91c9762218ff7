"""A mission from an empty service, without a terminal, a file or an address typed: in French at a desk, in English on a phone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from service import ZONE, Service, serviced, text_of, wait
from visiting import Visit
from walking import AGENCY, OFFICER, by_password, press, travel

pytestmark = pytest.mark.browser
FILL = "import sys; sys.stdout.write('{}')"
TRADES = (
    "Soudure",
    "Usinage",
    "Hydraulique",
    "Mécanique",
    "Électricité",
    "Peinture",
    "Sablage",
    "Levage",
    "Chaudronnerie",
    "Instrumentation",
)
TRAVELLING = "\n".join(
    f"{trade} Lichen {n}\tPersonne {trade}\t{n}@lichen.invalid\t418 555-01{n:02}\t{trade} industrielle pour les mines\tPièces forgées et outillage"
    for n, trade in enumerate(TRADES, 1)
)
RECEIVING = "Entreprise;Contact;Courriel;Téléphone;Produits et services;Besoins\n" + "\n".join(
    f"Atelier Granit {n};Hôte {n};h{n}@granit.invalid;418 555-02{n:02};Pièces forgées et outillage;{TRADES[n % 10]} industrielle"
    for n in range(1, 15)
)
NEW_MOST, MOVE_MOST, DUPLICATE_MOST, FIND_MOST, EXPORT_MOST = 40, 4, 3, 2, 2


class Hand:
    """What an officer does with a mouse: each press counted, no address typed."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page, self.clicks = visit, visit.page, 0

    def press(self, name: str | re.Pattern[str], role: Any = "button", within: Any = None, **more: Any) -> Page:
        """Press what is called so, and wait for the page."""
        found = (within or self.page).get_by_role(role, name=name, **more).first
        self.clicks += 1
        press(self.page, found)
        return self.page

    def follow(self, name: str | re.Pattern[str], within: Any = None, **more: Any) -> Page:
        """Follow a link."""
        return self.press(name, "link", within, **more)

    def counted(self) -> int:
        """Return how many presses since the last count."""
        done, self.clicks = self.clicks, 0
        return done


@pytest.fixture
def service(new_home: Callable[[str], Path], request: pytest.FixtureRequest) -> Iterator[Service]:
    """A service with nothing but an officer's account."""
    with serviced(new_home(request.node.name[-8:]), OFFICER, AGENCY, FILL) as running:
        yield running


def test_a_mission_from_nothing_to_an_outcome_in_french(browser: Browser, service: Service) -> None:
    officer = Visit(browser, service.address, "fr", 1440)
    page = by_password(officer, OFFICER)
    hand = Hand(officer)
    expect(page.locator("main")).to_contain_text("Trois étapes jusqu’à la première")
    officer.look("zero-empty")
    create(hand)
    fill_lists(hand)
    set_up(hand)
    plan(hand)
    assert hand.counted() <= NEW_MOST
    publish(hand, service)
    change_of_mind(hand, service)
    find_and_export(hand)
    ends(hand, service)
    officer.context.close()


def create(hand: Hand) -> None:
    """Two towns, a date, a kind."""
    page = hand.follow("Nouvelle mission")
    hand.visit.look("zero-new")
    page.get_by_label("Titre").fill("Mission du printemps")
    page.get_by_label("Notre ville", exact=True).fill("Sept-Îles")
    page.get_by_label("Ville visitée", exact=True).fill("Thetford Mines")
    page.get_by_label("Premier jour").fill((dt.datetime.now(ZONE).date() + dt.timedelta(days=3)).isoformat())
    hand.press("Créer la mission")
    expect(page.get_by_role("status").first).to_contain_text("La mission est créée")
    hand.visit.look("zero-setup-empty")


def fill_lists(hand: Hand) -> None:
    """Ten firms that travel and fourteen hosts, pasted as they are."""
    page = hand.follow("À la délégation")
    hand.visit.look("zero-paste")
    page.locator("#list").fill(TRAVELLING)
    hand.press("Inscrire et choisir toute la liste")
    expect(page.locator("main")).to_contain_text("10 organisations de la liste sont choisies")
    hand.follow("Aux hôtes")
    page.locator("#list").fill(RECEIVING)
    hand.press("Inscrire et choisir toute la liste")
    expect(page.locator("main")).to_contain_text("14 hôtes choisis")
    hand.visit.look("zero-setup")


def set_up(hand: Hand) -> None:
    """A visit for everybody, and limits."""
    page = hand.follow("Visites de groupe, repas, échanges")
    hand.visit.look("zero-parts")
    hand.follow("Ajouter une visite de groupe")
    page.get_by_label("Titre, en français").fill("Visite de l’usine")
    page.get_by_label("Atelier Granit 3").check()
    hand.clicks += 1
    hand.visit.look("zero-visit")
    hand.press("Enregistrer")
    hand.follow("Retour aux réglages")
    hand.follow("Limites et route")
    page.get_by_label("Visites d’une entreprise, au plus").fill("3")
    hand.visit.look("zero-limits")
    hand.press("Enregistrer les limites")


def plan(hand: Hand) -> None:
    """Invite everybody who is listed, then plan."""
    page = hand.follow("Personnes à inviter")
    hand.visit.look("zero-people")
    hand.press("Envoyer les invitations")
    expect(page.get_by_role("status").first).to_contain_text("24 invitations")
    hand.follow("Réglages")
    hand.press("Planifier cette mission")
    expect(page.get_by_role("link", name="Voir le résultat")).to_be_visible(timeout=120_000)
    hand.follow("Voir le résultat")
    hand.visit.look("zero-agenda")


def publish(hand: Hand, service: Service) -> None:
    """Two people said yes by telephone; what nobody agreed to is named, and called a proposal."""
    page = hand.follow("Personnes")
    for name in ("Personne Soudure", "Hôte 1"):
        row = page.locator(".persons li", has_text=name).first
        row.locator("summary").click()
        hand.press("Noter un oui", within=row)
        expect(page.get_by_role("status").first).to_contain_text("a dit oui")
    hand.follow("Programme", exact=True)
    hand.follow(re.compile("^Publier"))
    expect(page.locator("#unagreed")).to_contain_text("n’ont pas le oui des deux côtés")
    hand.visit.look("zero-publish")
    hand.press(re.compile("^Publier et prévenir"))
    assert "proposition" in text_of(service.mail("1@lichen.invalid", "Programme provisoire"))
    hand.visit.look("zero-published")


def change_of_mind(hand: Hand, service: Service) -> None:
    """A week later, everybody told once; then the same again as another mission."""
    before = {to: len(service.mails(to)) for to in everybody()}
    hand.counted()
    page = hand.follow("Réglages")
    hand.follow("Déplacer les dates")
    hand.follow("Une semaine plus tard")
    expect(page.locator("main")).to_contain_text("gardent leur heure et leur lieu")
    hand.visit.look("zero-move")
    hand.press(re.compile("^Déplacer, et prévenir 24 personnes"))
    assert hand.counted() <= MOVE_MOST
    expect(page.get_by_role("status").first).to_contain_text("La mission est déplacée")
    wait(lambda: all(len(service.mails(to)) > n for to, n in before.items()), "a mail to each")
    assert {to: len(service.mails(to)) - n for to, n in before.items()} == dict.fromkeys(before, 1)
    hand.follow("Réglages")
    hand.press("Dupliquer")
    assert hand.counted() <= DUPLICATE_MOST
    expect(page.get_by_role("status").first).to_contain_text("Voici la copie")


def everybody() -> list[str]:
    """Return who was invited."""
    return [f"{n}@lichen.invalid" for n in range(1, 11)] + [f"h{n}@granit.invalid" for n in range(1, 15)]


def find_and_export(hand: Hand) -> None:
    """A telephone that rings is found; the list leaves as a workbook."""
    page = hand.follow("Chercher")
    page.locator("#q").fill("1 (418) 555-0203")
    hand.press("Rechercher")
    assert hand.counted() <= FIND_MOST
    expect(page.locator("main")).to_contain_text("Atelier Granit 3")
    hand.visit.look("zero-find")
    hand.follow("Répertoire", exact=True)
    with page.expect_download() as sent:
        hand.clicks += 1
        page.get_by_role("link", name="Excel").click()
    assert hand.counted() <= EXPORT_MOST and sent.value.suggested_filename == "repertoire.xlsx"


def ends(hand: Hand, service: Service) -> None:
    """The day comes, and what came of a meeting is entered."""
    day = dt.datetime.now(ZONE).replace(hour=18, minute=0) + dt.timedelta(days=10)
    travel(service, day, hand.visit)
    page = hand.follow("Missions", exact=True)
    page.locator(".mission-card h2 a").last.click()
    page.wait_for_load_state("networkidle")
    hand.follow("La journée")
    hand.follow("Suites")
    hand.visit.look("zero-outcomes")
    hand.follow(re.compile("inscrire pour eux"))
    hand.visit.look("zero-outcome")
    page.get_by_label(re.compile("^À suivre")).check()
    hand.press(re.compile("Enregistrer"))
    expect(page.locator(".said").first).to_contain_text("À suivre")
    hand.visit.look("zero-outcome-kept")


def test_a_mission_from_nothing_on_a_phone_in_english(browser: Browser, service: Service) -> None:
    officer = Visit(browser, service.address, "en", 360)
    page = by_password(officer, OFFICER)
    hand = Hand(officer)
    expect(page.locator("main")).to_contain_text("Three steps to the first one")
    officer.look("zero-empty")
    hand.follow("New mission")
    officer.look("zero-new")
    page.get_by_label("Business meetings in one place").check()
    page.get_by_label("Title").fill("Spring meetings")
    page.get_by_label("Our town", exact=True).fill("Sept-Îles")
    page.get_by_label("Town visited", exact=True).fill("Val-Neuf")
    page.get_by_text("A town that is not in the list").click()
    page.get_by_label("Position of the town visited").fill("46.1, 71.3")
    page.get_by_label("First day").fill((dt.datetime.now(ZONE).date() + dt.timedelta(days=3)).isoformat())
    hand.press("Create the mission")
    officer.look("zero-setup")
    for link, pasted in (("To the delegation", TRAVELLING), ("To the hosts", RECEIVING)):
        hand.follow(link)
        officer.look("zero-paste")
        page.locator("#list").fill(pasted)
        hand.press("Enter and choose all of them")
    expect(page.locator("main")).to_contain_text("14 hosts chosen")
    hand.follow("Who receives")
    officer.look("zero-choose")
    hand.follow("Back to the settings")
    for link in ("Days and hours", "Group visits, meals, exchanges", "Limits and road", "Move the dates"):
        hand.follow(link)
        officer.look(f"zero-{link.split()[0].lower()}")
        hand.follow("Back to the settings")
    hand.press("Plan this mission")
    expect(page.get_by_role("link", name="See the result")).to_be_visible(timeout=120_000)
    hand.follow("See the result")
    officer.look("zero-agenda")
    hand.follow(re.compile("^Publish"))
    officer.look("zero-publish")
    hand.press(re.compile("^Publish and tell"))
    expect(page.get_by_role("status").first).to_contain_text("is public")
    assert hand.counted() <= NEW_MOST
    officer.context.close()
