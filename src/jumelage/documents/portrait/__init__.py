"""The portrait of a town as people read it: figures kept whole, words, charts, workbook, a page and a report's section."""

from __future__ import annotations

from jumelage.documents.portrait.closing import Closing, close_industry
from jumelage.documents.portrait.figures import Change, Series, Survey, TownFigures, draw
from jumelage.documents.portrait.printed import portrait_pdf, portrait_section, portrait_sources
from jumelage.documents.portrait.sheets import portrait_workbook

__all__ = [
    "Change",
    "Closing",
    "Series",
    "Survey",
    "TownFigures",
    "close_industry",
    "draw",
    "portrait_pdf",
    "portrait_section",
    "portrait_sources",
    "portrait_workbook",
]
