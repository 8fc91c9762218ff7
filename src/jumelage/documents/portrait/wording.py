"""The portrait in sentences: the answer first, then what the figures mean, then what they do not say."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from jumelage.documents.portrait.names import BASE, SERVING, counted, resource_name
from jumelage.economy.portrait.town import Change, TownFigures
from jumelage.economy.table.sectors import short_name
from jumelage.economy.table.source import PanelSource
from jumelage.economy.table.survey import plausible_range
from jumelage.language import Bilingual, Language, say_number, say_percent
from jumelage.reference.ontario import LICENCE

__all__ = ["Meaning", "answer", "band_line", "change_text", "licence_text", "meanings", "reliance_texts", "source_text"]

STRONG, VERY_STRONG = 0.3, 0.5
"""Thresholds of Natural Resources Canada for reliance and strong reliance, used here on the largest industry."""

Tone = Literal["care", "gold", "lake", "ok"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing the figures mean: a word, its tone, a sentence."""

    tone: Tone
    word: Bilingual
    text: Bilingual


def _p(share: float | None, language: Language) -> str:
    return "–" if share is None or not math.isfinite(share) else say_percent(share, language)


def _n(value: float, language: Language, decimals: int = 0) -> str:
    return "–" if not math.isfinite(value) else say_number(value, language, decimals)


def _two(fr: str, en: str) -> Bilingual:
    return Bilingual(fr=fr, en=en)


def answer(f: TownFigures) -> Bilingual:
    """Answer in two or three sentences: how dependent, on what, and since when."""
    line, unit = f.largest, counted(f)
    name = short_name(line.industry, line.name)
    least = _two("au moins ", "at least ") if f.unknown_cells else _two("", "")
    # A share of known employment is a most, when some of it is not known.
    first = _two(
        f"À {f.name}, en {f.year}, {_p(line.share, 'fr')} des {unit.fr} connu{'es' if f.people else 's'} sont dans "
        f"« {name.fr} » : {_n(line.employment or 0, 'fr')} sur {least.fr}{_n(f.employment, 'fr')}."
        if f.unknown_cells
        else f"À {f.name}, en {f.year}, {_p(line.share, 'fr')} des {unit.fr} sont dans « {name.fr} » : "
        f"{_n(line.employment or 0, 'fr')} sur {_n(f.employment, 'fr')}.",
        f"In {f.name} in {f.year}, {_p(line.share, 'en')} of the {'known ' if f.unknown_cells else ''}{unit.en} are in "
        f"“{name.en}”: {_n(line.employment or 0, 'en')} of {least.en}{_n(f.employment, 'en')}.",
    )
    then = _then(f)
    return _two(f"{first.fr} {then.fr}".strip(), f"{first.en} {then.en}".strip())


def _then(f: TownFigures) -> Bilingual:
    if len(f.years) < 2:
        return _two("", "")
    start, line = f.years[0], f.largest
    before = f.largest_of(start)
    was = f.share(before.industry, start) or 0.0
    if before.industry == line.industry:
        return _two(
            f"C'était déjà la première industrie en {start}, avec {_p(was, 'fr')}.",
            f"It was already the largest industry in {start}, with {_p(was, 'en')}.",
        )
    name, now = short_name(before.industry, before.name), f.share(before.industry, f.year)
    end = _verdict(was, line.share or 0.0)
    return _two(
        f"En {start}, la première industrie était « {name.fr} », avec {_p(was, 'fr')} ; elle en occupe {_p(now, 'fr')} "
        f"en {f.year} : {end.fr}.",
        f"In {start} the largest industry was “{name.en}”, with {_p(was, 'en')}; it has {_p(now, 'en')} in {f.year}: "
        f"{end.en}.",
    )


def _verdict(was: float, now: float) -> Bilingual:
    if was >= STRONG and now >= STRONG:
        return _two(
            "la dépendance a changé d'industrie, elle n'a pas disparu",
            "the dependence has changed industry, it has not gone",
        )
    if was >= STRONG:
        return _two(
            "plus aucune industrie n'occupe trois personnes sur dix",
            "no industry holds three people in ten any longer",
        )
    if now >= STRONG:
        return _two("une dépendance s'est formée", "a dependence has formed")
    return _two("la première place a changé, sans forte dépendance", "first place changed, without strong dependence")


