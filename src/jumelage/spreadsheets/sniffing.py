"""Tell what a file really is from its first bytes, whatever its name says, and refuse what is no list."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Literal

from jumelage.errors import InputError
from jumelage.language import Bilingual

__all__ = ["LARGEST_FILE", "Kind", "refuse", "sniff"]

Kind = Literal["text", "workbook"]

LARGEST_FILE = 100_000_000
"""Bytes of a file: a list of a hundred thousand organisations is smaller."""

LARGEST_INSIDE = 600_000_000
"""Bytes of a workbook once unpacked, all parts together."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "un PDF", "a PDF"),
    (b"MZ", "un programme", "a program"),
    (b"\x7fELF", "un programme", "a program"),
    (b"\x1f\x8b", "une archive gzip", "a gzip archive"),
    (b"Rar!", "une archive RAR", "a RAR archive"),
    (b"7z\xbc\xaf", "une archive 7z", "a 7z archive"),
    (b"\x89PNG", "une image", "an image"),
    (b"\xff\xd8\xff", "une image", "an image"),
    (b"GIF8", "une image", "an image"),
    (b"PAR1", "un fichier Parquet", "a Parquet file"),
    (b"SQLite format", "une base de données", "a database"),
    (b"{\\rtf", "un document RTF", "an RTF document"),
)
_SAVE = Bilingual(
    "Ouvrez la liste dans un tableur, enregistrez-la en .xlsx ou en CSV, puis recommencez.",
    "Open the list in a spreadsheet, save it as .xlsx or CSV, then try again.",
)
_UNLOCK = Bilingual(
    "Ouvrez-le avec son mot de passe, enregistrez-en une copie sans mot de passe, puis recommencez.",
    "Open it with its password, save a copy without a password, then try again.",
)


def refuse(name: str, fr: str, en: str, remedy: Bilingual = _SAVE) -> InputError:
    """Make the error of a file that is no list."""
    return InputError.at(name, Bilingual(fr, en), remedy)


def locked(name: str) -> InputError:
    """Make the error of a workbook that asks for a password."""
    return refuse(
        name, "le classeur est protégé par un mot de passe.", "the workbook is protected by a password.", _UNLOCK
    )


def sniff(name: str, data: bytes) -> Kind:
    """Tell whether a file is a text list or a workbook.

    Raises
    ------
    InputError
        When it is empty, too large, locked, unpacks to too much, or is another thing under a list's name.
    """
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise refuse(name, "le fichier est vide.", "the file is empty.")
    if len(data) > LARGEST_FILE:
        raise too_large(name)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(name, data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked(name)
        return "workbook"
    for magic, fr, en in _OTHERS:
        if data.startswith(magic):
            raise refuse(name, f"ce n'est pas une liste : c'est {fr}.", f"this is no list: it is {en}.")
    if data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise refuse(name, "c'est une page web ou du XML, pas une liste.", "this is a web page or XML, not a list.")
    return "text"


def too_large(name: str) -> InputError:
    """Make the error of a file over the limit."""
    remedy = Bilingual(
        "Divisez la liste, ou retirez-en images et mises en forme.", "Split the list, or remove images and formatting."
    )
    return refuse(name, "le fichier dépasse 100 Mo.", "the file is over 100 MB.", remedy)


def _zipped(name: str, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if not ("xl/workbook.xml" in names or ("content.xml" in names and "word/document.xml" not in names)):
                raise _no_workbook(name, names)
            if any(part.flag_bits & 1 for part in parts):
                raise locked(name)
            _measure(name, archive, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise refuse(name, "le classeur est abîmé ou incomplet.", "the workbook is damaged or incomplete.") from error
    return "workbook"


def _no_workbook(name: str, names: set[str]) -> InputError:
    if "xl/workbook.bin" in names:
        return refuse(name, "les classeurs .xlsb ne sont pas lus.", ".xlsb workbooks are not read.")
    if "word/document.xml" in names:
        return refuse(name, "c'est un document Word, pas une liste.", "this is a Word document, not a list.")
    return refuse(name, "c'est une archive, pas un classeur.", "this is an archive, not a workbook.")


def _measure(name: str, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack every part once, keeping nothing: what the archive says of its own size proves nothing."""
    left = LARGEST_INSIDE
    for part in parts:
        part.file_size = 1 << 62  # read on, whatever the archive says
        with archive.open(part) as stream:
            while chunk := stream.read(1 << 20):
                left -= len(chunk)
                if left < 0:
                    raise refuse(
                        name,
                        "une fois décompressé, le classeur est démesuré : il n'est pas lu.",
                        "once unpacked, the workbook is out of all proportion: it is not read.",
                    )
