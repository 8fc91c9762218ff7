"""What a reader of a portrait must mind: breaks, holes, guesses."""

from __future__ import annotations

from collections.abc import Sequence

from jumelage.economy.panel import Panel
from jumelage.economy.portrait.lines import IndustryLine
from jumelage.language import Bilingual, one_or_many

__all__ = ["portrait_warnings"]


def portrait_warnings(
    panel: Panel, place: str, years: tuple[int | None, int], lines: Sequence[IndustryLine]
) -> tuple[Bilingual, ...]:
    """List the warnings of one portrait, the gravest first; ``years`` are those compared, the first None if alone."""
    found = []
    since, year = years
    unknown = sum(line.employment is None for line in lines)
    lines_absent = sum(not line.present for line in lines)
    if unknown:
        found.append(
            one_or_many(
                unknown,
                Bilingual(
                    fr="Une industrie a un chiffre non publié\u00a0: le total est un minimum, et c'est peut-être elle la plus grande.",
                    en="One industry has an unpublished figure: the total is a minimum, and it may be the largest.",
                ),
                Bilingual(
                    fr=f"{unknown} industries ont un chiffre non publié\u00a0: le total est un minimum, et la plus grande "
                    "industrie peut être l'une d'elles.",
                    en=f"{unknown} industries have an unpublished figure: the total is a minimum, and the largest industry "
                    "may be one of them.",
                ),
            )
        )
    if since is not None:
        found += [_break(b.before, b.after, b.note) for b in panel.source.breaks if b.lies_between(since, year)]
    if lines_absent:
        found.append(
            one_or_many(
                lines_absent,
                Bilingual(
                    fr="Une industrie n'a pas de ligne pour ce lieu\u00a0: elle compte pour zéro.",
                    en="One industry has no row for this place: it counts as zero.",
                ),
                Bilingual(
                    fr=f"{lines_absent} industries n'ont pas de ligne pour ce lieu\u00a0: elles comptent pour zéro.",
                    en=f"{lines_absent} industries have no row for this place: they count as zero.",
                ),
            )
        )
    basin = panel.basins.get(place)
    others = sorted(panel.name_of(p) for p, b in panel.basins.items() if b == basin and p != place) if basin else []
    if others:
        found.append(
            Bilingual(
                fr=f"Ce lieu n'est qu'une partie du bassin d'emploi «\u00a0{basin}\u00a0» (avec {', '.join(others[:5])})\u00a0: "
                "c'est au bassin que la dépendance se mesure le mieux.",
                en=f"This place is only part of the labour basin “{basin}” (with {', '.join(others[:5])}): "
                "dependence is best measured on the basin.",
            )
        )
    return tuple(found)


def _break(before: int, after: int, note: Bilingual) -> Bilingual:
    return Bilingual(
        fr=f"Rupture de série entre {before} et {after} ({note.fr})\u00a0: une partie de l'écart vient de là.",
        en=f"Break in the series between {before} and {after} ({note.en}): part of the difference comes from it.",
    )
