"""Which worker this process is, and whether it was asked to end."""

from __future__ import annotations

import os
import secrets
import socket
import threading

__all__ = ["become_worker", "leaving", "this_worker"]

leaving = threading.Event()
"""Set when this worker was asked to end: what runs stops where it can and is taken up again by another."""

_name = ""


def become_worker() -> str:
    """Give this process a name of its own: machine, process number, and a few letters."""
    global _name  # noqa: PLW0603 (a process is one worker)
    _name = f"{socket.gethostname()[:50]}:{os.getpid()}:{secrets.token_hex(4)}"
    leaving.clear()
    return _name


def this_worker() -> str:
    """Return the name of the worker that this process is; nothing where it is none."""
    return _name
