"""Bytes of a text list made text, and cut into cells.

Why no detection library: they choose among a hundred encodings by statistics and are wrong on short lists of French
names. A list from Québec is in UTF-8, UTF-16, or one of the three single-byte sets of Windows, old Macs and DOS; UTF-8
proves itself, UTF-16 shows by its zeros, and of the other three the right one is the one that gives French letters.
"""

from __future__ import annotations

import csv
import io
from collections import Counter

from jumelage.directory.lists.sniffing import refuse

__all__ = ["decode", "separate"]

_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
_FRENCH = frozenset("éèêëàâçîïôûùüœæÉÈÊËÀÂÇÎÏÔÛÙÜŒ«»’“”–°")
SEPARATORS = ";,\t|"
TRIED_LINES = 60
LONGEST_CELL = 1_000_000


def decode(name: str, data: bytes) -> tuple[str, str]:
    """Return the text of a file, and the encoding it was in.

    Raises
    ------
    InputError
        When it is no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), "utf-16"
    head = data[:4000]
    if head.count(0) > len(head) // 4:  # every second byte of a Latin text in UTF-16 is zero
        order = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return data.decode(order, errors="replace"), order
    if data.count(0) > 20:
        raise refuse(name, "ce n'est pas un fichier de texte.", "this is not a text file.")
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        encoding = max(_SINGLE_BYTE, key=lambda tried: _french(data, tried))
        return data.decode(encoding, errors="replace"), encoding


def _french(data: bytes, encoding: str) -> int:
    beyond = Counter(byte for byte in data[:500_000] if byte > 127)
    decoded = {byte: bytes([byte]).decode(encoding, errors="replace") for byte in beyond}
    return sum(count if decoded[byte] in _FRENCH else -count for byte, count in beyond.items())


def separate(name: str, text: str) -> tuple[list[list[str]], str]:
    """Cut a text into rows of cells; return the separator too. An empty line is a row without cells."""
    text = text.replace("\0", "")
    if text[:4].lower() == "sep=":  # what Excel writes to name its separator
        first, _, text = text.partition("\n")
        separator = first[4:5] or ";"
        return [[], *_cut(name, text, separator)], separator  # that line counts as row 1
    separator = _separator(text)
    return _cut(name, text, separator), separator


def _cut(name: str, text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise refuse(
            name,
            "une cellule dépasse un million de caractères : il manque sans doute un guillemet de fermeture.",
            "a cell is over a million characters long: a closing quotation mark is probably missing.",
        ) from error


def _separator(text: str) -> str:
    """Choose the separator that cuts the first lines into the most cells, the same number on most lines."""
    head = "\n".join(text[:200_000].splitlines()[:TRIED_LINES])

    def regularity(separator: str) -> float:
        try:
            widths = [len(cells) for cells in csv.reader(io.StringIO(head, newline=""), delimiter=separator) if cells]
        except csv.Error:
            return 0.0
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            return 0.0
        width, lines = wide.most_common(1)[0]
        return lines / len(widths) * min(width, 12)

    return max(SEPARATORS, key=regularity)
