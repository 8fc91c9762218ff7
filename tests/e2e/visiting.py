"""A page in one language and one width, with everything the browser complains of."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

SCREENSHOTS = Path(__file__).parents[2] / "out" / "screenshots"


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
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))

    def open(self, address: str) -> Page:
        self.page.goto(self.site + address)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}-{self.width}-{self.language}.png", full_page=True)
