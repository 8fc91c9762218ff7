"""The tables that tests run on are those that the migrations make."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


def shape(ask: Callable[[str], Any]) -> dict[str, Any]:
    """Return each table's columns, indexes and references, whatever order and names they were given in."""
    made: dict[str, Any] = {}
    for (table,) in list(ask(TABLES)):
        columns = sorted(row[1:] for row in ask(f'PRAGMA table_info("{table}")'))
        references = sorted(row[2:] for row in ask(f'PRAGMA foreign_key_list("{table}")'))
        indexes = sorted(
            (row[2], row[4], [column[2] for column in ask(f'PRAGMA index_info("{row[1]}")')])
            for row in list(ask(f'PRAGMA index_list("{table}")'))
        )
        made[table] = columns, references, indexes
    return made


@pytest.mark.slow
def test_the_tables_of_tests_are_those_of_the_migrations(db: None, new_home: Callable[[str], Path]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("compares two files of SQLite")
    with connection.cursor() as cursor:
        here = shape(lambda query: cursor.execute(query).fetchall())
    with closing(sqlite3.connect(new_home("shape") / "jumelage.sqlite3")) as migrated:
        there = shape(lambda query: migrated.execute(query).fetchall())
    assert here.keys() == there.keys()
    assert {table: (made, there[table]) for table, made in here.items() if made != there[table]} == {}
