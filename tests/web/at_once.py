"""A copy of the test's database in a file, and several people who act on it at the same moment."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections

__all__ = ["at_once", "on_file"]


@contextmanager
def on_file(path: Path) -> Iterator[None]:
    """Copy what is committed to a file; threads started inside work on the file, as the service does.

    On PostgreSQL nothing needs copying: threads meet in the test's own database.
    """
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        yield
        return
    with sqlite3.connect(path) as target:
        connection.connection.backup(target)
    target.close()
    settings = connections.databases["default"]
    before = settings["NAME"]
    settings["NAME"] = str(path)
    try:
        yield
    finally:
        settings["NAME"] = before


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do several things at the same moment, each in a thread with its own connection; return what came of each."""
    start, results = threading.Barrier(len(acts)), [None] * len(acts)

    def do(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=30)
            results[number] = act()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return results
