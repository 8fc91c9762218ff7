"""``jumelage demo``: plan the real mission of February 2017 from the facts of the case, then show it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from jumelage.cli.console import Console, Step, standard_options
from jumelage.cli.extras import say_missing_extras
from jumelage.cli.mission import write_and_tell
from jumelage.mission import Plan, plan
from jumelage.mission.demonstration import demonstration_brief, with_documented_story

__all__ = ["demo"]


@click.command(
    help="La mission de démonstration, Sept-Îles → Thetford Mines, 2017 / the demonstration mission, Sept-Îles → Thetford Mines, 2017."
)
@click.option("--no-serve", is_flag=True, help="Écrire les documents et finir / write the documents and exit.")
@click.option("--out", type=click.Path(path_type=Path), help="Dossier des documents / folder of the documents.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse où servir / address to serve on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port où servir / port to serve on."
)
@standard_options
def demo(console: Console, no_serve: bool, out: Path | None, host: str, port: int) -> None:
    """Load the case into the embedded database, plan the mission, and serve it or write its documents."""
    if no_serve and out is None:
        raise click.UsageError(console.text("--no-serve demande --out DOSSIER.", "--no-serve needs --out FOLDER."))
    if not no_serve:
        from jumelage.cli.service.serve import links_lead_to, require_free_port

        require_free_port(host, port)
        links_lead_to(host, port)
    say_missing_extras(console)
    started = time.perf_counter()
    with console.step("Planifier la mission", "Plan the mission") as step:
        made = _plan(console, step)
    if out is not None:
        write_and_tell(console, made, out, started)
    os.environ["JUMELAGE_DEMO"] = "1"  # before the settings are read: the demonstration's officer is signed in
    with console.step("Charger la base de données", "Load the database"):
        from jumelage.web.demonstration import load

        load(made)
    if not no_serve:
        from jumelage.cli.service.serve import serve_until_interrupted

        serve_until_interrupted(console, host=host, port=port, demonstration=True)


def _plan(console: Console, step: Step) -> Plan:
    made = plan(demonstration_brief(), progress=lambda share, name: step(share, name.say(console.language)))
    return with_documented_story(made)
