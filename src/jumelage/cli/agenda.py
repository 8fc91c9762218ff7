"""``jumelage agenda``: solve, check and repair an agenda."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from jumelage.agenda import (
    Agenda,
    Exposure,
    Progress,
    agenda_document,
    check,
    exposure,
    read_agenda,
    read_problem,
    repair,
    solve,
)
from jumelage.agenda.methods.watch import NAME
from jumelage.agenda.model.objectives import KNOWN, MOVED
from jumelage.agenda.model.progress import Report
from jumelage.cli.console import Console, FiniteRange, standard_options, write_whole
from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["agenda"]

INPUT = click.Path(path_type=Path)
SECONDS = FiniteRange(0.1, 86_400)
NAMES = {**{name: objective.label for name, objective in KNOWN.items()}, "moved": MOVED.label}


@click.group()
def agenda() -> None:
    """Résoudre, vérifier, lire, réparer un programme / solve, check, read, repair an agenda."""


def _search_options(command: click.decorators.FC) -> click.decorators.FC:
    for option in (
        click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help="Graine / seed."),
        click.option("--workers", type=click.IntRange(1, 64), default=2, help="Fils d'exécution / threads."),
        click.option(
            "--time-limit",
            type=SECONDS,
            default=60.0,
            help="Secondes / seconds.",
            show_default=True,
        ),
    ):
        command = option(command)
    return command


@agenda.command("solve")
@click.argument("problem_file", metavar="PROBLEM.json", type=INPUT)
@click.option("-o", "--output", type=INPUT, help="Fichier du programme / file of the agenda.")
@_search_options
@standard_options
def solve_command(console: Console, problem_file: Path, output: Path | None, **options: Any) -> None:
    """Trouver le meilleur programme / find the best agenda."""
    problem = read_problem(problem_file)
    with _progress(console, "Recherche du meilleur programme", "Looking for the best agenda") as report:
        found = solve(problem, progress=report, **options)
    _deliver(console, found, output)


@agenda.command("check")
@click.argument("problem_file", metavar="PROBLEM.json", type=INPUT)
@click.argument("agenda_file", metavar="AGENDA.json", type=INPUT)
@standard_options
def check_command(console: Console, problem_file: Path, agenda_file: Path) -> None:
    """Vérifier un programme / check an agenda."""
    problem, found = read_problem(problem_file), read_agenda(agenda_file)
    report = check(problem, found)
    document = {
        "ok": report.ok,
        "violations": [violation.to_document(console.language) for violation in report.violations],
        "objective": dict(report.objective),
    }
    console.result(document, lambda: _figures(console, report.objective))
    for violation in report.violations:
        what = violation.what
        console.say(f"{violation.place} : {what.fr}", f"{violation.place}: {what.en}")
    if not report.ok:
        sys.exit(1)


@agenda.command("exposure")
@click.argument("problem_file", metavar="PROBLEM.json", type=INPUT)
@click.argument("agenda_file", metavar="AGENDA.json", type=INPUT)
@standard_options
def exposure_command(console: Console, problem_file: Path, agenda_file: Path) -> None:
    """Dire qui est complet, sans rencontre, sous son minimum / say who is full, unmet, below their minimum."""
    problem, found = read_problem(problem_file), read_agenda(agenda_file)
    asked = {meeting.id for meeting in problem.meetings}
    unknown = [placement.id for placement in found.meetings if placement.id not in asked]
    if unknown:
        raise InputError.at(
            str(agenda_file),
            Bilingual(
                fr=f"la rencontre « {unknown[0]} » n'est pas dans le problème.",
                en=f"meeting “{unknown[0]}” is not in the problem.",
            ),
            Bilingual(fr="Donnez le problème de ce programme.", en="Give the problem of this agenda."),
        )
    exposed = exposure(problem, found)
    document = {
        "full": list(exposed.full),
        "idle": list(exposed.idle),
        "short": dict(exposed.short),
        "meetings": dict(exposed.meetings),
    }
    console.result(document, lambda: _exposed(console, exposed))


def _exposed(console: Console, exposed: Exposure) -> str:
    short = [f"{name} (−{missing})" for name, missing in exposed.short.items()]
    groups = (
        (("À leur maximum", "At their most"), exposed.full),
        (("Demandés, sans aucune rencontre", "Asked for, without any meeting"), exposed.idle),
        (("Sous leur minimum", "Below their least"), short),
    )
    lines = []
    for (fr, en), names in groups:
        head = console.text(f"{fr} ({len(names)})", f"{en} ({len(names)})")
        lines.append(head + (console.text(" : ", ": ") + ", ".join(names) if names else ""))
    return "\n".join(lines)


@agenda.command("repair")
@click.argument("problem_file", metavar="PROBLEM.json", type=INPUT)
@click.argument("agenda_file", metavar="AGENDA.json", type=INPUT)
@click.option("-o", "--output", type=INPUT, help="Fichier du nouveau programme / file of the new agenda.")
@click.option("--curve", is_flag=True, help="Pauses selon les déplacements permis / breaks by moves allowed.")
@_search_options
@standard_options
def repair_command(
    console: Console,
    problem_file: Path,
    agenda_file: Path,
    output: Path | None,
    **options: Any,
) -> None:
    """Réparer un programme publié / repair a published agenda."""
    problem, published = read_problem(problem_file), read_agenda(agenda_file)
    with _progress(console, "Réparation du programme", "Repairing the agenda") as report:
        found = repair(problem, published, progress=report, **options)
    _deliver(console, found, output)


@contextmanager
def _progress(console: Console, fr: str, en: str) -> Iterator[Report]:
    before = signal.signal(signal.SIGTERM, _interrupted)
    with console.step(fr, en) as step:

        def report(line: Progress) -> None:
            label = NAMES.get(line.objective, Bilingual("programme", "agenda"))
            name = label.say(console.language)
            figures = f"{name} {line.value}" if line.value is not None else name
            step(line.share, figures if line.bound is None else f"{figures} ({line.bound})")

        try:
            yield report
        finally:
            signal.signal(signal.SIGTERM, before)


def _deliver(console: Console, found: Agenda, output: Path | None) -> None:
    document = agenda_document(found, console.language)
    if output is not None:
        write_whole(output, json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    console.result(document, lambda: _summary(console, found))
    if not found.exists:
        why = found.why.say(console.language)
        nothing = console.text("Aucun programme trouvé dans le temps donné.", "No agenda found in the time given.")
        click.echo(why or nothing, err=True)
    _end(0 if found.exists else 1)


def _interrupted(number: int, frame: object) -> None:
    """End a search as Ctrl-C does: the best agenda is still written."""
    raise KeyboardInterrupt


def _end(code: int) -> None:
    """Exit without waiting for a solver that does not stop."""
    if any(thread.name == NAME and thread.is_alive() for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    if code:
        sys.exit(code)


def _figures(console: Console, figures: object) -> str:
    names = figures if isinstance(figures, dict) else {}
    return "\n".join(f"{_named(console, name)}{figure}" for name, figure in names.items())


def _named(console: Console, name: str) -> str:
    label = NAMES[name]
    return console.text(f"{label.fr}\u00a0: ", f"{label.en}: ")


def _summary(console: Console, found: Agenda) -> str:
    lines = [console.text(f"État : {found.status}", f"Status: {found.status}")]
    for name, figure in found.objective.items():
        bound = found.bound.get(name)
        proof = "" if bound is None else console.text(f" (borne {bound})", f" (bound {bound})")
        lines.append(f"{_named(console, name)}{figure}{proof}")
    placed, dropped = len(found.meetings), len(found.dropped)
    lines.append(
        console.text(f"{placed} rencontres placées, {dropped} écartées", f"{placed} meetings placed, {dropped} dropped")
    )
    for left in found.dropped:
        why = left.why if isinstance(left.why, str) else left.why.say(console.language)
        lines.append(f"  {left.id}: {why}")
    if found.moved is not None:
        lines.append(
            console.text(f"{len(found.moved)} déplacées", f"{len(found.moved)} moved") + f": {', '.join(found.moved)}"
        )
    lines += [_move(console, change) for change in found.extra.get("moves", ())]
    for point in found.extra.get("trade_off", ()):
        words = (
            f"{point['moved']} déplacées au plus : {point['breaks']} pauses",
            f"{point['moved']} moved at most: {point['breaks']} breaks",
        )
        lines.append(console.text(*words))
    return "\n".join(lines)


def _move(console: Console, change: dict[str, Any]) -> str:
    """Say one move of a repair in a line."""
    before, after, why = change["from"], change["to"], change["why"]
    to = f"{after['slot']} {after['site']}" if after else "–"
    return f"  {change['id']}: {before['slot']} {before['site']} → {to} ({', '.join(change['people'])}). {why.say(console.language)}"
