"""A report frozen with its figures, and the files that it is read as."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jumelage.documents import report_pdf
from jumelage.documents.markdown import report_markdown
from jumelage.documents.report import Report
from jumelage.language import Language
from jumelage.mission.reporting.composing import compose
from jumelage.mission.reporting.record import Record
from jumelage.outcomes import Figure
from jumelage.outcomes.exports import figures_csv, links_csv, pairs_csv
from jumelage.serialisation import to_document

__all__ = ["FrozenReport", "content_type", "figures_document", "freeze", "report_files"]


@dataclass(frozen=True, slots=True)
class FrozenReport:
    """The record, its figures and the document, as they were when the report was made."""

    record: Record
    figures: tuple[Figure, ...]
    document: Report


def freeze(record: Record, planned: Report | None = None) -> FrozenReport:
    """Compute the figures and compose the document.

    Raises
    ------
    InputError
        When a link repeats the money of one that is not in the record, or a pair is given as placed and as not placed.
    """
    return FrozenReport(record, record.figures(), compose(record, planned))


def report_files(frozen: FrozenReport, language: Language) -> dict[str, Callable[[], bytes]]:
    """List the files of a report by name; each is made when it is called. ``report.md`` is in ``language``."""
    record = frozen.record
    return {
        "rapport.pdf": lambda: report_pdf(frozen.document, "fr"),
        "report.pdf": lambda: report_pdf(frozen.document, "en"),
        "report.md": lambda: report_markdown(frozen.document, language).encode(),
        "figures.json": lambda: _json(figures_document(frozen)),
        "figures.csv": lambda: figures_csv(frozen.figures).encode(),
        "links.csv": lambda: links_csv(record.links).encode(),
        "pairs.csv": lambda: pairs_csv(record.pairs).encode(),
    }


def content_type(file: str) -> str:
    """Return the media type of a file of a report."""
    ending = file.rpartition(".")[2]
    return {
        "pdf": "application/pdf",
        "csv": "text/csv; charset=utf-8",
        "json": "application/json",
        "md": "text/markdown; charset=utf-8",
    }[ending]


def figures_document(frozen: FrozenReport) -> dict[str, Any]:
    """Give the figures, and the tables that they follow from, as one JSON document."""
    record = frozen.record
    return {
        "version": 1,
        "mission": record.code,
        "title": to_document(record.title),
        "dates": to_document(record.dates),
        "made_on": record.made_on.isoformat(),
        "missions": record.missions,
        "figures": to_document(frozen.figures, tuple[Figure, ...]),
        "comparison": to_document(record.comparison()),
        "links": [to_document(link) for link in record.links],
        "pairs": [to_document(pair) for pair in record.pairs],
    }


def _json(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