def band_line(f: TownFigures) -> Bilingual:
    """Say the portrait in a few words, under the name of the town."""
    now = short_name(f.largest.industry, f.largest.name)
    before = f.largest_of(f.years[0])
    if before.industry == f.largest.industry or len(f.years) < 2:
        return _two(f"Première industrie : {now.fr.lower()}.", f"Largest industry: {now.en.lower()}.")
    was = short_name(before.industry, before.name)
    return _two(
        f"Première industrie : {was.fr.lower()} en {f.years[0]}, {now.fr.lower()} en {f.year}.",
        f"Largest industry: {was.en.lower()} in {f.years[0]}, {now.en.lower()} in {f.year}.",
    )


def meanings(f: TownFigures) -> tuple[Meaning, ...]:
    """Say what it means: dependence, what serves and what sells, diversity, apparent diversity, uncertainty."""
    found = [_dependence(f)]
    base = _base(f)
    if base is not None:
        found.append(base)
    found.append(_diversity(f))
    apparent = _apparent(f)
    if apparent is not None:
        found.append(apparent)
    found.append(_uncertain(f))
    return tuple(found)


def _dependence(f: TownFigures) -> Meaning:
    share = f.largest.share or 0.0
    name = short_name(f.largest.industry, f.largest.name)
    if share >= VERY_STRONG:
        word, tone = _two("dépendance très forte", "very strong dependence"), "care"
    elif share >= STRONG:
        word, tone = _two("dépendance forte", "strong dependence"), "care"
    elif _margin(f, share)[1] >= STRONG:
        word, tone = _two("près du seuil", "near the threshold"), "gold"
    else:
        word, tone = _two("pas d'industrie dominante", "no dominant industry"), "ok"
    tail = _threshold(f, share)
    return Meaning(
        tone,  # type: ignore[arg-type]
        word,
        _two(f"{name.fr} : {_p(share, 'fr')}. {tail.fr}", f"{name.en}: {_p(share, 'en')}. {tail.en}"),
    )


def _margin(f: TownFigures, share: float) -> tuple[float, float]:
    around = plausible_range(f.largest.employment or 0.0, f.survey)
    return (around[0] / f.employment, around[1] / f.employment) if around else (share, share)


def _threshold(f: TownFigures, share: float) -> Bilingual:
    """Tell on which side of the threshold the share lies, and whether its margin lies on both."""
    low, high = _margin(f, share)
    if low < STRONG <= high:
        return _two(
            f"La marge, de {_p(low, 'fr')} à {_p(high, 'fr')}, franchit le seuil de 30 %.",
            f"The margin, {_p(low, 'en')} to {_p(high, 'en')}, crosses the threshold of 30%.",
        )
    if share >= STRONG:
        return _two("C'est au-dessus du seuil de 30 %.", "That is above the threshold of 30%.")
    return _two("C'est sous le seuil de 30 %.", "That is under the threshold of 30%.")


def _base(f: TownFigures) -> Meaning | None:
    """Where the largest industry serves the people of the town, name the largest that sells outside."""
    lines = [line for line in f.lines if line.industry in BASE and line.share is not None]
    if f.largest.industry not in SERVING or not lines:
        return None
    top = max(lines, key=lambda line: line.share or 0.0)
    name = short_name(top.industry, top.name)
    return Meaning(
        "lake",
        _two("ce qui fait vivre la ville", "what the town lives on"),
        _two(
            "La première industrie sert surtout la population : elle suit la ville plus qu'elle ne la fait vivre. Parmi "
            f"celles qui vendent surtout au dehors, la première est « {name.fr} », avec {_p(top.share, 'fr')}.",
            "The largest industry mostly serves the people here: it follows the town more than it sustains it. Among those "
            f"that mostly sell outside, the largest is “{name.en}”, with {_p(top.share, 'en')}.",
        ),
    )


