"""What a report says: blocks in both languages, each number with its source, before any form is given to it."""

from __future__ import annotations

from dataclasses import dataclass

from jumelage.documents.programme import Figure, Note, Source
from jumelage.language import NO_TEXT, Bilingual

__all__ = ["Block", "Paragraph", "Picture", "Report", "Section", "Table"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: Bilingual


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a caption, a header (or none) and rows of equal length; ``numeric`` columns align right."""

    caption: Bilingual
    header: tuple[Bilingual, ...]
    rows: tuple[tuple[Bilingual, ...], ...]
    numeric: tuple[int, ...] = ()
    source: Bilingual = NO_TEXT


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, one for each language, with the sentence that says the same."""

    svg: Bilingual
    alternative: Bilingual
    source: Bilingual = NO_TEXT


Block = Paragraph | Table | Picture | Note


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the report; ``code`` tells parts apart whatever their title says."""

    title: Bilingual
    blocks: tuple[Block, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One report: the answer in a sentence, a few figures, a picture of it (``cover``), then sections and sources.

    ``chart`` stands beside the cover, and ``lead`` under them: sections short enough for all of it to be one page.
    """

    title: Bilingual
    subtitle: Bilingual
    answer: Bilingual
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    date: Bilingual
    cover: Picture | None = None
    chart: Picture | None = None
    lead: tuple[Section, ...] = ()
