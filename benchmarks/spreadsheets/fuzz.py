"""Damaged files through every reader of lists, tables, missions and agendas: no traceback, no hang, no row lost uncounted.

``python -m benchmarks.spreadsheets.fuzz [--short] [--files N]``: mutated files of text, xlsx, xls, ods, Parquet, TOML and
JSON, by the functions that commands and pages call. Half are damaged in their bytes (in archives: inside a part), half
only in their cells, so that the number of rows is known without the reader: rows = kept + skipped by name + rejected by
name. A file is read, or refused by ``InputError``; any other exception, ten seconds of processor, or a row that is not
accounted for is a fault.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import resource
import signal
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
from benchmarks.results import publish, table

from jumelage.agenda import read_problem
from jumelage.directory.lists import read_list
from jumelage.directory.resolution import read_records
from jumelage.economy import Panel
from jumelage.economy.model_towns.outcomes_reader import read_outcomes
from jumelage.errors import InputError, NoResultError
from jumelage.matching import read_profiles
from jumelage.mission.folder import new_folder, read_folder
from jumelage.outcomes.pairs_reader import read_pairs
from jumelage.spreadsheets import read_table

FILES, SHORT = 10_000, 80
SECONDS, MEGABYTES = 10.0, 1_000
HERE = Path(__file__).parent
LIST = [["id", "name", "town", "phone"], *[[str(n), f"Forge {n}, été", "Gaspé", "418 555-0100"] for n in range(12)]]
PANEL = [
    ["place", "industry", "year", "employment"],
    *[[f"P{n % 3}", str(21 + n // 3), "2016", str(10 * n)] for n in range(12)],
]
PAIRS = [["pair", "mission", "placed", "outcome"], *[[f"p{n}", "m", str(n % 2), str(n % 3 % 2)] for n in range(12)]]
OUTCOMES = [["place", "year", "employment"], *[[f"P{n % 3}", str(2000 + n // 3), str(900 + n)] for n in range(36)]]
SIGNS = (
    '"',
    "\n",
    "\r",
    ";",
    ",",
    "\t",
    "<",
    ">",
    "&",
    "=",
    "é",
    '="',
    "Total",
    "1E+09",
    "'",
    "/>",
    "\u200b",
    "N/A",
    "#REF!",
)
DAMAGE = (*(sign.encode() for sign in SIGNS), b"\0", b"\xff", b"\xe9")
PROBLEM = {"version": 1, "slots": 4, "sites": [{"id": "s"}], "people": [{"id": "a"}, {"id": "b"}],
           "meetings": [{"id": "m", "people": ["a", "b"], "duration": 1}]}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A damaged file: its name, its bytes, and how many rows it has where that is known."""

    name: str
    data: bytes
    rows: int | None = None


def written(rows: list[list[str]], kind: str) -> bytes:
    """Write rows as a file of one kind."""
    if kind in ("csv", "tsv", "utf16.csv"):
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter="\t" if kind == "tsv" else ";").writerows(rows)
        return stream.getvalue().encode({"utf16.csv": "utf-16", "tsv": "utf-8-sig"}.get(kind, "utf-8"))
    if kind == "xlsx":
        book, out = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.active.append([cell if cell[:1] != "=" else f"'{cell}" for cell in row])
        book.save(out)
        return out.getvalue()
    return _ods(rows) if kind == "ods" else _parquet(rows)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", " ")


def _ods(rows: list[list[str]]) -> bytes:
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{_escaped(c)}</text:p></table:table-cell>" for c in row)
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
        columns = ", ".join(f"{name} varchar" for name in rows[0])
        connection.execute(f"create table t ({columns})")
        connection.executemany(f"insert into t values ({', '.join('?' * len(rows[0]))})", rows[1:])
        connection.execute(f"copy t to '{path}' (format parquet)")
        return path.read_bytes()


def in_cells(rows: list[list[str]], draw: random.Random) -> list[list[str]]:
    """Damage some cells, never all of a row's: no row becomes blank."""
    found = [list(row) for row in rows]
    for _ in range(draw.choice((1, 3, 10))):
        row = found[draw.randrange(1, len(found))]
        at = draw.randrange(1, len(row))
        where = draw.randrange(len(row[at]) + 1)
        row[at] = draw.choice(("", draw.choice(SIGNS), row[at][:where] + draw.choice(SIGNS) + row[at][where:]))
    return found


def in_bytes(data: bytes, draw: random.Random) -> bytes:
    """Damage a file: bytes changed, cut, doubled, put in; for archives, mostly inside a part."""
    if data.startswith(b"PK") and draw.random() < 0.7:
        return _inside(data, draw)
    found = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 5, 20))):
        at, act = draw.randrange(len(found) + 1), draw.randrange(4)
        if act == 0 and found:
            found[min(at, len(found) - 1)] = draw.randrange(256)
        elif act == 1:
            del found[at : at + draw.randrange(1, 40)]
        elif act == 2:
            found[at:at] = draw.choice(DAMAGE) * draw.choice((1, 1, 2, 50))
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
            after.writestr(name, in_bytes(part, draw) if name == chosen else part)
    return target.getvalue()


KINDS = ("csv", "tsv", "utf16.csv", "xlsx", "ods", "parquet", "xls")


