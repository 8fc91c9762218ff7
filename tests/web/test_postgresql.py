"""The same tests of the web on PostgreSQL, on a server made for them and gone after."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.postgres
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
ROOT = Path(__file__).parents[2]


@pytest.fixture
def server() -> Iterator[str]:
    """Start a server; yield the address of a database. It refuses to run as root, so it runs as somebody else."""
    if not BINARIES:
        pytest.skip("no PostgreSQL server is installed under /usr/lib/postgresql")
    owner = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="jumelage-pg-"))
    if owner:
        shutil.chown(folder, owner)
    data, run = folder / "data", BINARIES[-1]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    make = [run / "initdb", "-D", data, "-U", "jumelage", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run(make, check=True, user=owner, cwd=folder, stdout=subprocess.DEVNULL)
    start = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control = [run / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", start, "start"], check=True, user=owner, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        yield f"postgresql://jumelage@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*control, "-m", "immediate", "stop"], check=False, user=owner, cwd=folder, stdout=subprocess.DEVNULL
        )
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def test_everything_holds_on_postgresql(server: str) -> None:
    tests = [str(path) for path in sorted(Path(__file__).parent.glob("test_*.py")) if path != Path(__file__)]
    chosen = [path for path in tests if not path.endswith("test_serve.py")]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen]
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": server},
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert done.returncode == 0, done.stdout[-3000:]
