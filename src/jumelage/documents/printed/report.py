"""The report that a council reads, on paper: a page of answer and figures, then sections, tables, pictures and sources."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from jumelage.documents.lettering import LONGEST_RUN
from jumelage.documents.printed.page_parts import figures_of, sources_of
from jumelage.documents.printed.typeset import typeset
from jumelage.documents.programme import Note
from jumelage.documents.report import Block, Paragraph, Picture, Report, Section, Table
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

PAGE_LETTERS = 112
"""Letters that a line of a table holds, more or less."""
SHORT_FIGURE = 16
TIGHT_WORD = 20
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
    sections = [_section(section, number, language, pictures) for number, section in enumerate(report.sections)]
    lead = [_section(section, -1 - number, language, pictures) for number, section in enumerate(report.lead)]
    cover, chart = (_block(one, language, pictures) if one else None for one in (report.cover, report.chart))
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
        "cover": cover,
        "chart": chart,
        "lead": lead,
        "sections": sections,
        "sources": sources_of(report.sources, language),
        "pictures": pictures,
    }
    return typeset("report", data, language, stamp)


def _section(section: Section, number: int, language: Language, pictures: list[str]) -> dict[str, Any]:
    return {
        "id": str(number),
        "title": section.title.say(language),
        "blocks": _grouped([_block(block, language, pictures) for block in section.blocks]),
    }


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
        "widths": _widths([header, *rows] if header else rows, table.numeric),
        "tight": any(len(word) > TIGHT_WORD for row in rows for cell in row for word in cell.split(" "))
        or len(header) > 6,
        "source": table.source.say(language),
    }


def _widths(rows: list[list[str]], numeric: tuple[int, ...]) -> list[float]:
    """Share a page's width between columns, in letters; 0 leaves a column of short figures as wide as it needs.

    Each column holds its longest word; what is left goes by how much text each has.
    """
    columns = list(zip(*rows, strict=True))
    longest = [max(map(len, column), default=1) for column in columns]
    words = [max((len(word) for text in column for word in text.split(" ")), default=1) for column in columns]
    fitted = {number for number in numeric if longest[number] <= SHORT_FIGURE}
    least = [0 if number in fitted else min(word, LONGEST_RUN) + 3 for number, word in enumerate(words)]
    room = PAGE_LETTERS - sum(longest[number] + 3 for number in fitted) - sum(least)
    means = [sum(map(len, column)) / max(1, len(column)) for column in columns]
    appetite = [0.0 if number in fitted else mean**0.9 for number, mean in enumerate(means)]
    share = max(0.0, room) / (sum(appetite) or 1)
    return [low + share * want for low, want in zip(least, appetite, strict=True)]


def _grouped(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put neighbouring notes of one kind under one title, what is to do first."""
    grouped: list[dict[str, Any]] = []
    for is_note, run in groupby(blocks, key=lambda block: block["kind"] == "note"):
        if not is_note:
            grouped.extend(run)
            continue
        notes = list(run)
        for kind in NOTE_WORDS:
            same = [note for note in notes if note["note"] == kind]
            if same:
                grouped.append(same[0] | {"texts": [text for note in same for text in note["texts"]]})
    return grouped
