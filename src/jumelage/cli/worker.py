"""``jumelage worker``: do the jobs, send the mail, remind; as many of them as wanted, on as many machines."""

from __future__ import annotations

import click

from jumelage.cli.console import Console, standard_options
from jumelage.errors import CannotBeDone
from jumelage.language import Bilingual

__all__ = ["worker"]


@click.command(help="Faire les travaux, envoyer les courriels, rappeler / do the jobs, send the mail, remind.")
@click.option("--once", is_flag=True, help="Faire ce qui attend et finir / do what waits and exit.")
@click.option("--with-parent", is_flag=True, hidden=True, help="End with the process that started this one.")
@standard_options
def worker(console: Console, once: bool, with_parent: bool) -> None:
    """Work until interrupted; SIGTERM lets what runs finish or hands it back, a second one ends at once."""
    from jumelage.cli.serve import start_django

    start_django()
    _require_tables()
    from jumelage.web.jobs.working import work

    console.say(
        "Au travail ; Ctrl+C pour arrêter." if not once else "Au travail.",
        "Working; Ctrl+C to stop." if not once else "Working.",
    )
    name = work(until_idle=once, with_parent=with_parent)
    console.result({"worker": name}, console.text("Arrêté.", "Stopped."))


def _require_tables() -> None:
    """Refuse a database whose tables are not those of this version: a worker never changes them."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise CannotBeDone(
            Bilingual(
                fr=f"La base de données ne répond pas : {error}. Vérifiez avec « jumelage check ».",
                en=f"The database does not answer: {error}. See “jumelage check”.",
            )
        ) from error
    if waiting:
        raise CannotBeDone(
            Bilingual(
                fr="La base de données n'est pas à jour. Lancez d'abord « jumelage migrate ».",
                en="The database is not up to date. Run “jumelage migrate” first.",
            )
        )
