"""Take the pictures of the README from the demonstration: ``python scripts/pictures.py [--folder DIR] [--address URL]``.

Plans and serves the demonstration on a home of its own (or asks the one at ``--address``), then photographs three
pages in both languages with Chromium. ``--check`` only looks that every page answers and that every picture is there.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "docs" / "images"
MISSION = "/missions/sept-iles-thetford-2017"
START = 300  # seconds that the demonstration may take to be planned, loaded and served


class Picture(NamedTuple):
    """A page of the demonstration, and the window that shows it."""

    name: str
    path: str
    width: int
    height: int
    scroll: int = 0

    def file(self, language: str) -> str:
        """Name the picture in one language."""
        return f"{self.name}.{language}.png"


PICTURES = (
    Picture("agenda", f"{MISSION}/agenda/", 1360, 900, scroll=300),
    Picture("portrait", "/portraits/ontario/manitouwadge/", 1180, 860, scroll=80),
    Picture("phone", f"{MISSION}/day/as/SI04/?at=2017-02-15T09:40", 390, 780),
)


def main() -> int:
    """Serve, photograph, stop."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folder", type=Path, default=FOLDER)
    asked.add_argument("--address", default="")
    asked.add_argument("--check", action="store_true")
    given = asked.parse_args()
    with contextlib.nullcontext(given.address) if given.address else demonstration() as address:
        if given.check:
            return check(address)
        photograph(address, given.folder)
    return 0


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """Serve the demonstration from a home of its own; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-c", "from jumelage.cli.main import run; run()", "demo", "--port", str(port)]
        server = subprocess.Popen(command, env={**os.environ, "JUMELAGE_HOME": home}, start_new_session=True)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=60)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, and stop when it ended."""
    until = time.monotonic() + START
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.5)
    raise SystemExit("The demonstration did not start.")


def check(address: str) -> int:
    """Name each page that does not answer and each picture that is missing."""
    wrong = 0
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    for picture in PICTURES:
        for language in ("fr", "en"):
            if not (FOLDER / picture.file(language)).is_file():
                wrong += 1
                sys.stderr.write(f"missing picture: {picture.file(language)}\n")
        try:
            opener.open(address + picture.path, timeout=60).close()
        except urllib.error.URLError as error:
            wrong += 1
            sys.stderr.write(f"{picture.path}: {error}\n")
    return min(wrong, 1)


def photograph(address: str, folder: Path) -> None:
    """Take each picture in each language."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        for picture in PICTURES:
            for language in ("fr", "en"):
                context = browser.new_context(
                    viewport={"width": picture.width, "height": picture.height},
                    color_scheme="light",
                    reduced_motion="reduce",
                )
                context.add_cookies([{"name": "django_language", "value": language, "url": address}])
                page = context.new_page()
                page.goto(address + picture.path, wait_until="load", timeout=60_000)
                page.mouse.wheel(0, picture.scroll)
                page.wait_for_timeout(400)
                page.screenshot(path=folder / picture.file(language))
                context.close()
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
