"""``jumelage serve``: a taken port, an open demonstration, a first run, an interruption."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jumelage.cli.console import Console
from jumelage.cli.service.serve import serve, serve_until_interrupted

COMMAND = [sys.executable, "-c", "from jumelage.cli.service.serve import serve; serve()"]


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = CliRunner().invoke(serve, ["--port", str(port), "--lang", "fr"])
    assert answer.exit_code == 1
    assert f"Le port {port} est déjà pris" in answer.stderr
    assert f"--port {port + 1}" in answer.stderr


def test_a_demonstration_is_never_open_to_others() -> None:
    answer = CliRunner(env={"JUMELAGE_DEMO": "1"}).invoke(serve, ["--host", "0.0.0.0", "--lang", "en"])
    assert answer.exit_code == 1
    assert "served to this computer only" in answer.stderr


def test_a_wrong_setting_is_bad_input() -> None:
    answer = CliRunner(env={"DATABASE_URL": "mysql://x"}).invoke(serve, ["--lang", "en"])
    assert answer.exit_code == 2
    assert "DATABASE_URL: this is not the address of a PostgreSQL database." in answer.stderr


@pytest.mark.slow
def test_the_first_run_makes_its_database_and_ends_when_asked(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {"JUMELAGE_HOME": str(tmp_path)}
    command = [*COMMAND, "--port", str(port), "--json"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        lines = "".join(server.stdout.readline() for _ in range(3))
        assert json.loads(lines) == {"address": f"http://127.0.0.1:{port}/"}
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            assert json.load(answer) == {"status": "ok"}
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert "Se connecter" in page.read().decode()
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=10) == 0
    assert (tmp_path / "jumelage.sqlite3").exists()


def test_the_demonstration_is_signed_in_even_if_django_had_started(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEMO = False
    monkeypatch.setattr("jumelage.cli.service.serve.prepare_database", lambda console: 0)
    monkeypatch.setattr("jumelage.cli.service.serve.run_server", lambda *_: None)
    monkeypatch.setenv("JUMELAGE_DEMO", "0")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve_until_interrupted(Console("fr", as_json=False), host="127.0.0.1", port=port, demonstration=True, worker=False)
    assert settings.DEMO
