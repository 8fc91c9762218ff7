"""``jumelage worker``: do the jobs, send the mail, remind; as many of them as wanted, on as many machines."""

from __future__ import annotations

import click

from jumelage.cli.console import Console, standard_options

__all__ = ["worker"]


@click.command(help="Faire les travaux, envoyer les courriels, rappeler / do the jobs, send the mail, remind.")
@click.option("--once", is_flag=True, help="Faire ce qui attend et finir / do what waits and exit.")
@click.option("--with-parent", type=int, hidden=True, help="End with this process, which started this one.")
@standard_options
def worker(console: Console, once: bool, with_parent: int | None) -> None:
    """Work until interrupted; SIGTERM lets a job finish or puts it back within ten seconds, a second one ends at once."""
    from jumelage.cli.database import require_tables, start_django, wait_for_tables

    start_django()
    if once:
        require_tables()
    else:
        wait_for_tables(console)
    from jumelage.web.jobs.worker import work

    console.say(
        "Au travail\u00a0; Ctrl+C pour arrêter." if not once else "Au travail.",
        "Working; Ctrl+C to stop." if not once else "Working.",
    )
    name = work(until_idle=once, with_parent=with_parent)
    console.result({"worker": name}, console.text("Arrêté.", "Stopped."))
