"""A mission from an empty service, without a terminal, a file or an address typed: in French at a desk, in English on a phone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from service import ZONE, Service, serviced
from visiting import Visit
from walking import AGENCY, OFFICER, by_password, press

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


@pytest.fixture(scope="module")
def service(new_home: Callable[[str], Path]) -> Iterator[Service]:
    """A service with nothing but an officer's account."""
    with serviced(new_home("zero"), OFFICER, AGENCY, FILL) as running:
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
    hand.press("Entrer et choisir toute la liste")
    expect(page.locator("main")).to_contain_text("10 organisations de la liste sont choisies")
    hand.follow("Aux hôtes")
    page.locator("#list").fill(RECEIVING)
    hand.press("Entrer et choisir toute la liste")
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
