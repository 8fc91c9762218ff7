"""For each kind of oddity of real lists, inputs of our own making: small ones, and one large."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from jumelage.directory.lists import Listing, read_list
from jumelage.errors import InputError
from jumelage.spreadsheets import open_file, read_table
from jumelage.spreadsheets.codes import SpoiledCodeError, industry_code
from jumelage.spreadsheets.numbers import form_of

LARGE = 20_000


def listing(text: str, name: str = "liste.csv") -> Listing:
    return read_list(text.encode(), name)


def names(found: Listing) -> list[str]:
    return [row.name for row in found.rows]


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('Nom;Ville\n"Tuyau 2;Gaspé\nForge;Gaspé\n', ['"Tuyau 2', "Forge"]),
        ('Nom\tVille\n"A po\tX\nB\tY\nC 3"\tZ\n', ['"A po', "B", 'C 3"']),
        ('Nom;Note\n"Forge";"deux\nlignes"\nMoulin;x\n', ["Forge", "Moulin"]),
        ('Nom;Ville\n"Chez ""Nul""";Gaspé\n', ['Chez "Nul"']),
        ('Nom,Ville\n"L\'Atelier ""Zéro"", inc.",Gaspé\n"Bar "Le Rien", inc.",Gaspé\n', ['L\'Atelier "Zéro", inc.', 'Bar "Le Rien", inc.']),
    ],
)  # fmt: skip
def test_a_quotation_mark_never_swallows_a_row(text: str, kept: list[str]) -> None:
    assert names(listing(text)) == kept


