"""The report that a council reads, on paper: a page of answer and figures, then sections, tables, pictures and sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from jumelage.documents.printed_programme import figures_of, sources_of
from jumelage.documents.programme import Note
from jumelage.documents.report import Block, Paragraph, Picture, Report, Table
from jumelage.documents.typeset import typeset
from jumelage.documents.words import NOTE_WORDS
from jumelage.language import Bilingual, Language

__all__ = ["report_pdf"]

LABELS = {
    "kicker": Bilingual(fr="Rapport au conseil", en="Report to council"),
    "page": Bilingual(fr="Page", en="Page"),
    "contents": Bilingual(fr="Dans ce rapport", en="In this report"),
    "sources": Bilingual(fr="Sources", en="Sources"),
    "source": Bilingual(fr="Source", en="Source"),
}

LONG_CELL = 900
"""Letters of a row beyond which it may break over two pages."""


def report_pdf(report: Report, language: Language, *, stamp: dt.datetime | None = None) -> bytes:
    """Print a report.

    Parameters
    ----------
    report
        The answer, figures, sections and sources.
    language
        Language of the document.
    stamp
        When it was made, with its zone; none is written when absent.

    Returns
    -------
    bytes
        A tagged PDF (PDF/UA-1) on Letter paper; the same input gives the same bytes.
    """
    pictures: list[str] = []
    sections = [
        {
            "id": str(number),
            "title": section.title.say(language),
            "blocks": _grouped([_block(block, language, pictures) for block in section.blocks]),
        }
        for number, section in enumerate(report.sections)
    ]
    title, date = report.title.say(language), report.date.say(language)
    data = {
        "labels": {name: text.say(language) for name, text in LABELS.items()},
        "kicker": LABELS["kicker"].say(language),
        "title": title,
        "subtitle": report.subtitle.say(language),
        "date": date,
        "document_title": ", ".join(part for part in (title, date) if part),
        "foot": title,
        "answer": report.answer.say(language),
        "figures": figures_of(report.figures, language),
        "sections": sections,
        "sources": sources_of(report.sources, language),
        "pictures": pictures,
    }
    return typeset("report", data, language, stamp)


def _block(block: Block, language: Language, pictures: list[str]) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text.say(language)}
    if isinstance(block, Note):
        return {
            "kind": "note",
            "note": block.kind,
            "title": NOTE_WORDS[block.kind].say(language),
            "texts": [block.text.say(language)],
        }
    if isinstance(block, Picture):
        pictures.append(block.svg.say(language))
        return {
            "kind": "picture",
            "picture": len(pictures) - 1,
            "alternative": block.alternative.say(language),
            "source": block.source.say(language),
        }
    return _table(block, language)


def _table(table: Table, language: Language) -> dict[str, Any]:
    rows = [[cell.say(language) for cell in row] for row in table.rows]
    header = [cell.say(language) for cell in table.header]
    return {
        "kind": "table",
        "caption": table.caption.say(language),
        "header": header,
        "rows": [{"cells": row, "long": sum(map(len, row)) > LONG_CELL} for row in rows],
        "numeric": list(table.numeric),
        "widths": _widths([header, *rows], table.numeric),
        "source": table.source.say(language),
    }


def _widths(rows: list[list[str]], numeric: tuple[int, ...]) -> list[float]:
    """Share the page between columns: by their longest text, softened so that a long one does not starve the others."""
    columns = list(zip(*rows, strict=True))
    return [
        0.0 if number in numeric else min(max(6, *map(len, column)), 120) ** 0.6
        for number, column in enumerate(columns)
    ]


def _grouped(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put neighbouring notes of one kind under one title."""
    grouped: list[dict[str, Any]] = []
    for block in blocks:
        if grouped and block["kind"] == "note" and _is_note(grouped[-1], block["note"]):
            grouped[-1]["texts"].extend(block["texts"])
        else:
            grouped.append(block)
    return grouped


def _is_note(block: Mapping[str, Any], kind: str) -> bool:
    return bool(block["kind"] == "note" and block["note"] == kind)
