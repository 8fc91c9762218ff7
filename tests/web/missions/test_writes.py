"""Rows are written by actions alone: no view, form, query or rule of a mission saves anything."""

from __future__ import annotations

import re
from pathlib import Path

import jumelage.web.missions

ROOM = Path(jumelage.web.missions.__file__).parent
WRITES = re.compile(
    r"\.(?:save|create|get_or_create|update_or_create|bulk_\w+)\(|\.objects\b.*\.(?:update|delete)\(|\b\w+\.delete\(\)"
)
MAY_WRITE = re.compile(r"(?:^|/)(?:actions(?:/|\.py$)|migrations/|handlers\.py$|personal_data\.py$)")


def test_only_actions_write() -> None:
    found = [
        f"{path.relative_to(ROOM)}:{number}"
        for path in sorted(ROOM.rglob("*.py"))
        if not MAY_WRITE.search(str(path.relative_to(ROOM)))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if WRITES.search(line)
    ]
    assert found == []
