"""A report as Markdown, for a site: the same blocks, without pictures."""

from __future__ import annotations

import re

from jumelage.documents.lettering import spaced
from jumelage.documents.programme import Note
from jumelage.documents.report import Block, Paragraph, Picture, Report, Table
from jumelage.documents.words import NOTE_WORDS
from jumelage.language import Bilingual, Language

__all__ = ["report_markdown"]

SOURCES = Bilingual(fr="Sources", en="Sources")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def report_markdown(report: Report, language: Language) -> str:
    """Write a report as CommonMark with tables; every text is escaped, a picture is its sentence."""
    parts = [f"# {_text(report.title, language)}", _text(report.date, language), _text(report.subtitle, language)]
    parts.append(f"**{_text(report.answer, language)}**")
    figures = [
        f"- **{_text(f.number, language)}** {_text(f.words, language)}"
        + (f" ({_text(f.note, language)})" if f.note else "")
        for f in report.figures
    ]
    parts.append("\n".join(figures))
    parts += [_block(one, language) for one in (report.chart, report.cover) if one]
    for section in (*report.lead, *report.sections):
        parts.append(f"## {_text(section.title, language)}")
        parts += [_block(block, language) for block in section.blocks]
    if report.sources:
        rows = [f"{n}. {_text(s.text, language)}{_address(s.url)}" for n, s in enumerate(report.sources, 1)]
        parts += [f"## {SOURCES.say(language)}", "\n".join(rows)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _text(text: Bilingual, language: Language) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(spaced(text.say(language), language).split("\n")))


def _address(url: str) -> str:
    return f" <{url}>" if re.fullmatch(r"https?://[^\s<>]+", url) else ""


def _block(block: Block, language: Language) -> str:
    if isinstance(block, Table):
        return _table(block, language)
    if isinstance(block, Picture):
        return f"*{_text(block.alternative, language)}*"
    if isinstance(block, Note):
        return f"> **{NOTE_WORDS[block.kind].say(language)}** – {_text(block.text, language)}"
    assert isinstance(block, Paragraph)
    return _text(block.text, language)


def _table(table: Table, language: Language) -> str:
    columns = len(table.rows[0]) if table.rows else len(table.header)
    header = [_text(cell, language) for cell in table.header] or [" "] * columns
    rule = ["--:" if number in table.numeric else "---" for number in range(columns)]
    rows = [[_text(cell, language) for cell in row] for row in table.rows]
    lines = [f"| {' | '.join(cells)} |" for cells in (header, rule, *rows)]
    caption = f"**{_text(table.caption, language)}**\n\n" if table.caption else ""
    source = f"\n\n{_text(table.source, language)}" if table.source else ""
    return f"{caption}{chr(10).join(lines)}{source}"
