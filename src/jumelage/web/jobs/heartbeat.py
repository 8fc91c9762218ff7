"""Heartbeats: this process's name as a worker, whether it was asked to stop, and which workers are alive."""

from __future__ import annotations

import os
import secrets
import socket
import threading

from django.utils import timezone

from jumelage.web.jobs.models import Worker
from jumelage.web.jobs.rules import is_alive

__all__ = ["beat", "become_worker", "leave", "stopping", "this_worker", "workers_alive"]

stopping = threading.Event()
"""Set when this worker was asked to stop: a running job stops where it can and goes back to the queue."""

_name = ""


def become_worker() -> str:
    """Give this process a name of its own: machine, process number, and a few letters."""
    global _name  # noqa: PLW0603 (a process is one worker)
    _name = f"{socket.gethostname()[:50]}:{os.getpid()}:{secrets.token_hex(4)}"
    return _name


def this_worker() -> str:
    """Return the name of the worker that this process is; empty where it is none."""
    return _name


def beat() -> None:
    """Record a heartbeat of this worker."""
    Worker.objects.update_or_create(name=this_worker(), defaults={"seen_at": timezone.now()})


def leave() -> None:
    """Record that this worker has ended."""
    Worker.objects.filter(name=this_worker()).delete()


def workers_alive() -> list[str]:
    """Return the names of the workers heard of within ``SILENCE``."""
    now = timezone.now()
    return [worker.name for worker in Worker.objects.all() if is_alive(worker.seen_at, now)]
