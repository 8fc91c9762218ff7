"""The demonstration: the mission of February 2017 as a folder that ships, and what is documented of its story."""

from __future__ import annotations

import dataclasses
from importlib import resources
from pathlib import Path

from jumelage.language import Bilingual
from jumelage.mission.brief import Brief
from jumelage.mission.folder import read_folder
from jumelage.mission.planning import Plan
from jumelage.mission.report import build_report

__all__ = ["demonstration_brief", "with_documented_story"]


def demonstration_brief() -> Brief:
    """Read the demonstration folder (organisations as known by 15 February 2017)."""
    with resources.as_file(resources.files("jumelage.reference") / "demonstration") as folder:
        return read_folder(Path(folder))


def with_documented_story(made: Plan) -> Plan:
    """Add to the plan's report what the sources tell of the exchange, before and after: dated, sourced, apart."""
    report = build_report(
        made.brief, made.matches, made.programme, more=(_timeline(), _links()), more_sources=_sources()
    )
    return dataclasses.replace(made, report=report)


def _same(text: str) -> Bilingual:
    return Bilingual(fr=text, en=text)
