"""A person's own workbook opened to be written into: its widths and styles are kept. Only one that was read before."""

from __future__ import annotations

import io
from typing import Any

__all__ = ["workbook_to_write"]


def workbook_to_write(source: bytes) -> Any:
    """Return an openpyxl workbook of a file that :func:`jumelage.spreadsheets.open_file` has read and found in bounds."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(source), keep_links=False)
