"""Messy lists as real files have them, made on the spot: every name in them is invented."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl

__all__ = ["CSV_FR", "groups", "made", "rewritten", "saved", "very_long"]

CSV_FR = (
    "Entreprise;Ville;Téléphone;Courriel;Chiffre d'affaires\r\n"
    "Aciérie Évangéline;Sept-Îles;4185550100,0;info@evangeline.invalid;1,5\r\n"
    "Forge du Fjord inc.;Forestville;418-555-0101;;2,25\r\n"
)
"""A list as a French spreadsheet saves it: semicolons, decimal commas, telephones as numbers."""


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def made(*rows: Sequence[Any], title: str = "Liste") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def groups() -> Any:
    """A workbook with a title, a blank row, two header rows with merged cells, a town merged over two rows, a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Membres"
    sheet["A1"] = "Membres de la chambre, 2024"
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(["Entreprise", "Ville", "Personne-ressource", None, None, "Coordonnées", None])
    sheet.append([None, None, "Prénom", "Nom", "Courriel", "Téléphone", "Code postal"])
    for area in ("C3:E3", "F3:G3", "A3:A4", "B3:B4"):
        sheet.merge_cells(area)
    sheet.append(["Soudure Nordet", "Sept-Îles", "Aline", "Tremblant", "aline@nordet.invalid", 4185550100.0, "g4r2b5"])
    sheet.append(["Usinage du Quai", None, None, None, None, "(418) 555-0101 p. 22", "G4R 2B5"])
    sheet.merge_cells("B5:B6")
    sheet.append(["Total : 2 membres"])
    return book


def rewritten(data: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """A workbook with one part changed by hand: what openpyxl does not write, other programs do."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        was = before.read(part).decode()
        changed = re.sub(pattern, replacement, was)
        assert changed != was
        for name in before.namelist():
            after.writestr(name, changed if name == part else before.read(name))
    return target.getvalue()


def very_long(rows: int) -> bytes:
    """A workbook of many rows, written as a spreadsheet would."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    sheet.append(["Entreprise", "Ville", "Téléphone", "Courriel", "NEQ", "SCIAN"])
    for n in range(rows):
        sheet.append(
            [
                f"Atelier {n} inventé",
                f"Ville {n % 200}",
                4185550000.0 + n,
                f"a{n}@ex{n}.invalid",
                1140000000.0 + n,
                332710,
            ]
        )
    return saved(book)
