"""``jumelage directory import``: bring a list of organisations in, or see what it would change."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from jumelage.cli.console import Console, standard_options, write_whole
from jumelage.directory.lists import Listing, Proposal, compare_rows, read_list, return_list
from jumelage.errors import InputError
from jumelage.language import Bilingual, Language, say_number, say_percent

__all__ = ["import_command"]

SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map", "mapping", multiple=True, metavar="COLONNE=CHAMP", help="Colonne = champ / column = field; ignore."
)
@click.option("--sheet", help="Feuille à lire / sheet to read.")
@click.option(
    "--errors",
    type=click.Path(path_type=Path),
    help="Classeur .xlsx des lignes, avec ce qu'il faut corriger / rows with what to mend.",
)
@click.option("--dry-run", is_flag=True, help="Ne rien écrire / write nothing.")
@click.option("--accept-good-rows", is_flag=True, help="Importer les lignes bonnes / import the good rows.")
@click.option("--doubts", type=click.Choice(["same", "other"]), default=None,
              help="Doublons probables : la même organisation, ou une autre / probable duplicates: the same, or another.")  # fmt: skip
@click.option("--agency", help="Organisme / agency.")
@standard_options
def import_command(console: Console, file: Path, **options: Any) -> None:
    """Importer une liste d'organisations / import a list of organisations.

    Excel (.xlsx, .xls, .ods) ou CSV ; tout ou rien, sauf --accept-good-rows /
    Excel (.xlsx, .xls, .ods) or CSV; all or nothing, unless --accept-good-rows.
    """
    mapping = _mapping(options["mapping"])
    with console.step("Lecture de la liste…", "Reading the list…"):
        listing = read_list(file, sheet=options["sheet"] or "", mapping=mapping, apart=True)
    if options["errors"] is not None:
        source = file.read_bytes()
        write_whole(options["errors"], return_list(listing, listing.problems, console.language, source))
    blocked = bool(listing.rejected) and not options["accept_good_rows"]
    if blocked or options["dry_run"]:
        counts, asked = _without_database(console, listing, blocked, options["doubts"])
    else:
        counts, asked = _imported(console, file, listing, mapping, options)
    document = _document(listing, counts, asked, console.language)
    console.result(document, lambda: _as_text(document, console.language))
    if blocked:
        console.say(
            "Rien n'a été importé : corrigez ces lignes, ou donnez --accept-good-rows.",
            "Nothing was imported: mend these rows, or give --accept-good-rows.",
        )
    if blocked or not listing.rows:
        sys.exit(2)


def _mapping(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in given:
        column, sign, field = pair.rpartition("=")
        if not sign or not column.strip():
            raise InputError.at(
                f"--map {pair[:60]}",
                Bilingual("ce n'est pas de la forme COLONNE=CHAMP.", "this is not of the form COLUMN=FIELD."),
                Bilingual('Exemple : --map "Raison sociale=name".', 'Example: --map "Company=name".'),
            )
        found[column.strip()] = field.strip()
    return found


def _without_database(
    console: Console, listing: Listing, blocked: bool, doubts: str | None
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Compare the rows with one another: what is in the directory is not known here."""
    with console.step("Comparaison des lignes…", "Comparing the rows…") as step:
        proposals = compare_rows(listing.rows, (), tell=lambda done, of: step(done / max(of, 1)))
    found = Counter(proposal.action for proposal in proposals)
    asked = 0 if doubts else found["confirm"]
    created = found["create"] + (found["confirm"] if doubts == "other" else 0)
    counts = {"created": 0 if blocked else created, "updated": 0, "unchanged": 0, "good": len(listing.rows)}
    doubtful = [_asked(proposal, console.language) for proposal in proposals if proposal.action == "confirm"]
    return counts | {"duplicates": found["join"] + found["confirm"], "to_confirm": asked}, doubtful


def _asked(proposal: Proposal, language: Language) -> dict[str, Any]:
    return {
        "row": proposal.row.number,
        "name": proposal.row.name,
        "like": proposal.name,
        "probability": proposal.chance,
        "why": proposal.why.say(language),
    }


