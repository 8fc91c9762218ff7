"""Matches decided without script, compared, shortlisted with sliders and keys; duplicates merged and parted again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from visiting import TARGETS, Visit

pytestmark = pytest.mark.browser
HERE = "/missions/port-lichen-val-granit-2031/matches/"


def check(visit: Visit, name: str) -> None:
    """Look at the page as it stands."""
    visit.look(name, targets=f"{TARGETS}, .choices label, .pick label, .tally a")


@pytest.mark.parametrize(("language", "width"), [("fr", 360), ("en", 1440), ("en", 360), ("fr", 1440)])
def test_compare_then_decide_then_undo(browser: Browser, site: str, language: str, width: int) -> None:
    visit = Visit(browser, site, language, width)
    page = visit.open(f"{HERE}?delegation=F1")
    for box in page.locator(".pick input").all()[:3]:
        box.check()
    page.locator("#compare button").click()
    expect(page.locator(".compare > li")).to_have_count(3)
    check(visit, "compare")
    for place, reason in ((0, None), (1, "competitor")):
        one = page.locator(".compare > li").nth(place)
        if reason is None:
            one.locator(".accept button").click()
        else:
            one.locator(".reject summary").click()
            check(visit, "compare-rejecting")
            one.locator(f"input[value={reason}]").check()
            one.locator(".reject button").click()
    expect(page.locator(".compare .verdict")).to_have_count(2)
    check(visit, "compare-decided")
    visit.open(f"{HERE}?state=rejected")
    check(visit, "rejected-one")
    for state in ("rejected", "accepted"):
        visit.open(f"{HERE}?state={state}")
        page.locator(".verdict button").click()
        expect(page.locator(".message")).to_be_visible()
    expect(page.locator(".tally b").first).to_have_text("20")
    visit.context.close()


def test_without_script_a_rejection_says_why_and_is_undone_at_once(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "fr", 360, script=False)
    page = visit.open(HERE)
    card = page.locator(".match").first
    names = card.locator("h3").inner_text()
    card.locator(".reject summary").click()
    card.get_by_label("Mauvaise activité").check()
    card.get_by_label("En vos mots").fill("Ils ne font plus cela")
    card.get_by_role("button", name="Rejeter").click()
    expect(page.locator(".decided")).to_contain_text("rejetée, mauvaise activité (Ils ne font plus cela)")
    expect(page.locator(".match")).to_have_count(19)
    expect(page.locator(".lessons")).to_contain_text("Profils à vérifier")
    page.locator(".decided").get_by_role("button", name="Annuler").click()
    expect(page.locator(".match").first.locator("h3")).to_have_text(names)
    visit.context.close()


def test_a_slider_moved_by_keys_chooses_again_and_keeps_the_address(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "en", 1440)
    page = visit.open(f"{HERE}shortlist/")
    expect(page.locator("#results .answer")).to_contain_text("20 meetings")
    slider = page.get_by_role("slider", name="At most, for each host")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#results .answer")).to_contain_text("5 meetings")
    expect(page.get_by_label("At most, for each host").and_(page.locator("[type=number]"))).to_have_value("1")
    assert "per_host=1" in page.url
    page.get_by_role("button", name="Save as the mission's proposals").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("5 meetings are proposed")
    check(visit, "shortlist-saved")
    page.get_by_role("button", name="Withdraw what is saved").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("withdrawn")
    visit.context.close()


def test_without_script_limits_are_numbers(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "fr", 360, script=False)
    page = visit.open(f"{HERE}shortlist/")
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_label("Au plus, par délégation").fill("1")
    page.get_by_role("button", name="Choisir de nouveau").click()
    expect(page.locator("#results .answer")).to_contain_text("4 rencontres")
    visit.context.close()


@pytest.mark.parametrize(("language", "width"), [("fr", 360), ("en", 1440)])
def test_duplicates_are_merged_and_parted_by_keyboard(browser: Browser, site: str, language: str, width: int) -> None:
    visit = Visit(browser, site, language, width)
    page = visit.open("/directory/duplicates/")
    expect(page.locator(".doubles > li")).to_have_count(1)
    page.locator(".joining input[type=radio]").last.press("Space")
    page.locator(".joining .button").first.press("Enter")
    expect(page.locator(".doubles > li")).to_have_count(0)
    page.locator(".answers details summary").click()
    expect(page.locator(".answers")).to_contain_text("Forge du Val")
    check(visit, "duplicates-merged")
    page.locator(".answers .quiet").press("Enter")
    expect(page.locator(".doubles > li")).to_have_count(1)
    page.locator(".joining .button").last.click()
    check(visit, "duplicates-apart")
    page.locator(".answers .quiet").press("Enter")
    expect(page.locator(".doubles > li")).to_have_count(1)
    visit.context.close()
