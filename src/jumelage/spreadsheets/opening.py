"""Open a file, whatever its name says it is."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path

from jumelage.errors import InputError
from jumelage.language import Bilingual
from jumelage.spreadsheets.apart import read_apart
from jumelage.spreadsheets.decoding import decode
from jumelage.spreadsheets.files.separated import separate
from jumelage.spreadsheets.grid import Sheet, Workbook
from jumelage.spreadsheets.limits import LARGEST_FILE, LARGEST_INSIDE, refuse, too_large
from jumelage.spreadsheets.sniffing import Kind, sniff
from jumelage.spreadsheets.wrapping import unwrap_rows

__all__ = ["content_of", "open_bytes", "open_file"]


def open_file(source: Path | bytes, name: str = "", *, apart: bool = False) -> Workbook:
    """Open a list or table: text in any usual encoding (also .gz), .xlsx, .xlsm, .xls, .ods, .parquet.

    Parameters
    ----------
    source
        A path, or the file itself.
    name
        What messages call the file; the path's name by default.
    apart
        Whether formats other than text are read in a process of their own, with limits of memory and time: for files
        from outside.

    Raises
    ------
    InputError
        When it is absent, empty, too large, locked, damaged, or no table.
    """
    data, name = content_of(source, name)
    kind = sniff(name, data)
    if apart and kind not in ("text", "gzip"):
        return read_apart(name, data)
    return open_bytes(name, data, kind)


def open_bytes(name: str, data: bytes, kind: Kind) -> Workbook:
    """Open the content of a file whose kind is known (see :func:`open_file`)."""
    if kind == "gzip":
        data = _unpacked(name, data)
        kind = sniff(name, data)
        if kind != "text":
            raise refuse(name, "l'archive gzip ne contient pas de texte.", "the gzip archive holds no text.")
    if kind == "text":
        return _text(name, data)
    if kind == "parquet":
        from jumelage.spreadsheets.files.parquet import read_parquet

        return read_parquet(name, data)
    if kind == "xls":
        from jumelage.spreadsheets.files.xls import read_xls

        return _read(name, lambda: read_xls(name, data))
    from jumelage.spreadsheets.files.ods import read_ods
    from jumelage.spreadsheets.files.xlsx import read_xlsx

    read = read_xlsx if kind == "xlsx" else read_ods
    return _read(name, lambda: read(name, zipfile.ZipFile(io.BytesIO(data))))


def _read(name: str, read: object) -> Workbook:
    try:
        return read()  # type: ignore[operator,no-any-return]
    except (InputError, MemoryError):
        raise
    except Exception as error:  # a damaged workbook fails in as many ways as there are parts in it
        raise refuse(name, "le classeur est illisible.", "the workbook cannot be read.") from error


def _text(name: str, data: bytes) -> Workbook:
    text, encoding = decode(name, data)
    cut = separate(name, text)
    remarks = (*cut.remarks, *unwrap_rows(cut.rows))
    return Workbook(name, (Sheet("", cut.rows),), (), encoding, cut.separator, remarks)


def _unpacked(name: str, data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            found = stream.read(LARGEST_INSIDE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise refuse(name, "lecture impossible (gzip).", "cannot be read (gzip).") from error
    if len(found) > LARGEST_INSIDE:
        raise too_large(name)
    return found


def content_of(source: Path | bytes, name: str = "") -> tuple[bytes, str]:
    """Return the bytes of a file and what messages call it.

    Raises
    ------
    InputError
        When it is absent, cannot be read, or is too large, which is looked at before a byte is read.
    """
    if isinstance(source, bytes):
        return source, name or "liste"
    name = name or source.name
    check = Bilingual("Vérifiez le nom et le dossier.", "Check the name and the folder.")
    try:
        if source.stat().st_size > LARGEST_FILE:
            raise too_large(name)
        return source.read_bytes(), name
    except FileNotFoundError as error:
        raise refuse(str(source), "le fichier n'existe pas.", "the file does not exist.", check) from error
    except IsADirectoryError as error:
        raise refuse(str(source), "c'est un dossier.", "this is a folder.", check) from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise refuse(str(source), f"lecture impossible ({why}).", f"cannot be read ({why}).", check) from error
