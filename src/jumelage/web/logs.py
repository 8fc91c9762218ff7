"""The service's log: one line an event, in UTC, with the request's number; what repeats is counted, not written."""

from __future__ import annotations

import contextvars
import logging
import re
import threading
import time

__all__ = ["Line", "NoFlood", "request_id"]

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="-")
"""The number of the request under way, which its answer carries as ``X-Request-ID``."""
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_TOKEN = re.compile(r"(/(?:invitation|request|after|stop|calendar)/)[^/\s]+")
"""Addresses that let in whoever holds them: what is signed in them is not written."""
MOST, WITHIN = 5, 60.0
"""How many lines of the same event are written within how many seconds."""


class Line(logging.Formatter):
    """``2031-03-04T18:30:00.123Z WARNING django.request [a1b2c3] words``; no address of a person, no token, no line break.

    A trace follows its line, each of its own lines indented.
    """

    converter = time.gmtime  # type: ignore[assignment]
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} [{request}] {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        """Write one event."""
        record.request = request_id.get()
        first, *rest = super().format(record).splitlines()
        text = _TOKEN.sub(r"\1…", "\n    ".join([first, *rest]))
        return text if getattr(record, "names_people", False) else _ADDRESS.sub("…@…", text)


class NoFlood(logging.Filter):
    """Let a few lines of the same event pass a minute; the next that passes says how many were left out."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[tuple[str, int, str], tuple[float, int]] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether to write an event."""
        kind = type(record.exc_info[1]).__name__ if record.exc_info else ""
        key = (record.name, record.lineno, f"{record.msg} {kind}"[:200])
        now = time.monotonic()
        with self._lock:
            since, count = self._seen.get(key, (now, 0))
            left_out = 0
            if now - since >= WITHIN:
                left_out, since, count = max(0, count - MOST), now, 0
            self._seen[key] = since, count + 1
            if len(self._seen) > 1000:
                self._seen.clear()
        if left_out:
            record.msg, record.args = f"{record.getMessage()} (+{left_out} since)", None
        return count < MOST
