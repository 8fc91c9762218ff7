"""``jumelage outcomes``: did the agreed pairs that met do more than the agreed pairs that could not?"""

from __future__ import annotations

from pathlib import Path

import click

from jumelage.cli.console import Console, standard_options
from jumelage.language import Bilingual, Language, say_number
from jumelage.outcomes import Comparison, compare
from jumelage.outcomes.pairs_reader import read_pairs
from jumelage.serialisation import to_document

__all__ = ["outcomes"]

VERDICTS = {
    "more": Bilingual(
        fr="Les paires placées ont eu plus de suites que les paires convenues restées sans place.",
        en="Placed pairs had more follow-up than agreed pairs left without a place.",
    ),
    "less": Bilingual(
        fr="Les paires placées ont eu moins de suites que les paires convenues restées sans place.",
        en="Placed pairs had less follow-up than agreed pairs left without a place.",
    ),
    "no difference seen": Bilingual(fr="Aucune différence n'est visible.", en="No difference is seen."),
    "cannot tell": Bilingual(fr="On ne peut pas trancher.", en="We cannot tell."),
}


@click.group(help="Ce qui est sorti des missions / what came of missions.")
def outcomes() -> None:
    """Group the commands on outcomes."""


@outcomes.command("compare", help="Paires convenues, placées ou non / agreed pairs, placed or not: PAIRS.csv.")
@click.argument("pairs", type=click.Path(path_type=Path))
@standard_options
def compare_command(console: Console, pairs: Path) -> None:
    """Compare agreed pairs placed with agreed pairs not placed."""
    found = compare(read_pairs(pairs))
    console.result(to_document(found), lambda: _text(found, console.language))


def _text(found: Comparison, language: Language) -> str:
    lines = [VERDICTS[found.verdict].say(language)]
    if found.effect is not None:
        effect, low, high = (say_number(100 * x, language, 1) for x in (found.effect, found.low, found.high))
        p = say_number(found.p_exact, language, 3)
        lines.append(
            Bilingual(
                fr=f"Écart : {effect} points (intervalle à 95 % : de {low} à {high} ; test exact, p = {p}).",
                en=f"Difference: {effect} points (95% interval: {low} to {high}; exact test, p = {p}).",
            ).say(language)
        )
    for arm, fr, en in ((found.placed, "Placées", "Placed"), (found.not_placed, "Non placées", "Not placed")):
        lines.append(
            Bilingual(
                fr=f"{fr} : {arm.pairs} paires, {arm.yes} avec suite, {arm.silent} sans réponse.",
                en=f"{en}: {arm.pairs} pairs, {arm.yes} with follow-up, {arm.silent} silent.",
            ).say(language)
        )
    if found.verdict == "cannot tell":
        needed = say_number(found.pairs_needed, language)
        lines.append(
            Bilingual(
                fr=f"Il faudrait {needed} paires de chaque côté pour voir un écart de huit points.",
                en=f"It would take {needed} pairs on each side to see a difference of eight points.",
            ).say(language)
        )
    return "\n".join(lines)