def test_one_stray_mark_in_a_large_list_loses_no_row() -> None:
    rows = [f"Atelier {n};Ville {n % 50}" for n in range(LARGE)]
    rows[LARGE // 2] = '"Boulons 3 po;Ville 1'
    found = listing("Nom;Ville\n" + "\n".join(rows))
    assert (found.read, len(found.rows)) == (LARGE, LARGE)
    assert any(str(LARGE // 2 + 2) in remark.en for remark in found.remarks)


def test_a_cell_of_two_lines_with_as_many_commas_as_a_row_is_a_cell_among_others() -> None:
    long = "\n".join(f"ligne {n}" for n in range(60))
    rows = [f'f{n},"{long}",x' for n in range(40)] + ['g,"un, deux\ntrois, quatre",x']
    found = listing("Nom,Note,Suite\n" + "\n".join(rows) + "\n")
    assert (len(found.rows), found.remarks) == (41, ())


@pytest.mark.parametrize(
    ("last", "passed"),
    [
        ("Total général;;12", True), (";Sous-total;4", True), ("Source : mairie, 2024;;", True), ("Page 3 de 9;;", True),
        ("Total Énergie inc.;Gaspé;", False), ("Page blanche inc.;Gaspé;", False), ("Somme toute inc.;Gaspé;3", False),
    ],
)  # fmt: skip
def test_a_row_that_is_no_record_is_passed_over_and_named(last: str, passed: bool) -> None:
    found = listing(f"Nom;Ville;Emplois\nForge;Gaspé;3\n{last}\n")
    assert [one.row for one in found.skipped] == ([3] if passed else [])
    assert found.read == len(found.rows) + len(found.skipped)


def test_a_total_every_hundred_rows_of_a_large_list() -> None:
    rows = [f"Atelier {n};Gaspé" if n % 100 else "Total : 99;" for n in range(1, LARGE + 1)]
    found = listing("Nom;Ville\n" + "\n".join(rows))
    assert (len(found.rows), len(found.skipped)) == (LARGE - LARGE // 100, LARGE // 100)


def test_rows_longer_than_the_header_are_refused_by_name() -> None:
    found = listing("Nom,Ville\nForge, inc.,Gaspé\nMoulin,Gaspé,\n")
    assert [(p.row, p.column) for p in found.problems] == [(2, "C")]
    with pytest.raises(InputError, match="row 3: 3 cells for 2"):
        read_table(b"id,name\n1,A\n2,B, inc.\n", ("id", "name"))
    rows = "".join(f"{n},Atelier {n}\n" for n in range(LARGE))
    with pytest.raises(InputError, match=f"row {LARGE + 2}: 3 cells"):
        read_table(f"id,name\n{rows}x,Y, inc.\n".encode(), ("id", "name"))


def test_what_is_hidden_is_left_out_and_named() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nom", "Ville", "Courriel"])
    for n in range(4):
        sheet.append([f"Forge {n}", "Gaspé", f"a{n}@forge.invalid"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    found = read_list(saved(book), "l.xlsx")
    assert names(found) == ["Forge 0", "Forge 2", "Forge 3"]
    assert [one.row for one in found.skipped] == [3]
    assert any("C" in remark.en and "Hidden columns" in remark.en for remark in found.remarks)


@pytest.mark.parametrize(
    ("number_format", "value", "text"),
    [("00000", 4101, "04101"), ("000-000-0000", 4185550100, "418-555-0100"), ("(000) 000-0000", 4185550100, "(418) 555-0100"), ("#,##0", 1234, "1234"), ("0.00", 2, "2")],
)  # fmt: skip
def test_a_number_is_what_the_sheet_shows(number_format: str, value: int, text: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id", "name"])
    book.active.append([value, "Forge"])
    book.active["A2"].number_format = number_format
    assert read_table(saved(book), ("id",), name="l.xlsx").rows[0]["id"] == text


def test_texts_lose_what_other_programs_wrapped_around_them() -> None:
    found = listing('Nom,Ville\nForge &amp; Fils,="Gaspé"\nL&#39;Atelier,\\N\nR&D inc.,Gaspé\n')
    assert names(found) == ["Forge & Fils", "L'Atelier", "R&D inc."]
    assert [row.values["town"] for row in found.rows] == ["Gaspé", "", "Gaspé"]
    large = "Nom,Ville\n" + "".join(f'Forge {n} &eacute;t&eacute;,="Gaspé"\n' for n in range(LARGE))
    assert listing(large).rows[-1].name == f"Forge {LARGE - 1} été"


def test_lists_under_one_another_are_read_each_under_its_header() -> None:
    text = "Nom;Ville\nForge;Gaspé\n\nClients\nCourriel;Entreprise\na@b.invalid;Moulin\n"
    found = listing(text)
    assert [(r.name, r.values.get("email", "")) for r in found.rows] == [("Forge", ""), ("Moulin", "a@b.invalid")]


@pytest.mark.parametrize(
    ("column", "separator", "decimal"),
    [
        (["12,5", "0,125", "1,375"], ";", ","), (["1,234", "12,345,678"], ";", "."), (["1.234,5", "2.000"], ";", ","),
        (["1 234,5", "2"], ";", ","), (["1,234", "980"], ",", "."), (["0.123", "0.12"], ",", "."),
    ],
)  # fmt: skip
def test_a_column_decides_what_its_signs_mean(column: list[str], separator: str, decimal: str) -> None:
    form = form_of(column, separator)
    assert (form.decimal, form.asked, form.contradicting) == (decimal, (), ())


def test_what_can_be_read_two_ways_is_asked_and_what_contradicts_is_named() -> None:
    assert form_of(["1.234", "950", "12.500"], ";").asked
    assert form_of(["1,018", "2"], ";").asked
    assert form_of(["12,5", "1,234,567"], ";").contradicting
    assert form_of(["12,5", "0.5"], ";").contradicting


@pytest.mark.parametrize(
    ("text", "code"),
    [("31–33", "31-33"), ("31_33", "31-33"), ("332710.0", "332710"), ("21 Extraction minière", "21"), ("Mining [21]", "21"), ("11 à 21", None), ("abc", None)],
)  # fmt: skip
def test_codes_as_tables_write_them(text: str, code: str | None) -> None:
    found = industry_code(text)
    assert (found.code if found else None) == code


@pytest.mark.parametrize("text", ["21-Nov", "21-nov.", "nov-21", "2024-11-21", "11-févr"])
def test_a_code_that_became_a_day_is_told(text: str) -> None:
    with pytest.raises(SpoiledCodeError):
        industry_code(text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"])
def test_every_encoding_gives_the_same_names_wherever_the_accents_stand(encoding: str) -> None:
    rows = "".join(f"Atelier {n};Gatineau\n" for n in range(LARGE))
    data = f"Nom;Ville\n{rows}Élévateurs Œuvrés été;Gaspé\n".encode(encoding, errors="replace")
    last = read_list(data, "l.csv").rows[-1]
    assert last.values["town"] == "Gaspé"
    assert open_file(data, "l.csv").encoding
