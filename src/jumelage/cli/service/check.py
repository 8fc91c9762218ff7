"""``jumelage check``: is everything in order, and if not, what to do."""

from __future__ import annotations

import sys

import click

from jumelage.cli.console import Console, standard_options
from jumelage.errors import InputError

__all__ = ["check"]

SIGNS = {"ok": "✓", "warning": "!", "wrong": "✗"}


@click.command(help="Vérifier la configuration, avec les remèdes / check the configuration, with remedies.")
@standard_options
def check(console: Console) -> None:
    """Look at settings, database, worker, mail, disk; exit 1 when something is wrong."""
    from jumelage.cli.service.database import start_django
    from jumelage.web.environment import read_environment
    from jumelage.web.service.findings import Found, Verdict

    try:
        environment = read_environment()
        start_django()
        from jumelage.web.service.checks import check_service

        found = list(check_service(environment))
    except InputError as error:
        found = [Found(problem.place, Verdict.WRONG, problem.what, problem.remedy) for problem in error.problems]
    wrong = any(one.verdict is Verdict.WRONG for one in found)
    say = console.language
    rows = [
        {"name": one.name, "state": one.verdict, "what": one.what.say(say), "remedy": one.remedy.say(say)}
        for one in found
    ]
    console.result({"ok": not wrong, "checks": rows}, "\n".join(_line(row) for row in rows))
    if wrong:
        sys.exit(1)


def _line(row: dict[str, str]) -> str:
    line = f"{SIGNS[row['state']]} {row['name']:<9} {row['what']}"
    return f"{line}\n            → {row['remedy']}" if row["remedy"] else line
