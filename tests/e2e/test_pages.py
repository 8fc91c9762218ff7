"""Every page, in both languages, on a phone and on a projector: accessible, quiet, still, and never wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from visiting import Visit

pytestmark = pytest.mark.browser

HERE = "/missions/port-lichen-val-granit-2031"
PAGES = {
    "missions": "/missions/",
    "overview": f"{HERE}/",
    "delegation": f"{HERE}/delegation/",
    "organisation": f"{HERE}/delegation/F1/",
    "to-complete": f"{HERE}/delegation/F3/",
    "profile": f"{HERE}/delegation/F3/profile/",
    "matches": f"{HERE}/matches/",
    "no-match": f"{HERE}/matches/?delegation=F3",
    "rejected": f"{HERE}/matches/?state=rejected",
    "shortlist": f"{HERE}/matches/shortlist/",
    "shortlist-refused": f"{HERE}/matches/shortlist/?per_host=1&least_per_host=3",
    "nothing-to-compare": f"{HERE}/matches/compare/",
    "duplicates": "/directory/duplicates/",
    "agenda": f"{HERE}/agenda/",
    "agenda-by-hour": f"{HERE}/agenda/?view=hour",
    "agenda-lists": f"{HERE}/agenda/?view=list",
    "links": f"{HERE}/links/",
    "documents": f"{HERE}/documents/",
    "towns": "/towns/",
    "town": "/towns/val-granit/",
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TARGETS = ".button, .tabs a, .rooms a, .quiet, .switch a, .file, select, summary, textarea, .logo"


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[360, 1440])
def visit(request: pytest.FixtureRequest, browser: Browser, site: str, language: str) -> Iterator[Visit]:
    made = Visit(browser, site, language, request.param)
    yield made
    made.context.close()


def test_every_page(visit: Visit) -> None:
    for name, address in PAGES.items():
        page = visit.open(address)
        visit.picture(name)
        assert page.evaluate("window.moved") < 0.01, f"{name}: the page moved"
        for details in page.locator("details").all():
            details.evaluate("node => node.open = true")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= room, f"{name}: {wide} px on {room}"
        assert not visit.complaints, f"{name}: {visit.complaints}"
        if visit.width < 600:
            small = page.locator(TARGETS).evaluate_all(
                "nodes => nodes.filter(n => n.checkVisibility() && n.getBoundingClientRect().height < 43.9)"
                ".map(n => n.outerHTML.slice(0, 120))"
            )
            assert not small, f"{name}: {small}"


@pytest.mark.parametrize("address", ["/no-such-page/", f"{HERE}/documents/no-such-file.pdf"])
def test_what_is_not_there(visit: Visit, address: str) -> None:
    page = visit.open(address)
    visit.picture("not-found")
    assert Axe().run(page, options=RULES).violations_count == 0
    assert page.locator("a.button").get_attribute("href") == "/missions/"
    assert visit.complaints == ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
