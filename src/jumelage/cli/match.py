"""``jumelage match``: who should meet whom, and why."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any, cast

import click

from jumelage.cli.console import Console, standard_options, write_whole
from jumelage.cli.extras import say_missing_extras
from jumelage.cli.match_learning import evaluate_command, learn_command
from jumelage.language import Language, say_percent
from jumelage.matching import RELATIONS, Match, Profile, Relation, shortlist
from jumelage.matching import match as match_towns
from jumelage.matching.codes import SCHEMES, suggest_codes
from jumelage.matching.reading import ALIASES, profiles_of
from jumelage.matching.weights import DEFAULT_WEIGHTS, read_weights
from jumelage.spreadsheets import read_table

__all__ = ["match"]

NAMES = {
    "supplier": ("fournisseur", "supplier"),
    "client": ("client", "client"),
    "partner": ("partenaire", "partner"),
    "complement": ("complément", "complement"),
}


class PairsFirst(click.Group):
    """A group whose first argument may also be a list of organisations: ``jumelage match LIST --from A --to B``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the unnamed command first when no command is named."""
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["pairs", *args]
        return super().parse_args(ctx, args)


@click.group(cls=PairsFirst)
def match() -> None:
    """Qui devrait rencontrer qui, et pourquoi / who should meet whom, and why.

    jumelage match ORGANISATIONS --from VILLE --to VILLE
    """


@match.command()
@click.argument("organisations", type=click.Path(path_type=Path))
@click.option("--from", "from_town", required=True, help="Ville qui voyage / town that travels.")
@click.option("--to", "to_town", required=True, help="Ville qui reçoit / town that receives.")
@click.option("--relation", type=click.Choice(RELATIONS), default=None, help="Une seule / only one.")
@click.option(
    "--top",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="Rencontres par organisation / meetings an organisation.",
)
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="Faits connus à ce jour / facts known then.")
@click.option("--shortlist", "short", is_flag=True, help="Liste courte équitable / fair shortlist.")
@click.option(
    "--per-delegate",
    type=click.IntRange(1, 100),
    default=6,
    show_default=True,
    help="Rencontres au plus par délégué / most meetings of a delegate.",
)
@click.option(
    "--per-host",
    type=click.IntRange(1, 100),
    default=4,
    show_default=True,
    help="Rencontres au plus par hôte / most meetings of a host.",
)
@click.option("--weights", type=click.Path(path_type=Path), help="De « match learn » / of “match learn”.")
@click.option("-o", "output", type=click.Path(path_type=Path), help="Écrire en CSV / write as CSV.")
@standard_options
def pairs(console: Console, organisations: Path, output: Path | None, **options: Any) -> None:
    """Ranger les rencontres entre deux villes / rank the meetings between two towns."""
    table = read_table(organisations, ("id", "name"), aliases=ALIASES, apart=True)
    console.remarks(table.remarks, table.skipped)
    say_missing_extras(console)
    profiles = profiles_of(table)
    relation = cast("Relation | None", options["relation"])
    as_of = options["as_of"].date() if options["as_of"] else None
    weights = read_weights(options["weights"]) if options["weights"] else DEFAULT_WEIGHTS
    with console.step("Appariement…", "Matching…"):
        found = match_towns(
            profiles,
            from_town=options["from_town"],
            to_town=options["to_town"],
            relation=relation,
            top=options["top"],
            as_of=as_of,
            weights=weights,
        )
    document: Any = [_row(m, console.language) for m in found]
    if options["short"]:
        chosen = shortlist(found, per_delegate=options["per_delegate"], per_host=options["per_host"])
        found = list(chosen.matches)
        given_up = [{**_row(g.match, console.language), "why": g.why.say(console.language)} for g in chosen.given_up]
        rows = [_row(m, console.language) for m in found]
        document = {"matches": rows, "given_up": given_up, "short": chosen.short}
    if output is not None:
        write_whole(output, _as_csv(found, console.language))
    console.result(document, lambda: _as_text(found, profiles, console.language))


def _row(found: Match, language: Language) -> dict[str, Any]:
    reasons = [{"kind": r.kind, "text": r.text.say(language), "weight": r.weight} for r in found.reasons]
    return {
        "a": found.a,
        "b": found.b,
        "relation": found.relation,
        "score": found.score,
        "reasons": reasons,
        "missing": [m.say(language) for m in found.missing],
    }


def _as_csv(found: list[Match], language: Language) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("a", "b", "relation", "score", "reasons", "missing"))
    for m in found:
        row = _row(m, language)
        reasons = json.dumps(row["reasons"], ensure_ascii=False)
        writer.writerow((m.a, m.b, m.relation, m.score, reasons, " ".join(row["missing"])))
    return "\ufeff" + stream.getvalue()


def _as_text(found: list[Match], profiles: list[Profile], language: Language) -> str:
    names = {p.id: p.name for p in profiles}
    lines: list[str] = []
    last = ""
    for m in found:
        if m.a != last:
            lines += ["", names[m.a]]
            last = m.a
        relation = NAMES[m.relation][0 if language == "fr" else 1]
        lines.append(f"  {say_percent(m.score, language):>5}  {names[m.b]} ({relation})")
        lines += [f"         – {r.text.say(language)}" for r in m.reasons]
        if not m.reasons:
            lines += [f"         – {text.say(language)}" for text in m.missing]
    nothing = "Aucune rencontre à proposer." if language == "fr" else "No meeting to propose."
    return "\n".join(lines).strip("\n") or nothing


@match.command()
@click.argument("text")
@click.option(
    "--scheme",
    type=click.Choice(SCHEMES),
    default=SCHEMES[0],
    show_default=True,
    help="Classification / classification.",
)
@click.option(
    "--top", type=click.IntRange(1, 50), default=5, show_default=True, help="Combien de codes / how many codes."
)
@standard_options
def codes(console: Console, text: str, scheme: str, top: int) -> None:
    """Proposer des codes pour un texte ; à vous de choisir / suggest codes for a text; you choose."""
    say_missing_extras(console)
    found = suggest_codes(text, scheme=scheme, top=top)
    document = [
        {"scheme": s.scheme, "code": s.code, "title": s.title.say(console.language), "score": s.score} for s in found
    ]
    nothing = console.text("Aucun code ne s'en approche.", "No code comes close.")
    console.result(document, "\n".join(f"{d['code']:>8}  {d['title']}" for d in document) or nothing)


match.add_command(learn_command)
match.add_command(evaluate_command)
