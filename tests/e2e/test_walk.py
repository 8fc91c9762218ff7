"""What an officer does: with a keyboard, without script, with a filter that answers at once, on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from visiting import Visit

pytestmark = pytest.mark.browser
HERE = "/missions/port-lichen-val-granit-2031"


def test_without_script_the_language_and_the_filter_work(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "fr", 360, script=False)
    page = visit.open(f"{HERE}/matches/")
    expect(page.locator("h1")).to_have_text("Rencontres")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Matches")
    page.get_by_label("Delegation").select_option(label="Soudure Boréale")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".match")).to_have_count(5)
    visit.context.close()


def test_the_filter_answers_at_once_and_keeps_the_address(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "en", 1440)
    page = visit.open(f"{HERE}/matches/")
    page.get_by_label("Host").select_option(label="Forge du Val")
    expect(page.locator(".match")).to_have_count(4)
    assert "host=H3" in page.url
    first = page.locator(".match").first
    expect(first.locator("table")).to_be_hidden()
    first.locator(".evidence summary").click()
    expect(first.locator("table")).to_contain_text("0.")
    page.go_back()
    expect(page.locator(".match")).to_have_count(20)
    assert not visit.complaints
    visit.context.close()


def test_a_keyboard_goes_straight_to_the_content(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "fr", 1440)
    page = visit.open(f"{HERE}/agenda/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    visit.context.close()


def test_a_phone_opens_one_persons_day(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "fr", 360)
    page = visit.open(f"{HERE}/agenda/")
    expect(page.locator("table.agenda").first).to_be_hidden()
    own = page.locator("details", has_text="Soudure Boréale")
    own.locator("summary").click()
    expect(own.locator("ol.day").first).to_contain_text("La Fabrique")
    visit.picture("agenda-opened")
    visit.context.close()


def test_completing_the_profile_is_the_next_thing_until_it_is_done(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "fr", 360)
    page = visit.open(f"{HERE}/")
    page.get_by_role("link", name="Compléter le profil").first.click()
    page.get_by_label("Ce qu’elle offre, en français").fill("Soudure d'aluminium")
    page.get_by_role("button", name="Enregistrer le profil").click()
    expect(page.get_by_role("status")).to_contain_text("Le profil de Mystère inc. est enregistré")
    visit.picture("profile-saved")
    visit.open(f"{HERE}/")
    expect(page.locator(".next h2")).to_have_text("Relire le programme, puis le publier")
    assert not visit.complaints
    visit.context.close()


def test_the_agenda_prints_each_day_on_a_landscape_page(browser: Browser, site: str, tmp_path: Path) -> None:
    visit = Visit(browser, site, "fr", 1440)
    page = visit.open(f"{HERE}/agenda/")
    page.pdf(path=tmp_path / "agenda.pdf", prefer_css_page_size=True, print_background=True)
    printed = PdfReader(tmp_path / "agenda.pdf")
    assert len(printed.pages) == 2
    for number, sheet in enumerate(printed.pages, start=1):
        assert sheet.mediabox.width > sheet.mediabox.height
        assert re.search(rf"Jour\s*{number}", sheet.extract_text())
    assert "Aller au contenu" not in printed.pages[0].extract_text()
    visit.context.close()
