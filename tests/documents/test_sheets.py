"""The workbook: real dates and hours, readable sheets, texts that stay texts."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from jumelage.documents import workbook
from jumelage.documents.programme import Programme
from jumelage.language import LANGUAGES, Bilingual, Language

MATCHES = [
    {
        "a": "=HYPERLINK(0)",
        "b": "@b",
        "relation": "supplier",
        "score": 0.5,
        "reasons": [{"text": "+1"}, {"text": "deux"}],
    },
    {"a": "-a", "b": "\tb\x00\ud800", "relation": "client", "score": None, "reasons": "x" * 40_000},
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_have_headers_filters_and_print_titles(programme: Programme, language: Language) -> None:
    book = load_workbook(io.BytesIO(workbook(programme, MATCHES, language)))
    assert len(book.sheetnames) == 7
    for sheet in book:
        assert sheet.freeze_panes in ("A2", "B2")
        assert sheet.auto_filter.ref is not None
        assert sheet.print_title_rows == "$1:$1"
        assert all(sheet.column_dimensions[cell.column_letter].width >= 8 for cell in sheet[1])


def test_dates_and_hours_are_real(programme: Programme) -> None:
    sheet = load_workbook(io.BytesIO(workbook(programme, [], "fr")))["Programme"]
    first = sheet[2]
    assert first[0].value == dt.datetime(2031, 2, 18)
    assert (first[0].number_format, first[1].value, first[1].number_format) == ("yyyy-mm-dd", dt.time(8), "hh:mm")
    assert (first[2].value, first[3].value, first[8].value) == (dt.time(8, 15), 15, 11)
    assert sheet.max_row == len(programme.activities) + 1


def test_texts_that_look_like_formulas_stay_texts(programme: Programme) -> None:
    evil = Bilingual("=1+1", "=1+1")
    spoiled = replace(programme, activities=(replace(programme.activities[0], title=evil),))
    book = load_workbook(io.BytesIO(workbook(spoiled, MATCHES, "fr")))
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    row = book["Rencontres possibles"][2]
    assert [cell.value for cell in row] == ["=HYPERLINK(0)", "@b", "fournisseur", 0.5, "+1\ndeux"]
    assert row[0].quotePrefix
    assert book["Rencontres possibles"]["B3"].value == "b"


def test_hosts_say_whom_they_receive_and_why(programme: Programme) -> None:
    sheet = load_workbook(io.BytesIO(workbook(programme, [], "en")))["Hosts"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    steel = [row for row in rows if row[0] == "Aciers du Modèle"]
    assert [row[4] for row in steel] == ["Atelier de métal Modèle", "Montage Boréal inventé", "Optique Spécimen"]
    assert "light frames" in steel[1][9]


def test_the_same_input_gives_the_same_bytes(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    first = workbook(programme, MATCHES, "fr", created=dt.datetime(2031, 1, 1, tzinfo=dt.UTC))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: dt.datetime(2035, 5, 5).timetuple())
    assert workbook(programme, MATCHES, "fr", created=dt.datetime(2031, 1, 1, tzinfo=dt.UTC)) == first
    assert load_workbook(io.BytesIO(first)).properties.created == dt.datetime(2031, 1, 1)
