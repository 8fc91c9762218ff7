"""A page in one language and one width, with everything the browser complains of, and how a page is looked at."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request

SCREENSHOTS = Path(__file__).parents[2] / "out" / "screenshots"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TARGETS = ".button, .tabs a, .rooms a, .quiet, .switch a, .file, select, summary, textarea, .logo"
EMPTY_STYLE = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
FINGER = 44  # px, the least height of what a finger presses


class Visit:
    """A page in one language and one width, with everything the browser complains of."""

    def __init__(self, browser: Browser, site: str, language: str, width: int, *, script: bool = True) -> None:
        self.site, self.language, self.width = site, language, width
        height = 900 if width > 600 else 780
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script, reduced_motion="reduce"
        )
        self.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
        if script:
            self.context.add_init_script(
                "window.moved = 0; new PerformanceObserver(list => { for (const entry of list.getEntries())"
                " if (!entry.hadRecentInput) window.moved += entry.value })"
                ".observe({type: 'layout-shift', buffered: true})"
            )
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        """Complain, unless the browser itself gave the request up because it went on to another page."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url} ({request.failure})")

    def open(self, address: str) -> Page:
        self.page.goto(self.site + address)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}-{self.width}-{self.language}.png", full_page=True)

    def look(self, name: str, *, targets: str = TARGETS, still: bool = False, forgiven: tuple[str, ...] = ()) -> None:
        """Look at the page as it stands: accessible, quiet, not wider than the screen, its targets large enough.

        ``still`` asks that nothing moved while it loaded; ``forgiven`` are the statuses that were meant (``"422"``).
        """
        self.picture(name)
        if still:
            assert self.page.evaluate("window.moved") < 0.01, f"{name}: the page moved"
        folded = "document.querySelectorAll('details:not([open])')"
        self.page.evaluate(f"() => {folded}.forEach(node => {{ node.open = true; node.dataset.folded = '' }})")
        found = Axe().run(self.page, options=RULES)
        # The checker leaves empty style attributes, which htmx would copy and the content policy refuse.
        self.page.evaluate("document.querySelectorAll('[style=\"\"]').forEach(node => node.removeAttribute('style'))")
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        wide, room = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= room, f"{name}: {wide} px on {room}"
        meant = (EMPTY_STYLE, *(f"status of {one}" for one in forgiven))
        loud = [text for text in self.complaints if not any(one in text for one in meant)]
        assert not loud, f"{name}: {loud}"
        self.complaints.clear()
        if self.width < 600:
            small = self.page.locator(targets).evaluate_all(
                "(nodes, least) => nodes.filter(n => n.checkVisibility() && n.getBoundingClientRect().height < least)"
                ".map(n => n.outerHTML.slice(0, 120))",
                FINGER - 0.1,
            )
            assert not small, f"{name}: {small}"
        self.page.evaluate("document.querySelectorAll('[data-folded]').forEach(node => { node.open = false })")


def until(page: Page, expression: str, argument: Any = None, seconds: float = 30) -> None:
    """Wait until an expression holds; asked from outside, for the page's security policy lets no page evaluate a text."""
    last = time.monotonic() + seconds
    while not _holds(page, expression, argument):
        assert time.monotonic() < last, expression
        page.wait_for_timeout(100)


def _holds(page: Page, expression: str, argument: Any) -> bool:
    """Ask a page, which does not answer while it gives way to the next."""
    try:
        return bool(page.evaluate(expression, argument))
    except Error as error:
        if "context was destroyed" not in str(error):
            raise
        return False
