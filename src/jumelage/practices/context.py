"""How far two towns are from each other in what makes a practice work: size, distance to a city, industry, law."""

from __future__ import annotations

import math
from dataclasses import dataclass

from jumelage.language import NO_TEXT, Bilingual, say_number
from jumelage.text import words

__all__ = ["ContextDifference", "ContextDistance", "TownContext", "context_distance"]

_TENFOLD = math.log(10)
_FAR_KM = 500.0


@dataclass(frozen=True, slots=True)
class TownContext:
    """What is known of a town; anything may be None or empty, and is then not compared.

    Parameters
    ----------
    name
        Its name.
    population
        People.
    industry
        What it lives on, or lived on.
    dependence
        Share of its jobs in that industry, at the time of the practice for the town of origin (0 to 1).
    km_to_city
        Kilometres to the nearest city of 100,000 people.
    region, country
        Names: law, programmes and funds differ between them.
    languages
        Working languages, as codes.
    """

    name: Bilingual
    population: int | None = None
    industry: Bilingual = NO_TEXT
    dependence: float | None = None
    km_to_city: float | None = None
    region: Bilingual = NO_TEXT
    country: Bilingual = NO_TEXT
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextDifference:
    """One way in which two towns differ.

    Parameters
    ----------
    part
        Its key.
    name
        In words.
    apart
        0 (alike) to 1 (as far as counts); None where it is not known.
    said
        The two values, in words.
    to_check
        What must be looked at before re-using the practice; empty where nothing.
    """

    part: str
    name: Bilingual
    apart: float | None
    said: Bilingual
    to_check: Bilingual


@dataclass(frozen=True, slots=True)
class ContextDistance:
    """How far two towns are apart: ``total`` is the mean of the known parts, None where nothing is known."""

    total: float | None
    differences: tuple[ContextDifference, ...]

    @property
    def known(self) -> int:
        """Count the parts that could be compared."""
        return sum(difference.apart is not None for difference in self.differences)


def context_distance(here: TownContext, there: TownContext) -> ContextDistance:
    """Compare two towns, part by part.

    Size: logarithm of the ratio, ten times or more is 1. Dependence: difference of the shares over 0.5. Isolation:
    difference of the kilometres over 500. Industry: share of words not in common. Region and country: 0, 0.5 or 1.
    Language: 0 with one in common. The scale is a convention, there to sort, not to decide.
    """
    parts = (
        _size(here, there),
        _dependence(here, there),
        _isolation(here, there),
        _industry(here, there),
        _rules(here, there),
        _language(here, there),
    )
    known = [part.apart for part in parts if part.apart is not None]
    return ContextDistance(sum(known) / len(known) if known else None, parts)


_NOT_KNOWN = Bilingual(fr="non connu", en="not known")


def _part(
    part: str, name: Bilingual, apart: float | None, said: Bilingual, check: Bilingual, limit: float = 0.3
) -> ContextDifference:
    if apart is None:
        unknown = Bilingual(fr=f"À trouver\u00a0: {name.fr}.", en=f"To find out: {name.en}.")
        return ContextDifference(part, name, None, _NOT_KNOWN, unknown)
    bounded = min(max(apart, 0.0), 1.0)
    return ContextDifference(part, name, bounded, said, check if bounded >= limit else Bilingual("", ""))


def _two(here: float, there: float, unit: Bilingual, decimals: int = 0) -> Bilingual:
    return Bilingual(
        fr=f"{say_number(here, 'fr', decimals)} ici, {say_number(there, 'fr', decimals)} là-bas {unit.fr}".strip(),
        en=f"{say_number(here, 'en', decimals)} here, {say_number(there, 'en', decimals)} there {unit.en}".strip(),
    )


def _size(here: TownContext, there: TownContext) -> ContextDifference:
    name = Bilingual(fr="population", en="population")
    if not here.population or not there.population:
        return _part("size", name, None, _NOT_KNOWN, _NOT_KNOWN)
    apart = abs(math.log(here.population / there.population)) / _TENFOLD
    smaller = here.population < there.population
    check = Bilingual(
        fr="Avons-nous assez de monde et de firmes, ou faut-il le faire à plusieurs villes\u00a0?"
        if smaller
        else "Un seul lieu suffit-il, ou en faut-il plusieurs\u00a0?",
        en="Do we have people and firms enough, or must several towns do it together?"
        if smaller
        else "Is one place enough, or are several needed?",
    )
    return _part("size", name, apart, _two(here.population, there.population, Bilingual("", "")), check)


