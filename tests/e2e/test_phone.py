"""On a phone: a low header, labels that keep apart, text at 200 %, and the dark colours of a phone at night."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from visiting import RULES, Visit

pytestmark = pytest.mark.browser

HERE = "/missions/port-lichen-val-granit-2031"
PAGES = (
    "/missions/",
    f"{HERE}/",
    f"{HERE}/delegation/",
    f"{HERE}/matches/",
    f"{HERE}/agenda/",
    "/directory/",
    "/towns/val-granit/",
)
HIGHEST = 120  # px of the header and the tabs
LABELS = {"fr": ("À faire", "Qui rencontrer", "Demandes", "Programme", "Ma journée"), "en": ("To do", "Whom to meet", "Requests", "Programme", "My day")}  # fmt: skip
CUT = """() => [...document.querySelectorAll('main *, header *')].filter(node => {
  const style = getComputedStyle(node), aside = '.hidden, .scroll, .scroll-x, .rows, .tabs, .person-name, .logo, svg'
  return node.checkVisibility() && !node.closest(aside) && ['hidden', 'clip'].includes(style.overflowX)
    && node.scrollWidth > node.clientWidth + 1
}).map(node => node.outerHTML.slice(0, 120))"""


@pytest.fixture(params=["light", "dark"])
def phone(browser: Browser, site: str, language: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    visit = Visit(browser, site, language, 360)
    visit.page.emulate_media(color_scheme=request.param)
    yield visit.open("/missions/")
    visit.context.close()


def test_the_header_and_the_tabs_leave_the_phone_to_the_page(phone: Page, site: str) -> None:
    for address in PAGES:
        phone.goto(site + address)
        height = phone.locator(".top").bounding_box()["height"] + (  # type: ignore[index]
            phone.locator(".tabs").bounding_box()["height"] if phone.locator(".tabs").count() else 0  # type: ignore[index]
        )
        assert height <= HIGHEST, (address, height)
    phone.get_by_role("button", name="Menu").click()
    phone.locator("#rooms a").nth(2).click()
    assert phone.url.endswith("/towns/")


def test_twice_the_text_cuts_nothing_by_day_and_by_night(phone: Page, site: str) -> None:
    for address in PAGES:
        phone.goto(site + address)
        for size in ("100%", "200%"):
            phone.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            phone.evaluate("document.querySelectorAll('details').forEach(node => { node.open = true })")
            found = Axe().run(phone, options=RULES)
            assert found.violations_count == 0, f"{address} {size}: {found.generate_report()}"
            assert phone.evaluate(CUT) == [], (address, size)
            assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, size)


def test_the_labels_of_the_bottom_bar_keep_apart(phone: Page, language: str) -> None:
    phone.evaluate(
        """labels => {
          const sheet = document.createElement('link'); sheet.rel = 'stylesheet'; sheet.href = '/static/web/my.css'
          document.head.append(sheet)
          const bar = document.createElement('nav'); bar.className = 'my-tabs'
          for (const label of labels) {
            const link = document.createElement('a'), words = document.createElement('span')
            link.href = '#'; words.textContent = label; link.append(words); bar.append(link)
          }
          document.querySelector('main').append(bar)
          return new Promise(done => { sheet.onload = done })
        }""",
        list(LABELS[language]),
    )
    for size in ("100%", "200%"):
        phone.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        boxes = phone.locator(".my-tabs span").evaluate_all(
            "nodes => nodes.map(n => n.getBoundingClientRect()).map(r => [r.left, r.right])"
        )
        assert all(left[1] < right[0] for left, right in itertools.pairwise(boxes)), (size, boxes)
        if size == "100%":
            assert boxes[-1][1] <= 360, boxes
