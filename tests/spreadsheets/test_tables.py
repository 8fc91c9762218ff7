"""Tables as real files have them."""

import datetime as dt
import gzip

import duckdb
import openpyxl
import pytest

from jumelage.errors import InputError
from jumelage.spreadsheets import read_table

TEXT = 'id;name;offers_fr\n1;Forge Exemple;"Soudure\nd\'acier"\n\n2;Café Été;Œuvres\n'


def _cells(path):
    table = read_table(path)
    return table.columns, [(row.number, *row.cells.values()) for row in table]


EXPECTED = (
    ("id", "name", "offers_fr"),
    [(2, "1", "Forge Exemple", "Soudure\nd'acier"), (4, "2", "Café Été", "Œuvres")],
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_encoding_and_separator_gives_the_same_cells(tmp_path, encoding, separator):
    path = tmp_path / "liste.csv"
    path.write_bytes(TEXT.replace(";", separator).encode(encoding))
    assert _cells(path) == EXPECTED


def test_gzip_and_the_separator_line_of_excel(tmp_path):
    path = tmp_path / "liste.csv.gz"
    path.write_bytes(gzip.compress(("sep=;\n" + TEXT).encode()))
    assert _cells(path)[1][0][1:] == EXPECTED[1][0][1:]


def test_parquet_and_workbook_give_text_as_typed(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["ID", "Name", "date"])
    workbook.active.append([7.0, "Forge Exemple", dt.datetime(2017, 2, 15)])
    workbook.save(tmp_path / "liste.xlsx")
    duckdb.sql(f"COPY (SELECT 7 AS ID, 'Forge Exemple' AS Name, DATE '2017-02-15' AS date) TO '{tmp_path}/l.parquet'")
    for name in ("liste.xlsx", "l.parquet"):
        assert _cells(tmp_path / name) == (("id", "name", "date"), [(2, "7", "Forge Exemple", "2017-02-15")])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("absent.csv", None, "does not exist"),
        ("vide.csv", b"", "empty"),
        ("liste.pdf", b"%PDF", "it is a PDF"),
        ("double.csv", b"id,ID\n1,2\n", "given twice"),
        ("sans.csv", b"nom,ville\nA,B\n", "column id is missing"),
        ("faux.csv.gz", b"\x1f\x8bnot gzip", "cannot be read"),
        ("coupe.csv.gz", gzip.compress(b"id\n" * 5000, mtime=0)[:40], "cannot be read"),
        ("faux.parquet", b"PAR1", "not a readable Parquet"),
        ("faux.xlsx", b"PK\x03\x04", "workbook is damaged"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_file_and_a_remedy(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_table(tmp_path / name, required=("id",))
    assert said in caught.value.say("en")
    assert name in caught.value.say("fr")
    assert caught.value.problems[0].remedy


def test_a_cell_of_five_megabytes_is_read(tmp_path):
    path = tmp_path / "grand.csv"
    path.write_text("id,name\n1," + "x" * 5_000_000 + "\n")
    assert len(read_table(path).rows[0]["name"]) == 5_000_000