def _diversity(f: TownFigures) -> Meaning:
    against = (
        _two(
            f" ; {f.reference} : {_n(f.reference_effective, 'fr', 1)}",
            f"; {f.reference}: {_n(f.reference_effective, 'en', 1)}",
        )
        if math.isfinite(f.reference_effective)
        else _two("", "")
    )
    return Meaning(
        "lake",
        _two("diversité", "diversity"),
        _two(
            f"L'emploi se répartit comme s'il y avait {_n(f.effective_industries, 'fr', 1)} industries de taille égale"
            f"{against.fr}.",
            f"Employment is spread as if there were {_n(f.effective_industries, 'en', 1)} industries of equal size"
            f"{against.en}.",
        ),
    )


def _apparent(f: TownFigures) -> Meaning | None:
    """Tell a fall of concentration that is mostly loss, comparable years first."""
    falls = [c for c in reversed(f.changes) if (c.split.share_from_loss or 0.0) >= 0.5]
    if not falls:
        return None
    change, share = falls[0], falls[0].split.share_from_loss
    crossed = (
        _two(" (la définition a changé entre-temps)", " (the definition changed meanwhile)")
        if change.crosses_break
        else _two("", "")
    )
    return Meaning(
        "gold",
        _two("diversité apparente", "apparent diversity"),
        _two(
            f"La concentration a baissé depuis {change.since}{crossed.fr}, mais {_p(share, 'fr')} de ce qui l'a fait "
            "baisser est une perte d'ancien travail. Une part moins forte n'est pas un progrès si elle vient d'emplois perdus.",
            f"Concentration has fallen since {change.since}{crossed.en}, but {_p(share, 'en')} of what lowered it is loss of "
            "old work. A smaller share is no progress if it comes from lost jobs.",
        ),
    )


def _uncertain(f: TownFigures) -> Meaning:
    word = _two("incertitude", "uncertainty")
    around = plausible_range(f.largest.employment or 0.0, f.survey)
    if around is None:
        return Meaning(
            "lake",
            word,
            _two(
                "On ne sait pas comment ce tableau a été recueilli : aucune marge n'est donnée.",
                "How this table was gathered is not known: no margin is given.",
            ),
        )
    low, high = (5 * round(v / 5) for v in around)
    small = plausible_range(15.0, f.survey) or (0.0, 0.0)
    return Meaning(
        "lake",
        word,
        _two(
            f"Échantillon et arrondi : {_n(f.largest.employment or 0, 'fr')} peut vouloir dire de {_n(low, 'fr')} à "
            f"{_n(high, 'fr')}, et une case de 15 de {_n(5 * round(small[0] / 5), 'fr')} à {_n(5 * round(small[1] / 5), 'fr')}.",
            f"Sample and rounding: {_n(f.largest.employment or 0, 'en')} may mean {_n(low, 'en')} to {_n(high, 'en')}, and a "
            f"cell of 15 from {_n(5 * round(small[0] / 5), 'en')} to {_n(5 * round(small[1] / 5), 'en')}.",
        ),
    )


def change_text(change: Change) -> Bilingual:
    """Say what a change of concentration is made of."""
    split = change.split
    if split.end < split.start - 1e-9:
        fr, en = "La concentration baisse", "Concentration falls"
    elif split.end > split.start + 1e-9:
        fr, en = "La concentration monte", "Concentration rises"
    else:
        fr, en = "La concentration ne change pas", "Concentration does not change"
    text = _two(
        f"{fr} de {_n(split.start, 'fr', 3)} à {_n(split.end, 'fr', 3)} entre {change.since} et {change.until}.",
        f"{en} from {_n(split.start, 'en', 3)} to {_n(split.end, 'en', 3)} between {change.since} and {change.until}.",
    )
    share = split.share_from_loss
    if share is None:
        return text
    return _two(
        f"{text.fr} De ce qui l'a fait baisser, {_p(share, 'fr')} est une perte d'ancien travail, et "
        f"{_p(1 - share, 'fr')} une croissance de nouveau travail.",
        f"{text.en} Of what lowered it, {_p(share, 'en')} is loss of old work, and {_p(1 - share, 'en')} growth of new work.",
    )


