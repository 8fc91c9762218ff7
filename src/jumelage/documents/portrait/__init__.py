"""The portrait of a town as people read it: words, charts, workbook, a page and a report's section."""

from __future__ import annotations

from jumelage.documents.portrait.printed import portrait_pdf, portrait_section, portrait_sources
from jumelage.documents.portrait.sheets import portrait_workbook

__all__ = ["portrait_pdf", "portrait_section", "portrait_sources", "portrait_workbook"]
