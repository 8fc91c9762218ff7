"""The printed report: tagged, its pictures said in words, its long tables carried over pages."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from jumelage.documents import Bar, bar_chart, report_pdf
from jumelage.documents.programme import Note
from jumelage.documents.report import Picture, Report, Section, Table
from jumelage.language import LANGUAGES, Bilingual, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_tagged_with_title_language_and_alternative_text(report: Report, language: Language) -> None:
    pdf = report_pdf(report, language)
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.root_object["/Lang"].startswith(language)
    assert "/StructTreeRoot" in reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == f"{report.title.say(language)}, {report.date.say(language)}"
    text = "".join(page.extract_text() for page in reader.pages)
    assert report.answer.say(language)[:20] in text.replace("\xa0", " ")
    alternatives = [o.get_object()["/Alt"] for o in _structure(reader) if "/Alt" in o.get_object()]
    picture = report.sections[0].blocks[2]
    assert picture.alternative.say(language) in [str(a).replace("\xa0", " ") for a in alternatives]  # type: ignore[union-attr]


def test_a_table_keeps_its_header_on_every_page(report: Report) -> None:
    reader = PdfReader(io.BytesIO(report_pdf(report, "fr")))
    with_rows = [page.extract_text() for page in reader.pages if "Vous montez" in page.extract_text()]
    assert len(with_rows) >= 2
    assert all("Pourquoi" in text for text in with_rows)


def test_hostile_texts_and_drawings_break_nothing(report: Report) -> None:
    evil = Bilingual(*['#panic() $x$ \u202e 日本 \x00 " ' + "y" * 900] * 2)
    svg = Bilingual(*[bar_chart("日本 😀", [Bar("日本 </text> #x", 1)], "fr")] * 2)
    picture = Picture(svg, evil, evil)
    table = Table(evil, (evil, evil), ((evil, evil),) * 3, numeric=(1,))
    spoiled = replace(
        report, title=evil, answer=evil, cover=picture, figures=(), sections=(Section(evil, (table, picture, Note("todo", evil))),) * 2
    )  # fmt: skip
    assert len(PdfReader(io.BytesIO(report_pdf(spoiled, "fr"))).pages) > 2


def test_the_same_input_gives_the_same_bytes(report: Report) -> None:
    assert report_pdf(report, "en") == report_pdf(report, "en")


def _structure(reader: PdfReader) -> Iterator[Any]:
    waiting = [reader.root_object["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            if "/K" in node:
                waiting.append(node["/K"])
