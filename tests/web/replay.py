"""Rows that many tests begin with: made once by the actions themselves, then written again as they were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

__all__ = ["replayed"]

_made: dict[Any, dict[str, set[tuple[Any, ...]]]] = {}


def replayed(name: str, make: Callable[[], object]) -> None:
    """Run ``make``, or write again what it wrote when the database stood as it stands now (SQLite only).

    SQLite numbers rows anew after a rollback, so that the rows of one test fit the next; a sequence of PostgreSQL does not.
    """
    if connection.vendor != "sqlite":
        make()
        return
    key = name, _standing()
    if key in _made:
        _write(_made[key])
        return
    before = _rows()
    make()
    after = _rows()
    assert all(rows <= after[table] for table, rows in before.items()), "only rows that are added can be written again"
    _made[key] = {table: rows - before[table] for table, rows in after.items() if rows != before[table]}


def _tables() -> list[str]:
    return [table for table in connection.introspection.table_names() if not table.startswith("sqlite_")]


def _rows() -> dict[str, set[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        return {table: set(cursor.execute(f'SELECT * FROM "{table}"').fetchall()) for table in _tables()}


def _standing() -> tuple[Any, ...]:
    """Return how many rows each table has: fixtures alone ran before, and always write the same."""
    with connection.cursor() as cursor:
        counts = ", ".join(
            f'(SELECT COUNT(*) FROM "{table}"), (SELECT MAX(rowid) FROM "{table}")' for table in _tables()
        )
        return tuple(cursor.execute(f"SELECT {counts}").fetchone())


def _write(made: dict[str, set[tuple[Any, ...]]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:  # what a row refers to may come after it
        for table, rows in made.items():
            places = ", ".join(["%s"] * len(next(iter(rows))))
            cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
