"""Compose a report: page one from the record's figures, then what was planned, then the annexes."""

from __future__ import annotations

from jumelage.documents.programme import Source
from jumelage.documents.report import Report, Section
from jumelage.mission.reporting import page_one
from jumelage.mission.reporting.annexes import annexes, sources
from jumelage.mission.reporting.record import Record
from jumelage.mission.reporting.wording import named_mission

__all__ = ["compose"]


def compose(record: Record, planned: Report | None = None) -> Report:
    """Write the report of a record.

    Parameters
    ----------
    record
        What the figures are computed from.
    planned
        The report of the plan, where there is one: its sections follow page one, its sources are kept.
    """
    figures = {figure.figure: figure for figure in record.figures()}
    own: tuple[Section, ...] = annexes(record, figures)
    kept = tuple(section for section in planned.sections if section.code != "next") if planned else ()
    read = (*sources(record, figures), *(planned.sources if planned else ()))
    return Report(
        title=named_mission(record.title) if record.missions == 1 else record.title,
        subtitle=page_one.purpose(record.goal),
        answer=page_one.answer(record, figures),
        figures=page_one.figures_shown(figures),
        sections=(*own, *kept),
        sources=tuple(_once(read)),
        date=record.dates,
        cover=page_one.map_picture(record),
        chart=page_one.chart(figures),
        lead=page_one.lead(record, figures),
    )


def _once(found: tuple[Source, ...]) -> list[Source]:
    """Keep each address once, under its first name; a source without an address by its text."""
    kept: dict[str, Source] = {}
    for source in found:
        kept.setdefault(source.url or source.text.fr, source)
    return list(kept.values())
