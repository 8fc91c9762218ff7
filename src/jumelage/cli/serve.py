"""``jumelage serve``: check the configuration, bring the database up to date, serve until interrupted; ``migrate``."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
from collections.abc import Iterator
from typing import Any

import click

from jumelage.cli.beside import worker_beside
from jumelage.cli.console import Console, standard_options
from jumelage.cli.processes import servers_beside, usual_processes
from jumelage.errors import InputError, NoResultError
from jumelage.language import Bilingual

__all__ = [
    "migrate",
    "prepare_database",
    "require_free_port",
    "require_tables",
    "serve",
    "serve_until_interrupted",
    "start_django",
]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
THREADS = 8


@click.command(help="Servir l'application web jusqu'à interruption / serve the web application until interrupted.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--worker/--no-worker",
    default=None,
    help="Avec un travailleur à côté (d'office avec la base intégrée) / with a worker beside.",
)
@click.option(
    "--processes",
    default=None,
    type=click.IntRange(1, 64),
    help="Processus qui servent (d'office un par processeur, 4 au plus) / processes that serve.",
)
@standard_options
def serve(console: Console, host: str, port: int, worker: bool | None, processes: int | None) -> None:
    """Serve what the home folder holds."""
    serve_until_interrupted(console, host=host, port=port, worker=worker, processes=processes)


@click.command(help="Mettre la base de données à jour / bring the database up to date.")
@standard_options
def migrate(console: Console) -> None:
    """Apply the migrations that wait."""
    waiting = prepare_database(console)
    console.result(
        {"applied": waiting},
        console.text(f"Base à jour ({waiting} migrations).", f"Database up to date ({waiting} migrations)."),
    )


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
    _configured(host)
    with _listening(host, port) as listener:
        prepare_database(console)
        _leave_database()
        more = (processes or usual_processes()) - 1
        with (
            servers_beside(more, listener, _answer),
            worker_beside(_embedded() if worker is None else worker),
        ):
            _serve(console, listener, host, port)


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


def start_django() -> None:
    """Start Django with the settings of the environment (``InputError`` when one is wrong)."""
    _configured("127.0.0.1")


def _configured(host: str) -> None:
    """Start Django. A host given by hand is one that browsers may name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelage.web.settings")
    try:
        import django
        from django.conf import settings
    except ImportError as error:
        raise NoResultError(
            Bilingual(
                fr="L'application web n'est pas installée : pip install 'jumelage[web]'.",
                en="The web application is not installed: pip install 'jumelage[web]'.",
            )
        ) from error
    from jumelage.web.environment import read_environment

    django.setup()
    settings.DEMO = read_environment().demo  # Django may have started before the demonstration was asked for
    if host not in ("0.0.0.0", "::") and host not in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS.append(host)


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the port before anything else, so that a second server stops at once with a clear message."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
    except OSError as error:
        raise NoResultError(_cannot_listen(host, port, error)) from error
    with listener:
        # Without this, a server stopped a moment ago would still hold its port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(128)
        except OSError as error:
            raise NoResultError(_cannot_listen(host, port, error)) from error
        yield listener


def _cannot_listen(host: str, port: int, error: OSError) -> Bilingual:
    if error.errno == errno.EADDRINUSE:
        return Bilingual(
            fr=f"Le port {port} est déjà pris sur {host}. Arrêtez l'autre programme, ou choisissez --port {port + 1}.",
            en=f"Port {port} is already taken on {host}. Stop the other program, or choose --port {port + 1}.",
        )
    return Bilingual(
        fr=f"Impossible d'écouter sur {host}:{port} ({error.strerror}). Choisissez un autre --host ou --port.",
        en=f"Cannot listen on {host}:{port} ({error.strerror}). Choose another --host or --port.",
    )


def require_free_port(host: str, port: int) -> None:
    """Refuse a taken port at once (:class:`NoResultError`), before minutes are spent on what would be served."""
    with _listening(host, port):
        pass


def prepare_database(console: Console) -> int:
    """Start Django, apply the migrations that wait, and return how many there were."""
    start_django()
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if waiting:
            with console.step("Préparer la base de données", "Prepare the database"):
                call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise InputError.at(
            "DATABASE_URL" if os.environ.get("DATABASE_URL") else "JUMELAGE_HOME",
            Bilingual(fr=f"la base de données ne répond pas : {error}.", en=f"the database does not answer: {error}."),
            Bilingual(
                fr="Vérifiez l'adresse, le mot de passe et que le serveur tourne.",
                en="Check the address, the password and that the server runs.",
            ),
        ) from error
    return waiting


def require_tables() -> None:
    """Refuse (:class:`NoResultError`) a database whose tables are not those of this version, without changing them."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise NoResultError(
            Bilingual(
                fr=f"La base de données ne répond pas : {error}. Vérifiez avec « jumelage check ».",
                en=f"The database does not answer: {error}. See “jumelage check”.",
            )
        ) from error
    if waiting:
        raise NoResultError(
            Bilingual(
                fr="La base de données n'est pas à jour. Lancez d'abord « jumelage migrate ».",
                en="The database is not up to date. Run “jumelage migrate” first.",
            )
        )


def _leave_database() -> None:
    from django.db import connections

    connections.close_all()


def _server(listener: socket.socket) -> Any:
    from waitress.server import create_server

    from jumelage.web.wsgi import application

    return create_server(
        application, sockets=[listener], threads=THREADS, ident=None, clear_untrusted_proxy_headers=False
    )


def _answer(listener: socket.socket) -> None:
    """Answer on a port that is held already, until asked to end."""
    server = _server(listener)
    try:
        server.run()
    finally:
        server.close()


def _serve(console: Console, listener: socket.socket, host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    server = _server(listener)
    console.result({"address": address}, console.text(f"Jumelage : {address}", f"Jumelage: {address}"))
    # Asked to end by the system: end as on Ctrl+C, requests under way finished.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console.say("Ctrl+C pour arrêter.", "Ctrl+C to stop.")
    try:
        server.run()
    finally:
        server.close()
        console.say("Arrêté.", "Stopped.")
