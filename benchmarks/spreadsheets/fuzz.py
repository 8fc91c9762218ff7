"""Damaged files through every reader of lists and tables: no traceback, no hang, no row lost without being counted.

``python -m benchmarks.spreadsheets.fuzz [--short]``: 10,000 mutated files (200 with ``--short``) of text, xlsx, ods and
Parquet. Each is read as a list, as a table of organisations, of records, and as a panel. A file is read, or refused by
``InputError``; any other exception, ten seconds of processor, or rows that do not add up, are counted as faults.
"""

from __future__ import annotations

import io
import random
import resource
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
from benchmarks.results import arguments, publish, table

from jumelage.directory.lists import read_list
from jumelage.directory.resolution import read_records
from jumelage.economy import Panel
from jumelage.errors import InputError
from jumelage.matching import read_profiles
from jumelage.spreadsheets import read_table

FILES, SHORT = 10_000, 200
SECONDS = 10.0
ROWS = [["id", "name", "town", "phone"], *[[str(n), f"Forge {n}, été", "Gaspé", "418 555-0100"] for n in range(12)]]
CELLS = [
    ["place", "industry", "year", "employment"],
    *[[f"P{n % 3}", str(21 + n // 3), "2016", str(10 * n)] for n in range(12)],
]
DEMON = (
    b'"',
    b"\n",
    b"\r",
    b";",
    b",",
    b"\t",
    b"\0",
    b"<",
    b">",
    b"&",
    b"=",
    b"\xff",
    b"\xe9",
    b'="',
    b"Total",
    b"1E+09",
    b"'",
    b"/>",
)


def seeds() -> list[tuple[str, bytes]]:
    """Return whole files of every kind."""
    found = []
    for rows in (ROWS, CELLS):
        text = "\n".join(";".join(f'"{c}"' if "," in c else c for c in row) for row in rows)
        found += [
            ("t.csv", text.encode()),
            ("t.csv", text.encode("utf-16")),
            ("t.tsv", text.replace(";", "\t").encode("cp1252")),
        ]
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        stream = io.BytesIO()
        book.save(stream)
        found += [("t.xlsx", stream.getvalue()), ("t.ods", _ods(rows)), ("t.parquet", _parquet(rows))]
    return found


def _ods(rows: list[list[str]]) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in rows
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f"<d xmlns:table='t' xmlns:text='x'><table:table>{cells}</table:table></d>")
    return stream.getvalue()


def _parquet(rows: list[list[str]]) -> bytes:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "t.parquet"
        values = ", ".join("(" + ", ".join(f"'{c}'" for c in row) + ")" for row in rows[1:])
        connection.execute(
            f"copy (select * from (values {values}) as t({', '.join(rows[0])})) to '{path}' (format parquet)"
        )
        return path.read_bytes()


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Damage a file: bytes changed, cut, doubled, put in; for archives, half of the time inside a part."""
    if data.startswith(b"PK") and draw.random() < 0.7:
        return _inside(data, draw)
    found = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 5, 20))):
        at = draw.randrange(len(found) + 1)
        act = draw.randrange(4)
        if act == 0 and found:
            found[min(at, len(found) - 1)] = draw.randrange(256)
        elif act == 1:
            del found[at : at + draw.randrange(1, 40)]
        elif act == 2:
            found[at:at] = draw.choice(DEMON) * draw.choice((1, 1, 2, 50))
        else:
            found[at:at] = found[at : at + draw.randrange(1, 200)]
    return bytes(found)


def _inside(data: bytes, draw: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        names = before.namelist()
        chosen = draw.choice([n for n in names if n.endswith((".xml", ".rels"))])
        for name in names:
            part = before.read(name)
            after.writestr(name, mutated(part, draw) if name == chosen else part)
    return target.getvalue()


def _list(path: Path) -> None:
    found = read_list(path)
    numbers = [row.number for row in found.rows] + list(found.rejected) + [one.row for one in found.skipped]
    start = found.header_rows[-1]
    counted = sum(any(cell not in (None, "") and str(cell).strip() for cell in row) for row in found.grid.rows[start:])
    merged = {row for first, last, *_ in found.grid.merged for row in range(first, last + 1)}
    if (
        len(set(numbers)) != len(numbers)
        or found.read != len(numbers)
        or (not merged and not found.grid.unvalued and counted != len(numbers))
    ):
        raise AssertionError(f"rows in {counted}, rows told {len(numbers)}")


def _table(path: Path) -> None:
    found = read_table(path, ("id", "name"))
    if found.read != len(found.rows) + len(found.skipped):
        raise AssertionError("rows do not add up")


READERS: dict[str, Callable[[Path], object]] = {
    "list": _list, "table": _table, "organisations": read_profiles, "records": read_records, "panel": Panel.read,
}  # fmt: skip


def main() -> None:
    """Damage, read, count."""
    short = arguments(__doc__ or "").short
    draw, whole = random.Random(14), seeds()
    counts: Counter[tuple[str, str]] = Counter()
    faults: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(SHORT if short else FILES):
            name, data = draw.choice(whole)
            path = Path(folder) / name
            path.write_bytes(mutated(data, draw))
            reader = draw.choice(list(READERS))
            start = time.process_time()
            try:
                READERS[reader](path)
                counts[reader, "read"] += 1
            except InputError:
                counts[reader, "refused"] += 1
            except Exception as error:  # what is looked for
                counts[reader, "fault"] += 1
                faults.append(f"file {number}, {name}, {reader}: {type(error).__name__}: {str(error)[:160]}")
            slowest = max(slowest, time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = [(reader, counts[reader, "read"], counts[reader, "refused"], counts[reader, "fault"]) for reader in READERS]
    text = table(("reader", "read", "refused by name", "faults"), rows)
    text += f"\n\nSlowest file {slowest:.1f} s of processor; peak memory {memory:.0f} MB.\n" + "\n".join(faults[:20])
    publish("spreadsheets", "Damaged files", text, short=short)
    if faults or slowest > SECONDS or memory > 1_000:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