def _dependence(here: TownContext, there: TownContext) -> ContextDifference:
    name = Bilingual(fr="part de l'industrie dominante", en="share of the leading industry")
    if here.dependence is None or there.dependence is None:
        return _part("dependence", name, None, _NOT_KNOWN, _NOT_KNOWN)
    said = _two(here.dependence * 100, there.dependence * 100, Bilingual("(%)", "(%)"))
    check = Bilingual(
        fr="L'industrie laisse-t-elle des gens, des locaux et de l'argent libres, comme là-bas\u00a0?",
        en="Does the industry leave people, premises and money free, as it did there?",
    )
    return _part("dependence", name, abs(here.dependence - there.dependence) / 0.5, said, check)


def _isolation(here: TownContext, there: TownContext) -> ContextDifference:
    name = Bilingual(fr="distance d'une ville de 100\u00a0000 personnes", en="distance from a city of 100,000 people")
    if here.km_to_city is None or there.km_to_city is None:
        return _part("isolation", name, None, _NOT_KNOWN, _NOT_KNOWN)
    said = _two(here.km_to_city, there.km_to_city, Bilingual("(km)", "(km)"))
    check = Bilingual(
        fr="Le marché, les fournisseurs et les services d'une grande ville sont-ils à portée\u00a0?",
        en="Are a city's market, suppliers and services within reach?",
    )
    return _part("isolation", name, abs(here.km_to_city - there.km_to_city) / _FAR_KM, said, check)


def _industry(here: TownContext, there: TownContext) -> ContextDifference:
    name = Bilingual(fr="industrie", en="industry")
    ours, theirs = set(words(here.industry.say("en"))), set(words(there.industry.say("en")))
    if not ours or not theirs:
        return _part("industry", name, None, _NOT_KNOWN, _NOT_KNOWN)
    said = Bilingual(
        fr=f"{here.industry.say('fr')} ici, {there.industry.say('fr')} là-bas",
        en=f"{here.industry.say('en')} here, {there.industry.say('en')} there",
    )
    check = Bilingual(
        fr="Le savoir-faire de nos travailleurs sert-il à cela, comme le leur\u00a0?",
        en="Do our workers' skills serve this, as theirs did?",
    )
    return _part("industry", name, 1 - len(ours & theirs) / len(ours | theirs), said, check)


def _rules(here: TownContext, there: TownContext) -> ContextDifference:
    name = Bilingual(fr="lois et programmes", en="laws and programmes")
    if not here.country or not there.country:
        return _part("rules", name, None, _NOT_KNOWN, _NOT_KNOWN)
    same_country = here.country.say("en") == there.country.say("en")
    same_region = same_country and bool(here.region) and here.region.say("en") == there.region.say("en")
    said = Bilingual(
        fr=f"{here.region.fr} ({here.country.fr}) ici, {there.region.fr} ({there.country.fr}) là-bas",
        en=f"{here.region.en} ({here.country.en}) here, {there.region.en} ({there.country.en}) there",
    )
    check = Bilingual(
        fr="Quelle loi, quel fonds ou quel ministère rendait cela possible là-bas\u00a0? Lequel ici\u00a0?",
        en="Which law, fund or department made it possible there? Which one here?",
    )
    return _part("rules", name, 0.0 if same_region else 0.5 if same_country else 1.0, said, check)


def _language(here: TownContext, there: TownContext) -> ContextDifference:
    name = Bilingual(fr="langue de travail", en="working language")
    if not here.languages or not there.languages:
        return _part("language", name, None, _NOT_KNOWN, _NOT_KNOWN)
    said = Bilingual(
        fr=f"{', '.join(here.languages)} ici, {', '.join(there.languages)} là-bas",
        en=f"{', '.join(here.languages)} here, {', '.join(there.languages)} there",
    )
    check = Bilingual(fr="Qui traduit, aux visites et après\u00a0?", en="Who translates, during the visits and after?")
    return _part("language", name, 0.0 if set(here.languages) & set(there.languages) else 1.0, said, check)