def damaged(rows: list[list[str]], draw: random.Random) -> Made:
    """Make a damaged list or table of some kind."""
    kind = draw.choice(KINDS)
    name = f"t.{kind.rpartition('.')[2]}"
    if kind == "xls":
        source = HERE / ("panel.xls" if rows in (PANEL, OUTCOMES) else "list.xls")
        return Made(name, in_bytes(source.read_bytes(), draw))
    if draw.random() < 0.5:
        return Made(name, written(in_cells(rows, draw), kind), len(rows) - 1)
    return Made(name, in_bytes(written(rows, kind), draw))


def _import(path: Path, rows: int | None) -> None:
    found = read_list(path)
    numbers = [row.number for row in found.rows] + list(found.rejected) + [one.row for one in found.skipped]
    if len(set(numbers)) != len(numbers) or found.read != len(numbers) or rows not in (None, found.read):
        raise AssertionError(f"{rows} rows written, {found.read} read, {len(set(numbers))} accounted for")


def _table(path: Path, rows: int | None) -> None:
    found = read_table(path, ("id", "name"))
    if found.read != len(found.rows) + len(found.skipped) or rows not in (None, found.read):
        raise AssertionError(f"{rows} rows written, {found.read} read")


def _mission(path: Path, rows: int | None) -> None:
    del rows
    with tempfile.TemporaryDirectory() as folder:
        new_folder(Path(folder))
        for old in Path(folder).glob("organisations.*" if path.suffix != ".toml" else "mission.toml"):
            old.unlink()
        name = "mission.toml" if path.suffix == ".toml" else f"organisations{path.suffix}"
        (Path(folder) / name).write_bytes(path.read_bytes())
        read_folder(Path(folder))


def _example() -> list[list[str]]:
    """Return the organisations of the example that ``jumelage mission new`` writes."""
    with tempfile.TemporaryDirectory() as folder:
        new_folder(Path(folder))
        with (Path(folder) / "organisations.csv").open(encoding="utf-8-sig", newline="") as stream:
            lines = stream.read()
        return list(csv.reader(io.StringIO(lines, newline=""), delimiter=";" if ";" in lines.splitlines()[0] else ","))


def _without_rows(read: Callable[[Path], Any]) -> Callable[[Path, int | None], None]:
    def reader(path: Path, rows: int | None) -> None:
        del rows
        read(path)

    return reader


Reader = Callable[[Path, "int | None"], None]
READERS: dict[str, tuple[Reader, list[list[str]] | None]] = {
    "directory import": (_import, LIST),
    "a table, row by row": (_table, LIST),
    "match": (_without_rows(read_profiles), LIST),
    "directory duplicates": (_without_rows(read_records), LIST),
    "mission plan": (_mission, _example()),
    "mission plan, mission.toml": (_mission, None),
    "economy portrait": (_without_rows(Panel.read), PANEL),
    "economy models": (_without_rows(lambda path: read_outcomes(path, "employment")), OUTCOMES),
    "outcomes compare": (_without_rows(read_pairs), PAIRS),
    "agenda solve": (_without_rows(read_problem), None),
}


def made_for(reader: str, draw: random.Random, brief: bytes) -> Made:
    """Damage a file such as a command takes."""
    rows = READERS[reader][1]
    if rows is not None:
        return damaged(rows, draw)
    if reader == "agenda solve":
        return Made("t.json", in_bytes(json.dumps(PROBLEM, indent=1).encode(), draw))
    return Made("t.toml", in_bytes(brief, draw))


def _too_long(number: int, frame: object) -> None:
    raise TimeoutError(f"over {SECONDS:.0f} s of processor")


def main() -> None:
    """Damage, read, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="some tens, in seconds; RESULTS.md is left as it is")
    parser.add_argument("--files", type=int, default=FILES)
    given = parser.parse_args()
    files = min(SHORT, given.files) if given.short else given.files
    draw, counts, faults, slowest = random.Random(14), Counter[tuple[str, str]](), list[str](), 0.0
    signal.signal(signal.SIGVTALRM, _too_long)
    with tempfile.TemporaryDirectory() as folder:
        new_folder(Path(folder) / "example")
        brief = (Path(folder) / "example" / "mission.toml").read_bytes()
        for number in range(files):
            reader = list(READERS)[number % len(READERS)]
            made = made_for(reader, draw, brief)
            path = Path(folder) / made.name
            path.write_bytes(made.data)
            start = time.process_time()
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                READERS[reader][0](path, made.rows)
                counts[reader, "read"] += 1
            except (InputError, NoResultError):
                counts[reader, "refused"] += 1
            except Exception as error:  # what is looked for
                counts[reader, "fault"] += 1
                faults.append(f"file {number}, {made.name}, {reader}: {type(error).__name__}: {str(error)[:160]}")
                if len(faults) <= 20:
                    kept = Path(tempfile.gettempdir()) / f"jumelage-fault-{number}-{made.name}"
                    kept.write_bytes(made.data)
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            counts[reader, "counted"] += made.rows is not None
            slowest = max(slowest, time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = [(reader, *(counts[reader, what] for what in ("read", "refused", "fault", "counted"))) for reader in READERS]
    text = table(("reader", "read", "refused by name", "faults", "of known number of rows"), rows)
    text += f"\n\n{files} files. Slowest: {slowest:.1f} s of processor; peak memory {memory:.0f} MB. Seed 14.\n"
    text += "\n".join(faults[:20])
    publish("spreadsheets", "Damaged files", text.rstrip(), short=given.short)
    if faults or slowest > SECONDS or memory > MEGABYTES:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
