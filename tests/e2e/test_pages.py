"""Every page, in both languages, on a phone and on a projector: accessible, quiet, still, and never wider than the screen."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from visiting import RULES, Visit

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


def test_every_page(visit: Visit) -> None:
    for name, address in PAGES.items():
        visit.open(address)
        visit.look(name, still=True)


@pytest.mark.parametrize("address", ["/no-such-page/", f"{HERE}/documents/no-such-file.pdf"])
def test_what_is_not_there(visit: Visit, address: str) -> None:
    page = visit.open(address)
    visit.picture("not-found")
    assert Axe().run(page, options=RULES).violations_count == 0
    assert page.locator("a.button").get_attribute("href") == "/missions/"
    assert visit.complaints == ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