def _imported(
    console: Console, file: Path, listing: Listing, mapping: dict[str, str], options: dict[str, Any]
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    from jumelage.cli.service.database import prepare_database

    prepare_database(console)
    from jumelage.web.directory.actions.imports import agency_to_fill, import_file

    agency = agency_to_fill(options["agency"] or "")
    choices = {
        "mapping": mapping, "good_rows": options["accept_good_rows"], "doubts": options["doubts"] or "", "kind": "company",
        "language": console.language,
    }  # fmt: skip
    with console.step("Importation…", "Importing…") as step:
        batch = import_file(
            agency, file.name, file.read_bytes(), choices, listing.sheet, lambda a, b: step(a / max(b, 1))
        )
    made = batch.counts
    counts = {name: made[name] for name in ("created", "updated", "unchanged", "to_confirm")}
    more = {"good": len(listing.rows), "duplicates": made["joined"] + made["to_confirm"], "import": batch.pk}
    asked = [
        {
            "row": q["row"],
            "name": q["name"],
            "like": q["like"],
            "probability": q["chance"],
            "why": q["why"][console.language],
        }
        for q in batch.preview["questions"]
    ]
    return counts | more, asked


def _document(
    listing: Listing, counts: dict[str, int], asked: list[dict[str, Any]], language: Language
) -> dict[str, Any]:
    return {
        "rows": listing.count,
        "read": listing.read,
        "kept": len(listing.rows),
        "skipped": [{"row": one.row, "why": one.why.say(language)} for one in listing.skipped],
        "created": counts["created"],
        "updated": counts["updated"],
        "rejected": len(listing.rejected),
        "duplicates": counts["duplicates"],
        "errors": [
            {"row": p.row, "column": p.column, "problem": p.what.say(language), "remedy": p.remedy.say(language)}
            for p in listing.problems
        ],
        "unchanged": counts["unchanged"],
        "good": counts["good"],
        "to_confirm": asked,
        "left_out": counts["to_confirm"],
        "import": counts.get("import"),
        "sheet": listing.sheet,
        "header_rows": list(listing.header_rows),
        "columns": {column.label: column.field or None for column in listing.columns},
        "remarks": [remark.say(language) for remark in listing.remarks],
    }


def _as_text(document: dict[str, Any], language: Language) -> str:
    def said(fr: str, en: str) -> str:
        return fr if language == "fr" else en

    n = {
        name: say_number(document[name], language) for name in ("rows", "created", "updated", "rejected", "duplicates")
    }
    lines = [
        said(
            f"{n['rows']} lignes : {n['created']} créées, {n['updated']} complétées, {n['rejected']} refusées, {n['duplicates']} doublons.",
            f"{n['rows']} rows: {n['created']} created, {n['updated']} completed, {n['rejected']} rejected, {n['duplicates']} duplicates.",
        ),
        *(f"  {remark}" for remark in document["remarks"]),
    ]
    left = [label for label, field in document["columns"].items() if not field]
    if left:
        lines.append(said(f"  Colonnes laissées de côté : {', '.join(left)}", f"  Columns left out: {', '.join(left)}"))
    for error in document["errors"][:SHOWN]:
        lines.append(
            f"  {said('ligne', 'row')} {error['row']}, {error['column']}: {error['problem']} {error['remedy']}"
        )
    if len(document["errors"]) > SHOWN:
        lines.append(f"  … {len(document['errors']) - SHOWN} (--json, --errors)")
    for doubt in document["to_confirm"][:SHOWN]:
        chance = say_percent(doubt["probability"], language)
        lines.append(f"  {chance:>5}  {said('ligne', 'row')} {doubt['row']}, {doubt['name']}  =  {doubt['like']} ?")
    if document["left_out"]:
        lines.append(
            said("  Laissées de côté : dites --doubts same, ou other.", "  Left out: say --doubts same, or other.")
        )
    return "\n".join(lines)
