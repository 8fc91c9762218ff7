"""Files that hurt a reader: refused with their name and a remedy, within seconds, and no other process is touched."""

from __future__ import annotations

import io
import sys
import time
import zipfile

import pytest

from jumelage.directory.lists import read_list
from jumelage.errors import InputError
from jumelage.spreadsheets import open_file
from jumelage.spreadsheets.apart import read_apart

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = f"<workbook xmlns:r='{RELATIONS}'><sheets><sheet name='Liste' r:id='r1'/></sheets></workbook>"
SECONDS = 10 * (3 if sys.gettrace() else 1)  # counting lines for coverage slows the reader


def xlsx(sheet: str, part: str = "worksheets/sheet1.xml") -> bytes:
    """A workbook of one sheet, written by hand."""
    relation = f"<Relationships><Relationship Id='r1' Type='{RELATIONS}/worksheet' Target='{part}'/></Relationships>"
    return zipped({"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": relation, f"xl/{part}": sheet})


def ods(table: str) -> bytes:
    return zipped(
        {
            "content.xml": f"<office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'>{table}</office:document-content>"
        }
    )


def zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def cell(place: str) -> str:
    return f"<worksheet><sheetData><row r='1'><c {place} t='str'><v>Nom</v></c></row></sheetData></worksheet>"


ROWS = "<table:table-row table:number-rows-repeated='200000'><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
BOMBS = {
    "far cell, single quotes": xlsx(cell("r='XFD1048576'")),
    "far cell, spaces": xlsx(cell('r = "XFD1048576"')),
    "far cell, small letters": xlsx(cell('r="xfd1048576"')),
    "far cell, part elsewhere": xlsx(cell("r='XFD1048576'"), "other/Sheet.XML"),
    "rows that repeat": ods("<table:table>" + 40 * ROWS + "</table:table>"),
    "tables that repeat": ods(40 * f"<table:table>{ROWS}</table:table>"),
    "cells never closed": xlsx("<worksheet><f>" + 120_000 * '<c r="A1" >'),
    "rows never closed": ods("<table:table>" + 60_000 * "<table:table-row table:number-rows-repeated='2'>"),
    "entities": xlsx(
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + cell("r='A1'").replace("Nom", "&b;")
    ),
    "archive in an archive": zipped({"inner.zip": "PK"}),
}


SLOW = {"tables that repeat"}


@pytest.mark.parametrize(
    "bomb",
    [pytest.param(bomb, id=name, marks=[pytest.mark.slow] * (name in SLOW)) for name, bomb in BOMBS.items()],
)
@pytest.mark.parametrize("apart", [False, True], ids=["here", "apart"])
def test_a_workbook_that_claims_too_much_is_refused(bomb: bytes, apart: bool) -> None:
    start = time.monotonic()
    with pytest.raises(InputError) as refused:
        read_list(bomb, "liste.xlsx", apart=apart)
    assert time.process_time() >= 0 and time.monotonic() - start < 6 * SECONDS  # the machine may be busy
    assert "liste.xlsx" in refused.value.say("fr") and refused.value.problems[0].remedy


@pytest.mark.parametrize(
    "text",
    [b"," * 14_000_000, b"a," * 1_000_000 + b"\n", b'"' * 1_000_000, b'x,"y\n' * 200_000],
    ids=["commas", "a million columns", "quotation marks", "marks never closed"],
)
def test_a_text_of_signs_is_refused_or_read(text: bytes) -> None:
    start = time.process_time()
    try:
        open_file(text, "liste.csv")
    except InputError as refused:
        assert refused.problems[0].remedy
    assert time.process_time() - start < SECONDS


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(InputError, match="memory or time"):
        read_apart("liste.xlsx", xlsx(cell("r='A1'")), seconds=0.001)
