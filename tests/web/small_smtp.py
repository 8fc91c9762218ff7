"""A mail server for tests: takes what it is given, refuses by the name before the @."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

REPLIES = {"refused": "550 5.1.1 no such user", "full": "452 mailbox full", "spam": "250 ok", "gone": ""}


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 small")
        spam = False
        while line := self.rfile.readline().decode().strip():
            command = line.upper().split(":")[0].split()[0]
            if command in ("EHLO", "HELO"):
                self.say("250 small")
            elif line.upper().startswith("RCPT"):
                name = line.split("<")[1].split("@")[0]
                if name == "gone":
                    return
                spam = name == "spam"
                self.say(REPLIES.get(name, "250 ok"))
            elif command == "DATA":
                self.say("354 go on")
                lines: list[bytes] = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part[1:] if part.startswith(b"..") else part)
                if spam:
                    self.say("554 5.7.1 looks like spam")
                else:
                    self.server.taken.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))  # type: ignore[attr-defined]
                    self.say("250 ok")
            elif command == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    taken: list[EmailMessage]


@contextmanager
def small_smtp() -> Iterator[tuple[int, list[EmailMessage]]]:
    """Serve on a free port; yield it and the messages taken so far."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.taken = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], server.taken
        server.shutdown()
