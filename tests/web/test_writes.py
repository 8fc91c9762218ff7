"""A write lives in ``actions``: no other module of the web changes the database, except those named with their reason."""

from __future__ import annotations

import re
from pathlib import Path

import jumelage.web

WEB = Path(jumelage.web.__file__).parent
WRITE = re.compile(
    r"\.(save|delete|create|bulk_create|bulk_update|get_or_create|update_or_create|create_user)\("
    r"|(objects|_base_manager)\b[^\n]*\.update\(|\.filter\([^\n]*\)\.update\(|^\s+(?:same|mine|rows|stale|late)\.update\("
)
ALLOWED = {
    "accounts/anonymise.py": "takes a person out of every room's texts, called by the erasure",
    "accounts/connections.py": "the sessions themselves, called by the sign-in and by actions",
    "accounts/consent.py": "the actions on consents",
    "accounts/data_export.py": "the actions on a person's data",
    "accounts/models.py": "the manager that makes accounts",
    "jobs/heartbeat.py": "the worker's own row",
    "jobs/maintenance.py": "the queue's own rows",
    "jobs/periodic.py": "the locks of what is periodic",
    "jobs/queue.py": "the queue's own rows",
    "jobs/runner.py": "the state of the job that runs",
    "outbox/sending.py": "what became of a message",
    "service/rows.py": "puts a copy back",
    "translate.py": "the catalogue, a file",
}


def test_only_actions_write() -> None:
    found = set()
    for path in WEB.rglob("*.py"):
        name = path.relative_to(WEB).as_posix()
        if "migrations" in path.parts or "actions" in name or name.endswith("personal_data.py"):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        found |= {name for line in lines if WRITE.search(line) and "@router" not in line}
    assert found - set(ALLOWED) == set(), "move the write to an action"
    assert set(ALLOWED) - found == set(), "these write no more: take them off the list"
