"""Bytes of a text file made text.

Why no detection library: they choose among a hundred encodings by statistics and are wrong on short lists of French
names. A list from Québec is in UTF-8, UTF-16, or one of the three single-byte sets of Windows, old Macs and DOS; UTF-8
proves itself, UTF-16 shows by its zeros, and of the other three the right one is the one that gives French letters.
"""

from __future__ import annotations

from collections import Counter

from jumelage.spreadsheets.limits import refuse

__all__ = ["decode"]

_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
_FRENCH = frozenset("éèêëàâçîïôûùüœæÉÈÊËÀÂÇÎÏÔÛÙÜŒ«»’“”–°")


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
    beyond = Counter(byte for byte in data if byte > 127) if len(data) < 500_000 else _counted(data)
    decoded = {byte: bytes([byte]).decode(encoding, errors="replace") for byte in beyond}
    return sum(count if decoded[byte] in _FRENCH else -count for byte, count in beyond.items())


def _counted(data: bytes) -> dict[int, int]:
    """Count the bytes beyond ASCII of a long file, wherever in it they stand."""
    return {byte: count for byte in range(128, 256) if (count := data.count(byte))}
