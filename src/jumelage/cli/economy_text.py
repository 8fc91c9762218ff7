"""Results of the economy engine as lines a person reads at a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from jumelage.economy.measures.intervals import Range
from jumelage.economy.portrait.portrait import Portrait
from jumelage.language import Bilingual, Language, say_number, say_percent

__all__ = ["portrait_text"]


def portrait_text(portrait: Portrait, language: Language) -> str:
    """Write a portrait: the answer first, then the figures, then what to mind."""
    lines = [_headline(portrait).say(language), ""]
    lines += _table(portrait, language)
    lines += ["", *(text.say(language) for text in _measures(portrait, language))]
    if portrait.change is not None:
        lines += ["", *(text.say(language) for text in _change(portrait, language))]
    if portrait.warnings:
        lines += [
            "",
            *(("Attention : " if language == "fr" else "Mind: ") + w.say(language) for w in portrait.warnings),
        ]
    lines += ["", _source(portrait).say(language)]
    return "\n".join(lines)


def _headline(portrait: Portrait) -> Bilingual:
    largest = portrait.largest
    share, total, word = largest.share or 0.0, portrait.employment, _counted(portrait)
    return Bilingual(
        fr=f"{portrait.name}, {portrait.year}\u00a0: {say_number(total, 'fr')} {word.fr}, dont {say_percent(share, 'fr')} dans "
        f"«\u00a0{largest.name.say('fr')}\u00a0».",
        en=f"{portrait.name}, {portrait.year}: {say_number(total, 'en')} {word.en}, {say_percent(share, 'en')} of them in "
        f"“{largest.name.say('en')}”.",
    )


def _counted(portrait: Portrait) -> Bilingual:
    if portrait.source.counted == "people":
        return Bilingual(fr="personnes comptées là où elles habitent", en="people counted where they live")
    return portrait.source.word


def _table(portrait: Portrait, language: Language, shown: int = 8) -> list[str]:
    word = portrait.source.word.say(language)
    head = ("industrie", word, "part", "QL") if language == "fr" else ("industry", word, "share", "LQ")
    rows = [head]
    for line in portrait.lines[:shown]:
        unknown = "non publié" if language == "fr" else "not published"
        rows.append(
            (
                _label(line.industry, line.name.say(language)),
                unknown if line.employment is None else say_number(line.employment, language),
                "–" if line.share is None else say_percent(line.share, language, 1),
                "–" if line.lq is None else say_number(line.lq, language, 2),
            )
        )
    return _columns(rows)


def _label(code: str, name: str) -> str:
    return code if name == code else f"{code}  {name}"[:58]


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(
            c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _measures(portrait: Portrait, language: Language) -> Iterable[Bilingual]:
    n = say_number
    low, high = portrait.hhi_bounds
    yield Bilingual(
        fr=f"Concentration (Herfindahl) {n(portrait.hhi, 'fr', 3)} (de {n(low, 'fr', 3)} à {n(high, 'fr', 3)})\u00a0; l'équivalent de {n(portrait.effective_industries, 'fr', 1)} "
        f"industries égales\u00a0; indice de Hachman {_or_dash(portrait.hachman, 'fr')}"
        + (f" (comparé à {portrait.reference})." if portrait.reference else "."),
        en=f"Concentration (Herfindahl) {n(portrait.hhi, 'en', 3)} ({n(low, 'en', 3)} to {n(high, 'en', 3)}); equal to {n(portrait.effective_industries, 'en', 1)} "
        f"even industries; Hachman index {_or_dash(portrait.hachman, 'en')}"
        + (f" (compared with {portrait.reference})." if portrait.reference else "."),
    )
    found = portrait.reliance
    if found is not None:
        degree = {
            "not reliant": ("pas dépendante (moins de 30\u00a0%)", "not reliant (under 30%)"),
            "reliant": ("dépendante (30\u00a0% et plus)", "reliant (30% or more)"),
            "strongly reliant": ("fortement dépendante (50\u00a0% et plus)", "strongly reliant (50% or more)"),
            "unknown": (_between(found.share_range, "fr"), _between(found.share_range, "en")),
        }[found.class_]
        sector = _SECTORS.get(found.sector, (found.sector, found.sector))
        yield Bilingual(
            fr=f"Ressource principale\u00a0: {sector[0]}, {say_percent(found.share, 'fr')} de l'emploi "
            f"({_share(found.base_share, 'fr')} du secteur de base)\u00a0: {degree[0]}, selon la classe de Ressources naturelles Canada, "
            "mesurée ici sur l'emploi.",
            en=f"Main resource: {sector[1]}, {say_percent(found.share, 'en')} of employment ({_share(found.base_share, 'en')} of the "
            f"base sector): {degree[1]} in the classes of Natural Resources Canada, measured here on employment.",
        )
    yield Bilingual(
        fr="Effet indirect\u00a0: non calculé, faute de tableau d'entrées-sorties (--io)."
        if portrait.indirect is None
        else f"Ses achats soutiennent encore {say_percent(portrait.indirect, 'fr', 1)} de l'emploi.",
        en="Indirect effect: not computed, for want of an input-output table (--io)."
        if portrait.indirect is None
        else f"Its purchases support another {say_percent(portrait.indirect, 'en', 1)} of employment.",
    )


_SECTORS = {
    "agriculture": ("agriculture", "agriculture"),
    "forestry": ("forêt", "forestry"),
    "fishery": ("pêche", "fishery"),
    "mining": ("mines", "mining"),
    "energy": ("énergie", "energy"),
    "agriculture, forestry, fishing": ("agriculture, forêt et pêche", "agriculture, forestry and fishing"),
    "mining, oil and gas": ("mines, pétrole et gaz", "mining, oil and gas"),
}


def _change(portrait: Portrait, language: Language) -> Iterable[Bilingual]:
    change = portrait.change
    if change is None:
        return
    fell = change.end < change.start
    yield Bilingual(
        fr=f"De {portrait.change_from} à {portrait.year}, la concentration {'baisse' if fell else 'monte'} de "
        f"{say_number(change.start, 'fr', 3)} à {say_number(change.end, 'fr', 3)}.",
        en=f"From {portrait.change_from} to {portrait.year} concentration {'falls' if fell else 'rises'} from "
        f"{say_number(change.start, 'en', 3)} to {say_number(change.end, 'en', 3)}.",
    )
    words = (
        ("growth_of_new", "croissance du nouveau travail", "growth of new work", change.growth_of_new),
        ("loss_of_old", "perte de l'ancien travail", "loss of old work", change.loss_of_old),
        ("growth_of_old", "croissance de l'ancien travail", "growth of old work", change.growth_of_old),
        ("loss_of_new", "perte ailleurs", "loss of other work", change.loss_of_new),
    )
    for key, fr, en, part in words:
        moved, word = change.jobs[key], portrait.source.word
        yield Bilingual(
            fr=f"  {fr}\u00a0: {_signed(part, 'fr', 3)} ({_signed(moved, 'fr')} {word.fr})",
            en=f"  {en}: {_signed(part, 'en', 3)} ({_signed(moved, 'en')} {word.en})",
        )
    share = change.share_from_loss
    if share is not None:
        yield Bilingual(
            fr=f"De ce qui a fait baisser la concentration, {say_percent(share, 'fr')} est une perte, non une diversification.",
            en=f"Of what lowered concentration, {say_percent(share, 'en')} is loss, not diversification.",
        )


def _between(share: Range | None, language: Language) -> str:
    low, high = (say_percent(end, language) for end in share or (0.0, 1.0))
    if language == "fr":
        return f"classe inconnue, car la part est entre {low} et {high}"
    return f"class unknown, since the share lies between {low} and {high}"


def _signed(value: float, language: Language, decimals: int = 0) -> str:
    text = say_number(value, language, decimals)
    return f"+{text}" if value > 0 else text


def _share(value: float, language: Language) -> str:
    return say_percent(value, language) if math.isfinite(value) else "–"


def _or_dash(value: float, language: Language) -> str:
    return say_number(value, language, 2) if math.isfinite(value) else "–"


def _source(portrait: Portrait) -> Bilingual:
    source = portrait.source
    return Bilingual(
        fr=f"Source\u00a0: {source.title.fr}. Unité\u00a0: {source.unit.fr}. Année\u00a0: {portrait.year}.",
        en=f"Source: {source.title.en}. Unit: {source.unit.en}. Year: {portrait.year}.",
    )
