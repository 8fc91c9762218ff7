"""The server on a real socket: what programs send that no browser does, processes that die, the end when asked."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-c", "from jumelage.cli.main import run; run()", "serve"]
HOST = b"Host: 127.0.0.1\r\n"


class Server:
    """A server of two processes with its worker."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        env = os.environ | {"JUMELAGE_HOME": str(home), "JUMELAGE_DEMO": "0", "DATABASE_URL": ""}
        self.process = subprocess.Popen(
            [*COMMAND, "--port", str(self.port), "--processes", "2"], env=env, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        assert re.search(r"http://\S+/", self.process.stdout.readline())

    def end(self) -> None:
        """End at once, whatever runs."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def raw(self, *data: bytes) -> bytes:
        """Send bytes, return what is answered until the server closes or falls silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as client:
            client.sendall(b"".join(data))
            client.settimeout(20)
            answer = b""
            with contextlib.suppress(TimeoutError):
                while part := client.recv(65536):
                    answer += part
        return answer

    def status(self, path: str = "/healthz") -> int:
        """Ask as a program does."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as client:
            client.request("GET", path)
            answer = client.getresponse()
            answer.read()
            return answer.status

    def children(self) -> dict[int, str]:
        """Return the processes under this one, with their command line."""
        parents, commands = {}, {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, IndexError):
                number = int(folder.name)
                parents[number] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                commands[number] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        found = {self.process.pid}
        while more := {number for number, parent in parents.items() if parent in found} - found:
            found |= more
        return {number: commands.get(number, "") for number in found - {self.process.pid}}


@pytest.fixture(scope="module")
def server(new_home: Callable[[str], Path]) -> Iterator[Server]:
    made = Server(new_home("server"))
    yield made
    made.end()


def test_a_head_answer_has_no_body(server: Server) -> None:
    answer = server.raw(b"HEAD /sign-in/ HTTP/1.1\r\n", HOST, b"Connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.partition(b"\r\n\r\n")[2] == b""


def test_nothing_is_smuggled_behind_two_lengths(server: Server) -> None:
    hidden = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    answer = server.raw(
        b"POST /language/ HTTP/1.1\r\n",
        HOST,
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        hidden,
    )
    assert answer.count(b"HTTP/1.1 ") == 1  # RFC 9112, 6.3: chunked wins, and the connection is closed
    two = server.raw(b"GET /healthz HTTP/1.1\r\n", HOST, b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n123456")
    assert two.startswith(b"HTTP/1.1 400")


def test_idle_connections_keep_nobody_out(server: Server) -> None:
    with contextlib.ExitStack() as stack:
        for number in range(250):
            idle = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=10))
            if number % 2:
                idle.sendall(b"GET / HTTP/1.1\r\nHost:")
        begun = time.monotonic()
        assert server.status() == 200
        assert time.monotonic() - begun < 5


def test_a_process_that_dies_is_replaced_and_the_others_answer(server: Server) -> None:
    serving = [number for number, command in server.children().items() if "spawn_main" in command]
    assert len(serving) == 2
    os.kill(serving[0], signal.SIGKILL)
    time.sleep(0.5)  # what it had accepted is lost with it
    assert server.status("/sign-in/") == 200
    until = time.monotonic() + 20
    while len([c for c in server.children().values() if "spawn_main" in c]) < 2:
        assert time.monotonic() < until
        time.sleep(0.2)
    assert server.status("/sign-in/") == 200


def test_all_end_within_ten_seconds_when_asked(server: Server) -> None:
    below = server.children()
    assert any("worker" in command for command in below.values())
    begun = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=15) == 0
    while [number for number in below if _alive(number)]:
        time.sleep(0.1)
        assert time.monotonic() - begun < 10


def test_what_a_killed_server_started_ends_with_it(new_home: Callable[[str], Path]) -> None:
    server = Server(new_home("killed"))
    below = server.children()
    assert below
    server.end()
    until = time.monotonic() + 15
    while [number for number in below if _alive(number)]:
        assert time.monotonic() < until
        time.sleep(0.2)


def _alive(number: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
