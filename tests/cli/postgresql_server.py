"""A PostgreSQL server made for a test and gone after; it refuses to run as root, so it runs as somebody else."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@contextmanager
def server() -> Iterator[str]:
    """Start a server; yield the address of a database."""
    if not BINARIES:
        pytest.skip("no PostgreSQL server is installed under /usr/lib/postgresql")
    names = {entry.pw_name for entry in pwd.getpwall()}
    owner = None if os.getuid() else "postgres" if "postgres" in names else "nobody"
    folder = Path(tempfile.mkdtemp(prefix="jumelage-pg-"))
    if owner:
        shutil.chown(folder, owner)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run, data = BINARIES[-1], folder / "data"
    as_owner = {"user": owner, "cwd": folder, "stdout": subprocess.DEVNULL}
    make = [run / "initdb", "-D", data, "-U", "jumelage", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run(make, check=True, **as_owner)  # type: ignore[call-overload]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control = [run / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", options, "start"], check=True, **as_owner)  # type: ignore[call-overload]
    try:
        yield f"postgresql://jumelage@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, **as_owner)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)
