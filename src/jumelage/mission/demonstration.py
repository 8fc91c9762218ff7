"""The demonstration: the mission of February 2017 as a folder that ships, and what is documented of its story."""

from __future__ import annotations

import dataclasses
from importlib import resources
from pathlib import Path

from jumelage.documents.programme import Source
from jumelage.documents.report import Paragraph, Section, Table
from jumelage.language import Bilingual, say_date, say_month
from jumelage.mission.brief import Brief
from jumelage.mission.documented_links import documented_links
from jumelage.mission.folder import read_folder
from jumelage.mission.planning import Plan
from jumelage.mission.reporting.planned import build_report
from jumelage.reference import case
from jumelage.reference.case.labels import EVENT_FORMS

__all__ = ["demonstration_brief", "with_documented_story"]


def demonstration_brief() -> Brief:
    """Read the demonstration folder (organisations as known by 15 February 2017)."""
    with resources.as_file(resources.files("jumelage.reference") / "demonstration") as folder:
        return read_folder(Path(folder))


def with_documented_story(made: Plan) -> Plan:
    """Add to the plan's report what the sources tell of the exchange, before and after: dated, sourced, apart."""
    report = build_report(made.brief, made.matches, made.programme, more=(_timeline(),), more_sources=_sources())
    known = [one for one in documented_links() if not one.outside]
    return dataclasses.replace(
        made, report=report, links=tuple(one.facts for one in known), stories=tuple(one.story for one in known)
    )


def _same(text: str) -> Bilingual:
    return Bilingual(fr=text, en=text)


def _when(date: case.When) -> Bilingual:
    """Write a date as precise as its source."""
    day = date.first_day
    if date.precision == "year":
        return _same(str(day.year))
    if date.precision == "month":
        return Bilingual(fr=say_month(day, "fr"), en=say_month(day, "en"))
    return Bilingual(fr=say_date(day, "fr"), en=say_date(day, "en"))


def _timeline() -> Section:
    rows = [(_when(event.date), EVENT_FORMS[event.form], event.what, event.note) for event in case.events()]
    return Section(
        Bilingual(fr="Ce qui est documenté de l'échange", en="What is documented of the exchange"),
        (
            Paragraph(
                Bilingual(
                    fr="Le programme de ce rapport est planifié par Jumelage. Voici, à part, ce que disent les sources, avant et après.",
                    en="The programme in this report is planned by Jumelage. Here, apart, is what the sources say, before and after.",
                )
            ),
            Table(
                caption=Bilingual(fr="Chronologie, 2014 à 2019", en="Timeline, 2014 to 2019"),
                header=(
                    Bilingual(fr="Date", en="Date"),
                    Bilingual(fr="Forme", en="Form"),
                    Bilingual(fr="Fait", en="Fact"),
                    Bilingual(fr="Réserve", en="Caveat"),
                ),
                rows=tuple(rows),
                source=Bilingual(fr="Adresses à la fin du rapport.", en="Addresses at the end of the report."),
            ),
        ),
    )


def _sources() -> tuple[Source, ...]:
    facts = [(f"{e.id}. {e.what.fr}", f"{e.id}. {e.what.en}", e.source.url) for e in case.events()]
    facts += [(f"{k.id}. {k.what.fr}", f"{k.id}. {k.what.en}", k.source.url) for k in case.links()]
    return tuple(Source(Bilingual(fr=fr, en=en), url) for fr, en, url in facts)
