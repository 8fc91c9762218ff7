"""A worker beside the web server of the embedded database, started again when it dies, gone when the server ends."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

__all__ = ["worker_beside"]

COMMAND = [sys.executable, "-c", "from jumelage.cli.main import run; run()", "worker", "--with-parent"]
PATIENCE = 9  # seconds that a worker has to end: it gives its job eight
AGAIN = 1  # seconds before a worker that died is started again


@contextlib.contextmanager
def worker_beside(wanted: bool = True) -> Iterator[threading.Event]:
    """Keep a worker running as a process of its own until the event that is yielded is set, or the block ends."""
    over = threading.Event()
    if not wanted:
        yield over
        return
    keeper = threading.Thread(target=_keep, args=(over,), daemon=True)
    keeper.start()
    try:
        yield over
    finally:
        over.set()
        keeper.join(PATIENCE + 5)


def _keep(over: threading.Event) -> None:
    while not over.is_set():
        # In a process group of its own: Ctrl+C reaches the server, which then asks the worker to end.
        with subprocess.Popen(
            [*COMMAND, str(os.getpid())], env=os.environ | _home(), stdout=subprocess.DEVNULL, process_group=0
        ) as worker:
            while worker.poll() is None and not over.wait(0.2):
                pass
            if worker.poll() is None:
                _end(worker)
        over.wait(AGAIN)


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()


def _home() -> dict[str, str]:
    """Name the home folder as this process read it, wherever the worker starts."""
    from jumelage.web.environment import read_environment

    return {"JUMELAGE_HOME": str(read_environment().home)}
