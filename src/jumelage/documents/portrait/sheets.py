"""The portrait as a workbook: numbers as numbers, and the source on a sheet of its own."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from jumelage.documents.portrait.names import counted
from jumelage.documents.portrait.printed import MOVEMENTS
from jumelage.documents.portrait.wording import answer, licence_text, reliance_texts
from jumelage.documents.sheet_writing import Rows, Sheet, write_workbook
from jumelage.economy.portrait.town import TownFigures
from jumelage.economy.table.survey import plausible_range
from jumelage.language import Bilingual, Language

__all__ = ["portrait_workbook"]

WIDE, MIDDLE, NARROW = 56, 26, 13


def _two(fr: str, en: str) -> Bilingual:
    return Bilingual(fr=fr, en=en)


def portrait_workbook(f: TownFigures, language: Language, *, made: dt.datetime) -> bytes:
    """Write the figures of a portrait as an Excel workbook.

    Parameters
    ----------
    f
        The figures.
    language
        Language of headers and texts.
    made
        When the figures were computed; date of the file's properties.

    Returns
    -------
    bytes
        The ``.xlsx`` file; the same figures give the same bytes. An unknown figure is the word for it, never a zero.
    """
    sheets = [
        _summary(f, language),
        _industries(f, language),
        _years(f, language),
        _changes(f, language),
        _source(f, language),
    ]
    return write_workbook(f"{f.name}, {f.year}", sheets, language, made)


def _value(value: float | None, language: Language) -> Any:
    if value is None:
        return _two("non publié", "not published").say(language)
    if not math.isfinite(value):
        return "–"
    return int(value) if value == int(value) else value


def _ratio(value: float | None) -> Any:
    return "–" if value is None or not math.isfinite(value) else float(value)


def _summary(f: TownFigures, language: Language) -> Sheet:
    unit = counted(f)
    rows: Rows = [
        [_two("En une phrase", "In a sentence").say(language), answer(f).say(language)],
        [_two("Année", "Year").say(language), f.year],
        [unit.say(language).capitalize(), _value(f.employment, language)],
        [_two("Cellules non publiées", "Unpublished cells").say(language), f.unknown_cells],
        [_two("Plus grande industrie", "Largest industry").say(language), f.largest.name.say(language)],
        [
            _two("Part de la plus grande industrie (0 à 1)", "Share of the largest industry (0 to 1)").say(language),
            _ratio(f.largest.share),
        ],
        [_two("Concentration (Herfindahl)", "Concentration (Herfindahl)").say(language), _ratio(f.hhi)],
        [
            _two("Nombre effectif d'industries", "Effective number of industries").say(language),
            _ratio(f.effective_industries),
        ],
        [_two("Indice de Hachman", "Hachman index").say(language), _ratio(f.hachman)],
    ]
    rows += [
        [words.say(language), f"{share.say(language)}, {verdict.say(language)}"]
        for words, share, verdict in reliance_texts(f)
    ]
    rows.append(
        [
            _two("Emplois indirects et induits", "Indirect and induced jobs").say(language),
            _two("non calculés : aucun tableau d'entrées-sorties", "not computed: no input–output table").say(language),
        ]
    )
    return _two("Portrait", "Portrait"), [(_two("Mesure", "Measure"), WIDE), (_two("Valeur", "Value"), WIDE)], rows


def _industries(f: TownFigures, language: Language) -> Sheet:
    unit = counted(f)
    columns = [
        (_two("Code", "Code"), NARROW),
        (_two("Industrie", "Industry"), WIDE),
        (_two(unit.fr.capitalize(), unit.en.capitalize()), NARROW),
        (_two("De (95 %)", "From (95%)"), NARROW),
        (_two("À (95 %)", "To (95%)"), NARROW),
        (_two("Part (0 à 1)", "Share (0 to 1)"), NARROW),
        (_two("Part de référence", "Reference share"), NARROW),
        (_two("Quotient de localisation", "Location quotient"), NARROW),
        (_two("Quotient, de", "Quotient, from"), NARROW),
        (_two("Quotient, à", "Quotient, to"), NARROW),
    ]
    rows: Rows = []
    for line in f.lines:
        around = None if line.employment is None else plausible_range(line.employment, f.survey)
        low, high = (round(v) for v in around) if around else ("–", "–")
        rows.append(
            [line.industry, line.name.say(language), _value(line.employment, language), low, high,
             _ratio(line.share), _ratio(line.reference_share), _ratio(line.lq),
             *(_ratio(end if end is not None and math.isfinite(end) else None) for end in line.bounds or (None, None))]
        )  # fmt: skip
    return _two("Industries", "Industries"), columns, rows


def _years(f: TownFigures, language: Language) -> Sheet:
    columns = [(_two("Code", "Code"), NARROW), (_two("Industrie", "Industry"), WIDE)]
    columns += [(_two(str(year), str(year)), NARROW) for year in f.years]
    rows: Rows = [
        [s.industry, s.name.say(language), *(_value(value, language) for value in s.employment)] for s in f.series
    ]
    rows.append(
        [
            "",
            _two("Somme de ce qui est connu", "Sum of what is known").say(language),
            *(_value(f.total(y), language) for y in f.years),
        ]
    )
    return _two("Années", "Years"), columns, rows


def _changes(f: TownFigures, language: Language) -> Sheet:
    columns = [
        (_two("De", "From"), NARROW),
        (_two("À", "To"), NARROW),
        (_two("Mouvement", "Movement"), MIDDLE + 10),
        (_two("Emplois", "Jobs"), NARROW),
        (_two("Effet sur la concentration", "Effect on concentration"), MIDDLE),
        (_two("Franchit un changement de définition", "Crosses a change of definition"), MIDDLE),
    ]
    yes, no = _two("oui", "yes").say(language), _two("non", "no").say(language)
    rows: Rows = [
        [
            c.since,
            c.until,
            words.say(language),
            _value(c.split.jobs[key], language),
            float(getattr(c.split, key)),
            yes if c.crosses_break else no,
        ]
        for c in f.changes
        for key, words in MOVEMENTS
    ]
    return _two("Changement", "Change"), columns, rows


def _source(f: TownFigures, language: Language) -> Sheet:
    source = f.source
    rows: Rows = [
        [_two("Source", "Source").say(language), source.title.say(language)],
        [_two("Unité", "Unit").say(language), source.unit.say(language)],
        [_two("Adresse", "Address").say(language), source.address],
        [_two("Licence", "Licence").say(language), (licence_text(source) or _two("inconnue", "unknown")).say(language)],
        [
            _two("Comparé à", "Compared with").say(language),
            f.reference or _two("la somme du tableau", "the sum of the table").say(language),
        ],
    ]
    rows += [
        [
            _two("Changement de définition", "Change of definition").say(language),
            f"{b.before} → {b.after} : {b.note.say(language)}",
        ]
        for b in source.breaks
    ]
    rows += [
        [_two("À savoir", "Good to know").say(language), note.say(language)] for note in (*source.notes, *f.warnings)
    ]
    return _two("Source", "Source"), [(_two("Quoi", "What"), MIDDLE), (_two("Détail", "Detail"), 90)], rows
