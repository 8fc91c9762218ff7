"""Files that hurt a reader, made by hand: each is some kilobytes, and asks for all of a machine."""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path

import duckdb

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = f"<workbook xmlns:r='{RELATIONS}'><sheets><sheet name='Liste' r:id='r1'/></sheets></workbook>"
GIGABYTE = 1_000_000_000


def xlsx(sheet: str, part: str = "worksheets/sheet1.xml") -> bytes:
    """A workbook of one sheet, written by hand."""
    return zipped({**_around(part), f"xl/{part}": sheet})


def _around(part: str) -> dict[str, str]:
    relation = f"<Relationships><Relationship Id='r1' Type='{RELATIONS}/worksheet' Target='{part}'/></Relationships>"
    return {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": relation}


def ods(table: str) -> bytes:
    space = "xmlns:office='o' xmlns:table='t' xmlns:text='x'"
    return zipped({"content.xml": f"<office:document-content {space}>{table}</office:document-content>"})


def zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def cell(place: str) -> str:
    return f"<worksheet><sheetData><row r='1'><c {place} t='str'><v>Nom</v></c></row></sheetData></worksheet>"


def unpacks_to(size: int, claimed: int) -> bytes:
    """A workbook whose sheet unpacks to ``size`` bytes of blanks and claims ``claimed``."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = squeeze.compress(b"<worksheet><sheetData>") + squeeze.flush(zlib.Z_FULL_FLUSH)
    block = squeeze.compress(b" " * 10_000_000) + squeeze.flush(
        zlib.Z_FULL_FLUSH
    )  # complete in itself: may be repeated
    packed = head + block * (size // 10_000_000) + squeeze.flush()
    around = {name: text.encode() for name, text in _around("worksheets/sheet1.xml").items()}
    parts = [(name, zlib.compress(text)[2:-4], zlib.crc32(text), len(text)) for name, text in around.items()]
    parts.append(("xl/worksheets/sheet1.xml", packed, 0, claimed))
    found, index = b"", b""
    for name, content, check, told in parts:
        fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, check, len(content), told, len(name), 0)
        index += (
            b"PK\1\2" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(found)) + name.encode()
        )
        found += b"PK\3\4" + fields + name.encode() + content
    end = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(index), len(found), 0)
    return found + index + b"PK\5\6" + end


def parquet_of_a_billion_rows() -> bytes:
    """A Parquet file of twelve rows whose footer claims a billion."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "t.parquet"
        rows = "select i as id, 'Forge ' || i as name, 'P' as place, '21' as industry, 2016 as year, i as employment"
        connection.execute(f"copy ({rows} from range(12) t(i)) to '{path}' (format parquet)")
        data = path.read_bytes()
    length = int.from_bytes(data[-8:-4], "little")
    body, footer = data[: -8 - length], data[-8 - length : -8]
    value, claim = GIGABYTE << 1, b""
    while value > 127:
        claim, value = claim + bytes([value & 127 | 128]), value >> 7
    footer = footer.replace(b"\x16\x18", b"\x16" + claim + bytes([value]))
    return body + footer + len(footer).to_bytes(4, "little") + b"PAR1"


_CELL = "<table:table-cell><text:p>x</text:p></table:table-cell>"
ROWS = f"<table:table-row table:number-rows-repeated='200000'>{_CELL}</table:table-row>"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
WORKBOOKS = {
    "far cell, single quotes.xlsx": xlsx(cell("r='XFD1048576'")),
    "far cell, spaces.xlsx": xlsx(cell('r = "XFD1048576"')),
    "far cell, small letters.xlsx": xlsx(cell('r="xfd1048576"')),
    "far cell, part elsewhere.xlsx": xlsx(cell("r='XFD1048576'"), "other/Sheet.XML"),
    "rows that repeat.ods": ods("<table:table>" + 40 * ROWS + "</table:table>"),
    "tables that repeat.ods": ods(40 * f"<table:table>{ROWS}</table:table>"),
    "cells never closed.xlsx": xlsx("<worksheet><f>" + 120_000 * '<c r="A1" >'),
    "rows never closed.ods": ods("<table:table>" + 60_000 * "<table:table-row table:number-rows-repeated='2'>"),
    "entities.xlsx": xlsx(ENTITIES + cell("r='A1'").replace("Nom", "&b;")),
    "archive in an archive.xlsx": zipped({"inner.zip": "PK"}),
    "ten gigabytes.xlsx": unpacks_to(10 * GIGABYTE, 4_000_000_000),
    "a size that lies.xlsx": unpacks_to(10 * GIGABYTE, 1_000),
    "a billion rows.parquet": parquet_of_a_billion_rows(),
}
TEXTS = {
    "commas.csv": b"," * 14_000_000, "a million columns.csv": b"a," * 1_000_000 + b"\n",
    "quotation marks.csv": b'"' * 1_000_000, "marks never closed.csv": b'x,"y\n' * 200_000,
}  # fmt: skip
