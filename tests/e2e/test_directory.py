"""The directory in a browser: a messy workbook from file to undo, an organisation edited; accessible, no wider than the screen."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from visiting import Visit

sys.path.insert(0, str(Path(__file__).parents[1] / "directory" / "lists"))  # the messy lists are imported by name

from messy import groups, saved

pytestmark = pytest.mark.browser

TARGETS = ".button, .tabs a, .file, select, summary, textarea, input:not([type=hidden], [type=checkbox], [type=radio]), .quiet, .inline-target"
ROOT = "/directory/"


@pytest.fixture(params=[("fr", 360), ("en", 1440), ("en", 360), ("fr", 1440)], ids=lambda both: f"{both[0]}-{both[1]}")
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    made = Visit(browser, site, *request.param)
    yield made
    made.context.close()


def look(visit: Visit, name: str) -> None:
    visit.look(f"directory-{name}", targets=TARGETS, forgiven=("422",))


def workbook(visit: Visit) -> bytes:
    """The messy workbook, with a row to mend, one that is there, one in doubt; its own names for each visit."""
    book = groups()
    own = f"{visit.language}{visit.width}"
    sheet = book["Membres"]
    sheet["A5"], sheet["A6"] = f"Soudure Nordet {own}", f"Usinage du Quai {own}"
    sheet["A7"], sheet["B7"], sheet["E7"] = f"Mauvais {own}", "Gaspé", "pas une adresse"
    sheet.append(["Câbles du Val inc.", "Val-Granit", None, None, f"info{own}@cables.invalid", "4185550111", None])
    sheet.append(["Moulage Granit Québec", "Val-Granit"])
    return saved(book)


def send(page: Page, content: bytes, name: str) -> None:
    page.set_input_files(
        "input[type=file]", files=[{"name": name, "mimeType": "application/octet-stream", "buffer": content}]
    )
    page.locator("form[enctype] button.button").click()
    page.wait_for_load_state("networkidle")


def test_a_messy_workbook_from_file_to_undo(visit: Visit) -> None:
    page = visit.open(f"{ROOT}imports/")
    look(visit, "imports")
    send(page, b"%PDF-1.7", "liste.xlsx")
    expect(page.locator(".field-error")).to_contain_text("PDF")
    look(visit, "refused")
    send(page, workbook(visit), "membres.xlsx")
    expect(page.locator("h1")).to_contain_text("membres.xlsx")
    look(visit, "preview")
    page.locator("button[name=start]").click()
    expect(page.locator(".note.care[role=alert]")).to_be_visible()
    page.locator("input[name=good_rows]").check()
    page.locator("input[value=other]").first.check()
    page.locator("button[name=start]").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".message")).to_be_visible()
    look(visit, "imported")
    page.locator("td a").first.click()
    look(visit, "from-import")
    page.go_back()
    page.locator(".undoing button").click()
    page.wait_for_load_state("networkidle")
    look(visit, "undone")
    page.goto(f"{visit.site}{ROOT}?q=nordet+{visit.language}{visit.width}")
    expect(page.locator(".empty")).to_be_visible()
    look(visit, "nothing-found")


def test_the_list_and_an_organisation(visit: Visit) -> None:
    page = visit.open(ROOT)
    assert page.evaluate("window.moved") < 0.01
    look(visit, "list")
    page.locator("input[name=q]").fill("CABLES")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("tbody th a").click()
    look(visit, "organisation")
    page.locator("a", has_text=re.compile("Suggérer des codes|Suggest codes")).click()
    expect(page.locator("input[name=code]")).to_have_count(5)
    look(visit, "codes")
    page.locator("a.button", has_text=re.compile("^Modifier|^Edit")).click()
    look(visit, "edit")
    page.locator("#id_postal_code").fill("G4R O B5")
    page.locator("main form button.button").click()
    expect(page.locator(".field-error")).to_have_count(1)
    look(visit, "edit-refused")
    page.locator("#id_postal_code").fill("g4r2b5")
    page.locator("main form button.button").click()
    expect(page.locator(".message")).to_be_visible()
    page.locator("a.small-button", has_text=re.compile("Ajouter|Add")).click()
    page.locator("#id_name").fill(f"Ada Lune {visit.language}{visit.width}")
    page.locator("#id_email").fill("ada@lune.invalid")
    look(visit, "contact")
    page.locator("main form button.button").first.click()
    page.locator("#id_text").fill("Vue au port")
    page.locator("form", has=page.locator("#id_text")).locator("button").click()
    expect(page.locator(".notes")).to_contain_text("Vue au port")
    look(visit, "organisation-full")


def test_all_of_it_without_script(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, "fr", 1440, script=False)
    page = visit.page
    page.goto(f"{site}{ROOT}imports/")
    page.set_input_files(
        "input[type=file]",
        files=[
            {
                "name": "l.csv",
                "mimeType": "text/csv",
                "buffer": "Entreprise;Ville\nCâblerie sans script;Gaspé\n".encode(),
            }
        ],
    )
    page.locator("form[enctype] button.button").click()
    page.locator("button[name=start]").click()
    expect(page.locator(".message")).to_be_visible()
    page.locator(".undoing button").click()
    expect(page.locator(".message")).to_be_visible()
    visit.context.close()
