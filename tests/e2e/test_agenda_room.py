"""The agenda moved by pointer, by keys and by plain forms; each page of the room looked at, and accessible."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from visiting import TARGETS, Visit

pytestmark = pytest.mark.browser
HERE = "/missions/port-lichen-val-granit-2031/agenda/"


def check(visit: Visit, name: str) -> None:
    """Look at the page as it stands."""
    visit.look(name, targets=f"{TARGETS}, .choices label, a.choose")


def draft(visit: Visit) -> None:
    """Open a draft where there is none."""
    page = visit.open(f"{HERE}edit/")
    button = page.locator("form[action$='edit/open/'] button")
    if button.count():
        button.click()
    expect(page.locator("#room[data-moves]")).to_be_visible()


@pytest.mark.parametrize(("language", "width"), [("fr", 360), ("en", 1440), ("en", 360), ("fr", 1440)])
def test_every_page_of_the_room(browser: Browser, site: str, language: str, width: int) -> None:
    visit = Visit(browser, site, language, width)
    draft(visit)
    check(visit, "agenda-edit")
    for name, address in {
        "agenda-edit-by-place": "edit/?view=place",
        "agenda-edit-in-hand": "edit/?meeting=F2.H2",
        "agenda-by-place": "?view=place",
        "agenda-versions": "versions/",
        "agenda-version": "versions/1/",
        "agenda-compare": "versions/compare/",
        "agenda-publish": "publish/",
        "agenda-calendars": "calendars/",
    }.items():
        visit.open(HERE + address)
        for details in visit.page.locator("details").all():
            details.evaluate("node => node.open = true")
        check(visit, name)
    visit.context.close()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_meeting_moves_by_keys_alone(browser: Browser, site: str, language: str) -> None:
    visit = Visit(browser, site, language, 1440)
    draft(visit)
    page = visit.page
    card = page.locator("table.edit a.slot[data-meeting='F1.H1']")
    card.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".marks-row .ok").first).to_be_visible()
    said = page.locator("#said")
    expect(said).to_contain_text("impossible")
    check(visit, "agenda-keys-red")
    page.keyboard.press("Enter")  # a red hour is not taken
    expect(said).to_contain_text("impossible")
    page.keyboard.press("Escape")
    expect(page.locator(".shade")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("possible")
    expect(page.locator(".shade.ok")).to_be_visible()
    check(visit, "agenda-keys-green")
    page.keyboard.press("Enter")
    expect(page.locator("#room .message")).to_contain_text("Convoyeurs Granit (Soudure Boréale)")
    expect(card).to_be_focused()
    page.locator("button[value=undo]").press("Enter")
    expect(page.locator("#room .message")).to_be_visible()
    assert not visit.complaints
    visit.context.close()


def test_a_meeting_moves_by_pointer_and_a_red_hour_says_why(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "en", 1440)
    draft(visit)
    page = visit.page
    card = page.locator("table.edit a.slot[data-meeting='F3.H4']").first

    def drag(slot: int) -> None:
        card.scroll_into_view_if_needed()
        box = card.bounding_box()
        assert box
        page.mouse.move(box["x"] + 8, box["y"] + 8)
        page.mouse.down()
        page.mouse.move(box["x"] + 30, box["y"] + 8, steps=3)
        expect(page.locator(".in-hand")).to_be_visible()
        tables = page.locator("table.edit")
        table = tables.nth(0 if slot < 16 else 1)
        cell = table.locator(".marks-row td").nth(slot % 16)
        there = cell.bounding_box()
        held = table.bounding_box()
        assert there
        assert held
        page.mouse.move(there["x"] + 8, max(held["y"] + 60, box["y"] + 8) if slot < 16 else held["y"] + 60, steps=8)

    drag(2)
    expect(page.locator(".shade.no")).to_contain_text("La Fabrique")
    visit.picture("agenda-drag-red")
    page.mouse.up()
    expect(page.locator("#said")).to_contain_text("impossible")
    free = page.locator("#panel .options li[data-ok='1']:not([data-now])").first
    drag(int(free.get_attribute("data-slot") or 0))
    expect(page.locator(".shade.ok")).to_be_visible()
    visit.picture("agenda-drag-green")
    page.mouse.up()
    expect(page.locator("#room .message")).to_contain_text("Moved")
    assert not visit.complaints
    visit.context.close()


def test_two_editors_the_second_is_told(browser: Browser, site: str) -> None:
    first, second = (Visit(browser, site, "en", 1440) for _ in range(2))
    draft(first)
    second.open(f"{HERE}edit/?meeting=F5.H5")
    first.open(f"{HERE}edit/?meeting=F4.H3")
    first.page.get_by_role("button", name="Lock it here").click()
    expect(first.page.locator("#room .message")).to_contain_text("Locked")
    second.page.locator("#panel .move-form").first.get_by_role("button").click()
    expect(second.page.locator(".notice")).to_contain_text("Somebody changed the draft before you")
    expect(second.page.locator(".notice")).to_contain_text("Forge du Val")
    check(first, "agenda-locked")
    second.picture("agenda-late")
    assert [text for text in second.complaints if "409" not in text] == []
    first.page.get_by_role("button", name="Unlock").click()
    expect(first.page.locator("#room .message")).to_contain_text("Unlocked")
    first.context.close()
    second.context.close()


def test_without_script_on_a_phone_it_is_a_list_and_a_form(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "fr", 360, script=False)
    page = visit.open(f"{HERE}edit/")
    if page.locator("form[action$='edit/open/']").count():
        page.locator("form[action$='edit/open/'] button").click()
    page.locator("details.card summary", has_text="Optique du Phare").click()
    page.locator("details[open] a.choose", has_text="Essais du Val").click()
    expect(page.locator("#in-hand")).to_have_text("Essais du Val (Optique du Phare)")
    page.locator("#place").select_option(index=0)
    page.locator("#panel .move-form").first.get_by_role("button", name="Déplacer").click()
    expect(page.locator(".message")).to_contain_text("Déplacée\u00a0: Essais du Val (Optique du Phare)")
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator(".message")).to_contain_text("Annulé")
    visit.context.close()


def test_published_then_followed(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "en", 1440)
    draft(visit)
    page = visit.open(f"{HERE}publish/")
    page.get_by_label("Provisional").check()
    page.get_by_role("button", name="Publish and tell").click()
    expect(page.get_by_role("status").first).to_contain_text("is public")
    check(visit, "agenda-public")
    visit.open(f"{HERE}edit/")
    check(visit, "agenda-no-draft")
    visit.open(f"{HERE}calendars/")
    page.get_by_role("button", name="Make the address").click()
    address = page.locator("#address").input_value()
    check(visit, "agenda-calendar-made")
    answer = visit.context.request.get(address)
    assert answer.ok
    assert "BEGIN:VEVENT" in answer.text()
    page.get_by_role("button", name="Revoke").first.click()
    expect(page.get_by_role("status").first).to_contain_text("revoked")
    assert visit.context.request.get(address).status == 404
    visit.context.close()
