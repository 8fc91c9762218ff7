"""The portrait on paper: one page of its own, or a section of a mission's report."""

from __future__ import annotations

import datetime as dt

from jumelage.documents.portrait.names import counted
from jumelage.documents.portrait.pictures import over_time, shown_lines
from jumelage.documents.portrait.wording import answer, band_line, change_text, meanings, source_text
from jumelage.documents.printed_report import report_pdf
from jumelage.documents.programme import Figure, Note, Source
from jumelage.documents.report import Block, Paragraph, Picture, Report, Section, Table
from jumelage.economy.portrait.town import Change, TownFigures
from jumelage.economy.table.sectors import short_name
from jumelage.language import NO_TEXT, Bilingual, Language, say_date, say_number, say_percent

__all__ = ["changes_table", "portrait_figures", "portrait_pdf", "portrait_section", "portrait_sources"]

SHOWN, SHORT = 8, 4
PRINTED = 164
"""Height of the chart on paper, so that the portrait holds on one page."""


def _two(fr: str, en: str) -> Bilingual:
    return Bilingual(fr=fr, en=en)


def _number(value: float | None, decimals: int = 0) -> Bilingual:
    if value is None:
        return _two("non publié", "not published")
    return _two(say_number(value, "fr", decimals), say_number(value, "en", decimals))


def _percent(value: float | None) -> Bilingual:
    return _two("–", "–") if value is None else _two(say_percent(value, "fr"), say_percent(value, "en"))


def portrait_figures(f: TownFigures) -> tuple[Figure, ...]:
    """Choose the numbers that open a portrait: the largest industry now, the largest then, the size, the diversity."""
    unit, line, start = counted(f), f.largest, f.years[0]
    name = short_name(line.industry, line.name)
    then = f.share(line.industry, start)
    found = [
        Figure(
            _percent(line.share),
            _two(f"des {unit.fr} : {name.fr.lower()}", f"of {unit.en}: {name.en.lower()}"),
            _two(f"{f.year} ; {_percent(then).fr} en {start}", f"{f.year}; {_percent(then).en} in {start}")
            if len(f.years) > 1
            else _two(str(f.year), str(f.year)),
        )
    ]
    before = f.largest_of(start)
    if before.industry != line.industry:
        old, now, was = short_name(before.industry, before.name), f.share(before.industry, f.year), None
        was = f.share(before.industry, start)
        found.append(
            Figure(
                _percent(now),
                _two(f"dans « {old.fr} »", f"in “{old.en}”"),
                _two(f"{f.year} ; {_percent(was).fr} en {start}", f"{f.year}; {_percent(was).en} in {start}"),
            )
        )
    found.append(_size(f, unit))
    found.append(
        Figure(
            _number(f.effective_industries, 1),
            _two("industries de taille égale (diversité)", "industries of equal size (diversity)"),
            _two(
                f"{f.reference} : {_number(f.reference_effective, 1).fr}",
                f"{f.reference}: {_number(f.reference_effective, 1).en}",
            )
            if f.reference
            else NO_TEXT,
        )
    )
    return tuple(found)


def _size(f: TownFigures, unit: Bilingual) -> Figure:
    note = NO_TEXT
    if len(f.years) > 1:
        start, total = f.years[0], _number(f.total(f.years[0]))
        changed = any(b.lies_between(start, f.year) for b in f.source.breaks)
        note = _two(
            f"{total.fr} en {start}" + (" (définition changée depuis)" if changed else ""),
            f"{total.en} in {start}" + (" (definition changed since)" if changed else ""),
        )
    least = _two(" au moins", " at least") if f.unknown_cells else NO_TEXT
    return Figure(_number(f.employment), _two(f"{unit.fr}{least.fr}, {f.year}", f"{unit.en}{least.en}, {f.year}"), note)


def portrait_section(f: TownFigures) -> Section:
    """Write the section of a mission's report: the answer, the chart, the industries, the change, what to mind."""
    blocks: list[Block] = [Paragraph(answer(f))]
    if len(f.years) > 1:
        blocks.append(_picture(f))
    blocks += [*_meaning(f), _industries(f, SHOWN, source_text(f))]
    if f.changes:
        latest = f.changes[-1]
        blocks += [Paragraph(change_text(latest)), changes_table(latest, source_text(f, latest.since, f.year))]
    blocks += [Note("caveat", text) for text in f.warnings]
    return Section(_two(f"De quoi vit {f.name}", f"What {f.name} lives on"), tuple(blocks))


def _meaning(f: TownFigures) -> list[Block]:
    found = meanings(f)
    return [
        Paragraph(_two(f"{m.word.fr.capitalize()}. {m.text.fr}", f"{m.word.en.capitalize()}. {m.text.en}"))
        for m in found
    ]


