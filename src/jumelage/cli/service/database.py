"""Django and its database for the commands: start, bring the tables up to date, wait until they are there."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click

from jumelage.cli.console import Console, standard_options
from jumelage.errors import InputError, MissingExtraError, NoResultError
from jumelage.language import Bilingual

__all__ = ["migrate", "prepare_database", "require_tables", "start_django", "wait_for_tables", "waiting_migrations"]

LOCK = 7_203_411_502
"""The number of the advisory lock under which one process at a time changes the tables of PostgreSQL."""
LONGEST_WAIT = 10.0  # seconds between two looks at a database that is not ready


@click.command(help="Mettre la base de données à jour / bring the database up to date.")
@standard_options
def migrate(console: Console) -> None:
    """Apply the migrations that wait."""
    waiting = prepare_database(console)
    console.result(
        {"applied": waiting},
        console.text(f"Base à jour ({waiting} migrations).", f"Database up to date ({waiting} migrations)."),
    )


def start_django(host: str = "127.0.0.1") -> None:
    """Start Django with the settings of the environment (``InputError`` when one is wrong).

    A host given by hand is one that browsers may name.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelage.web.settings")
    try:
        import django
        from django.conf import settings
    except ImportError as error:
        raise MissingExtraError("django") from error
    from jumelage.web.environment import read_environment

    if settings.ENVIRONMENT.database_url and find_spec("psycopg") is None:
        raise MissingExtraError("psycopg")
    django.setup()
    settings.ENVIRONMENT.keep_private()
    # Django may have started before the demonstration was asked for, or the port was known.
    settings.DEMO, settings.SITE_URL = read_environment().demo, read_environment().site_url
    if host not in ("0.0.0.0", "::") and host not in settings.ALLOWED_HOSTS:
        settings.ALLOWED_HOSTS.append(host)


def prepare_database(console: Console) -> int:
    """Start Django, apply the migrations that wait, and return how many there were; one process at a time does it."""
    start_django()
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        if not (waiting := len(waiting_migrations())):
            return 0
        with _migration_lock(), console.step("Préparer la base de données", "Prepare the database"):
            waiting = len(waiting_migrations())  # another process may have done it meanwhile
            if waiting:
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
    from django.db import DatabaseError

    try:
        waiting = waiting_migrations()
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


def wait_for_tables(console: Console) -> None:
    """Wait, a little longer each time, until the database answers and its tables are those of this version."""
    wait, told = 1.0, ""
    while True:
        try:
            return require_tables()
        except NoResultError as error:
            words = error.say(console.language)
        if words != told:
            console.say(words, words)
            told = words
        from django.db import connections

        connections.close_all()
        time.sleep(wait)
        wait = min(LONGEST_WAIT, wait * 2)


def waiting_migrations() -> list[object]:
    """Return the updates of the tables that were not applied yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return list(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextlib.contextmanager
def _migration_lock() -> Iterator[None]:
    """Let one process at a time change the tables: an advisory lock of PostgreSQL, a locked file beside SQLite."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        return
    with (Path(settings.ENVIRONMENT.home) / ".migrate.lock").open("a+") as file:
        _lock_file(file.fileno())
        yield


def _lock_file(number: int) -> None:
    """Lock an open file until it is closed, waiting for whoever holds it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(number, fcntl.LOCK_EX)
