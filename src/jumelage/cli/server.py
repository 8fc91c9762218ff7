"""The web server: granian over the WSGI application, one process a processor, each replaced when it dies."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Callable
from threading import Event
from typing import Any

from jumelage.cli.database import start_django

__all__ = ["run_server", "usual_processes"]

LOGGERS = {"_granian": {"handlers": ["console"], "level": "ERROR", "propagate": False}}
MOST = 4
THREADS = 16
"""Requests that a process answers at once; idle connections take none of them."""
GRACE = 7
"""Seconds that a process has to finish its requests once asked to end; then it is killed."""
BACK_IN = 0.5
"""Seconds before a process that died is started again."""
HEADERS_WITHIN = 20_000
"""Milliseconds within which a request's headers must have come."""


def usual_processes() -> int:
    """Return how many processes serve when nobody says: one a processor, four at most."""
    return min(MOST, os.cpu_count() or 1)


def run_server(address: str, port: int, processes: int, host: str, started: Callable[[], None], over: Event) -> None:
    """Serve until SIGTERM or Ctrl+C.

    Processes are spawned, not forked: the same on every system, and no lock of a thread of this process is inherited.

    Parameters
    ----------
    address, port
        Where to listen.
    processes
        How many serve (on Windows, one does).
    host
        The name given by hand, which browsers may use.
    started
        Called once the port answers.
    over
        Set as soon as somebody asked to end, while requests under way still finish.
    """
    multiprocessing.set_start_method("spawn", force=True)
    threading.Thread(target=_when_it_answers, args=(address, port, started), daemon=True).start()
    while not over.is_set():
        _serve_once(address, port, processes, host, over)


def _serve_once(address: str, port: int, processes: int, host: str, over: Event) -> None:
    """Serve until somebody asks to end, or until a process has died twice within seconds: it is then begun anew."""
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import MPServer

    class Server(MPServer):
        def signal_handler_interrupt(self, *args: Any) -> None:
            over.set()
            super().signal_handler_interrupt(*args)  # type: ignore[no-untyped-call]

    server = Server(
        "jumelage.web.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN),
        respawn_failed_workers=True,
        respawn_interval=BACK_IN,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.error,
        log_dictconfig={"handlers": {"console": {"class": "logging.StreamHandler"}}, "loggers": LOGGERS},
    )
    with contextlib.suppress(SystemExit):
        server.serve(target_loader=functools.partial(_application, os.getpid(), host), wrap_loader=False)


def _when_it_answers(address: str, port: int, started: Callable[[], None]) -> None:
    while True:
        with contextlib.suppress(OSError), socket.create_connection((address, port), timeout=5):
            return started()
        time.sleep(0.05)


def _application(parent: int, host: str) -> Any:
    """Load the application in a process of its own, which ends with the process that started it."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    start_django(host)
    from jumelage.web.wsgi import application

    return application


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
