"""More server processes on the same port, so that every processor serves: they end with the first one."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator

__all__ = ["servers_beside", "usual_processes"]

MOST = 4
SIGNALS = (signal.SIGINT, signal.SIGTERM)


def usual_processes() -> int:
    """Return how many processes serve when nobody says: one a processor, four at most, one where none can be forked."""
    return min(MOST, os.cpu_count() or 1) if hasattr(os, "fork") else 1


@contextlib.contextmanager
def servers_beside(more: int, listener: socket.socket, run: Callable[[socket.socket], None]) -> Iterator[None]:
    """Fork processes that run ``run(listener)`` while the block runs.

    Called before any thread starts and with no connection to the database open, for neither outlives a fork.
    """
    children = [_forked(listener, run) for _ in range(more)]
    try:
        yield
    finally:
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)
        for child in children:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)


def _forked(listener: socket.socket, run: Callable[[socket.socket], None]) -> int:
    parent = os.getpid()
    # Held back until the child answers them itself: a signal must never unwind the copy of its parent's stack.
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    child = os.fork()
    if child:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        return child
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the first process, which then ends this one
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        run(listener)
    except KeyboardInterrupt:
        pass
    finally:
        os._exit(0)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)
