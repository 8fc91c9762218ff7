"""Portraits in a browser: accessible and no wider than the screen, without script, with a keyboard, from a file to a portrait."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from visiting import Visit

pytestmark = pytest.mark.browser

TABLE = "/portraits/ontario"
HERE = f"{TABLE}/dubreuilville"
PAGES = {
    "portrait-list": f"{TABLE}/",
    "portrait": f"{HERE}/",
    "portrait-no-panel-year": f"{TABLE}/hornepayne/",
    "portrait-closure": f"{HERE}/closure/?industry=21&loss=60",
    "portrait-closure-table": f"{HERE}/closure/?industry=21&loss=60&table=us-sectors",
    "portrait-coming": f"{HERE}/next/",
    "portrait-compare": f"{TABLE}/compare/?a=dubreuilville&b=elliot-lake",
    "portrait-upload": "/portraits/load/?town=val-granit",
}
TARGETS = ".button, .tabs a, .orders a, .file, select, summary, input[type=file]"
CSV = "lieu;SCIAN;année;emplois\nVal-Granit;21 Mines;2031;40\nVal-Granit;62 Santé;2031;30\nVal-Granit;31-33 Fabrication;2031;x\n"
MISTAKEN = "lieu;SCIAN;année;emplois\nVal-Granit;21 Mines;2031;quarante\n"


def look(visit: Visit, name: str) -> None:
    visit.look(name, targets=TARGETS)


def test_every_page(visit: Visit) -> None:
    for name, address in PAGES.items():
        page = visit.open(address)
        assert page.evaluate("window.moved") < 0.01, f"{name}: the page moved"
        look(visit, name)


def test_the_slider_answers_at_once_from_the_keyboard(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "fr", 1440)
    page = visit.open(f"{HERE}/closure/")
    expect(page.locator("#results .answer")).to_contain_text("perd 100\u00a0%")
    page.locator("#loss").focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#results .answer")).to_contain_text("perd 80\u00a0%")
    assert "loss=80" in page.url
    assert not visit.complaints
    visit.context.close()


def test_without_script_the_closure_and_the_comparison_work(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "en", 360, script=False)
    page = visit.open(f"{HERE}/closure/")
    page.get_by_label("The industry that loses jobs").select_option(label="Education")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#results .answer")).to_contain_text("“Education” loses 100%")
    page = visit.open(f"{TABLE}/compare/")
    page.get_by_label("Second town").select_option(label="Elliot Lake")
    page.get_by_role("button", name="Compare").click()
    assert "b=elliot-lake" in page.url
    expect(page.locator("h1")).to_contain_text("Elliot Lake")
    visit.context.close()


def test_from_a_file_to_the_portrait_of_ones_own_town(browser: Browser, site: str, tmp_path: Path) -> None:
    visit = Visit(browser, site, "fr", 360)
    wrong, right = tmp_path / "erreur.csv", tmp_path / "emplois.csv"
    wrong.write_text(MISTAKEN, encoding="utf-8")
    right.write_text(CSV, encoding="utf-8")
    page = visit.open("/towns/val-granit/")
    page.get_by_role("link", name="Charger son tableau").click()
    page.get_by_label("Le tableau, en CSV ou Excel").set_input_files(wrong)
    page.get_by_role("button", name="Envoyer le fichier").click()
    expect(page.get_by_role("alert")).to_contain_text("erreur.csv, ligne 2")
    look(visit, "portrait-mistakes")
    page.get_by_role("button", name="Retirer ce fichier").click()
    expect(page.get_by_role("status")).to_contain_text("Rien n’a été chargé")
    page = visit.open("/portraits/load/?town=val-granit")
    page.get_by_label("Le tableau, en CSV ou Excel").set_input_files(right)
    page.get_by_role("button", name="Envoyer le fichier").click()
    expect(page.locator(".becomes")).to_contain_text("1 chiffre n’est pas publié")
    look(visit, "portrait-columns")
    page.get_by_label("Nom à donner à ce tableau").fill("Emplois inventés")
    page.get_by_label("Source", exact=False).first.fill("Invention, 2031")
    page.get_by_role("button", name="Charger le tableau et faire le portrait").click()
    expect(page.locator("h1")).to_have_text("Val-Granit")
    expect(page.get_by_role("status")).to_contain_text("Le tableau est chargé")
    assert re.search(r"/portraits/[\w-]+/val-granit/$", page.url)
    look(visit, "portrait-loaded")
    visit.context.close()