def _picture(f: TownFigures) -> Picture:
    def said(language: Language) -> str:
        ends = (0, -1)
        lines = [
            f"{line.name} "
            + ", ".join(f"{_percent(line.points[i][1]).say(language)} ({line.points[i][0]:g})" for i in ends)
            for line in shown_lines(f, language)[:2]
        ]
        return {"fr": " ; ", "en": "; "}[language].join(lines) + "."

    return Picture(
        _two(over_time(f, "fr", height=PRINTED), over_time(f, "en", height=PRINTED)),
        _two(said("fr"), said("en")),
        source_text(f, f.years[0], f.year),
    )


def _industries(f: TownFigures, shown: int, source: Bilingual) -> Table:
    unit = counted(f)
    rows = [
        (short_name(line.industry, line.name), _number(line.employment), _percent(line.share), _percent(line.reference_share),
         _number(line.lq, 2) if line.lq is not None else _two("–", "–"))
        for line in f.lines[:shown]
    ]  # fmt: skip
    whole = f.reference or _two("ensemble", "whole").fr
    return Table(
        caption=_two(f"Les {len(rows)} plus grandes industries, {f.year}", f"The {len(rows)} largest industries, {f.year}")
        if len(rows) > 1
        else _two(f"La plus grande industrie, {f.year}", f"The largest industry, {f.year}"),
        header=(
            _two("Industrie", "Industry"), _two(unit.fr.capitalize(), unit.en.capitalize()), _two("Part", "Share"),
            _two(whole, f.reference or "whole"), _two("Quotient", "Quotient"),
        ),
        rows=tuple(rows),
        numeric=(1, 2, 3, 4),
        source=source,
    )  # fmt: skip


MOVEMENTS = (
    ("growth_of_new", _two("Croissance de nouveau travail", "Growth of new work")),
    ("loss_of_old", _two("Perte d'ancien travail", "Loss of old work")),
    ("growth_of_old", _two("Croissance d'ancien travail", "Growth of old work")),
    ("loss_of_new", _two("Perte d'autre travail", "Loss of other work")),
)


def changes_table(change: Change, source: Bilingual) -> Table:
    """List the four movements behind a change of concentration."""
    rows = [
        (words, _signed(change.split.jobs[key]), _signed(getattr(change.split, key), 3)) for key, words in MOVEMENTS
    ]
    return Table(
        caption=_two(
            f"D'où vient le changement, {change.since} à {change.until}",
            f"Where the change comes from, {change.since} to {change.until}",
        ),
        header=(
            _two("Mouvement", "Movement"),
            _two("Emplois", "Jobs"),
            _two("Effet sur la concentration", "Effect on concentration"),
        ),
        rows=tuple(rows),
        numeric=(1, 2),
        source=source,
    )


def _signed(value: float, decimals: int = 0) -> Bilingual:
    sign = "+" if value > 0 else ""
    return _two(sign + say_number(value, "fr", decimals), sign + say_number(value, "en", decimals))


def portrait_sources(f: TownFigures) -> tuple[Source, ...]:
    """List the source, then what a reader must know of it."""
    address = f.source.address if f.source.address.startswith("http") else ""
    return (
        Source(
            _two(
                f"{f.source.title.fr}. {f.source.unit.fr}.", f"{f.source.title.say('en')}. {f.source.unit.say('en')}."
            ),
            address,
        ),
    )


def portrait_pdf(f: TownFigures, language: Language, *, made: dt.date, stamp: dt.datetime | None = None) -> bytes:
    """Print the portrait on one page: the answer, the numbers, the chart, what it means, each with its source.

    Parameters
    ----------
    f
        The figures.
    language
        Language of the document.
    made
        When the figures were computed.
    stamp
        When the document was made, with its zone.
    """
    blocks: list[Block] = [_picture(f)] if len(f.years) > 1 else []
    meaning = _meaning(f)
    shown = SHORT if len(meaning) < 5 else SHORT - 1
    blocks += [*meaning, _industries(f, shown, _two(f"Même source, {f.year}.", f"Same source, {f.year}."))]
    report = Report(
        title=_two(f"Portrait : {f.name}", f"Portrait: {f.name}"),
        subtitle=band_line(f),
        answer=answer(f),
        figures=portrait_figures(f),
        sections=(Section(_two("Ce que disent les chiffres", "What the figures say"), tuple(blocks)),),
        sources=(),
        date=_two(say_date(made, "fr"), say_date(made, "en")),
    )
    return report_pdf(report, language, stamp=stamp)
