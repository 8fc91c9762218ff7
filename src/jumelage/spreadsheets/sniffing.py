"""Tell what a file really is from its first bytes, whatever its name says, and refuse what is no list."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Literal

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.spreadsheets import limits
from jumelage.spreadsheets.limits import refuse, too_large

__all__ = ["Kind", "locked", "sniff"]

Kind = Literal["text", "xlsx", "ods", "xls", "parquet", "gzip"]

_OTHERS_READ: tuple[tuple[bytes, Kind], ...] = ((b"PAR1", "parquet"), (b"\x1f\x8b", "gzip"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "un PDF", "a PDF"),
    (b"MZ", "un programme", "a program"),
    (b"\x7fELF", "un programme", "a program"),
    (b"Rar!", "une archive RAR", "a RAR archive"),
    (b"7z\xbc\xaf", "une archive 7z", "a 7z archive"),
    (b"\x89PNG", "une image", "an image"),
    (b"\xff\xd8\xff", "une image", "an image"),
    (b"GIF8", "une image", "an image"),
    (b"SQLite format", "une base de données", "a database"),
    (b"{\\rtf", "un document RTF", "an RTF document"),
)
MOST_PARTS = 10_000
_UNLOCK = Bilingual(
    "Ouvrez-le avec son mot de passe, enregistrez-en une copie sans mot de passe, puis recommencez.",
    "Open it with its password, save a copy without a password, then try again.",
)


def locked(name: str) -> InputError:
    """Make the error of a workbook that asks for a password."""
    return refuse(
        name, "le classeur est protégé par un mot de passe.", "the workbook is protected by a password.", _UNLOCK
    )


def sniff(name: str, data: bytes) -> Kind:
    """Tell what kind of list or table a file is.

    Raises
    ------
    InputError
        When it is empty, too large, locked, unpacks to too much, or is another thing under a list's name.
    """
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise refuse(name, "le fichier est vide.", "the file is empty.")
    if len(data) > limits.LARGEST_FILE:
        raise too_large(name)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(name, data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked(name)
        return "xls"
    for magic_bytes, kind in _OTHERS_READ:
        if data.startswith(magic_bytes):
            return kind
    for magic, fr, en in _OTHERS:
        if data.startswith(magic):
            raise refuse(name, f"ce n'est pas une liste : c'est {fr}.", f"this is no list: it is {en}.")
    if data.startswith(b"PK") and name.lower().endswith((".xlsx", ".xlsm", ".ods")):
        raise refuse(name, "le classeur est illisible.", "the workbook cannot be read.")
    if data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise refuse(name, "c'est une page web ou du XML, pas une liste.", "this is a web page or XML, not a list.")
    return "text"


def _zipped(name: str, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            if len(parts) > MOST_PARTS:
                raise refuse(name, "l'archive a trop de parties.", "the archive has too many parts.")
            kind = _workbook_kind(names)
            if kind is None:
                raise _no_workbook(name, names)
            if any(part.flag_bits & 1 for part in parts):
                raise locked(name)
            _measure(name, archive, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise refuse(name, "le classeur est abîmé ou incomplet.", "the workbook is damaged or incomplete.") from error
    return kind


def _workbook_kind(names: set[str]) -> Kind | None:
    if "xl/workbook.xml" in names or (
        "[content_types].xml" in names and any(n.endswith("workbook.xml") for n in names)
    ):
        return "xlsx"
    return "ods" if "content.xml" in names and "word/document.xml" not in names else None


def _no_workbook(name: str, names: set[str]) -> InputError:
    if "xl/workbook.bin" in names:
        return refuse(name, "les classeurs .xlsb ne sont pas lus.", ".xlsb workbooks are not read.")
    if "word/document.xml" in names:
        return refuse(name, "c'est un document Word, pas une liste.", "this is a Word document, not a list.")
    return refuse(name, "c'est une archive, pas un classeur.", "this is an archive, not a workbook.")


def _measure(name: str, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack every part once, keeping nothing: what the archive says of its own size proves nothing."""
    left = limits.LARGEST_INSIDE
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
