"""``jumelage serve``: check the configuration, bring the database up to date, serve until interrupted."""

from __future__ import annotations

import errno
import os
import socket

import click

from jumelage.cli.console import Console, standard_options
from jumelage.cli.service.beside import worker_beside
from jumelage.cli.service.database import prepare_database, start_django
from jumelage.cli.service.server import run_server, usual_processes
from jumelage.errors import NoResultError
from jumelage.language import Bilingual

__all__ = ["require_free_port", "serve", "serve_until_interrupted"]

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command(help="Servir l'application web jusqu'à interruption / serve the web application until interrupted.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse où servir / address to serve on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port où servir / port to serve on."
)
@click.option(
    "--worker/--no-worker",
    default=None,
    help="Avec un travailleur à côté (d'office avec la base intégrée) / with a worker beside.",
)
@click.option(
    "--processes",
    default=None,
    type=click.IntRange(1, 64),
    help="Processus qui servent (d'office un par processeur, 4 au plus) / processes that serve (by default one a processor, 4 at most).",
)
@standard_options
def serve(console: Console, host: str, port: int, worker: bool | None, processes: int | None) -> None:
    """Serve what the home folder holds."""
    serve_until_interrupted(console, host=host, port=port, worker=worker, processes=processes)


def serve_until_interrupted(
    console: Console,
    *,
    host: str,
    port: int,
    demonstration: bool = False,
    worker: bool | None = None,
    processes: int | None = None,
) -> None:
    """Serve on ``host:port``, with a worker beside where the database is the embedded one (unless said otherwise).

    The demonstration signs its officer in, so it is served to this machine only.

    Raises
    ------
    InputError
        When the configuration is wrong.
    NoResultError
        When the port is taken, or a demonstration would be open to others.
    """
    if demonstration:
        os.environ["JUMELAGE_DEMO"] = "1"
    _no_open_demonstration(host)
    require_free_port(host, port)
    links_lead_to(host, port)
    start_django(host)
    prepare_database(console)
    _leave_database()
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"

    def started() -> None:
        console.result({"address": address}, console.text(f"Jumelage : {address}", f"Jumelage: {address}"))
        console.say("Ctrl+C pour arrêter.", "Ctrl+C to stop.")

    with worker_beside(_embedded() if worker is None else worker) as over:
        run_server(_resolved(host, port), port, processes or usual_processes(), host, started, over)
    console.say("Arrêté.", "Stopped.")


def links_lead_to(host: str, port: int) -> None:
    """Have links in mail begin with the address that is served, unless settings name another."""
    if not os.environ.get("JUMELAGE_HOSTS", "").strip() and not os.environ.get("JUMELAGE_SITE_URL", "").strip():
        named = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
        os.environ["JUMELAGE_SITE_URL"] = f"http://{named}:{port}"


def _leave_database() -> None:
    from django.db import connections

    connections.close_all()


def _embedded() -> bool:
    from jumelage.web.environment import read_environment

    return read_environment().embedded


def _no_open_demonstration(host: str) -> None:
    from jumelage.web.environment import read_environment

    if read_environment().demo and host not in LOOPBACK:
        raise NoResultError(
            Bilingual(
                fr="La démonstration connecte quiconque l'ouvre : elle ne se sert qu'à cet ordinateur. "
                "Retirez --host, ou JUMELAGE_DEMO.",
                en="The demonstration signs in whoever opens it: it is served to this computer only. "
                "Remove --host, or JUMELAGE_DEMO.",
            )
        )


def require_free_port(host: str, port: int) -> None:
    """Refuse a taken port (:class:`NoResultError`) before anything else, so that a second server stops at once."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            # Without this, a server stopped a moment ago would still hold its port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen()
    except OSError as error:
        raise NoResultError(_cannot_listen(host, port, error)) from error


def _resolved(host: str, port: int) -> str:
    return str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0])


def _cannot_listen(host: str, port: int, error: OSError) -> Bilingual:
    if error.errno == errno.EADDRINUSE:
        other = f"--port {port + 1}"
        if os.environ.get("MAKELEVEL"):  # started by make, which takes options by ARGS
            other = f'make demo ARGS="{other}"'
        return Bilingual(
            fr=f"Le port {port} est déjà pris sur {host}. Arrêtez l'autre programme, ou choisissez {other}.",
            en=f"Port {port} is already taken on {host}. Stop the other program, or choose {other}.",
        )
    return Bilingual(
        fr=f"Impossible d'écouter sur {host}:{port} ({error.strerror}). Choisissez un autre --host ou --port.",
        en=f"Cannot listen on {host}:{port} ({error.strerror}). Choose another --host or --port.",
    )
