"""What versions of before hold in words is read by codes once the migration has run."""

from __future__ import annotations

import importlib
import json
from typing import Any

from jumelage.documents.programme import RELATIONS, Programme
from jumelage.documents.report import Report
from jumelage.mission import Plan
from jumelage.serialisation import from_document, to_document

migration = importlib.import_module("jumelage.web.missions.migrations.0009_codes")


def as_before(value: Any) -> Any:
    """Write a document as versions held it: class names inside, words for codes."""
    if isinstance(value, list):
        return [as_before(one) for one in value]
    if not isinstance(value, dict):
        return value
    old = {"is": "Something"} | {
        key: as_before(one) for key, one in value.items() if key not in ("code", "travel_assumed")
    }
    if "relation" in value:
        words = RELATIONS.get(value["relation"])
        old["relation"] = {"is": "Bilingual", "fr": words.fr if words else "", "en": words.en if words else ""}
    return old


def test_versions_of_before_read_the_same(plan: Plan) -> None:
    programme, report = to_document(plan.programme), to_document(plan.report)
    assert any(one["relation"] for one in programme["activities"]) and programme["travel_assumed"]
    report["sections"] += [
        {"title": {"fr": fr, "en": ""}, "blocks": [], "code": code} for fr, code in migration.SECTIONS.items()
    ]
    old = json.loads(json.dumps([as_before(programme), as_before(report)]))
    fresh = migration.with_codes(*old)
    assert from_document(Programme, fresh[0]) == plan.programme
    assert from_document(Report, fresh[1]) == from_document(Report, report)
    assert from_document(Report, report).sections[0] == plan.report.sections[0]
    assert migration.with_codes(*json.loads(json.dumps([programme, report]))) == (programme, report)
