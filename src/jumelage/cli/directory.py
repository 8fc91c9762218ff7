"""``jumelage directory``: lists of organisations."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import click

from jumelage.cli.console import Console, FiniteRange, standard_options, write_whole
from jumelage.cli.directory_import import import_command
from jumelage.directory.resolution import ALIASES, Duplicates, Record, find_duplicates, records_of
from jumelage.language import Language, say_percent
from jumelage.spreadsheets import read_table

__all__ = ["directory"]

SHOWN = 30


@click.group()
def directory() -> None:
    """Répertoire d'organisations / directory of organisations."""


directory.add_command(import_command)


@directory.command()
@click.argument("records", type=click.Path(path_type=Path))
@click.option(
    "-o", "output", type=click.Path(path_type=Path), help="CSV (id, entity, enterprise) / CSV (id, entity, enterprise)."
)
@click.option(
    "--threshold",
    type=FiniteRange(0.05, 0.99),
    default=0.5,
    show_default=True,
    help="Probabilité à partir de laquelle c’est la même / probability from which it is the same.",
)
@standard_options
def duplicates(console: Console, records: Path, output: Path | None, threshold: float) -> None:
    """Trouver les fiches d'une même organisation / find records of one organisation.

    Colonnes id, name, puis town, postal_code, website, phone, enterprise_number /
    columns id, name, then town, postal_code, website, phone, enterprise_number.
    """
    table = read_table(records, ("id", "name"), aliases=ALIASES, apart=True)
    read = records_of(table)
    console.remarks(table.remarks, table.skipped)
    with console.step("Comparaison des fiches…", "Comparing the records…"):
        found = find_duplicates(read, threshold=threshold)
    if output is not None:
        write_whole(output, _as_csv(read, found))
    pairs = [
        {"a": p.a, "b": p.b, "probability": p.probability, "why": p.why.say(console.language)} for p in found.pairs
    ]
    document = {
        "records": len(read),
        "entities": found.entities,
        "enterprises": found.enterprises,
        "pairs": pairs,
        **console.counts(table),
    }
    console.result(document, lambda: _as_text(read, found, console.language))


def _as_csv(records: list[Record], found: Duplicates) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("id", "entity", "enterprise"))
    writer.writerows((record.id, found.entity[record.id], found.enterprise[record.id]) for record in records)
    return stream.getvalue()


def _as_text(records: list[Record], found: Duplicates, language: Language) -> str:
    names = {r.id: r.name for r in records}
    first = (
        f"{len(records)} fiches, {found.entities} établissements de {found.enterprises} entreprises."
        if language == "fr"
        else f"{len(records)} records, {found.entities} establishments of {found.enterprises} enterprises."
    )
    lines = [first]
    for pair in found.pairs[:SHOWN]:
        lines.append(f"  {say_percent(pair.probability, language):>5}  {names[pair.a]}  =  {names[pair.b]}")
        lines.append(f"         {pair.why.say(language)}")
    if len(found.pairs) > SHOWN:
        more = len(found.pairs) - SHOWN
        lines.append(f"  … {more} autres paires (--json)." if language == "fr" else f"  … {more} more pairs (--json).")
    return "\n".join(lines)