_CLASSES = {
    "not reliant": _two("non dépendante (moins de 30 %)", "not reliant (under 30%)"),
    "reliant": _two("dépendante (30 % et plus)", "reliant (30% or more)"),
    "strongly reliant": _two("fortement dépendante (50 % et plus)", "strongly reliant (50% or more)"),
}
_ERS = {
    "mining": _two("mines (8 % des emplois et plus)", "mining (8% of jobs or more)"),
    "manufacturing": _two("fabrication (16 % et plus)", "manufacturing (16% or more)"),
    "farming": _two("agriculture (16 % et plus)", "farming (16% or more)"),
}


_DEPENDENT = {
    True: _two("dépendante", "dependent"),
    False: _two("non dépendante", "not dependent"),
    None: _two("inconnue : l'intervalle contient le seuil", "unknown: the interval holds the threshold"),
}


def _class_text(class_: str, between: tuple[float, float] | None) -> Bilingual:
    """Name a reliance class; where the interval holds several, say between which shares it lies."""
    if class_ != "unknown" or between is None:
        return _CLASSES[class_]
    low, high = between
    return _two(
        f"inconnue : la part est entre {_p(low, 'fr')} et {_p(high, 'fr')}",
        f"unknown: the share lies between {_p(low, 'en')} and {_p(high, 'en')}",
    )


def reliance_texts(f: TownFigures) -> tuple[tuple[Bilingual, Bilingual, Bilingual], ...]:
    """List the reliance classes: definition, share, class."""
    rows = []
    if f.resource is not None:
        sector = resource_name(f.resource.sector)
        rows.append(
            (
                _two(
                    f"Ressources naturelles Canada, 2001 : {sector.fr}, part de tout l'emploi",
                    f"Natural Resources Canada, 2001: {sector.en}, share of all employment",
                ),
                _two(_p(f.resource.share, "fr"), _p(f.resource.share, "en")),
                _class_text(f.resource.class_, f.resource.share_range),
            )
        )
        if math.isfinite(f.resource.base_share):
            rows.append(
                (
                    _two(
                        f"Ressources naturelles Canada, cartes suivantes : {sector.fr}, part du secteur de base",
                        f"Natural Resources Canada, later maps: {sector.en}, share of the base sector",
                    ),
                    _two(_p(f.resource.base_share, "fr"), _p(f.resource.base_share, "en")),
                    _class_text(f.resource.base_class, f.resource.base_range),
                )
            )
    for kind, (share, passes) in f.ers.items():
        rows.append(
            (
                _two(f"USDA ERS, 2015 : {_ERS[kind].fr}", f"USDA ERS, 2015: {_ERS[kind].en}"),
                _two(_p(share, "fr"), _p(share, "en")),
                _DEPENDENT[passes],
            )
        )
    return tuple(rows)


def source_text(f: TownFigures, *years: int) -> Bilingual:
    """Say the source, unit, years and licence: what stands under each figure (after the word Source)."""
    when = _two(str(f.year), str(f.year)) if not years else _two(*(_span(years, language) for language in ("fr", "en")))
    licence = licence_text(f.source)
    unit = f.source.unit
    return _two(
        f"{f.source.title.fr}. Unité : {unit.fr}. {when.fr}." + (f" {licence.fr}." if licence else ""),
        f"{f.source.title.say('en')}. Unit: {unit.say('en')}. {when.en}." + (f" {licence.en}." if licence else ""),
    )


def licence_text(source: PanelSource) -> Bilingual:
    """Say the licence; in both languages where both are known."""
    return LICENCE if source.licence == LICENCE.fr else Bilingual(fr=source.licence, en=source.licence)


def _span(years: tuple[int, ...], language: str) -> str:
    first, last = min(years), max(years)
    if first == last:
        return str(first)
    return f"{first} à {last}" if language == "fr" else f"{first} to {last}"
