"""Practices, transfers, model towns and drafts, as a council sees them: both languages, both widths, keyboard, no script."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from visiting import Visit

pytestmark = pytest.mark.browser

PAGES = {
    "practices": "/practices/",
    "practices-negative": "/practices/?verdict=negative",
    "no-practice": "/practices/?text=zzzz",
    "practice": "/practices/PR04/",
    "practice-failed": "/practices/PR37/",
    "lineage": "/practices/lineage/",
    "lineage-around": "/practices/lineage/?around=sept-iles",
    "transfer-plan": "/practices/PR01/transfer/",
    "transfers": "/transfers/",
    "model-towns": "/model-towns/",
    "model-towns-search": "/model-towns/ontario/",
    "model-towns-like": "/model-towns/ontario/?like=Marathon",
    "county-scan": "/model-towns/us-counties/",
    "model-town": "/model-towns/ontario/kapuskasing/",
}
TARGETS = ".button, .tabs a, .rooms a, .quiet, .file, select, summary, textarea, .choices label, .choice, .verdicts a"


def looked_at(visit: Visit, name: str) -> None:
    """Hold a page against the rules of accessibility, the width of the screen, and the size of a thumb."""
    visit.look(name, targets=TARGETS, still=True)


def test_every_page(visit: Visit) -> None:
    for name, address in PAGES.items():
        visit.open(address)
        looked_at(visit, name)


def planned(visit: Visit, code: str) -> Page:
    page = visit.open(f"/practices/{code}/transfer/")
    page.locator("main form button.button").first.click()
    page.wait_for_url("**/transfers/*/")
    return page


def test_a_plan_and_a_draft_are_accessible_too(visit: Visit) -> None:
    planned(visit, "PR04")
    looked_at(visit, "transfer")
    visit.open("/model-towns/ontario/kapuskasing/").locator(".start button").click()
    visit.page.wait_for_url("**/missions/port-lichen-kapuskasing/")
    looked_at(visit, "draft")
    visit.open("/missions/")
    looked_at(visit, "missions-with-draft")


def test_without_script_one_searches_walks_and_brings_home(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "fr", 360, script=False)
    page = visit.open("/practices/")
    page.get_by_label("Mots").fill("écoparc")
    page.get_by_role("button", name="Rechercher").click()
    expect(page.locator(".practice-card")).to_have_count(1)
    page.get_by_role("link", name="Écoparc industriel").click()
    page.locator(".lineage-steps").get_by_role("link", name="Écoparcs français").click()
    expect(page.locator("h1")).to_have_text("Écoparcs français")
    page.locator("svg a", has_text="Écoparc industriel").click()
    page.get_by_role("link", name="Lire cette pratique").click()
    page.get_by_role("link", name="La reprendre chez nous").click()
    page.get_by_role("button", name="Faire le plan").click()
    page.get_by_role("button", name="Cette étape est faite").click()
    expect(page.get_by_role("status")).to_have_text("L’étape est faite.")
    page.get_by_role("button", name="Pas faite, finalement").click()
    expect(page.locator(".steps .now")).to_contain_text("Comprendre")
    page.get_by_label("Écartée").check()
    page.get_by_role("button", name="Noter le résultat").click()
    expect(page.locator(".field-error")).to_contain_text("la prochaine ville le lira")
    page.get_by_label("Pourquoi, ou ce qui a été changé").fill("Pas de milieux humides ici")
    page.get_by_label("Écartée").check()
    page.get_by_role("button", name="Noter le résultat").click()
    visit.open("/practices/PR31/")
    expect(page.locator("main")).to_contain_text("Pas de milieux humides ici")
    visit.context.close()


def test_the_filter_answers_at_once_and_keeps_the_address(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "en", 1440)
    page = visit.open("/practices/")
    page.get_by_label("Town").select_option(label="Chandler")
    expect(page.locator(".practice-card")).to_have_count(2)
    page.locator(".verdicts a", has_text="negative").click()
    expect(page.locator(".practice-card")).to_have_count(1)
    assert "town=chandler" in page.url and "verdict=negative" in page.url
    assert not visit.complaints
    visit.context.close()


def test_a_keyboard_walks_the_lineage(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "en", 1440)
    page = visit.open("/practices/lineage/?around=boston")
    box = page.locator("svg a").first
    box.focus()
    assert page.evaluate("getComputedStyle(document.activeElement.querySelector('rect')).strokeWidth") == "4px"
    page.keyboard.press("Enter")
    page.wait_for_url("**around=PR04")
    visit.context.close()


def test_a_draft_is_filled_in_and_taken_away(browser: Browser, site: str, tmp_path: Path) -> None:
    visit = Visit(browser, site, "en", 360)
    page = visit.open("/practices/PR37/")
    page.get_by_role("button", name="Start a mission there").click()
    page.get_by_label("First day").fill("2031-05-06")
    page.get_by_label("Last day").fill("2031-05-07")
    page.get_by_role("button", name="Save the days").click()
    page.get_by_label("Soudure Boréale").fill("2")
    page.get_by_role("button", name="Save the delegation").click()
    expect(page.locator(".next h2")).to_have_text("Take the folder, find the hosts, plan")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Folder (ZIP)").click()
    assert caught.value.suggested_filename == "port-lichen-chandler.zip"
    visit.context.close()
