"""Messy files: previewed as they should be, or refused in words, row by row."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the messy lists are imported by name

from messy import CSV_FR, groups, made, rewritten, saved, very_long

from jumelage.directory.lists import Listing, read_list
from jumelage.errors import InputError
from jumelage.spreadsheets import limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def fields(listing: Listing) -> dict[str, str]:
    return {column.label: column.field for column in listing.columns}


def problems(listing: Listing) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.what.en) for problem in listing.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16", "utf-16-le"])
def test_a_french_csv_in_any_encoding(encoding: str) -> None:
    listing = read_list(CSV_FR.encode(encoding), "liste.csv")
    assert [row.values for row in listing.rows] == [
        {
            "name": "Aciérie Évangéline",
            "town": "Sept-Îles",
            "phone": "418 555-0100",
            "email": "info@evangeline.invalid",
        },
        {"name": "Forge du Fjord inc.", "town": "Forestville", "phone": "418 555-0101", "email": ""},
    ]
    assert fields(listing)["Chiffre d'affaires"] == ""


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator_quotes_and_blank_rows(separator: str) -> None:
    text = (
        separator.join(["Company", "City", "Services"])
        + '\n\n"Quay, Works & Co'
        + f'"{separator}Oslo{separator}"Welding\nTurning"\n'
    )
    listing = read_list(text.encode(), "list.csv")
    assert listing.rows[0].number == 3
    assert listing.rows[0].values == {"name": "Quay, Works & Co", "town": "Oslo", "offers_en": "Welding\nTurning"}


def test_titles_two_header_rows_merged_cells_and_totals() -> None:
    listing = read_list(saved(groups()), "membres.xlsx")
    assert (listing.sheet, listing.header_rows, [s.row for s in listing.skipped]) == ("Membres", (3, 4), [7])
    assert fields(listing)["Personne-ressource – Nom"] == "contact_name"
    first, second = listing.rows
    assert first.number == 5
    assert (first.values["contact_name"], first.values["phone"]) == ("Aline Tremblant", "418 555-0100")
    assert (first.values["postal_code"], second.values["town"]) == ("G4R 2B5", "Sept-Îles")
    assert second.values["phone"] == "418 555-0101, poste 22"


def test_groups_of_a_csv_have_no_merged_cells_to_go_by() -> None:
    text = "Entreprise;Ville;Contact;;\n;;Nom;Courriel;Téléphone\nForge Lune;Gaspé;Ada Lune;ada@lune.invalid;418 555-0100\n"
    listing = read_list(text.encode(), "liste.csv")
    assert listing.header_rows == (1, 2)
    assert listing.rows[0].values["contact_phone"] == "418 555-0100"


def test_hidden_sheets_are_not_read_and_the_list_is_found_among_others() -> None:
    book = groups()
    hidden = book.create_sheet("Salaires")
    hidden.append(["Nom", "Ville", "Téléphone", "Courriel", "Code postal", "NEQ", "Site web"])
    hidden.append(["Secret", "x", "", "", "", "", ""])
    hidden.sheet_state = "hidden"
    notes = book.create_sheet("Notes", 0)
    notes.append(["À faire avant lundi"])
    listing = read_list(saved(book), "membres.xlsx")
    assert (listing.sheet, listing.hidden) == ("Membres", ("Salaires",))
    assert any("Salaires" in remark.fr for remark in listing.remarks)
    assert not any("Secret" in row.name for row in listing.rows)


def test_formulas_give_their_value_and_one_without_value_is_told() -> None:
    data = made(["Entreprise", "Ville"], ["=A9", "Baie"], ["=A8", "Gaspé"])
    data = rewritten(
        data,
        "xl/worksheets/sheet1.xml",
        r'<c r="A3"><f>A8</f><v\s*/?>(</v>)?</c>',
        '<c r="A3" t="str"><f>A8</f><v>Forge Lune</v></c>',
    )
    listing = read_list(data, "liste.xlsx")
    assert [row.name for row in listing.rows] == ["Forge Lune"]
    assert problems(listing) == [(2, "Entreprise", "the formula has no value yet.")]


def test_dates_as_text_as_dates_and_as_numbers() -> None:
    rows = [["Entreprise", "Courriel", "Consentement", "Date du consentement"]]
    given = ["5 mars 2024", "2024-03-05", "25/03/2024", 45356, "03/04/2024", "hier", "31 février 2024"]
    listing = read_list(
        made(*rows, *([f"Forge {n}", "a@b.invalid", "au salon", date] for n, date in enumerate(given))), "l.xlsx"
    )
    assert [row.values["consent_on"] for row in listing.rows] == [
        "2024-03-05",
        "2024-03-05",
        "2024-03-25",
        "2024-03-05",
    ]
    assert [problem[2] for problem in problems(listing)] == [
        "“03/04/2024” can be read in two ways.", "“hier” is not a date.", "“31 février 2024” is not a date.",
    ]  # fmt: skip


def test_every_bad_cell_is_named_with_its_row_column_and_remedy() -> None:
    header = ["Nom de l'entreprise", "Courriel", "Site web", "Code postal", "SCIAN", "NEQ", "Langues", "Téléphone"]
    good = ["Forge", "a@b.invalid", "exemple.ca", "G4R2B5", 332710.0, 1140000001.0, "français, anglais", 4185550100.0]
    bad = [None, "a@b", "pas un site", "G4R 2B", "9999", "12", "klingon", "555-0100"]
    listing = read_list(made(header, good, [], bad), "l.xlsx")
    assert listing.rows[0].values == {
        "name": "Forge", "email": "a@b.invalid", "website": "https://exemple.ca", "postal_code": "G4R 2B5", "naics": "332710",
        "enterprise_number": "1140000001", "languages": "fr;en", "phone": "418 555-0100",
    }  # fmt: skip
    assert [(problem.row, problem.column) for problem in listing.problems] == [(4, column) for column in header]
    assert all(p.what.fr and p.what.en and p.remedy.fr and p.remedy.en for p in listing.problems)
    assert (listing.count, listing.rejected) == (2, (4,))


def test_a_spreadsheet_that_lost_digits_and_one_that_failed_are_told() -> None:
    listing = read_list(b"Entreprise;NEQ;Ville\nForge;1,14E+09;x\nLune;;#REF!\n", "l.csv")
    assert [p[2] for p in problems(listing)] == [
        "“1,14E+09”: the spreadsheet lost digits.",
        "the formula gives “#REF!”.",
    ]


def test_names_of_columns_in_doubt_are_asked_and_a_mapping_decides() -> None:
    text = b"Entreprise;Nom;Courriel;Poste\nForge;Ada Lune;ada@lune.invalid;22\n"
    listing = read_list(text, "l.csv")
    doubtful = {column.label: column.candidates for column in listing.columns if column.candidates}
    assert doubtful == {"Nom": ("name", "contact_name")}
    assert fields(listing)["Poste"] == "extension"
    mapped = read_list(text, "l.csv", mapping={"nom": "contact_name", "Poste": "ignore"})
    assert mapped.rows[0].values["contact_name"] == "Ada Lune"
    with pytest.raises(InputError, match="may be the name"):
        read_list("Prénom;Nom;Courriel\nAda;Lune;a@b.invalid\n".encode(), "l.csv")
    for wrong in ({"Nope": "name"}, {"Nom": "nope"}, {"Nom": "name", "Entreprise": "name"}):
        with pytest.raises(InputError):
            read_list(text, "l.csv", mapping=wrong)


def bomb() -> bytes:
    """Sixty megabytes of nothing, in an archive that says of itself that they are a few bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(60_000_000))
        archive.getinfo("xl/worksheets/sheet1.xml").file_size = 10
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("vide.csv", b"", "is empty"),
        ("blanc.csv", b"\xef\xbb\xbf \r\n\r\n", "is empty"),
        ("liste.xlsx", b"%PDF-1.7 rest of a paper", "it is a PDF"),
        ("liste.xlsx", b"MZ\x90\x00 rest of a program", "it is a program"),
        ("liste.xls", b"<html><table><tr><td>Nom</td></tr></table></html>", "web page"),
        ("liste.xlsx", b"PK\x03\x04 not a zip at all", "damaged"),
        ("liste.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(99), "password"),
        ("liste.xls", OLE + bytes(4000), "cannot be read"),
        ("liste.csv", b"\x00\x01\x02\x03\xff" * 30, "not a text"),
        ("liste.csv", b"1;2;3\n4;5;6\n", "no column seems to be the name"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        read_list(content, name)
    assert refused.value.problems[0].remedy.fr


def test_archives_that_are_no_workbook_and_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_INSIDE", 50_000_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("photo.txt", "x")
    with pytest.raises(InputError, match="an archive"):
        read_list(stream.getvalue(), "liste.xlsx")
    with pytest.raises(InputError, match="out of all proportion"):
        read_list(bomb(), "liste.xlsx")
    whole = made(["Nom"], ["Forge"])
    with pytest.raises(InputError, match="damaged"):
        read_list(whole[: len(whole) // 2], "liste.xlsx")


def test_three_gigabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)
    with pytest.raises(InputError, match="over 100 MB"):
        read_list(path)


def test_five_million_characters_in_a_cell_and_controls_do_no_harm() -> None:
    listing = read_list(made(["Entreprise", "Ville"], ["Forge\u202e\u200b", "x" * 32_000]), "l.xlsx")
    assert problems(listing) == [(2, "Ville", "the text is over 100 characters.")]
    data = b"Entreprise;Produits\nFo\x07rge\x1b[31m;Soudure\n"
    assert read_list(data, "l.csv").rows[0].values["name"] == "Forge[31m"
    long = rewritten(made(["Entreprise"], ["Forge"]), "xl/worksheets/sheet1.xml", "Forge", "F" * 5_000_000)
    assert "over 200" in problems(read_list(long, "l.xlsx"))[0][2]


def test_twenty_thousand_rows_take_seconds() -> None:
    data = very_long(20_000)
    start = time.process_time()
    listing = read_list(data, "long.xlsx")
    assert (len(listing.rows), len(listing.problems)) == (20_000, 0)
    assert time.process_time() - start < 15


def test_a_sheet_that_spreads_over_everything_is_refused() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Nom"
    book.active["ZZ300000"] = "x"
    with pytest.raises(InputError, match="too many"):
        read_list(saved(book), "large.xlsx")
